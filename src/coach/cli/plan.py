"""`coach plan`: what to practise on which day until an interview."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.domain.enums import CompanyType, Seniority
from coach.errors import BadInput

if TYPE_CHECKING:
    from coach.analytics.standing import Known
    from coach.domain.analytics import PlannedSession, Prediction, StudyPlan
    from coach.interview.service import InterviewService
    from coach.reporting.calendar import Entry

app = typer.Typer(rich_markup_mode=None, add_completion=False)
RECENT = 200
"""So many interviews back, a question counts as asked."""


@app.command("plan")
def plan(
    company: Annotated[CompanyType | None, typer.Option(help="Type of company.")] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the interview, YYYY-MM-DD; default: in two weeks.")
    ] = None,
    minutes: Annotated[int, typer.Option(min=10, max=480, help="Time for each day.")] = 45,
    role: Annotated[str | None, typer.Option(help="What you interview for, such as backend.")] = None,
    seniority: Annotated[Seniority | None, typer.Option(help="What you interview for.")] = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", help="Write an iCalendar file here; - is standard output.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Plan what to practise until an interview: what is due and weak first, in the company's mix."""
    from coach.cli.loop import run
    from coach.cli.problems import narrate, next_step
    from coach.telemetry.clock import SystemClock

    now = SystemClock().now()
    flags = {"company": company, "role": role, "seniority": seniority}
    found = run(_plan({f"interview.{name}": value for name, value in flags.items()}, now, _day(until, now), minutes))
    _tell(found, now, ics, as_json=json_)
    if json_:
        return
    for note in (*found.notes, *_predicted(found.prediction)):
        narrate(f"  {note}")
    next_step(command(found, found.sessions[0]) if found.sessions else "coach plan --minutes 45")


def _predicted(likely: "Prediction | None") -> "Iterator[str]":
    """The chance on the day, and what it rests on; nothing where too little is known, which the plan has said."""
    if likely is None or likely.chance is None:
        return
    from coach.analytics.standing import percent

    found = likely.chance
    yield f"By {likely.on}, if you follow it: {percent(found.value)} ({percent(found.low)} to {percent(found.high)})."
    yield from (f"  {one}" for one in likely.assumptions)


def command(plan: "StudyPlan", session: "PlannedSession") -> str:
    """What to type for it."""
    if session.question:
        return f"coach practice {session.question}"
    return f"coach interview --company {plan.company.value} --minutes {session.minutes}"


async def known(service: "InterviewService") -> "Known":
    """What is known of the person at this machine."""
    from coach.analytics.standing import Known
    from coach.bootstrap import LOCAL_USER

    recent = await service.list_sessions(LOCAL_USER, limit=RECENT)
    return Known(
        analytics=await service.get_analytics(LOCAL_USER),
        due=await service.get_schedule(LOCAL_USER),
        asked=tuple(slug for summary in recent for slug in reversed(summary.questions)),
    )


def _day(text: str | None, now: datetime) -> date:
    from coach.analytics.plan import USUAL_DAYS

    usual = now.date() + timedelta(days=USUAL_DAYS)
    try:
        return date.fromisoformat(text.strip()) if text is not None else usual
    except ValueError:
        raise BadInput(f"{text!r} is not a day.", fix=f"give one such as {usual}") from None


async def _plan(flags: dict[str, Any], now: datetime, until: date, minutes: int) -> "StudyPlan":
    from coach.analytics.plan import study_plan
    from coach.analytics.standing import Goal
    from coach.bootstrap import LOCAL_USER, OpenOptions, open_service
    from coach.settings import load_settings

    chosen = load_settings(flags).interview
    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        pattern = await service.get_company_pattern(chosen.company)
        goal = Goal(pattern, chosen.seniority, chosen.role, now, until, minutes)
        plan = study_plan(goal, await known(service), await service.get_questions())
        likely = await service.get_prediction(
            LOCAL_USER,
            company=chosen.company,
            seniority=chosen.seniority,
            role=chosen.role,
            difficulty=chosen.difficulty,
            on=until,
            practice_per_week=plan.interviews_per_week,
        )
        return plan.replace(prediction=likely)


def _tell(plan: "StudyPlan", now: datetime, ics: Path | None, *, as_json: bool) -> None:
    """The plan as JSON or a table on stdout, and as a calendar where one is wanted."""
    from coach.cli.output import write_json, write_table
    from coach.cli.schedule import write_calendar
    from coach.reporting.calendar import calendar

    if ics and write_calendar(ics, calendar(_entries(plan, now))):
        return
    if as_json:
        write_json({"plan": plan.model_dump(mode="json")})
        return
    rows = [(f"{one.day:%a %Y-%m-%d}", f"{one.minutes}", one.question or "rehearsal", one.why) for one in plan.sessions]
    write_table(("day", "min", "question", "why"), rows)


def _entries(plan: "StudyPlan", now: datetime) -> "Iterator[Entry]":
    """One for each day, so that a calendar is not covered in them."""
    from coach.analytics.standing import in_words
    from coach.reporting.calendar import Entry

    for day, group in groupby(plan.sessions, key=lambda one: one.day):
        sessions = list(group)
        about = ", ".join(in_words(one.concept) or "rehearsal" for one in sessions)
        yield Entry(
            uid=f"plan-{plan.company.value}-{day}",
            stamp=now,
            starts=day,
            summary=f"Practise {sum(one.minutes for one in sessions)} min: {about}",
            description="\n".join(f"{command(plan, one)}\n  {one.why}" for one in sessions),
        )
