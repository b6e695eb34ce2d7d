"""The keys a person has chosen instead of ours."""

import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys

from coach.settings.model import key_pairs

NAMED = {key.value for key in Keys} | {"space", "slash", "backslash", "at", "minus", "plus", "underscore"}
MODIFIERS = ("ctrl+", "shift+", "alt+", "super+")


def keymap(chosen: str) -> tuple[dict[str, str], list[str]]:
    """Name → key, of what can be used, and a line for each that cannot. Imports every screen."""
    usable: dict[str, str] = {}
    told: list[str] = []
    names = {str(binding.id) for binding in bindings()}
    for name, key in key_pairs(chosen):
        if name not in names:
            told.append(f"display.keys: there is no {name}.{_meant(name, names)}")
        elif not _is_key(key):
            told.append(f"display.keys: {name} cannot be on {key!r}. Keys are written like ctrl+e, f9 or x.")
        else:
            usable[name] = key
    return usable, told


def bindings() -> Iterator[Binding]:
    """Every binding with a name, of the app, its screens and its widgets. Imports them all."""
    import coach.tui

    for module in pkgutil.walk_packages(coach.tui.__path__, "coach.tui."):
        if module.name.startswith("coach.tui.web"):
            continue
        for _, kind in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(kind, DOMNode) and kind.__module__ == module.name:
                own = kind.__dict__.get("BINDINGS", ())
                yield from (one for one in own if isinstance(one, Binding) and one.id)


def table() -> str:
    """The page docs/keys.md."""
    rows: dict[str, tuple[set[str], str]] = {}
    for one in bindings():
        keys, _ = rows.setdefault(str(one.id), (set(), one.description))
        keys.update(f"`{key}`" for key in one.key.split(","))
    lines = [
        "# Keys",
        "",
        "Written by `scripts/key-table`. Each name can be given another key: see",
        "[settings and colours](full-screen.md#settings-and-colours).",
        "",
        "| name | key | what |",
        "|---|---|---|",
        *(f"| `{name}` | {', '.join(sorted(keys))} | {what} |" for name, (keys, what) in sorted(rows.items())),
    ]
    return "\n".join(lines) + "\n"


def _is_key(key: str) -> bool:
    if key in NAMED:
        return True
    while key.startswith(MODIFIERS):
        key = key.partition("+")[2]
    return key in NAMED or (len(key) == 1 and key.isprintable())


def _meant(name: str, names: Iterable[str]) -> str:
    from rapidfuzz import process

    found = process.extractOne(name, sorted(names), score_cutoff=60)
    return f" Did you mean {found[0]}?" if found else ""
