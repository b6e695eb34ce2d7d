"""Sees when a file is saved, however an editor does that."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from coach.errors import BadInput, StoreError
from coach.workspace.files import read_text

STEP_MS = 10
"""A save is through when nothing has changed for so long."""
DEBOUNCE_MS = 100
"""However much goes on changing, the file is looked at after so long."""
LOOK_MS = 1000
"""Without a notice the file is looked at so often all the same."""
POLL_SECONDS = 0.2
LOOKS = 50
"""So often, a step apart, a file that became empty or went away is looked at again: editors do that while they save."""
MOUNTS = Path("/proc/self/mountinfo")
SILENT = re.compile("fuse.*|9p|v9fs|virtiofs|nfs4?|cifs|smb(3|fs)|afs|ceph|glusterfs|drvfs|vboxsf|prl_fs")
"""File systems that may be changed from elsewhere, without a notice here."""

Tell = Callable[[str], None]


class Mark(NamedTuple):
    """Differs after each save."""

    modified: int
    size: int
    inode: int


class Seen(NamedTuple):
    """A file at one moment."""

    mark: Mark | None
    text: str | None = None
    fault: str = ""
    """Why there is no text."""


async def watch(path: Path, tell: Tell = lambda _: None, *, polling: bool | None = None) -> AsyncGenerator[str, None]:
    """The content of a file after each save from now on.

    `tell` is told in a line why a save is not given on: too long, no text, the file gone. Watching goes on.
    `polling`: look every 0.2 s instead of waiting for notices; None: where notices may not come.
    Raises StoreError when the folder is gone: then nothing is watched.
    """
    last = await asyncio.to_thread(_look, path)
    async for noticed in _moments(path, polling):
        seen = await _settled(path, last, noticed)
        if seen == last:
            continue
        last = seen
        if seen.text is None:
            tell(seen.fault)
        else:
            yield seen.text


async def _moments(path: Path, polling: bool | None) -> AsyncGenerator[bool, None]:
    """Whenever it is time to look: True after a notice, False when time has passed."""
    if polling is None:
        polling = await asyncio.to_thread(needs_polling, path)
    if not polling:
        watchfiles = await asyncio.to_thread(import_module, "watchfiles")
        # A system may have no notices left to give, and a folder may go away.
        with suppress(OSError, RuntimeError):
            async for changes in watchfiles.awatch(
                *await asyncio.to_thread(_folders, path),
                watch_filter=None,
                step=STEP_MS,
                debounce=DEBOUNCE_MS,
                rust_timeout=LOOK_MS,
                yield_on_timeout=True,
                force_polling=False,
                recursive=False,
            ):
                yield bool(changes)
    while True:
        await asyncio.sleep(POLL_SECONDS)
        yield False


def _folders(path: Path) -> set[Path]:
    """Where a save shows: beside a link, and beside what it points at."""
    return {path.parent, path.resolve().parent}


async def _settled(path: Path, last: Seen, noticed: bool) -> Seen:
    """What is there once the save is through; without a notice `last`, unless the file looks different."""
    seen = await asyncio.to_thread(_look, path, None if noticed else last)
    for _ in range(LOOKS):
        if seen.text or not last.text:
            break
        await asyncio.sleep(STEP_MS / 1000)
        seen = await asyncio.to_thread(_look, path)
    return seen


def _look(path: Path, last: Seen | None = None) -> Seen:
    mark = _mark(path)
    if mark is None:
        return Seen(None, fault=f"{path.name} is not there. Save it there again.")
    if last and mark == last.mark:
        return last
    try:
        return Seen(mark, read_text(path))
    except BadInput as error:
        return Seen(mark, fault=f"{error.message} {error.why}".rstrip())


def _mark(path: Path) -> Mark | None:
    try:
        found = path.stat()
    except OSError as error:
        if not path.parent.is_dir():
            raise StoreError(
                f"{path.name} is not watched any more.", why=f"The folder {path.parent} is gone.", fix="open it again"
            ) from error
        return None
    return Mark(found.st_mtime_ns, found.st_size, found.st_ino)


def needs_polling(path: Path) -> bool:
    """Whether the file lies where changes may come without a notice: on a network, or on a mount of WSL."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return SILENT.fullmatch(_file_system(path.resolve(), mounts)) is not None


def _file_system(path: Path, mounts: str) -> str:
    """The kind of file system a path lies on, by the lines of /proc/self/mountinfo; see proc(5)."""
    best, kind = "", ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, rest = before.split(" "), after.split(" ")
        if len(fields) < 5:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[4])
        if len(point) >= len(best) and path.is_relative_to(point):
            best, kind = point, rest[0]
    return kind
