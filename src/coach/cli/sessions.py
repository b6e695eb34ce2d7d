"""What `coach interview` and `coach resume` do once their options are read."""

import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coach.bootstrap import LOCAL_USER, SCRIPT_USER, OpenOptions, open_service, open_workspace
from coach.cli import problems
from coach.cli.lines import Leave, Lines
from coach.cli.meant import meant, require_acting
from coach.cli.narration import Preparing
from coach.cli.output import printable, show, write_json
from coach.cli.problems import narrate, next_step, no_terminal, wants_json
from coach.cli.room import Room, leave
from coach.cli.voice import Voice
from coach.domain.consent import NOTICE
from coach.domain.enums import InterviewStatus
from coach.domain.session import InterviewSession
from coach.domain.wording import number
from coach.errors import CoachError, Forbidden, NotFound, RunnerUnavailable
from coach.interview.service import InterviewService
from coach.ports import Utterance
from coach.settings import RunnerChoice, Settings, load_settings
from coach.workspace.watching import watch

UNFINISHED = (InterviewStatus.IN_PROGRESS, InterviewStatus.PAUSED)


@dataclass(frozen=True)
class Wishes:
    """What the options said."""

    flags: dict[str, Any] = field(default_factory=dict)
    slugs: tuple[str, ...] = ()
    seed: int | None = None
    runner: RunnerChoice | None = None
    editor: str | None = None
    practice: bool = False
    watch: bool = False
    offline: bool = False
    record: Path | None = None
    asks: bool = True
    agrees: bool = False

    @property
    def options(self) -> OpenOptions:
        return OpenOptions(
            runner=self.runner,
            model=not self.offline,
            record=self.record,
            front_door="cli",
            consent_by="",
            progress=Preparing(),
        )


SETTINGS = {"kind": "type"} | {
    name: name for name in ("company", "role", "seniority", "difficulty", "language", "questions", "minutes", "hints")
}
"""Option → the setting of the interview section that it overrides."""


def wishes(options: Mapping[str, Any]) -> Wishes:
    """The options of `coach interview`, by the names of its parameters."""
    return Wishes(
        flags={SETTINGS[name]: value for name, value in options.items() if name in SETTINGS and value is not None},
        slugs=tuple(options["question"] or ()),
        seed=options["seed"],
        runner=options["runner"],
        editor=options["editor"],
        offline=options["offline"],
        record=options["record"],
        practice=options["practice"],
        asks=not options["no_input"],
        agrees=options["yes"],
    )


def preset(wishes: Wishes) -> dict[str, Any]:
    """The same for the set-up screen: what was asked for, by the names of its lines."""
    asked: dict[str, Any] = {"practice": True} if wishes.practice else {}
    asked |= {"slugs": wishes.slugs} if wishes.slugs else {}
    asked |= {} if wishes.seed is None else {"seed": wishes.seed}
    return {**wishes.flags, **asked}


async def consent() -> None:
    """Record that the person agreed by an option."""
    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        if not await service.has_consent(LOCAL_USER):
            await service.give_consent(LOCAL_USER)


async def resumed(reference: str) -> str:
    """The id of the interview that is meant. Raises NotFound, BadInput, Forbidden."""
    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        return (await unfinished(service, reference)).id


async def interview(wishes: Wishes) -> None:
    """Plan, start, lead and report."""
    settings = load_settings({f"interview.{name}": value for name, value in wishes.flags.items()})
    chosen = settings.interview
    async with open_service(wishes.options) as service:
        lines = Lines()
        await _agree(service, lines, wishes)
        session = await service.create_interview_session(
            user_id=LOCAL_USER,
            interview_type=chosen.type,
            company_type=chosen.company,
            difficulty_level=chosen.difficulty,
            role=chosen.role,
            seniority=chosen.seniority,
            language=chosen.language,
            max_questions=chosen.questions,
            time_limit=chosen.minutes,
            questions=wishes.slugs,
            seed=wishes.seed,
        )
        _announce(service, session)
        session = await service.start_interview_session(session.id, _preferences(settings, practice=wishes.practice))
        await _lead(service, session, lines, wishes)


def _preferences(settings: Settings, *, practice: bool = False) -> dict[str, Any]:
    chosen = settings.interview
    return {"allow_hints": chosen.hints, "practice": practice, "idle_minutes": chosen.idle_minutes}


