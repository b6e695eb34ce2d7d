"""Writes files in one step: whole or not at all, and durably."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from coach.errors import StoreError

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
PERMISSIONS = 0o777


def create(path: Path, content: bytes) -> None:
    """Make a file in one step, whole or not at all. Raises FileExistsError, OSError."""
    temporary = _temporary(path.parent, content)
    try:
        _appear(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _appear(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no links: claim the name, which fails when it is taken, then put the content there.
        path.touch(mode=PRIVATE_FILE, exist_ok=False)
        try:
            temporary.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def replace(path: Path, text: str) -> None:
    """Put the text into the file, or into what a link points at. Raises StoreError; then the file is as it was."""
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        mode = target.stat().st_mode & PERMISSIONS if target.exists() else PRIVATE_FILE
        temporary = _temporary(target.parent, text.encode("utf-8", "surrogatepass"))
        try:
            temporary.chmod(mode)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written: {error.strerror or error}.",
            why="What was there before is unchanged.",
            fix=f"make room, or check the permissions of {target.parent}",
        ) from None


def _temporary(folder: Path, content: bytes) -> Path:
    """A new private file in the folder that holds the content; none is left behind when that fails. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)
