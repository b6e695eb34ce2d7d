"""Looking back: the history, one interview, its report."""

import json
from dataclasses import dataclass
from pathlib import Path

from coach.bootstrap import LOCAL_USER, SCRIPT_USER, OpenOptions, open_service
from coach.cli.meant import meant
from coach.cli.narration import framed
from coach.cli.output import printable, write, write_json, write_table
from coach.cli.output import show as show_rich
from coach.cli.problems import narrate, next_step
from coach.domain.enums import CompanyType, InterviewStatus
from coach.domain.event import Event, EventKind
from coach.domain.feedback import InterviewFeedback
from coach.domain.response import InterviewResponse
from coach.domain.session import InterviewSession
from coach.errors import BadInput, NotFound, StoreError
from coach.evaluation.feedback import lens, seen_as
from coach.interview.service import InterviewService
from coach.reporting import words
from coach.workspace.browser import show_in_browser
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
        session = await meant(service, reference)
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


async def completed(service: InterviewService, reference: str) -> InterviewSession:
    """The interview that is meant; `last` is the newest with a report: the person's own, else a scripted one.

    Raises NotFound.
    """
    if reference != "last":
        return await meant(service, reference)
    for user in (LOCAL_USER, SCRIPT_USER):
        if found := await service.list_sessions(user, (InterviewStatus.COMPLETED,), limit=1):
            return await service.get_session(found[0].id)
    raise NotFound("There is no last report yet.", why="No interview of yours has been completed.", fix="coach history")


@dataclass(frozen=True)
class Wanted:
    """What a report shall be like and where it goes."""

    format: str
    output: Path | None = None
    company: CompanyType | None = None
    """Whose weights and bar it is seen with; None: those of the interview."""
    brief: bool = False
    opened: bool = False
    """Whether a browser shows it."""

    def require_possible(self) -> None:
        """Raises BadInput for wishes that do not go together."""
        if self.format == "pdf" and self.output is None:
            raise BadInput("A PDF needs a file.", fix="coach report --format pdf -o report.pdf")
        if self.opened and self.format not in ("html", "pdf"):
            raise BadInput(f"--open shows HTML or PDF, not {self.format}.", fix="coach report --open")


async def show_report(reference: str, wanted: Wanted) -> None:
    wanted.require_possible()
    async with open_service(LOOK) as service:
        session = await completed(service, reference)
        feedback = await service.get_feedback(session.id)
        if wanted.company:
            feedback = seen_as(session, feedback, await service.get_company_pattern(wanted.company))
        events = await service.get_events(session.id)
    if wanted.format == "text" and wanted.output is None:
        from coach.reporting.terminal import report

        if told := lens(session, feedback):
            write(told)
        show_rich(report(session, feedback, evidence=not wanted.brief))
        next_step(f"coach report {session.id} --open")
        return
    content = _rendered(session, feedback, events, wanted)
    output = wanted.output or (Path(f"coach-report-{session.id}.html") if wanted.opened else None)
    if output is None:
        write(content.decode())
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise StoreError(f"{output} cannot be written: {error.strerror}.", fix="choose another place with -o") from None
    narrate(f"Wrote {output}.")
    if wanted.opened and not show_in_browser(output.resolve().as_uri(), lends_terminal=True):
        narrate("There is no browser to open it with.")


def _rendered(
    session: InterviewSession, feedback: InterviewFeedback, events: tuple[Event, ...], wanted: Wanted
) -> bytes:
    """The report in its format. Raises NotFound without a browser for PDF, StoreError when that fails."""
    match wanted.format:
        case "json":
            held = {"schema_version": 1, "session": session.id, "held_as": session.company_type.value}
            document = {**held, "feedback": feedback.model_dump(mode="json")}
            return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
        case "html" | "pdf":
            from coach.reporting.html import page

            return _printed(page(session, feedback, events), wanted.format)
        case "md":
            from coach.reporting.markdown import markdown

            told = lens(session, feedback)
            head = f"> {told}\n\n" if told else ""
            return (head + markdown(session, feedback)).encode()
        case _:
            return _plain(session, feedback, wanted.brief).encode()


def _printed(page: str, format_: str) -> bytes:
    if format_ == "html":
        return page.encode()
    from coach.reporting.pdf import find_browser, print_page

    return print_page(page, find_browser())


def _plain(session: InterviewSession, feedback: InterviewFeedback, brief: bool) -> str:
    """The report of the terminal, without its colours."""
    from rich.console import Console

    from coach.reporting.terminal import report

    plain = Console(markup=False, highlight=False, emoji=False, width=100, no_color=True)
    with plain.capture() as captured:
        plain.print(report(session, feedback, evidence=not brief))
    told = lens(session, feedback)
    return (f"{told}\n" if told else "") + captured.get()
