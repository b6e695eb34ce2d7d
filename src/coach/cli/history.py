"""`coach history`, `coach show` and `coach report`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.domain.enums import CompanyType

app = typer.Typer(rich_markup_mode=None)


class Format(StrEnum):
    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"


@app.command("history")
def history(
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 20,
    everyone: Annotated[
        bool, typer.Option("--all", help="Everybody's: those of scripts and of a server's people, too.")
    ] = False,
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
    format_: Annotated[Format, typer.Option("--format", "-f", help="text, md, json, html or pdf.")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
    company: Annotated[CompanyType | None, typer.Option("--as", help="As another type of company weighs it.")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Text only: without the evidence.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open it in a browser; HTML unless --format pdf.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Same as --format json.")] = False,
) -> None:
    """Show the scored report of an interview."""
    from coach.cli.loop import run
    from coach.cli.past import Wanted, show_report

    chosen = Format.JSON if json_ else Format.HTML if open_ and format_ is Format.TEXT else format_
    run(show_report(reference, Wanted(chosen.value, output, company, brief=brief, opened=open_)))
