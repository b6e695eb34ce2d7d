"""Finds the questions that an installed Python package brings along, without importing anything of it."""

import re
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from coach.errors import NotFound

GROUP = "coach.question_packs"
"""The entry point group. The value names a module, whose folder is a bank."""


def package_packs() -> dict[str, EntryPoint]:
    """Every pack that an installed package offers, by the name of its entry point."""
    return {point.name: point for point in entry_points(group=GROUP)}


def offered(name: str) -> str:
    """The entry point that is meant by its own name or that of its distribution; empty when none is."""
    points = package_packs()
    if name in points:
        return name
    of_package = [key for key, point in points.items() if point.dist and _plain(point.dist.name) == _plain(name)]
    return of_package[0] if len(of_package) == 1 else ""


def package_folder(name: str) -> Path:
    """The folder of the module that an entry point names. Raises NotFound when there is no such thing any more."""
    point = package_packs().get(name)
    if point is None:
        raise NotFound(f"No installed package offers the pack {name!r}.", fix="install the package again")
    try:
        module = point.module
    except (AttributeError, ValueError):
        # A value that is no reference: the standard library raises the one, its backport, where installed, the other.
        reason = f"The pack {name!r} names {point.value!r}, which is no module."
        raise NotFound(reason, fix="install another version of its package") from None
    spec = _spec(module)
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places and spec and spec.origin and spec.has_location:
        places = [str(Path(spec.origin).parent)]
    for place in places:
        if Path(place).is_dir():
            return Path(place)
    raise NotFound(f"The pack {name!r} names the module {module}, which is in no folder.", fix="install it again")


def _spec(module: str) -> ModuleSpec | None:
    """Where a module lies. The usual search for `a.b` would import `a`; this one goes by the folders."""
    top, *parts = module.split(".")
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        return None
    for depth, _ in enumerate(parts, start=2):
        if spec is None:
            return None
        places = spec.submodule_search_locations
        spec = PathFinder.find_spec(".".join(module.split(".")[:depth]), list(places)) if places else None
    return spec


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
