"""`coach bank import` and `coach bank export`: questions in the formats of other systems."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.choices import RunnerChoice
from coach.domain.enums import DifficultyLevel

app = typer.Typer(rich_markup_mode=None)


class PackageFormat(StrEnum):
    AUTO = "auto"
    KATTIS = "kattis"
    ICPC = "icpc"
    EXERCISM = "exercism"


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="A package's folder, a .zip or .kpp, or a canonical-data.json.")],
    into: Annotated[Path | None, typer.Option("--into", help="A bank folder; default: your own.")] = None,
    format_: Annotated[PackageFormat, typer.Option("--format", help="What it is.")] = PackageFormat.AUTO,
    check_: Annotated[bool, typer.Option("--check/--no-check", help="Run its submissions, in a container.")] = True,
    difficulty: Annotated[
        DifficultyLevel, typer.Option(help="How hard; packages do not say.")
    ] = DifficultyLevel.MEDIUM,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Import a Kattis, ICPC or Exercism problem; what has no place here is listed. Exits 1 when its check fails."""
    from coach.cli.bank_import import Order, import_questions
    from coach.cli.loop import run

    order = Order(path, into, format_.value, difficulty, checks=check_)
    if not run(import_questions(order, as_json=json_)):
        raise typer.Exit(1)


class ExportFormat(StrEnum):
    KATTIS = "kattis"


@app.command("export")
def export(
    slugs: Annotated[list[str], typer.Argument(metavar="SLUG...", help="Ids of coding questions.")],
    to: Annotated[Path, typer.Option("--to", help="The folder that the packages go to.")],
    format_: Annotated[ExportFormat, typer.Option("--format", help="As what.")] = ExportFormat.KATTIS,
    runner: Annotated[RunnerChoice | None, typer.Option(help="What executes the code.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Export coding questions as Kattis packages (2025-09): whole programs that read JSON and print it."""
    from coach.cli.bank_export import export_questions
    from coach.cli.loop import run

    run(export_questions(slugs, to, runner=runner, as_json=json_))
