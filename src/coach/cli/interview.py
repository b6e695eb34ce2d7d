"""`coach interview` and `coach resume`."""

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.choices import LanguageOption, RunnerChoice
from coach.domain.enums import CompanyType, DifficultyLevel, InterviewType, Seniority

app = typer.Typer(rich_markup_mode=None)


@app.command("interview")
def interview(
    context: typer.Context,
    company: Annotated[CompanyType | None, typer.Option(help="Type of company.")] = None,
    role: Annotated[
        str | None,
        typer.Option(metavar="ROLE", help="backend, frontend, fullstack, data, ml, sre, mobile or security."),
    ] = None,
    seniority: Annotated[Seniority | None, typer.Option(help="What you interview for.")] = None,
    kind: Annotated[InterviewType | None, typer.Option("--type", help="Kind of interview.")] = None,
    difficulty: Annotated[DifficultyLevel | None, typer.Option(help="How hard.")] = None,
    language: LanguageOption = None,
    questions: Annotated[int | None, typer.Option(min=1, max=20, help="How many; default: as fit the time.")] = None,
    question: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A question by its id; may be repeated.")
    ] = None,
    minutes: Annotated[int | None, typer.Option(min=1, max=480, help="Default: the company's usual length.")] = None,
    seed: Annotated[int | None, typer.Option(help="Makes the choice of questions reproducible.")] = None,
    runner: Annotated[RunnerChoice | None, typer.Option(help="What executes your code.")] = None,
    editor: Annotated[str | None, typer.Option(metavar="COMMAND", help="Instead of $VISUAL or $EDITOR.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Let the question bank ask, and no model.")] = False,
    record: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save the model's words, for AI_MODEL_PROVIDER=recorded.")
    ] = None,
    hints: Annotated[bool | None, typer.Option("--hints/--no-hints", help="Allow hints.")] = None,
    practice: Annotated[bool, typer.Option("--practice", help="Full statement at once, scores as you go.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line mode: for any terminal, pipes and screen readers.")
    ] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing that can be left out.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Agree to the notice.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Take a whole mock interview."""
    from coach.cli.beginning import begin

    # Typer hands over all options by name as well: the parameters above declare them.
    begin(context.params)


@app.command("resume")
def resume(
    reference: Annotated[str, typer.Argument(metavar="[ID|last]", help="Default: the last one that is not over.")] = "",
    runner: Annotated[RunnerChoice | None, typer.Option(help="What executes your code.")] = None,
    editor: Annotated[str | None, typer.Option(metavar="COMMAND", help="Instead of $VISUAL or $EDITOR.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Line mode.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing that can be left out.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Go on with an interview that was interrupted or paused."""
    from coach.cli.beginning import take_up
    from coach.cli.sessions import Wishes

    wishes = Wishes(runner=runner, editor=editor, asks=not no_input)
    take_up(reference, wishes, line_mode=plain or no_input or json_)
