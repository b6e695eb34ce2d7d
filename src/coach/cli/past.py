"""Looking back: the history, one interview, its report."""

import json
from pathlib import Path

from coach.bootstrap import LOCAL_USER, OpenOptions, open_service
from coach.cli.narration import framed
from coach.cli.output import printable, write, write_json, write_table
from coach.cli.output import show as show_rich
from coach.cli.problems import narrate, next_step
from coach.domain.enums import InterviewStatus
from coach.domain.event import Event, EventKind
from coach.domain.feedback import InterviewFeedback
from coach.domain.response import InterviewResponse
from coach.domain.session import InterviewSession
from coach.errors import NotFound, StoreError
from coach.interview.service import InterviewService
from coach.reporting import words
from coach.workspace.own_tests import as_line

LOOK = OpenOptions(front_door="cli", consent_by="")


async def list_history(limit: int, *, everyone: bool, as_json: bool) -> None:
    async with open_service(LOOK) as service:
        found = await service.list_sessions(None if everyone else LOCAL_USER, limit=limit)
    if as_json:
        write_json({"sessions": [summary.model_dump(mode="json") for summary in found]})
        return
    if not found:
        narrate("No interviews yet.")
        next_step("coach interview")
        return
    rows = [
        (
            summary.id,
            f"{summary.created_at.astimezone():%Y-%m-%d %H:%M}",
            summary.status.value.replace("_", " "),
            summary.company_type.value.replace("_", " "),
            summary.interview_type.value.replace("_", " "),
            words.minutes(summary.elapsed),
            words.score(summary.overall_score) if summary.status.value == "completed" else "",
        )
        for summary in found
    ]
    write_table(("id", "date", "status", "company", "type", "min", "score"), rows)
    next_step(f"coach report {found[0].id}")


async def show_session(reference: str, *, as_json: bool) -> None:
    async with open_service(LOOK) as service:
        session = await service.find_session(reference)
        events = await service.get_events(session.id)
    if as_json:
        log = [event.model_dump(mode="json") for event in events]
        write_json({"session": session.model_dump(mode="json"), "events": log})
        return
    write(_in_words(session, events))
    next_step(f"coach report {session.id}")


def _in_words(session: InterviewSession, events: tuple[Event, ...]) -> str:
    kind = session.interview_type.value.replace("_", " ")
    time = f"{words.minutes(session.elapsed)} of {session.time_limit} min"
    who = f"{session.company_type.value} · {session.seniority.value} {session.role}"
    lines = [f"{session.id} · {session.status.value.replace('_', ' ')} · {who} · {kind} · {time}"]
    answers = {response.id: response for response in session.responses}
    for event in events:
        clock = words.minutes(event.elapsed)
        match event.kind:
            case EventKind.ASKED | EventKind.FOLLOWED_UP | EventKind.REPLIED | EventKind.HINTED:
                lines.append(f"{clock} {event.question_id} " + framed("interviewer", event.text))
            case EventKind.SAID | EventKind.CLARIFIED:
                lines.append(f"{clock} {event.question_id} " + framed("candidate", event.text))
            case EventKind.ANSWERED:
                answer = answers.get(str(event.data.get("response")))
                lines.append(f"{clock} {event.question_id} " + framed("candidate answers", _answer(answer)))
            case EventKind.RAN:
                lines.append(
                    f"{clock} {event.question_id} ran: {event.data.get('passed')}/{event.data.get('total')} passed"
                )
            case _:
                lines.append(f"{clock} {event.question_id or ''} {event.kind.value} {printable(event.text)}".rstrip())
    return "\n".join(lines)


def _answer(answer: InterviewResponse | None) -> str:
    """Words, code and own tests."""
    parts = (answer.response_text, answer.code_solution, *map(as_line, answer.own_tests)) if answer else ()
    return "\n".join(part for part in parts if part)


async def _last_completed(service: InterviewService) -> InterviewSession:
    """The newest interview that has a report: the person's own, else a scripted one. Raises NotFound."""
    for user in (LOCAL_USER, None):
        if found := await service.list_sessions(user, (InterviewStatus.COMPLETED,), limit=1):
            return await service.get_session(found[0].id)
    raise NotFound("There is no last report yet.", why="No interview has been completed.", fix="coach history")


async def show_report(reference: str, format_: str, output: Path | None, *, brief: bool) -> None:
    async with open_service(LOOK) as service:
        session = await (_last_completed(service) if reference == "last" else service.find_session(reference))
        feedback = await service.get_feedback(session.id)
    if format_ == "text" and output is None:
        from coach.reporting.terminal import report

        show_rich(report(session, feedback, evidence=not brief))
        next_step(f"coach report {session.id} --format md -o report.md")
        return
    text = _rendered(session, feedback, format_, brief)
    if output is None:
        write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{output} cannot be written: {error.strerror}.", fix="choose another place with -o") from None
    narrate(f"Wrote {output}.")


def _rendered(session: InterviewSession, feedback: InterviewFeedback, format_: str, brief: bool) -> str:
    if format_ == "json":
        document = {"schema_version": 1, "session": session.id, "feedback": feedback.model_dump(mode="json")}
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    if format_ == "md":
        from coach.reporting.markdown import markdown

        return markdown(session, feedback)
    from rich.console import Console

    from coach.reporting.terminal import report

    plain = Console(markup=False, highlight=False, emoji=False, width=100, no_color=True)
    with plain.capture() as captured:
        plain.print(report(session, feedback, evidence=not brief))
    return captured.get()
