"""A folder or an archive of somebody else's making, read without writing, following or running anything."""

import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from coach.bank.yaml_source import Document, parse_yaml, plain_text, read_bytes
from coach.errors import ContentError, NotFound

MAX_FILES = 20_000
MAX_TEXT_BYTES = 1_000_000
MAX_ARCHIVE_BYTES = 256_000_000
"""Of an archive, and of all that is in it."""
MAX_DIRECTORY_BYTES = 8_000_000
"""Of an archive's list of files: more are never listed, since the list alone would fill the memory."""
NAME = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}")
"""What the Kattis format allows as a name; others count as absent."""
BESIDE_DATA = (".json", ".md", ".toml")
"""Where a single file was named, only such files beside it belong to it."""
END, END_64 = b"PK\x05\x06", b"PK\x06\x07"
MAX_COMMENT = 65_535
CANONICAL = "canonical-data.json"
"""What a package of Exercism is told by."""


@dataclass
class Package:
    """The files of a package by their path inside it, and what could not be taken over."""

    label: str
    """What errors call it: the path that was given."""
    name: str
    sizes: dict[str, int]
    """Path → bytes."""
    _read: Callable[[str, int], bytes] = field(repr=False)
    left_out: list[str] = field(default_factory=list)
    """One line for each thing that was not taken over."""

    def leave_out(self, what: str, why: str) -> None:
        """Note in a line that something is not taken over."""
        if (line := f"{what}: {why}") not in self.left_out:
            self.left_out.append(line)

    def below(self, folder: str) -> tuple[str, ...]:
        """The paths inside a folder, in order."""
        return tuple(sorted(name for name in self.sizes if name.startswith(f"{folder}/")))

    def raw(self, name: str, limit: int = MAX_TEXT_BYTES) -> bytes:
        """Raises ContentError for a file that is missing, damaged or larger than `limit` bytes."""
        if name not in self.sizes:
            raise self.error(name, "is missing", fix="add it, or check that this is the package's own folder")
        if self.sizes[name] > limit:
            raise self.error(name, f"is larger than {limit:,} bytes", fix="make it smaller, or leave it out")
        return self._read(name, limit)

    def text(self, name: str, limit: int = MAX_TEXT_BYTES) -> str:
        """Raises ContentError, also for what is no UTF-8."""
        return plain_text(self.raw(name, limit), self.place(name)).replace("\r\n", "\n")

    def yaml(self, name: str) -> Document:
        """Raises ContentError."""
        return parse_yaml(self.text(name), self.place(name))

    def place(self, name: str) -> str:
        return f"{self.label}/{name}"

    def error(self, name: str, message: str, *, why: str = "", fix: str = "") -> ContentError:
        return ContentError(message, file=self.place(name), why=why, fix=fix)


def open_package(path: Path) -> Package:
    """The package in a folder, in a single file, or in an archive. Raises NotFound, ContentError."""
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise NotFound(f"There is no {path}.", fix=f"name a package's folder, a .zip or .kpp, or a {CANONICAL}")
    if path.suffix.lower() in (".zip", ".kpp"):
        return _archive(path)
    if path.name == CANONICAL:
        return _folder(path.absolute().parent, only_files=True)
    raise ContentError(
        "is neither a package nor an archive", file=str(path), fix=f"name a folder, a .zip or .kpp, or a {CANONICAL}"
    )


def _folder(root: Path, *, only_files: bool = False) -> Package:
    label = str(root)
    sizes: dict[str, int] = {}
    package = Package(label, root.resolve().name, sizes, lambda name, limit: read_bytes(root / name, limit))
    for entry, name in _walk(root, root, package, only_files=only_files):
        if len(sizes) >= MAX_FILES:
            raise ContentError(
                f"holds more than {MAX_FILES:,} files", file=label, fix="import the package's own folder"
            )
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root.resolve()):
            raise package.error(name, "is a link out of the package", fix="put a copy of the file there")
        try:
            status = entry.stat()
        except OSError:
            raise package.error(name, "is a link to nothing", fix="remove it, or put the file there") from None
        if stat.S_ISREG(status.st_mode):
            sizes[name] = status.st_size
        else:
            package.leave_out(name, "is not a regular file")
    return package


