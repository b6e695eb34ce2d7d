"""Everything the command line writes to stdout: data, as text, tables or JSON."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coach.reporting.words import printable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

__all__ = ["console", "printable", "show", "write", "write_json", "write_table"]


PIPE_WIDTH = 160
"""Columns where there is no terminal to ask."""


def write(text: str) -> None:
    """Plain text as it is; nothing in it is interpreted."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    sys.stdout.flush()


def write_json(document: Mapping[str, Any]) -> None:
    """One JSON document with its schema version first."""
    write(json.dumps({"schema_version": 1, **document}, ensure_ascii=False, indent=2))


def console() -> "Console":
    """A console that respects NO_COLOR and FORCE_COLOR, and takes no markup from content."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=False, width=width)


def show(*renderables: "RenderableType") -> None:
    for renderable in renderables:
        console().print(renderable)


def write_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A plain table: a header line and aligned columns, cut to the terminal in a terminal only."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, column in enumerate(columns):
        # The first column is the id, which is there to be copied.
        table.add_column(column, overflow="fold", no_wrap=number == 0)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    show(table)
