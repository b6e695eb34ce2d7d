"""The candidate's files: one folder per session, made once, never overwritten, read with care."""

import os
import re
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from coach.errors import BadInput, StoreError
from coach.workspace.atomic import create
from coach.workspace.editor import run_editor

MAX_CHARACTERS = 1_000_000
MOST_BYTES_EACH = 4
"""A character of UTF-8 has at most so many bytes."""
MAX_NAME_BYTES = 100
DRAFTS = "drafts"
DRAFT_FOLDER = "coach-draft-"
"""How folders for drafts in the temporary folder begin."""
FULL_DISK_FIX = "make room, or check the permissions of that folder"


def safe_name(name: str) -> str:
    """A file name that stays in its folder: letters, digits, - . _ of any script, not hidden, not too long."""
    kept = re.sub(r"[^\w.-]+", "-", name).lstrip(".-").rstrip(".")
    stem, dot, extension = kept.rpartition(".")
    room = MAX_NAME_BYTES - len(f"{dot}{extension}".encode())
    if not stem or room <= 0:
        stem, dot, extension, room = kept, "", "", MAX_NAME_BYTES
    return stem.encode()[:room].decode(errors="ignore") + dot + extension or "file"


class FileWorkspace:
    """Implements `ports.Workspace` below one folder. `wait`: editors with a window block until the file is closed."""

    def __init__(self, root: Path, editor: str | None = None, *, wait: bool = True) -> None:
        self._root = root
        self._editor = editor
        self._wait = wait

    def folder(self, session_id: str) -> Path:
        """The session's folder, for its owner alone. Raises StoreError."""
        folder = self._root / safe_name(session_id)
        try:
            _make_private(folder)
        except OSError as error:
            raise _refused(folder, "cannot be made", error) from None
        return folder

    def file(self, session_id: str, name: str, initial: str) -> Path:
        """The file of that name, made with `initial` when missing, never overwritten. Raises StoreError."""
        path = self.folder(session_id) / safe_name(name)
        try:
            if not path.exists():
                with suppress(FileExistsError):
                    create(path, encoded(initial))
        except OSError as error:
            raise _refused(path, "cannot be written", error) from None
        return path

    def read(self, path: Path) -> str:
        """The text of a file, without a byte order mark. Raises BadInput; the file stays as it is."""
        return read_text(path)

    async def edit(self, path: Path) -> None:
        """Open the editor and wait until it ends. Raises EditorFailed; the file is kept in any case."""
        await run_editor(self._editor, path, wait=self._wait)

    def keep_draft(self, session_id: str, name: str, text: str) -> Path:
        """Keep a text that found no other place; returns where: beside the session's files, else the temporary folder.

        Raises StoreError when neither takes it.
        """
        content, name = encoded(text), safe_name(name)
        with suppress(OSError, StoreError):
            folder = self.folder(session_id) / DRAFTS
            _make_private(folder)
            return create_numbered(folder, name, content)
        try:
            return create_numbered(Path(tempfile.mkdtemp(prefix=DRAFT_FOLDER)), name, content)
        except OSError as error:
            raise StoreError(
                f"The draft {name} could not be kept, neither below {self._root} nor in the temporary folder.",
                why=f"{error.strerror or error}.",
                fix="copy it from the screen, then make room on the disk",
            ) from None

    def contents(self) -> dict[str, str]:
        """Every text below the root, by its relative path; what cannot be read as text is left out."""
        found = {}
        for path in sorted(self._root.rglob("*")):
            if path.is_file() and not path.is_symlink():
                with suppress(BadInput):
                    found[path.relative_to(self._root).as_posix()] = read_text(path)
        return found

    def remove(self, session_id: str) -> None:
        """Remove the files of one session, if there are any. Raises StoreError."""
        _remove(self._root / safe_name(session_id))

    def erase(self) -> None:
        """Remove all files of all sessions, and drafts that had to go to the temporary folder. Raises StoreError."""
        drafts = [path for path in Path(tempfile.gettempdir()).glob(f"{DRAFT_FOLDER}*") if _is_mine(path)]
        for folder in (self._root, *drafts):
            _remove(folder)


def read_text(path: Path) -> str:
    """Raises BadInput for a file that is missing, too large, not UTF-8 text, or no file at all."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            kind = "a folder" if path.is_dir() else "not an ordinary file"
            raise BadInput(f"{path} is {kind}.", fix="name a text file")
        with path.open("rb") as file:
            raw = file.read(MAX_CHARACTERS * MOST_BYTES_EACH + 1)
    except FileNotFoundError:
        raise BadInput(f"{path} is not there.", why="It was moved or deleted.", fix="save it there again") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", fix="check its permissions") from None
    return _decoded(raw, path)


def _decoded(raw: bytes, path: Path) -> str:
    kept = "The file stays as it is."
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(raw) <= MAX_CHARACTERS * MOST_BYTES_EACH:
            line = raw.count(b"\n", 0, error.start) + 1
            raise BadInput(
                f"{path}:{line} is not UTF-8 text (byte {error.start + 1}).", why=kept, fix="save it as UTF-8"
            ) from None
        text = ""
    if len(text) > MAX_CHARACTERS or len(raw) > MAX_CHARACTERS * MOST_BYTES_EACH:
        raise BadInput(
            f"{path} is too long: {MAX_CHARACTERS:,} characters are allowed.", why=kept, fix="shorten it and save"
        )
    if (at := text.find("\0")) >= 0:
        line = text.count("\n", 0, at) + 1
        raise BadInput(f"{path}:{line} holds a NUL character.", why=kept, fix="take it out, and save as plain text")
    return text


def encoded(text: str) -> bytes:
    """UTF-8; bytes that a terminal gave us and that are no text come out as they came in."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace")


def create_numbered(folder: Path, name: str, content: bytes) -> Path:
    """Make name.ext, or name-2.ext and so on while that is taken; returns the path. Raises OSError."""
    path, number = folder / name, 1
    while True:
        try:
            create(path, content)
        except FileExistsError:
            number += 1
            path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        else:
            return path


def _remove(folder: Path) -> None:
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        path = Path(error.filename or folder)
        raise StoreError(f"{path} cannot be removed: {error.strerror}.", fix=f"rm -r {path}") from None


def _make_private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)


def _is_mine(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


def _refused(path: Path, what: str, error: OSError) -> StoreError:
    return StoreError(f"{path} {what}: {error.strerror or error}.", fix=FULL_DISK_FIX)