def _walk(root: Path, folder: Path, package: Package, *, only_files: bool) -> Iterator[tuple["os.DirEntry[str]", str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise ContentError(
            "cannot be read", file=str(folder), why=error.strerror or "", fix="check its rights"
        ) from None
    for entry in entries:
        name = Path(entry.path).relative_to(root).as_posix()
        if not _is_named_well(name, package):
            continue
        if not entry.is_dir():
            if not only_files or name.endswith(BESIDE_DATA):
                yield entry, name
        elif entry.is_symlink():
            package.leave_out(name, "is a link to a folder")
        elif not only_files:
            yield from _walk(root, Path(entry.path), package, only_files=only_files)


def _is_named_well(name: str, package: Package) -> bool:
    """Whether the format knows files of this name at all; says so of those that look as if they were meant."""
    if all(NAME.fullmatch(part) for part in name.split("/")):
        return True
    if not any(part.startswith(".") for part in name.split("/")):
        package.leave_out(name, "has a name that the format does not allow")
    return False


def _archive(path: Path) -> Package:
    label = str(path)
    if path.stat().st_size > MAX_ARCHIVE_BYTES:
        raise ContentError(
            f"is larger than {MAX_ARCHIVE_BYTES:,} bytes", file=label, fix="unpack it, import the folder"
        )
    _require_short_directory(path)
    try:
        archive = zipfile.ZipFile(path)
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ContentError("is not a zip archive", file=label, why=str(error), fix="pack it again") from None
    package = Package(label, path.stem, {}, lambda name, limit: b"")
    known = _members(members, package)
    top = _top(known)
    for name, member in known.items():
        if _is_named_well(inner := name.removeprefix(top), package):
            package.sizes[inner] = member.file_size
    package._read = lambda name, limit: _unpacked(archive, known[top + name], package, name, limit)
    return package


def _require_short_directory(path: Path) -> None:
    """Raises ContentError for an archive whose list of files is too long to be read, or kept in the 64-bit form."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - MAX_COMMENT - 42))
        tail = stream.read()
    # A comment may hold the signature too, and nothing says here which one counts when the archive is read.
    found = [match.start() for match in re.finditer(END, tail)]
    if not found:
        raise ContentError("is not a zip archive", file=str(path), fix="name a package's folder, .zip or .kpp")
    longest = max(int.from_bytes(tail[at + 12 : at + 16], "little") for at in found)
    if longest > MAX_DIRECTORY_BYTES or any(tail[max(0, at - 20) : at].startswith(END_64) for at in found):
        raise ContentError("lists too many files", file=str(path), fix="unpack it, and import the package's folder")


def _members(members: list[zipfile.ZipInfo], package: Package) -> dict[str, zipfile.ZipInfo]:
    """Path → member, of the plain files. Raises ContentError for an archive that means harm."""
    if len(members) > MAX_FILES:
        raise ContentError(f"holds more than {MAX_FILES:,} files", file=package.label, fix="import the package alone")
    total = sum(member.file_size for member in members)
    if total > MAX_ARCHIVE_BYTES:
        raise ContentError(
            f"unpacks to {total:,} bytes", file=package.label, why=f"At most {MAX_ARCHIVE_BYTES:,} are read."
        )
    found: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        _require_inside(member, package)
        if stat.S_ISLNK(member.external_attr >> 16):
            package.leave_out(member.filename, "is a link in an archive; its target is not followed")
        elif not member.is_dir():
            found[member.filename] = member
    return found


def _require_inside(member: zipfile.ZipInfo, package: Package) -> None:
    """Raises ContentError for a member that leads out of the archive, or cannot be read."""
    name = member.filename
    if name.startswith("/") or ".." in PurePosixPath(name).parts or "\\" in member.orig_filename or ":" in name:
        raise package.error(name, "leads out of the package", fix="pack the folder again, from where it lies")
    if member.flag_bits & 1:
        raise package.error(name, "is encrypted", fix="pack it without a password")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # Others unpack without a bound.
        raise package.error(name, "is compressed in a way that is not read here", fix="pack it with deflate")


def _top(names: dict[str, zipfile.ZipInfo]) -> str:
    """The one folder that holds everything, with its slash; empty where there is none."""
    tops = {name.partition("/")[0] for name in names if not name.startswith(("__MACOSX/", "."))}
    is_folder = len(tops) == 1 and all("/" in name for name in names)
    return f"{tops.pop()}/" if is_folder else ""


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, package: Package, name: str, limit: int) -> bytes:
    try:
        with archive.open(member) as stream:
            raw = stream.read(limit + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise package.error(name, "is damaged in the archive", why=str(error), fix="pack it again") from None
    except Exception as error:  # zlib and lzma have errors of their own
        raise package.error(name, "cannot be unpacked", why=type(error).__name__, fix="pack it again") from None
    if len(raw) > limit:
        raise package.error(name, f"is larger than {limit:,} bytes", fix="leave it out")
    return raw
