"""`coach why` and `coach dispute`: how a score came about, and an objection to it."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coach.domain.enums import Dimension
    from coach.domain.feedback import Dispute

app = typer.Typer(rich_markup_mode=None)

Reference = Annotated[str, typer.Argument(metavar="ID", help="An id, the start of one, last, or last-2.")]
Question = Annotated[str | None, typer.Option("--question", help="Only this question, such as q1.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


@app.command("why")
def why(
    reference: Reference = "last",
    dimension: Annotated[str, typer.Argument(metavar="DIMENSION", help="Only this one: verification, depth …")] = "",
    question: Question = None,
    json_: Json = False,
) -> None:
    """Show how a score came about: criteria, evidence, levels, caps, and the sums to redo with a pencil."""
    from coach.cli.loop import run

    if not dimension and _dimension_named(reference):
        reference, dimension = "last", reference
    run(_why(reference, dimension, question, as_json=json_))


@app.command("dispute")
def dispute(
    criterion: Annotated[str, typer.Option("--criterion", "-c", help="Its name, as `coach why` shows it.")],
    reference: Reference = "last",
    question: Question = None,
    because: Annotated[str, typer.Option("--because", help="What you object to, in your own words.")] = "",
    json_: Json = False,
) -> None:
    """Have one criterion judged again by a reader who is told nothing of it; both answers are kept, no score moves."""
    from coach.cli.loop import run

    run(_dispute(reference, criterion, question, because, as_json=json_))


async def _why(reference: str, dimension: str, question: str | None, *, as_json: bool) -> None:
    from coach.bootstrap import OpenOptions, open_service
    from coach.cli.output import write, write_json
    from coach.cli.past import completed
    from coach.cli.problems import next_step
    from coach.reporting.explanation import explain, in_words

    wanted = _dimension(dimension) if dimension else None
    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        session = await completed(service, reference)
        feedback = await service.get_feedback(session.id)
        pattern = await service.get_company_pattern(session.company_type)
    explanation = explain(feedback, pattern, wanted, question)
    if as_json:
        write_json({"explanation": explanation.model_dump(mode="json")})
        return
    write("\n".join(in_words(explanation)))
    next_step(f"coach dispute {session.id} --criterion NAME, where you object")


def _dimension_named(text: str) -> "Dimension | None":
    from coach.domain.enums import Dimension

    name = text.strip().lower().replace("-", "_").replace(" ", "_")
    return next((dimension for dimension in Dimension if dimension.value == name), None)


def _dimension(text: str) -> "Dimension":
    from coach.domain.enums import Dimension
    from coach.errors import NotFound

    if found := _dimension_named(text):
        return found
    known = ", ".join(dimension.value for dimension in Dimension)
    raise NotFound(f"There is no dimension {text!r}.", why=f"There are: {known}.", fix="coach why last")


async def _dispute(reference: str, criterion: str, question: str | None, because: str, *, as_json: bool) -> None:
    from coach.bootstrap import OpenOptions, open_service
    from coach.cli.meant import require_acting
    from coach.cli.output import write, write_json
    from coach.cli.past import completed
    from coach.cli.problems import narrate, next_step

    async with open_service(OpenOptions(model=True, front_door="cli", consent_by="")) as service:
        session = await completed(service, reference)
        await require_acting(service, session.id)
        await service.get_feedback(session.id)
        if service.notice:
            narrate(service.notice)
        made = await service.dispute(session.id, criterion, question, because)
    if as_json:
        write_json({"session": session.id, "dispute": made.model_dump(mode="json")})
        return
    write("\n".join(_both(made)))
    next_step(f"coach why {session.id} {made.before.dimension.value} --question {made.question_id}")


def _both(made: "Dispute") -> list[str]:
    """Both findings, and what each makes of the scores."""
    from coach.reporting import words

    shown = [words.printable(f"{made.question_id} · {made.before.statement}"), words.printable(f"  {made.note}")]
    for name, finding, standing in (
        ("in the report", made.before, made.stands),
        ("looked at again", made.after, made.would_stand),
    ):
        if finding is None:
            continue
        told = words.evidence(finding) or "no evidence"
        shown.append(f"  {name}: {words.MARKS[finding.answer]} {told} ({words.SOURCES[finding.source]})")
        shown.append(
            f"    {words.dimension(finding.dimension)} {words.level(standing.level)}, "
            f"question {words.score(standing.question_score)}, overall {words.score(standing.overall_score)}"
        )
    shown.append("  The objection is kept with the report; its scores stay as they are.")
    return shown
