"""Fetches a repository with the `git` program: nothing of it runs, nothing asks, and it ends in time."""

import asyncio
import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from coach.bank.locks import locked
from coach.errors import BadInput, Conflict, NotFound, StoreError

DEADLINE = 120.0
"""Seconds for one call of git."""
GRACE = 2.0
"""Seconds for git to tidy up after itself once it has to end."""
MOST_BYTES, MOST_FILES = 200_000_000, 50_000
"""Of what is checked out."""
MOST_PRINTED = 20_000_000
"""Bytes of one call; a list of MOST_FILES has room in it."""
LAST_SAID = 64_000
"""Bytes of git's complaints; the last ones tell."""
LOCK = "coach-fetch"
"""A file in .git; git's own end with .lock."""
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

    Raises NotFound when that cannot be had, StoreError, BadInput without git or for far too much.
    """
    if not (into / ".git").is_dir():
        _make(into)
        await _git(into, "init", "--quiet", "--template=", ".", deadline=deadline)
    with _alone(into / ".git"):
        return await _fetched(source, ref, into, deadline)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other command fetches into it meanwhile, so that a lock which is there was left behind. Raises StoreError."""
    try:
        with locked(folder / LOCK, waits=False):
            for left in folder.glob("*.lock"):
                left.unlink(missing_ok=True)
            yield
    except BlockingIOError:
        message = f"Another command is fetching into {folder.parent}."
        raise Conflict(message, fix="try again once it has ended") from None
    except OSError as error:
        fix = f"make room, or check the permissions of {folder}"
        raise StoreError(f"{folder} cannot be written: {error.strerror or error}.", fix=fix) from None


async def _fetched(source: str, ref: str, into: Path, deadline: float) -> str:
    await _git(
        into,
        *("fetch", "--quiet", "--force", "--depth=1", "--no-tags", "--no-recurse-submodules", "--update-shallow"),
        *("--", source, ref or "HEAD"),
        deadline=deadline,
    )
    _require_small(await _git(into, "ls-tree", "-r", "-l", "--full-tree", "FETCH_HEAD", deadline=deadline))
    await _git(into, "checkout", "--quiet", "--force", "--detach", "FETCH_HEAD", deadline=deadline)
    await _git(into, "clean", "--quiet", "-d", "-x", "--force", "--force", deadline=deadline)
    return await _git(into, "rev-parse", "--verify", "HEAD", deadline=deadline)


def _require_small(listed: str) -> None:
    """Raises BadInput for what `git ls-tree -r -l` lists, when it is no pack of questions."""
    # A submodule has no size.
    sizes = [line.split(maxsplit=4)[3] for line in listed.splitlines()]
    number, size = len(sizes), sum(int(size) for size in sizes if size.isdigit())
    if number > MOST_FILES or size > MOST_BYTES:
        raise _too_large(f"It holds {number:,} files of {size / 1_000_000:,.0f} MB.")


def _too_large(why: str) -> BadInput:
    fix = f"a pack has at most {MOST_FILES:,} files of {MOST_BYTES // 1_000_000} MB; make several of it"
    return BadInput("The repository is too large for a pack.", why=why, fix=fix)


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
        if not folder.is_dir():
            raise NotFound(f"{folder} was removed meanwhile.", fix="coach bank packs") from None
        raise BadInput("The program git was not found.", fix="install git, or name a folder") from None
    try:
        printed, said = await asyncio.wait_for(_heard(process), deadline)
    except TimeoutError:
        why = f"git {arguments[0]} did not end within {deadline:.0f} s."
        raise NotFound("The repository could not be fetched in time.", why=why, fix="try again later") from None
    finally:
        if process.returncode is None:
            await _end(process)
    if process.returncode:
        fix = "check the address, what stands behind @, and whether you may read it"
        raise NotFound("The repository cannot be fetched.", why=in_a_line(said), fix=fix)
    return printed.decode(errors="replace").strip()


async def _heard(process: asyncio.subprocess.Process) -> tuple[bytes, bytes]:
    """What a call prints, and the last of what it complains of, at its end. Raises BadInput for far too much."""
    stdout, stderr = process.stdout, process.stderr
    if stdout is None or stderr is None:
        raise ValueError("both are piped")
    printed, said = await asyncio.gather(_all_of(stdout), _last_of(stderr))
    await process.wait()
    return printed, said


async def _all_of(stream: asyncio.StreamReader) -> bytes:
    kept = bytearray()
    while chunk := await stream.read(LAST_SAID):
        kept += chunk
        if len(kept) > MOST_PRINTED:
            raise _too_large("The list of its files has no end.")
    return bytes(kept)


async def _last_of(stream: asyncio.StreamReader) -> bytes:
    kept = b""
    while chunk := await stream.read(LAST_SAID):
        kept = (kept + chunk)[-LAST_SAID:]
    return kept


async def _end(process: asyncio.subprocess.Process) -> None:
    """End a call with all it started; a helper that outlives a finished call is the person's own."""
    try:
        # On this git removes its lock files.
        with suppress(ProcessLookupError, TimeoutError):
            os.killpg(process.pid, signal.SIGTERM)
            await asyncio.wait_for(process.wait(), GRACE)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


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
