"""`coach data retention` and `coach data audit`, as somebody types them."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.bootstrap import LOCAL_USER, OpenOptions, open_service
from coach.bootstrap.server import open_server_store, open_sessions
from coach.cli.app import build
from coach.cli.loop import run as in_loop
from coach.cli.problems import run_guarded
from coach.domain.account import AuditEntry
from coach.settings import load_paths, load_settings
from coach.workspace.files import FileWorkspace
from tests.fakes import HandClock

Coach = Callable[..., tuple[int, str, str]]
OLD = "ben"
"""Whose interview was made when the clock of the tests stood, long ago."""


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", "data", *arguments])
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Makes a terminal with somebody at it, who gives these answers."""
    answers: list[bool] = []
    monkeypatch.setattr("coach.cli.problems.can_ask", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda *_, **__: answers.pop(0))
    return answers


class Then(HandClock):
    """A clock that stood at the turn of the millennium."""

    def now(self) -> datetime:
        return datetime(2000, 1, 1, tzinfo=UTC)


async def _plan(user_id: str, *, long_ago: bool = False) -> str:
    options = OpenOptions(clock=Then()) if long_ago else OpenOptions()
    async with open_service(options) as service:
        return (await service.create_interview_session(user_id=user_id)).id


async def _left() -> set[str]:
    async with open_service(OpenOptions()) as service:
        return {summary.id for summary in await service.list_sessions()}


@pytest.fixture
def old() -> str:
    """The id of an interview made long ago, with a file."""
    session_id = in_loop(_plan(OLD, long_ago=True))
    workspace().file(session_id, "solution.py", "canary")
    return session_id


def workspace() -> FileWorkspace:
    return FileWorkspace(load_paths().workspaces)


def test_old_interviews_go_with_their_files_and_others_stay(coach: Coach, old: str) -> None:
    recent = in_loop(_plan(LOCAL_USER))
    workspace().file(recent, "solution.py", "mine")
    code, out, err = coach("retention", "--days", "365", "--yes")
    assert (code, out) == (0, "")
    assert err == "✓ Deleted 1 interview.\nNext: coach history\n"
    assert in_loop(_left()) == {recent}
    assert workspace().contents() == {f"{recent}/solution.py": "mine"}
    code, out, _ = coach("retention", "--days", "365", "--yes", "--json")
    assert (code, json.loads(out)) == (0, {"schema_version": 1, "deleted": 0, "days": 365})


def test_it_is_in_the_audit_log_without_a_name(coach: Coach, old: str) -> None:
    coach("retention", "--days", "365", "--yes")
    coach("retention", "--days", "365", "--yes")
    (entry,) = json.loads(coach("audit", "--json")[1])["entries"]
    assert (entry["actor"], entry["action"], entry["subject"]) == ("cli", "retention", "1 interview")


def test_it_says_how_many_would_go_and_asks(coach: Coach, asked: list[bool], old: str) -> None:
    asked += [False, True]
    err = coach("retention", "--days", "365")[2]
    assert "1 interview made 365 days ago or earlier will be gone" in err
    assert err.endswith("Nothing was deleted.\n")
    assert in_loop(_left()) == {old}
    assert "✓ Deleted 1 interview." in coach("retention", "--days", "365")[2]
    assert "Nothing was deleted." in coach("retention", "--days", "365")[2]
    assert not asked


def test_the_days_of_the_settings_count_where_none_are_given(
    coach: Coach, old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_STORAGE_KEEP_DAYS", "30")
    assert json.loads(coach("retention", "--yes", "--json")[1])["days"] == 30
    assert in_loop(_left()) == set()


def test_without_days_nothing_goes(coach: Coach, old: str) -> None:
    code, out, err = coach("retention", "--yes")
    assert (code, out) == (2, "")
    assert "storage.keep_days" in err
    assert "coach data retention --days 365" in err
    assert in_loop(_left()) == {old}


@pytest.mark.parametrize("arguments", [(), ("--no-input",)])
def test_nothing_goes_by_accident(coach: Coach, old: str, arguments: tuple[str, ...]) -> None:
    code, out, err = coach("retention", "--days", "1", *arguments)
    assert (code, out) == (2, "")
    assert "--yes" in err
    assert in_loop(_left()) == {old}


def test_files_that_cannot_go_keep_their_interview(coach: Coach, old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("shutil.rmtree", refuse)
    code, _, err = coach("retention", "--days", "365", "--yes")
    assert code == 6
    assert "cannot be removed: Permission denied" in err
    assert in_loop(_left()) == {old}


async def _record(count: int) -> None:
    sessions = open_sessions(load_paths(), load_settings())
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    for number in range(count):
        entry = AuditEntry(at=at + timedelta(minutes=number), actor="0f1e", action=f"act_{number}", subject="[b]x[/b]")
        await open_server_store(sessions).append(entry)
    await sessions.close()


def test_the_audit_log_is_told_newest_first(coach: Coach) -> None:
    in_loop(_record(3))
    code, out, err = coach("audit", "--limit", "2")
    assert (code, err) == (0, "Next: coach token list\n")
    assert "[b]x[/b]" in out
    assert out.index("act_2") < out.index("act_1")
    assert "act_0" not in out
    entries = json.loads(coach("audit", "--json")[1])["entries"]
    assert [entry["sequence"] for entry in entries] == [3, 2, 1]
    assert entries[0]["at"].startswith("2026-01-05T09:02")


def test_an_empty_audit_log_says_so(coach: Coach) -> None:
    code, out, err = coach("audit")
    assert (code, out) == (0, "")
    assert "Nothing was done on a server yet." in err
    assert json.loads(coach("audit", "--json")[1])["entries"] == []


def test_the_audit_log_is_that_of_the_file_the_server_uses(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'server.db'}")
    in_loop(_record(1))
    assert "act_0" in coach("audit")[1]
    monkeypatch.delenv("DATABASE_URL")
    assert coach("audit")[1] == ""
