"""`coach bank new` and `try`: writing questions of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.choices import LanguageOption, RunnerChoice, choice
from coach.domain.enums import QuestionType

KINDS = tuple(kind.value for kind in QuestionType if kind is not QuestionType.FOLLOW_UP)

app = typer.Typer(rich_markup_mode=None)


@app.command("new")
def new(
    kind: Annotated[str, typer.Argument(help="What kind of question.", **choice(KINDS))],
    slug: Annotated[str, typer.Argument(help="Its id: small letters, digits and hyphens.")],
    into: Annotated[Path, typer.Option(help="The folder of your pack.")] = Path(),
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Begin a question: every field is there, and `coach bank check` names what is still to be written."""
    from coach.cli.writing_work import begin_question

    begin_question(QuestionType(kind), slug, into, as_json=json_)


@app.command("try")
def try_question(
    question: Annotated[str, typer.Argument(metavar="SLUG|PATH", help="An id, or the file or folder of a question.")],
    practice: Annotated[bool, typer.Option("--practice", help="Full statement at once, scores as you go.")] = False,
    language: LanguageOption = None,
    runner: Annotated[RunnerChoice | None, typer.Option(help="What executes the code.")] = None,
    editor: Annotated[str | None, typer.Option(metavar="COMMAND", help="Instead of $VISUAL or $EDITOR.")] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing that can be left out.")] = False,
) -> None:
    """Play one question as an interview of its own, offline; nothing of it is kept."""
    from coach.cli.loop import run
    from coach.cli.writing_work import Trial, play_question

    run(play_question(question, Trial(practice, language, runner, editor, asks=not no_input)))
