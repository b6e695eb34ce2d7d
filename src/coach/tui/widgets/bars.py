"""Figures beside their drawing: bars, and intervals with the value on them."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from coach.reporting.charts import grade
from coach.reporting.visible import shown

LONGEST_NAME, SHORTEST_NAME = 26, 8
LEAST_BAR, MOST_BAR = 6, 60
COLOURS = {"good": "$text-success", "fair": "$text-warning", "poor": "$text-error", "none": "$foreground 60%"}


class Measure(NamedTuple):
    """A value on a scale from 0, and its figures in words. With `low` and `high` it is drawn as an interval."""

    name: str
    value: float | None
    figures: str
    top: float = 10.0
    low: float | None = None
    high: float | None = None
    limit: float | None = None
    """A mark on the scale: a bar to be met."""

    @property
    def colour(self) -> str:
        """By the same bounds as scores, whatever the scale."""
        return COLOURS[grade(None if self.value is None else self.value / self.top * 10)]


class Bars(Widget):
    """One line for each measure; names, drawings and figures together fill the width."""

    DEFAULT_CSS = """
    Bars { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, measures: Sequence[Measure] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._measures = tuple(measures)

    def show(self, measures: Sequence[Measure]) -> None:
        self._measures = tuple(measures)
        self.display = bool(measures)
        self.refresh(layout=True)

    def render(self) -> Content:
        return drawn(self._measures, self.size.width or LONGEST_NAME)


def drawn(measures: Sequence[Measure], width: int) -> Content:
    """The lines of the measures for a width."""
    if not measures:
        return Content()
    figures = max(len(one.figures) for one in measures)
    names = min(
        max(len(one.name) for one in measures), max(SHORTEST_NAME, min(LONGEST_NAME, width - figures - LEAST_BAR - 4))
    )
    room = min(MOST_BAR, max(LEAST_BAR, width - names - figures - 4))
    return Content("\n").join(_line(one, names, room) for one in measures)


def _line(one: Measure, names: int, room: int) -> Content:
    name = shown(one.name)
    fitted = name if len(name) <= names else name[: names - 1] + "…"
    drawing = _interval(one, room) if one.low is not None else _bar(one, room)
    return Content.assemble(f"{fitted:<{names}}  ", (drawing, one.colour), f"  {shown(one.figures)}")


def _place(value: float, top: float, room: int) -> int:
    return min(room - 1, max(0, int(value / top * room)))


def _bar(one: Measure, room: int) -> str:
    filled = round((one.value or 0) / one.top * room)
    signs = list("█" * filled + "░" * (room - filled))
    if one.limit is not None:
        signs[_place(one.limit, one.top, room)] = "┃"
    return "".join(signs)


def _interval(one: Measure, room: int) -> str:
    low, value, high = (_place(at or 0.0, one.top, room) for at in (one.low, one.value, one.high))
    return "".join("●" if at == value else "─" if low <= at <= high else "·" for at in range(room))
