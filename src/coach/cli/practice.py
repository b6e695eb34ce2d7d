"""`coach practice`: one question, and what is due."""

import random
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.choices import LanguageOption, RunnerChoice
from coach.errors import BadInput

if TYPE_CHECKING:
    from coach.analytics.choice import Choice, Shelf
    from coach.cli.sessions import Wishes
    from coach.domain.analytics import Due
    from coach.domain.content import QuestionHead

app = typer.Typer(rich_markup_mode=None, add_completion=False)
DUE = "due"


@app.command("practice")
def practice(
    context: typer.Context,
    question: Annotated[
        str,
        typer.Argument(metavar="[QUESTION]", help="An id or the start of one, random, last, weakest, or due."),
    ] = DUE,
    list_: Annotated[bool, typer.Option("--list", help="List what is due, and ask nothing.")] = False,
    language: LanguageOption = None,
    runner: Annotated[RunnerChoice | None, typer.Option(help="What executes your code.")] = None,
    editor: Annotated[str | None, typer.Option(metavar="COMMAND", help="Instead of $VISUAL or $EDITOR.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Let the question bank ask, and no model.")] = False,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="In line mode: run the samples at each save.")] = False,
    seed: Annotated[int | None, typer.Option(help="Makes `random` reproducible.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Line mode.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing that can be left out.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Agree to the notice.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="The list, or the report, as JSON.")] = False,
) -> None:
    """Practise one question: the full statement at once, scores as you go."""
    from coach.cli.beginning import begin_with
    from coach.cli.loop import run
    from coach.telemetry.clock import SystemClock

    now = SystemClock().now()
    if list_ and question != DUE:
        raise BadInput("--list lists what is due.", fix="coach practice due --list")
    if list_:
        run(_list_due(now, as_json=json_))
    elif wishes := run(_wishes(question, now, context.params)):
        begin_with(wishes, line_mode=plain or no_input or json_)


async def _wishes(word: str, now: datetime, options: dict[str, Any]) -> "Wishes | None":
    """What is to be practised; None where nothing is due, which is told."""
    from coach.cli import sessions
    from coach.cli.output import printable
    from coach.cli.problems import narrate

    shelf = await _shelf()
    choice = _chosen(shelf, word, now, options["seed"])
    if choice is None:
        _tell_due(shelf.known.due, now, as_json=options["json_"])
        return None
    if choice.why:
        narrate(printable(f"{choice.question.title}: {choice.why}."))
    return sessions.Wishes(
        flags=_flags(choice.question, options),
        slugs=(choice.question.id,),
        runner=options["runner"],
        editor=options["editor"],
        practice=True,
        watch=options["watch"],
        offline=options["offline"],
        asks=not options["no_input"],
        agrees=options["yes"],
    )


def _flags(question: "QuestionHead", options: dict[str, Any]) -> dict[str, Any]:
    """The settings of an interview of this one question."""
    from coach.analytics.choice import interview_type

    flags = {
        "type": interview_type(question),
        "difficulty": question.difficulty.level,
        "minutes": question.minutes,
    }
    return flags | ({"language": options["language"]} if options["language"] else {})


async def _shelf() -> "Shelf":
    from coach.analytics.choice import Shelf
    from coach.bootstrap import OpenOptions, open_service
    from coach.cli.plan import known
    from coach.settings import load_settings

    settings = load_settings().interview
    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        return Shelf(await service.get_questions(), await known(service), settings.company, settings.seniority)


def _chosen(shelf: "Shelf", word: str, now: datetime, seed: int | None) -> "Choice | None":
    """None: nothing is due."""
    from coach.analytics.choice import Choice

    match word:
        case "due":
            return shelf.due(now)
        case "weakest":
            return shelf.weakest()
        case "last":
            return shelf.last()
        case "random":
            return shelf.at_random(random.Random(seed))
        case _:
            return Choice(shelf.named(word))


async def _list_due(now: datetime, *, as_json: bool) -> None:
    from coach.bootstrap import LOCAL_USER, OpenOptions, open_service

    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        known = await service.get_schedule(LOCAL_USER)
    _tell_due(known, now, as_json=as_json)


def _tell_due(known: "tuple[Due, ...]", now: datetime, *, as_json: bool) -> None:
    """What is due, and when the rest is."""
    from coach.analytics.standing import in_words, percent
    from coach.cli.output import write_json, write_table
    from coach.cli.problems import narrate, next_step

    due = [one for one in known if one.due <= now]
    later = sorted((one for one in known if one.due > now), key=lambda one: one.due)
    if as_json:
        names = {"due": due, "later": later}
        write_json({name: [one.model_dump(mode="json") for one in ones] for name, ones in names.items()})
        return
    if due:
        rows = [
            (
                in_words(one.concept),
                in_words(one.kind.value),
                f"{one.due.astimezone():%Y-%m-%d}",
                percent(one.recall),
                f"{one.reviews}",
                f"{one.last_score:.1f}",
            )
            for one in due
        ]
        write_table(("concept", "kind", "due since", "recall", "times", "last score"), rows)
    else:
        narrate("Nothing is due." if known else "Nothing is due: no question has been scored yet.")
    if later:
        when = f"{later[0].due.astimezone():%A %Y-%m-%d}"
        narrate(f"{'After that' if due else 'The next'}: {in_words(later[0].concept)}, on {when}.")
    next_step("coach practice due" if due else "coach practice weakest" if known else "coach practice random")
