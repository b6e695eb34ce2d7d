"""`coach schedule`: plan interviews for a time to come."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from coach.cli.choices import LanguageOption
from coach.domain.enums import (
    CompanyType,
    DifficultyLevel,
    InterviewStatus,
    InterviewType,
    Seniority,
)
from coach.errors import BadInput, IllegalTransition

if TYPE_CHECKING:
    from coach.domain.session import InterviewSession

PLAN = "at"
HELP_FLAGS = {"--help", "-h"}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
EXAMPLES = '"2026-12-01 18:00", "tomorrow 18:00", "friday 9:30", "in 2 h"'
NOON = 12
AMOUNT = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)\b\s*(?:and\s+)?")
TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(am|pm)?")


class ScheduleGroup(TyperGroup):
    """A group in which anything that is no command is a time: `coach schedule friday 9:30`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in HELP_FLAGS:
            args = [PLAN, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    name="schedule",
    cls=ScheduleGroup,
    help=f"Plan an interview for a time to come. WHEN is a time such as {EXAMPLES}.",
    subcommand_metavar="WHEN [OPTIONS] | list | cancel ID",
    rich_markup_mode=None,
    no_args_is_help=True,
)

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Ics = Annotated[Path | None, typer.Option("--ics", help="Write an iCalendar file here; - is standard output.")]


def parse_when(text: str, now: datetime) -> datetime:
    """The moment that is meant, with a zone; local time unless the text names one. Raises BadInput."""
    words = " ".join(text.lower().split())
    try:
        moment = _relative(words, now) or _named_day(words, now) or datetime.fromisoformat(text.strip()).astimezone()
    except (ValueError, OverflowError, OSError):
        raise BadInput(f"{text!r} is not a time I understand.", fix=f"give one such as {EXAMPLES}") from None
    if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", words):
        raise BadInput(f"{text!r} is a day without a time.", fix=f'coach schedule "{words} 18:00"')
    if moment <= now:
        raise BadInput(f"{moment:%A %Y-%m-%d %H:%M} is in the past.", fix="choose a time to come")
    return moment


def _relative(words: str, now: datetime) -> datetime | None:
    """in 2 h, in 1 h 30 min, in 3 days."""
    if not words.startswith("in "):
        return None
    rest, passed = words.removeprefix("in "), timedelta()
    while rest:
        found = AMOUNT.match(rest)
        if not found:
            raise ValueError(rest)
        passed += timedelta(**{UNITS[found[2][0]]: float(found[1])})
        rest = rest[found.end() :]
    # Counted in elapsed time, so that a change to daylight saving in between does not shift it.
    return datetime.fromtimestamp(now.timestamp() + passed.total_seconds()).astimezone()


def _named_day(words: str, now: datetime) -> datetime | None:
    """18:00, today 18:00, tomorrow at 6 pm, fri 9:30."""
    first, _, rest = words.removeprefix("next ").partition(" ")
    named = [number for number, day in enumerate(DAYS) if day == first or day[:3] == first]
    if not named and first not in {"today", "tomorrow"}:
        if not TIME.fullmatch(words) or words.isdigit():
            return None
        first, rest = "today", words
    today = now.astimezone().replace(tzinfo=None)
    hour, minute = _time_of_day(rest.removeprefix("at "))
    moment = today.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if named:
        moment += timedelta(days=(named[0] - today.weekday()) % 7)
        moment += timedelta(days=7 if moment <= today else 0)
    return (moment + timedelta(days=first == "tomorrow")).astimezone()


def _time_of_day(text: str) -> tuple[int, int]:
    found = TIME.fullmatch(text)
    if not found or (found[2] is None and found[3] is None):
        raise ValueError(text)
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= NOON:
            raise ValueError(text)
        hour = hour % NOON + (NOON if found[3] == "pm" else 0)
    return hour, minute


@app.command(PLAN)
def at(
    when: Annotated[list[str], typer.Argument(metavar="WHEN", help=f"A time such as {EXAMPLES}.")],
    company: Annotated[CompanyType | None, typer.Option(help="Type of company.")] = None,
    role: Annotated[str | None, typer.Option(help="What you interview for, such as backend.")] = None,
    seniority: Annotated[Seniority | None, typer.Option(help="What you interview for.")] = None,
    kind: Annotated[InterviewType | None, typer.Option("--type", help="Kind of interview.")] = None,
    difficulty: Annotated[DifficultyLevel | None, typer.Option(help="How hard.")] = None,
    language: LanguageOption = None,
    questions: Annotated[int | None, typer.Option(min=1, max=20, help="How many.")] = None,
    minutes: Annotated[int | None, typer.Option(min=1, max=480, help="How long.")] = None,
    ics: Ics = None,
    json_: Json = False,
) -> None:
    """Plan an interview (the word `at` may be left out)."""
    from coach.cli.loop import run
    from coach.cli.problems import narrate, next_step
    from coach.telemetry.clock import SystemClock

    moment = parse_when(" ".join(when), SystemClock().now())
    flags = {
        "company": company,
        "role": role,
        "seniority": seniority,
        "type": kind,
        "difficulty": difficulty,
        "language": language,
        "questions": questions,
        "minutes": minutes,
    }
    session = run(_plan(moment, {f"interview.{name}": value for name, value in flags.items()}))
    _tell([session], ics, as_json=json_)
    narrate(f"✓ Planned for {moment:%A %Y-%m-%d %H:%M} ({moment:%Z}).")
    next_step(f"coach resume {session.id}, when it is time")


