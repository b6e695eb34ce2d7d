"""Repositories are fetched, and nothing of them runs."""

import asyncio
import fcntl
import os
import subprocess
from pathlib import Path

import pytest

from coach.bank import git as git_program
from coach.bank.git import environment, fetch, in_a_line
from coach.errors import BadInput, Conflict, NotFound, StoreError


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One with two commits, the first tagged v1."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "note.txt").write_text("first")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "first")
    git(folder, "tag", "v1")
    (folder / "note.txt").write_text("second")
    git(folder, "commit", "--quiet", "-am", "second")
    return folder


async def test_the_head_or_what_is_asked_for(repository: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    assert await fetch(str(repository), "", into) == git(repository, "rev-parse", "main")
    assert (into / "note.txt").read_text() == "second"
    assert await fetch(f"file://{repository}", "v1", into) == git(repository, "rev-parse", "v1")
    assert (into / "note.txt").read_text() == "first"
    assert git(into, "rev-list", "--count", "HEAD") == "1"


async def test_an_update_brings_exactly_what_is_there(repository: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    await fetch(str(repository), "", into)
    (into / "stray.txt").write_text("x")
    (into / "note.txt").write_text("changed here")
    git(repository, "reset", "--quiet", "--hard", "v1")
    (repository / "new.txt").write_text("new")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "another history")
    await fetch(str(repository), "", into)
    assert sorted(path.name for path in into.iterdir()) == [".git", "new.txt", "note.txt"]
    assert (into / "note.txt").read_text() == "first"


async def test_links_hooks_and_submodules_do_nothing(repository: Path, tmp_path: Path) -> None:
    (repository / "out").symlink_to("/etc/passwd")
    git(repository, "submodule", "--quiet", "add", str(repository), "sub")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "traps")
    template = tmp_path / "template" / "hooks"
    template.mkdir(parents=True)
    hook = template / "post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    settings = f"[init]\n templateDir = {tmp_path}/template\n[core]\n hooksPath = {template}\n"
    (tmp_path / "home" / ".gitconfig").write_text(settings)
    into = tmp_path / "into"
    await fetch(str(repository), "", into)
    assert not (into / "out").is_symlink()
    assert (into / "out").read_text() == "/etc/passwd"
    assert list((into / "sub").iterdir()) == []
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(("source", "ref"), [("{}", "v9"), ("{}/none", ""), ("https://nowhere.invalid/x.git", "")])
async def test_what_cannot_be_fetched_is_told_in_a_line(
    source: str, ref: str, repository: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotFound) as caught:
        await fetch(source.format(repository), ref, tmp_path / "into")
    assert caught.value.why.startswith("git says: ")
    assert "\n" not in caught.value.why


@pytest.mark.parametrize("source", ["ext::touch ran", "http://localhost:1/x"])
async def test_other_protocols_are_refused_by_git_too(source: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="cannot be fetched") as caught:
        await fetch(source, "", tmp_path / "into")
    assert "not allowed" in caught.value.why


def fake_git(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    folder.mkdir()
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


async def test_it_ends_in_time_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_git(tmp_path / "bin", monkeypatch, f"sleep 1000 & echo $! > {tmp_path}/pid; wait")
    with pytest.raises(NotFound, match="in time") as caught:
        await fetch("https://host/x", "", tmp_path / "into", deadline=0.5)
    assert "git init did not end" in caught.value.why
    child = Path("/proc") / (tmp_path / "pid").read_text().strip() / "stat"
    for _ in range(500):
        if not child.exists() or ") Z " in child.read_text():
            return
        await asyncio.sleep(0.01)
    pytest.fail("what git started still runs")


async def test_without_git_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput, match="git was not found"):
        await fetch("https://host/x", "", tmp_path / "into")


async def test_a_place_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be made"):
        await fetch("https://host/x", "", tmp_path / "file" / "into")


async def test_half_a_clone_is_begun_again(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "into").mkdir()
    (tmp_path / "into" / "half").write_text("x")
    await fetch(str(repository), "", tmp_path / "into")
    assert not (tmp_path / "into" / "half").exists()


def test_nobody_is_asked_and_no_other_repository_is_meant() -> None:
    given = {"GIT_DIR": "/x", "GIT_ASKPASS": "window", "HOME": "/h", "GIT_SSH_COMMAND": "mine", "LC_ALL": "de"}
    made = environment(given)
    assert "GIT_DIR" not in made
    assert made["HOME"] == "/h"
    assert (made["GIT_TERMINAL_PROMPT"], made["GIT_ASKPASS"], made["SSH_ASKPASS"]) == ("0", "", "")
    assert made["GIT_ALLOW_PROTOCOL"] == "https:ssh:file:git"
    assert made["GIT_SSH_COMMAND"] == "mine"
    assert "BatchMode=yes" in environment({})["GIT_SSH_COMMAND"]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (b"", "git gave no reason."),
        (b"Cloning ...\nfatal: no such \x1b[31mthing\n\nhint: try\n", "git says: no such ?[31mthing"),
        (b"odd", "git says: odd"),
        (b"fatal: " + b"x" * 1000, "git says: " + "x" * 300),
    ],
)
def test_a_line_of_what_git_said(said: bytes, line: str) -> None:
    assert in_a_line(said) == line


async def test_locks_that_were_left_behind_hinder_nobody(repository: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    await fetch(str(repository), "", into)
    for name in ("shallow.lock", "index.lock", "HEAD.lock"):
        (into / ".git" / name).touch()
    await fetch(str(repository), "v1", into)
    assert (into / "note.txt").read_text() == "first"


async def test_two_at_a_time_do_not_share_a_clone(repository: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    await fetch(str(repository), "", into)
    with (into / ".git" / git_program.LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Conflict, match="Another command"):
            await fetch(str(repository), "", into)


@pytest.mark.parametrize("bound", ["MOST_FILES", "MOST_BYTES", "MOST_PRINTED"])
async def test_far_too_much_is_not_checked_out(
    bound: str, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_program, bound, 0)
    with pytest.raises(BadInput, match="too large for a pack"):
        await fetch(str(repository), "", tmp_path / "into")
    assert not (tmp_path / "into" / "note.txt").exists()


async def test_git_may_tidy_up_before_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_git(tmp_path / "bin", monkeypatch, f"trap 'touch {tmp_path}/tidied; exit 1' TERM; sleep 1000 & wait")
    with pytest.raises(NotFound, match="in time"):
        await fetch("https://host/x", "", tmp_path / "into", deadline=0.5)
    assert (tmp_path / "tidied").exists()
