"""What a person means by the source of a pack: a folder, a git repository, or an installed package."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from coach.bank.pack_package import offered, package_packs
from coach.bank.packs import LONGEST_SOURCE, PackKind
from coach.bank.yaml_model import nearest
from coach.errors import BadInput, NotFound

PROTOCOLS = ("https", "ssh", "git", "file")
URL = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*)://")
SCP = re.compile(r"^(?:[\w.-]+@)?[\w.-]+:(?!//|:).+")
"""host:path, as ssh programs write it."""
HELPER = re.compile(r"^[\w.-]+::")
"""Hands the address to another program."""
REF = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$")
LONGEST_NAME = 40


@dataclass(frozen=True)
class PackSource:
    kind: PackKind
    source: str
    """An absolute path, an address, or the name of an entry point."""
    ref: str
    name: str
    """What the pack is called unless somebody wishes otherwise."""


def pack_source(text: str) -> PackSource:
    """Raises BadInput, NotFound."""
    if len(text) > LONGEST_SOURCE:
        raise BadInput(f"The source of a pack has at most {LONGEST_SOURCE:,} characters.", fix="give a shorter one")
    try:
        return _meant(text)
    except OSError as error:
        raise BadInput(f"{text} cannot be looked at: {error.strerror or error}.", fix="check it") from None
    except RuntimeError as error:
        # There is no such home folder.
        raise NotFound(f"There is no folder {text!r}.", why=f"{error}", fix="name another one") from None


def _meant(text: str) -> PackSource:
    if HELPER.match(text):
        raise _protocol(text.partition("::")[0])
    if found := URL.match(text):
        return _address(text, found[1].lower(), found.end())
    path = Path(text).expanduser()
    if path.is_dir():
        return _local(path, "")
    before, _, ref = text.rpartition("@")
    if before and Path(before).expanduser().is_dir():
        return _local(Path(before).expanduser(), _checked(ref))
    if path.exists():
        raise BadInput(f"{text} is not a folder.", fix="name the folder that holds coding, concepts …")
    if SCP.match(text):
        return _scp(text)
    return _package(text)


def _address(text: str, protocol: str, end: int) -> PackSource:
    if protocol not in PROTOCOLS:
        raise _protocol(protocol)
    try:
        parts = urlsplit(text)
    except ValueError:
        raise BadInput(f"{text} is no address of a repository.", fix="copy it again") from None
    if parts.password or (parts.username and protocol == "https"):
        why = "It would be kept and shown with the pack."
        fix = "leave it out, and let git's credential helper answer"
        raise BadInput("The address holds a name or a password.", why=why, fix=fix)
    # An @ before the first slash belongs to the host.
    host, slash, path = text[end:].partition("/")
    place, ref = _split(path)
    return PackSource(PackKind.GIT, f"{text[:end]}{host}{slash}{place}", ref, _name(place or host))


def _scp(text: str) -> PackSource:
    host, _, path = text.partition(":")
    place, ref = _split(path)
    if host.startswith("-"):
        raise BadInput(f"{text} is no address of a repository.", fix="copy it again")
    return PackSource(PackKind.GIT, f"{host}:{place}", ref, _name(place))


def _local(path: Path, ref: str) -> PackSource:
    """A folder is read in place, unless a state of it is asked for or its files are inside git alone."""
    path = path.resolve()
    bare = all((path / name).exists() for name in ("HEAD", "objects", "refs"))
    kind = PackKind.GIT if ref or bare else PackKind.FOLDER
    return PackSource(kind, str(path), ref, _name(path.name))


def _package(text: str) -> PackSource:
    if point := offered(text):
        return PackSource(PackKind.PACKAGE, point, "", _name(point))
    near = nearest(text, package_packs())
    why = f"Did you mean the package {near[0]}?" if near else "It is no folder, no address and no installed package."
    fix = "name a folder, an address such as https://…, or a package that offers a pack"
    raise NotFound(f"There is no pack at {text!r}.", why=why, fix=fix)


def _split(path: str) -> tuple[str, str]:
    before, at, ref = path.rpartition("@")
    return (before, _checked(ref)) if at else (path, "")


def _checked(ref: str) -> str:
    if not REF.match(ref) or ".." in ref:
        raise BadInput(f"{ref!r} names no branch, tag or commit.", fix="write it behind the last @, such as …@v1")
    return ref


def _protocol(name: str) -> BadInput:
    return BadInput(f"A pack cannot be fetched by {name}.", fix=f"use one of: {', '.join(PROTOCOLS)}")


def _name(place: str) -> str:
    last = place.rstrip("/").rpartition("/")[2].removesuffix(".git")
    return "-".join(re.findall(r"[a-z0-9]+", last.lower()))[:LONGEST_NAME].strip("-")
