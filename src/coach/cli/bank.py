"""`coach bank`: the questions."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from coach.analytics.met import Met
from coach.cli import bank_formats, bank_packs, bank_writing
from coach.cli.choices import RunnerChoice, choice
from coach.domain.enums import CompanyType, DifficultyLevel

app = typer.Typer(
    name="bank",
    help="List, show, check, write, generate, import and export questions, and add packs of them.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


class Kind(StrEnum):
    CODING_PROBLEM = "coding_problem"
    SYSTEM_DESIGN = "system_design"
    BEHAVIORAL = "behavioral"
    TECHNICAL_CONCEPT = "technical_concept"


STATUSES = (*(met.value for met in Met), "due")


@app.command("list")
def list_questions(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]", help="Words of titles, ids and concepts; a typo does no harm."),
    ] = None,
    kind: Annotated[str | None, typer.Option("--type", help="Only this kind.", **choice(Kind))] = None,
    difficulty: Annotated[str | None, typer.Option(help="Only this difficulty.", **choice(DifficultyLevel))] = None,
    concept: Annotated[str | None, typer.Option(help="Only questions on this concept.")] = None,
    company: Annotated[str | None, typer.Option(help="Only what is typical of it.", **choice(CompanyType))] = None,
    status: Annotated[str | None, typer.Option(help="How far you have come with it.", **choice(STATUSES))] = None,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the questions, the ones that fit best first."""
    from coach.analytics.catalogue import Filter
    from coach.cli.bank_list import list_bank
    from coach.cli.loop import run

    wanted = Filter(" ".join(words or ()), kind or "", difficulty or "", concept or "", company or "", status or "")
    run(list_bank(wanted, as_json=json_))


@app.command("show")
def show_question(
    slug: Annotated[str, typer.Argument(help="The question's id.")],
    solution: Annotated[bool, typer.Option("--solution", help="With hints and the model solution.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show one question."""
    from coach.cli.loop import run
    from coach.cli.questions import show_bank_question

    run(show_bank_question(slug, solution=solution, as_json=json_))


@app.command("check")
def check(
    path: Annotated[Path | None, typer.Argument(help="A bank folder; default: the shipped one.")] = None,
    full: Annotated[
        bool, typer.Option("--full", help="More random inputs, measured complexity, and mutants of the reference.")
    ] = False,
    mutants: Annotated[bool, typer.Option("--mutants", help="Only whether the tests notice small mistakes.")] = False,
    schema_only: Annotated[bool, typer.Option("--schema-only", help="Run no code.")] = False,
    runner: Annotated[RunnerChoice | None, typer.Option(help="What executes the code.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Check questions: schema, tests, solutions, wrong solutions. Exits 1 when something is wrong."""
    from coach.cli.bank_check import check_bank_folder
    from coach.cli.loop import run

    depth: Literal["quick", "full", "mutants"] = "full" if full else "mutants" if mutants else "quick"
    if not run(check_bank_folder(path, depth=depth, schema_only=schema_only, runner=runner, as_json=json_)):
        raise typer.Exit(1)


@app.command("generate")
def generate(
    kind: Annotated[Kind, typer.Option("--kind", help="What kind of question.")],
    concept: Annotated[str, typer.Option("--concept", help="What it is about: an id, name or other word for it.")],
    difficulty: Annotated[DifficultyLevel, typer.Option("--difficulty", help="How hard.")] = DifficultyLevel.MEDIUM,
    count: Annotated[int, typer.Option("--count", min=1, max=10, help="How many.")] = 1,
    out: Annotated[Path | None, typer.Option("--out", help="A bank folder; default: your own.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Have a model write questions. Each is checked as `coach bank check` does, in a container, or it is not kept."""
    from coach.cli.bank_generate import Order, generate_questions
    from coach.cli.loop import run

    run(generate_questions(Order(kind.value, concept, difficulty, count, out), as_json=json_))


app.add_typer(bank_writing.app)
app.add_typer(bank_packs.app)
app.add_typer(bank_formats.app)
