"""`coach history`, `coach show` and `coach report`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None)


class Format(StrEnum):
    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"


@app.command("history")
def history(
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 20,
    everyone: Annotated[bool, typer.Option("--all", help="Scripted interviews too.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List your interviews, newest first."""
    from coach.cli.loop import run
    from coach.cli.past import list_history

    run(list_history(limit, everyone=everyone, as_json=json_))


@app.command("show")
def show(
    reference: Annotated[str, typer.Argument(metavar="ID", help="An id, the start of one, last, or last-2.")] = "last",
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show one interview: its questions, answers and log."""
    from coach.cli.loop import run
    from coach.cli.past import show_session

    run(show_session(reference, as_json=json_))


@app.command("report")
def report(
    reference: Annotated[str, typer.Argument(metavar="ID", help="An id, the start of one, last, or last-2.")] = "last",
    format_: Annotated[Format, typer.Option("--format", "-f", help="text, md or json.")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Without the evidence.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Same as --format json.")] = False,
) -> None:
    """Show the scored report of an interview."""
    from coach.cli.loop import run
    from coach.cli.past import show_report

    run(show_report(reference, (Format.JSON if json_ else format_).value, output, brief=brief))
