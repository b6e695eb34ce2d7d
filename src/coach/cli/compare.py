"""`coach compare`: two interviews side by side."""

from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None)
RECENT = 50
"""So many of one's own newest interviews tell how far scores go up and down."""


@app.command("compare")
def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="An id, the start of one, last, or last-2.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Set two interviews side by side, and say which differences are more than chance."""
    from coach.cli.loop import run

    run(_compare(first, second, as_json=json_))


async def _compare(first: str, second: str, *, as_json: bool) -> None:
    from coach.bootstrap import LOCAL_USER, OpenOptions, open_service
    from coach.cli.output import write, write_json, write_table
    from coach.cli.past import completed
    from coach.cli.problems import next_step
    from coach.domain.enums import InterviewStatus
    from coach.evaluation import comparing
    from coach.reporting import comparison as shown

    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        sessions = [await completed(service, reference) for reference in (first, second)]
        one, other = [(session, await service.get_feedback(session.id)) for session in sessions]
        history = await service.list_sessions(LOCAL_USER, (InterviewStatus.COMPLETED,), limit=RECENT)
    scores = [summary.overall_score for summary in reversed(history) if summary.overall_score is not None]
    compared = comparing.compare(one, other, comparing.noise_of(scores))
    if as_json:
        write_json({"comparison": compared.model_dump(mode="json")})
        return
    write_table(("", "first", "second"), shown.fact_rows(compared))
    write("")
    write_table(shown.HEADS, shown.score_rows(compared))
    if questions := shown.question_rows(compared):
        write("")
        write_table(("question in both", "first", "second"), questions)
    write("")
    write("\n".join(shown.sentences(compared)))
    next_step(f"coach why {sessions[1].id}")
