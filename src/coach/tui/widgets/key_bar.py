"""The last line of every screen: the keys that work now."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

DISPENSABLE = ("go('help')", "leave")
"""Actions that are left out first where there is no room: the palette has them too."""
PALETTE = "-command-palette"


class Shown(NamedTuple):
    """One key as it is shown."""

    key: str
    display: str
    words: str
    action: str
    enabled: bool
    tooltip: str
    kind: str = ""

    @property
    def cells(self) -> int:
        return cell_len(self.display) + cell_len(self.words) + 2


class KeyBar(Footer):
    """Shows whole keys only, and makes only those anew that change.

    The keys are not bound to the footer's own attributes, as those of a plain footer are: a footer keeps all that ever
    were.
    """

    def __init__(self, *, show_command_palette: bool = True) -> None:
        super().__init__(compact=True, show_command_palette=show_command_palette)
        self._keys: dict[Shown, FooterKey] = {}

    def compose(self) -> ComposeResult:
        self._keys = {one: _made(one) for one in self._shown()} if self._bindings_ready else {}
        yield from self._keys.values()

    def _shown(self) -> tuple[Shown, ...]:
        active = self.screen.active_bindings
        found = {one.binding.action: self._as_shown(one) for one in reversed(active.values()) if one.binding.show}
        shown = list(reversed(found.values()))
        palette = active.get(self.app.COMMAND_PALETTE_BINDING)
        if self.show_command_palette and palette:
            shown.append(self._as_shown(palette, PALETTE))
        for action in DISPENSABLE:
            if _width(shown) > self.app.size.width:
                shown = [one for one in shown if one.action != action]
        while _width(shown) > self.app.size.width and (last := [one for one in shown if one.kind != PALETTE][-1:]):
            shown.remove(last[0])
        return tuple(shown)

    def _as_shown(self, one: ActiveBinding, kind: str = "") -> Shown:
        _, binding, enabled, tooltip = one
        display = self.app.get_key_display(binding)
        return Shown(binding.key, display, binding.description, binding.action, enabled, tooltip, kind)

    def bindings_changed(self, screen: Screen[object]) -> None:
        self._bindings_ready = True
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            self.call_after_refresh(self._renew)

    async def on_resize(self, event: events.Resize) -> None:
        await self._renew()

    async def _renew(self) -> None:
        if not self.is_attached or (shown := self._shown()) == tuple(self._keys):
            return
        async with self.batch():
            if gone := [key for one, key in self._keys.items() if one not in shown]:
                await self.remove_children(gone)
            self._keys = {one: self._keys.get(one) or _made(one) for one in shown}
            if self.is_attached:
                await self.mount(*(key for key in self._keys.values() if not key.is_attached))
                order: list[Widget] = list(self._keys.values())
                self.sort_children(key=order.index)


def _made(one: Shown) -> FooterKey:
    return FooterKey(
        one.key,
        one.display,
        one.words,
        one.action,
        disabled=not one.enabled,
        tooltip=one.tooltip,
        classes=f"-compact {one.kind}",
    )


def _width(shown: Sequence[Shown]) -> int:
    return sum(one.cells for one in shown)
