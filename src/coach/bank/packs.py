"""The packs of questions that a person added, and where each of them lies.

Which packs there are stands in a register in the data folder, and in no setting. A line of it stands for an act: the
person was told what a pack holds and agreed to it, and a clone may lie beside it. A setting could be written without
that, by a variable of the environment or a script of some project.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from coach.bank.locks import locked
from coach.bank.material import write_atomically
from coach.bank.pack_package import package_folder
from coach.bank.source import Packs
from coach.bank.yaml_model import nearest
from coach.bank.yaml_source import read_text
from coach.domain.base import Model
from coach.domain.content import Slug
from coach.errors import BadInput, ContentError, NotFound, StoreError

REGISTER = "packs.json"
LOCK = "packs.lock"
LONGEST_SOURCE = 4_000
PRIVATE_FOLDER = 0o700
OURS = ("shipped", "generated", "imported")
"""Names of the folders that are no packs."""


class PackKind(StrEnum):
    """Where the files of a pack are."""

    FOLDER = "folder"
    """Where the person keeps them; they are read in place."""
    GIT = "git"
    """In a clone of a repository."""
    PACKAGE = "package"
    """In an installed Python package."""


class Pack(Model):
    name: Slug
    kind: PackKind
    source: Annotated[str, Field(min_length=1, max_length=LONGEST_SOURCE)]
    """The folder, the repository, or the entry point of the package."""
    ref: str = ""
    """The branch, tag or commit that was asked for; empty: whatever the repository shows first."""
    commit: str = ""
    """What is checked out."""

    @property
    def origin(self) -> str:
        return self.source + (f"@{self.ref}" if self.ref else "")


class _Register(Model):
    packs: tuple[Pack, ...] = ()


class PackRegistry:
    """The register and the clones, in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / REGISTER

    def packs(self) -> tuple[Pack, ...]:
        """In the order in which they were added. Raises ContentError for a damaged register."""
        if not self._file.exists():
            return ()
        try:
            return _Register.model_validate_json(read_text(self._file)).packs
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = ".".join(map(str, first["loc"]))
            fix = "mend it, or remove it and add the packs again"
            raise ContentError("is damaged", file=str(self._file), field=field, why=first["msg"], fix=fix) from None

    def named(self, name: str) -> Pack:
        """Raises NotFound with the nearest one, ContentError."""
        packs = {pack.name: pack for pack in self.packs()}
        if name in packs:
            return packs[name]
        near = nearest(name, packs)
        why = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(packs) or 'none'}."
        raise NotFound(f"There is no pack {name!r}.", why=why, fix="coach bank packs")

    def clone_of(self, name: str) -> Path:
        """Where the files of a git pack are."""
        return self._folder / name

    def place(self, pack: Pack) -> Path:
        """The bank folder of a pack. Raises ContentError when it is gone."""
        fix = f"put it back, or: coach bank remove {pack.name}"
        root = self.clone_of(pack.name) if pack.kind is PackKind.GIT else Path(pack.source)
        if pack.kind is PackKind.PACKAGE:
            try:
                root = package_folder(pack.source)
            except NotFound as error:
                raise ContentError(error.message, file=pack.source, fix=fix) from None
        if not root.is_dir():
            raise ContentError(f"the folder of the pack {pack.name} is gone", file=str(root), fix=fix)
        return root

    def found(self) -> Packs:
        """Every pack that can be looked into, and why others cannot. Raises nothing."""
        folders, faults = [], []
        try:
            packs = self.packs()
        except ContentError as error:
            return Packs(faults=(error,))
        for pack in packs:
            try:
                folders.append(self.place(pack))
            except ContentError as error:
                faults.append(error)
        return Packs(tuple(folders), tuple(faults))

    def free_name(self, name: str) -> str:
        """The name, when it can be given to a pack. Raises BadInput, ContentError."""
        taken = {*OURS, *(pack.name for pack in self.packs())}
        if name in taken or name == REGISTER:
            raise BadInput(f"There is a pack {name} already.", fix="give another one: --name NAME")
        try:
            return Pack(name=name, kind=PackKind.FOLDER, source=name or "-").name
        except ValidationError:
            fix = "give one of small letters, digits and hyphens: --name NAME"
            raise BadInput(f"A pack cannot be called {name!r}.", fix=fix) from None

    def fresh(self) -> Path:
        """A place for a clone that belongs to no pack yet, and to no other command."""
        return self._folder / f".new-{secrets.token_hex(8)}"

    def add(self, pack: Pack, clone: Path | None = None) -> None:
        """Put a pack behind the others, and its clone where it belongs.

        Raises BadInput when its name was taken meanwhile, ContentError, StoreError.
        """
        with self._alone():
            self.free_name(pack.name)
            if clone:
                # What lies there is of a pack that is no more.
                discard(self.clone_of(pack.name))
                clone.rename(self.clone_of(pack.name))
            self._write((*self.packs(), pack))

    def update(self, pack: Pack) -> None:
        """Put a pack in the place of the one with its name. Raises NotFound when it is gone, ContentError, StoreError.

        What was fetched for a pack that is gone goes too.
        """
        with self._alone():
            before = {one.name: one for one in self.packs()}
            if pack.name not in before:
                discard(self.clone_of(pack.name))
            old = self.named(pack.name)
            if (old.kind, old.source, old.ref) != (pack.kind, pack.source, pack.ref):
                raise NotFound(f"The pack {pack.name} is another one now.", fix="coach bank packs")
            self._write(tuple(pack if one.name == pack.name else one for one in before.values()))

    def remove(self, name: str) -> Pack:
        """Forget a pack; of its files only a clone is removed. Raises NotFound, ContentError, StoreError."""
        with self._alone():
            pack = self.named(name)
            self._write(tuple(one for one in self.packs() if one.name != name))
            discard(self.clone_of(name))
        return pack

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other command changes the register meanwhile. Raises StoreError, also for what fails inside."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
            with locked(self._folder / LOCK):
                yield
        except OSError as error:
            fix = f"make room, or check the permissions of {self._folder}"
            raise StoreError(f"{self._file} cannot be written: {error.strerror or error}.", fix=fix) from None

    def _write(self, packs: tuple[Pack, ...]) -> None:
        """Raises OSError."""
        write_atomically(self._file, _Register(packs=packs).model_dump_json(indent=2).encode())


def discard(folder: Path) -> None:
    """Raises nothing: what cannot be removed is read by nobody."""
    with suppress(OSError):
        shutil.rmtree(folder)
