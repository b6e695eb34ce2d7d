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
    from coach.cli import full_screen, sessions
    from coach.cli.loop import run

    # Typer hands over all options by name as well: the parameters above declare them.
    wishes = sessions.wishes(context.params)
    if plain or no_input or json_ or record or full_screen.can_show():
        run(sessions.interview(wishes))
        return
    from coach.tui.places import Place

    if yes:
        run(sessions.consent())
    place = Place("setup", sessions.preset(wishes))
    raise typer.Exit(full_screen.show(place, runner=runner, editor=editor, offline=offline))


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
    from coach.cli import full_screen, sessions
    from coach.cli.loop import run

    if not (plain or no_input or json_ or full_screen.can_show()):
        from coach.tui.places import Place

        place = Place("interview", {"session_id": run(sessions.resumed(reference))})
        raise typer.Exit(full_screen.show(place, runner=runner, editor=editor))
    run(sessions.resume(reference, sessions.Wishes(runner=runner, editor=editor, asks=not no_input)))