async def _plan(moment: datetime, flags: dict[str, Any]) -> "InterviewSession":
    from coach.bootstrap import LOCAL_USER, OpenOptions, open_service
    from coach.settings import load_settings

    chosen = load_settings(flags).interview
    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        return await service.create_interview_session(
            user_id=LOCAL_USER,
            interview_type=chosen.type,
            company_type=chosen.company,
            difficulty_level=chosen.difficulty,
            role=chosen.role,
            seniority=chosen.seniority,
            language=chosen.language,
            max_questions=chosen.questions,
            time_limit=chosen.minutes,
            scheduled_at=moment,
        )


@app.command("list")
def list_(ics: Ics = None, json_: Json = False) -> None:
    """List the interviews that are planned, the next one first."""
    from coach.cli.loop import run
    from coach.cli.problems import narrate, next_step

    sessions = run(_planned())
    if sessions or json_ or ics:
        _tell(sessions, ics, as_json=json_)
    else:
        narrate("No interview is planned.")
    next_step(f"coach resume {sessions[0].id}" if sessions else 'coach schedule "tomorrow 18:00"')


async def _planned() -> "list[InterviewSession]":
    from coach.bootstrap import LOCAL_USER, OpenOptions, open_service

    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        found = await service.list_sessions(LOCAL_USER, (InterviewStatus.SCHEDULED,), limit=1000)
        sessions = [await service.get_session(summary.id) for summary in found if summary.scheduled_at]
    return sorted(sessions, key=_moment)


def _moment(session: "InterviewSession") -> datetime:
    return session.scheduled_at or session.created_at


@app.command("cancel")
def cancel(
    reference: Annotated[str, typer.Argument(metavar="ID", help="Its id, or the start of it.")],
    json_: Json = False,
) -> None:
    """Call off an interview that was planned."""
    from coach.cli.loop import run
    from coach.cli.output import write_json
    from coach.cli.problems import narrate, next_step

    session = run(_cancel(reference))
    if json_:
        write_json({"cancelled": session.id})
        return
    narrate(f"✓ Called off: {session.id}.")
    next_step("coach schedule list")


async def _cancel(reference: str) -> "InterviewSession":
    from coach.bootstrap import OpenOptions, open_service
    from coach.cli.meant import meant, require_acting

    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        session = await meant(service, reference)
        await require_acting(service, session.id)
        if session.status is not InterviewStatus.SCHEDULED:
            state = session.status.value.replace("_", " ")
            raise IllegalTransition(
                f"Interview {session.id} is {state}; only one that has not begun can be called off.",
                fix="coach schedule list",
            )
        return await service.cancel_interview_session(session.id)


def _tell(sessions: "Sequence[InterviewSession]", ics: Path | None, *, as_json: bool) -> None:
    """The interviews as JSON or a table on stdout, and as a calendar where one is wanted."""
    from coach.cli.output import write_json, write_table

    if ics and write_calendar(ics, _calendar(sessions)):
        return
    if as_json:
        write_json({"sessions": [_fields(session) for session in sessions]})
        return
    rows = [
        (session.id, f"{_moment(session).astimezone():%a %Y-%m-%d %H:%M}", _what(session), f"{session.time_limit}")
        for session in sessions
    ]
    write_table(("id", "when", "what", "min"), rows)


def _fields(session: "InterviewSession") -> dict[str, Any]:
    names = {"id", "status", "scheduled_at", "time_limit", "interview_type", "company_type", "role", "seniority"}
    return session.model_dump(mode="json", include=names)


def _what(session: "InterviewSession") -> str:
    kind, company = session.interview_type.value, session.company_type.value
    return f"{company} · {session.seniority.value} {session.role} · {kind}".replace("_", " ")


def _calendar(sessions: "Sequence[InterviewSession]") -> str:
    """The interviews, each with a reminder."""
    from coach.reporting.calendar import Entry, calendar

    return calendar(
        Entry(
            uid=session.id,
            stamp=session.created_at,
            starts=_moment(session),
            minutes=session.time_limit,
            summary=f"Mock interview: {_what(session)}",
            description=f"coach resume {session.id}",
            reminder="Your mock interview starts soon",
        )
        for session in sessions
    )


def write_calendar(path: Path, text: str) -> bool:
    """Write an iCalendar document; True where it took standard output, which then has room for nothing else."""
    from coach.cli.output import write
    from coach.cli.problems import narrate
    from coach.workspace.atomic import replace

    if str(path) == "-":
        write(text)
        return True
    replace(path, text)
    narrate(f"✓ Wrote {path}.")
    return False
