"""The keys a person has chosen instead of ours."""

import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys
from textual.widgets import TextArea

from coach.bank.yaml_model import nearest
from coach.settings.model import key_pairs

NAMED = {key.value for key in Keys} | {"space", "slash", "backslash", "at", "minus", "plus", "underscore"}
BESIDE_TEXT = ("interview.", "pane.", "composer.")
"""Names whose keys are pressed while a message is written."""
Family = tuple[Binding, ...]
MODIFIERS = ("ctrl+", "shift+", "alt+", "super+")


def keymap(chosen: str) -> tuple[dict[str, str], list[str]]:
    """Name → key, of what can be used, and a line for each that cannot. Imports every screen."""
    usable: dict[str, str] = {}
    told: list[str] = []
    wished, together = dict(key_pairs(chosen)), list(families())
    names = {str(binding.id) for family in together for binding in family}
    for name, key in wished.items():
        if name not in names:
            near = nearest(name, sorted(names))
            told.append(f"display.keys: there is no {name}.{f' Did you mean {near[0]}?' if near else ''}")
        elif why := _unusable(name, key, wished, together):
            told.append(f"display.keys: {name} cannot be on {key}: {why}")
        else:
            usable[name] = key
    return usable, told


def _unusable(name: str, key: str, wished: Mapping[str, str], together: Iterable[Family]) -> str:
    """Why a key cannot be given to a name; empty where it can."""
    if not _is_key(key):
        return "keys are written like ctrl+b, f9 or x."
    if name.startswith(BESIDE_TEXT) and key in _keys_of_text():
        return "writing takes it. A key like f9 is free."
    for family in together:
        if any(one.id == name for one in family):
            for other in family:
                if other.id not in (name, None) and wished.get(str(other.id), other.key) == key:
                    return f"{other.id} has it."
    return ""


def _keys_of_text() -> set[str]:
    return {key for one in TextArea.BINDINGS if isinstance(one, Binding) for key in one.key.split(",")}


def bindings() -> Iterator[Binding]:
    """Every binding with a name. Imports everything that has one."""
    for family in families():
        yield from family


def families() -> Iterator[Family]:
    """The named bindings of the app, of each screen and of each widget. Imports them all."""
    import coach.tui

    for module in pkgutil.walk_packages(coach.tui.__path__, "coach.tui."):
        if module.name.startswith("coach.tui.web"):
            continue
        for _, kind in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(kind, DOMNode) and kind.__module__ == module.name:
                own = kind.__dict__.get("BINDINGS", ())
                yield tuple(one for one in own if isinstance(one, Binding) and one.id)


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
