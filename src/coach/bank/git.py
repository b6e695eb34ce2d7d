"""Fetches a repository with the `git` program: nothing of it runs, nothing asks, and it ends in time."""

import asyncio
import os
import shutil
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from coach.errors import BadInput, NotFound, StoreError

DEADLINE = 120.0
"""Seconds for one call of git."""
LONGEST_LINE = 300
PRIVATE_FOLDER = 0o700
PROTOCOLS = "https:ssh:file:git"
SAFE = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    # A link is checked out as a small text file, so that it leads nowhere.
    "core.symlinks=false",
    "core.protectHFS=true",
    "core.protectNTFS=true",
    "core.autocrlf=false",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "filter.lfs.smudge=",
    "filter.lfs.process=",
    "filter.lfs.required=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "advice.detachedHead=false",
)
OF_ANOTHER = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_TEMPLATE_DIR",
    "GIT_TRACE",
    "GIT_WORK_TREE",
)
"""Variables by which git would work on another repository, as they are set inside a hook."""


async def fetch(source: str, ref: str, into: Path, deadline: float = DEADLINE) -> str:
    """Bring a folder to what a repository holds at `ref`, empty: at its head; the commit.

    Raises NotFound when that cannot be had, StoreError, BadInput without git.
    """
    if not (into / ".git").is_dir():
        _make(into)
        await _git(into, "init", "--quiet", "--template=", ".", deadline=deadline)
    await _git(
        into,
        *("fetch", "--quiet", "--force", "--depth=1", "--no-tags", "--no-recurse-submodules", "--update-shallow"),
        *("--", source, ref or "HEAD"),
        deadline=deadline,
    )
    await _git(into, "checkout", "--quiet", "--force", "--detach", "FETCH_HEAD", deadline=deadline)
    await _git(into, "clean", "--quiet", "-d", "-x", "--force", "--force", deadline=deadline)
    return await _git(into, "rev-parse", "--verify", "HEAD", deadline=deadline)


def _make(folder: Path) -> None:
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, mode=PRIVATE_FOLDER)
    except OSError as error:
        fix = f"make room, or check the permissions of {folder.parent}"
        raise StoreError(f"{folder} cannot be made: {error.strerror or error}.", fix=fix) from None


async def _git(folder: Path, *arguments: str, deadline: float) -> str:
    """What one call prints. Raises NotFound with what git said, in a line."""
    options = [word for setting in SAFE for word in ("-c", setting)]
    try:
        process = await asyncio.create_subprocess_exec(
            *("git", *options, *arguments),
            cwd=folder,
            env=environment(os.environ),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise BadInput("The program git was not found.", fix="install git, or name a folder") from None
    try:
        printed, said = await asyncio.wait_for(process.communicate(), deadline)
    except TimeoutError:
        why = f"git {arguments[0]} did not end within {deadline:.0f} s."
        raise NotFound("The repository could not be fetched in time.", why=why, fix="try again later") from None
    finally:
        if process.returncode is None:
            # What git started for this ends with it; a helper that outlives a finished call is the person's own.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    if process.returncode:
        fix = "check the address, what stands behind @, and whether you may read it"
        raise NotFound("The repository cannot be fetched.", why=in_a_line(said), fix=fix)
    return printed.decode(errors="replace").strip()


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The variables for git: nobody is asked, and only these protocols are spoken."""
    kept = {name: value for name, value in given.items() if name not in OF_ANOTHER}
    return {
        "GIT_SSH_COMMAND": "ssh -o BatchMode=yes",
        **kept,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
        "GIT_ALLOW_PROTOCOL": PROTOCOLS,
        "GIT_LFS_SKIP_SMUDGE": "1",
        "LC_ALL": "C",
    }


def in_a_line(said: bytes) -> str:
    """What git complained of: the last line that says so, else the last one."""
    lines = [" ".join(line.split()) for line in said.decode(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "ERROR:"))] or lines
    words = telling[-1].partition(":")[2].strip() if telling and ":" in telling[-1] else "".join(telling[-1:])
    shown = "".join(char if char.isprintable() else "?" for char in words)
    return f"git says: {shown[:LONGEST_LINE]}" if shown else "git gave no reason."
