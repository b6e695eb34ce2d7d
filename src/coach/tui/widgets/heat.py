"""Concepts as a map: the colour says how well, the figures say it too."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from coach.reporting.charts import grade
from coach.reporting.visible import shown

GROUNDS = {
    "good": "$text-success on $success-muted",
    "fair": "$text-warning on $warning-muted",
    "poor": "$text-error on $error-muted",
    "none": "$foreground 60%",
}
WORDS = {"good": "✓", "fair": "–", "poor": "!", "none": "?"}
LONGEST = 24


class Cell(NamedTuple):
    name: str
    score: float
    """0–10."""
    questions: int
    """How many questions it rests on."""


class Heat(Widget):
    """Cells side by side, as many in a row as fit."""

    DEFAULT_CSS = """
    Heat { height: auto; text-wrap: nowrap; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cells: tuple[Cell, ...] = ()

    def show(self, cells: Sequence[Cell]) -> None:
        self._cells = tuple(cells)
        self.refresh(layout=True)

    def render(self) -> Content:
        return heat_map(self._cells, self.size.width)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return len(heat_map(self._cells, width).plain.splitlines())


def heat_map(cells: Sequence[Cell], width: int) -> Content:
    """The cells for a width, in the order they are given."""
    if not cells:
        return Content()
    names = min(LONGEST, max(len(shown(cell.name)) for cell in cells))
    made = [_cell(cell, names) for cell in cells]
    each = max(1, (width + 1) // (made[0].cell_length + 1))
    rows = [made[start : start + each] for start in range(0, len(made), each)]
    return Content("\n").join(Content(" ").join(row) for row in rows)


def _cell(cell: Cell, names: int) -> Content:
    name, how = shown(cell.name), grade(cell.score)
    fitted = name if len(name) <= names else name[: names - 1] + "…"
    figures = f"{cell.score:4.1f} ×{cell.questions:<3}"
    return Content.styled(f" {WORDS[how]} {fitted:<{names}} {figures}", GROUNDS[how])