async def resume(reference: str, wishes: Wishes) -> None:
    """Go on with the interview named, or the last one that is not over."""
    settings = load_settings()
    async with open_service(wishes.options) as service:
        session, lines = await unfinished(service, reference, scripted=True), Lines()
        if service.model_host:
            await _agree(service, lines, wishes)
        if session.status is InterviewStatus.SCHEDULED:
            session = await service.start_interview_session(session.id, _preferences(settings))
        else:
            session = await _taken_up(service, session.id)
        _announce(service, session)
        await _lead(service, session, lines, wishes)


async def _taken_up(service: InterviewService, session_id: str) -> InterviewSession:
    try:
        return await service.resume_interview_session(session_id)
    except RunnerUnavailable as error:
        # It is resumed by then; only an answer's run could not be made up for, and the next answer tries again.
        problems.show(error)
        return await service.get_session(session_id)


async def unfinished(service: InterviewService, reference: str = "", *, scripted: bool = False) -> InterviewSession:
    """The interview named, or the person's newest that is not over, else a script's if wanted.

    Raises NotFound, BadInput for an ambiguous prefix, Forbidden for one in which the person may not act.
    """
    if reference and reference != "last":
        session = await meant(service, reference)
        await require_acting(service, session.id)
        return session
    found = await service.list_sessions(LOCAL_USER, UNFINISHED, limit=1)
    if not found and scripted and (found := await service.list_sessions(SCRIPT_USER, UNFINISHED, limit=1)):
        narrate(f"None of your own interviews is going on or paused; {found[0].id} is one that a script began.")
    if not found:
        raise NotFound("No interview is going on or paused.", fix="coach interview")
    await require_acting(service, found[0].id)
    return await service.get_session(found[0].id)


async def _agree(service: InterviewService, lines: Lines, wishes: Wishes) -> None:
    """Show the notice once, and store nothing before it is agreed to."""
    if await service.has_consent(LOCAL_USER):
        return
    narrate(NOTICE)
    if service.model_host:
        narrate(f"A model is set up: your answers and your code are sent to {service.model_host}.\n")
    if not wishes.agrees:
        if not wishes.asks or not sys.stdin.isatty():
            raise no_terminal("Your agreement to this notice", "--yes")
        try:
            answer = await lines.next("Agree? [y/N] ")
        except Leave:
            answer = ""
        if answer.strip().lower() not in {"y", "yes"}:
            raise Forbidden("Nothing was stored.", why="The notice was not agreed to.")
    await service.give_consent(LOCAL_USER)


def _announce(service: InterviewService, session: InterviewSession) -> None:
    kind = session.interview_type.value.replace("_", " ")
    company = session.company_type.value.replace("_", " ")
    narrate(
        f"Interview {session.id} · {company} · {session.seniority.value} {session.role} · {kind} · "
        f"{number(len(session.roots), 'question')} · {session.time_limit} min · interviewer: {session.interviewer}"
    )
    if service.notice:
        narrate(f"  ! {printable(service.notice)}")


async def _lead(service: InterviewService, session: InterviewSession, lines: Lines, wishes: Wishes) -> None:
    workspace = open_workspace(wishes.editor)
    asks = wishes.asks and sys.stdin.isatty()
    room = Room(service, workspace, session, lines, rate=asks, watch=watch if wishes.watch else None)
    try:
        await room.lead()
    except Leave:
        await leave(service, session.id)
        next_step(f"coach resume {session.id}")
        return
    except CoachError:
        with suppress(CoachError):
            await service.pause_interview_session(session.id)
        raise
    await finish(service, session.id)


def _goodbye(words: Utterance) -> None:
    Voice().finish(words)
    narrate("Putting the report together …")


async def finish(service: InterviewService, session_id: str) -> None:
    """Complete, evaluate, and show the report."""
    from coach.reporting.terminal import report

    await service.complete_interview_session(session_id, _goodbye)
    feedback = await service.get_feedback(session_id)
    if service.spent:
        narrate(f"  the model used {service.spent}")
    if wants_json():
        write_json({"session": session_id, "feedback": feedback.model_dump(mode="json")})
        return
    show(report(await service.get_session(session_id), feedback))
    next_step(f"coach report {session_id} --format md, or coach interview")
