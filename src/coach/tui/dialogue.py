"""The words of an interview: what a typed message asks for, and what the event log adds to the conversation."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from coach.domain.event import Event, EventKind
from coach.domain.question import InterviewQuestion
from coach.domain.response import AttemptKind
from coach.domain.session import InterviewSession
from coach.domain.wording import number
from coach.errors import BadInput
from coach.interview.conversation import SPOKEN_BY_CANDIDATE, SPOKEN_BY_INTERVIEWER, phase
from coach.reporting.origin import written_by

INTERVIEWER, YOU, NOTE = "interviewer", "you", "note"
COMMAND = re.compile(r"/[a-z]+", re.IGNORECASE)
CONVERSATION = frozenset({"/ask", "/say", "/text", "/copy", "/help", "/pause", "/quit"})
WORK = frozenset({"/code", "/edit", "/run", "/watch", "/tests", "/submit", "/hint", "/skip"})
DECIDES = (
    (EventKind.FOLLOWED_UP,),
    (EventKind.ANSWERED,),
    (EventKind.RAN, EventKind.SAVED),
    (EventKind.SAID,),
    (EventKind.ASKED,),
)
"""The events that begin a phase, the last phase first."""

TIME_UP = (
    "Time is up. Nothing is cut: finish your thought, and hand in what you have with ctrl+s in the next two minutes, "
    "as you would while an interviewer wraps up."
)
HELP_CODE = """\
What you type is said to the interviewer; a line that ends in ? is a question.
/code  your editor (ctrl+o)            /tests  tests of your own, a line each
/run  run the samples (ctrl+r)         /watch  run them at each save, or not
/hint  the next hint, cost first (ctrl+t)
/submit  hand it in (ctrl+s); words after it go along
ctrl+g  write the message in your editor
/text  the question · /copy  the last answer · /skip  leave this question
/pause  stop here, go on later · /quit"""
HELP_WORDS = """\
What you type goes into your answer, as many lines as you like.
/submit  hand it in (ctrl+s)           /edit  write it in your editor (ctrl+o)
/ask …  ask the interviewer            /say …  think aloud
/hint  a hint, where there is one (ctrl+t)
ctrl+g  write the message in your editor
/text  the question · /copy  the last answer · /skip  leave this question
/pause  stop here, go on later · /quit"""


class Line(NamedTuple):
    """One message of the conversation; notes are nobody's words."""

    speaker: str
    text: str


class Typed(NamedTuple):
    """What a message asks for: a command, and the words behind it."""

    command: str
    words: str


def read_message(text: str, *, in_words: bool) -> Typed:
    """Words without a command are said, or asked when they end with ?; with `in_words` they belong to the answer.

    Raises BadInput for a command that there is not, or that lacks its words.
    """
    first, *rest = text.strip().split(maxsplit=1)
    words = rest[0] if rest else ""
    if not COMMAND.fullmatch(first):
        command = "answer" if in_words else "/ask" if text.rstrip().endswith("?") else "/say"
        return Typed(command, text.strip("\n"))
    command = first.lower()
    if command not in CONVERSATION | WORK:
        raise BadInput(f"There is no {first}.", fix="/help lists what there is")
    if command in {"/ask", "/say"} and not words:
        raise BadInput(f"{command[1:].capitalize()} what?", fix=f"{command} and your words")
    return Typed(command, words)


def _kind_of(question: InterviewQuestion) -> str:
    minutes = f"{question.time_limit} min" if question.time_limit else ""
    words = (question.question_type.value.replace("_", " "), question.difficulty_level.value, minutes)
    return " · ".join(part for part in (*words, written_by(question)) if part)


@dataclass
class Log:
    """The event log as far as it was read: what to show of it, and what to know about each question."""

    seen: int = 0
    _first: dict[str, dict[EventKind, Event]] = field(default_factory=dict)
    """Root id → the first event of each kind."""
    _given: dict[str, int] = field(default_factory=dict)

    def read(self, session: InterviewSession, events: tuple[Event, ...]) -> list[Line]:
        """Take up what is new; returns the lines it adds to the conversation."""
        lines: list[Line] = []
        for event in events:
            self.seen = event.sequence
            root_id = (event.question_id or "").partition(".")[0]
            self._first.setdefault(root_id, {}).setdefault(event.kind, event)
            if event.kind is EventKind.HINTED:
                self._given[root_id] = self.hints(root_id) + 1
            lines += _lines_of(session, event)
        return lines

    def hints(self, root_id: str) -> int:
        """How many hints were taken."""
        return self._given.get(root_id, 0)

    def phase(self, root_id: str) -> tuple[str, float]:
        """The phase of a coding question, and at how many seconds of the interview it began."""
        first = self._first.get(root_id, {})
        deciding = next((kinds for kinds in DECIDES if first.keys() & set(kinds)), ())
        began = min((first[kind].elapsed for kind in deciding if kind in first), default=0.0)
        return phase(tuple(first.values())).value, began


def _lines_of(session: InterviewSession, event: Event) -> list[Line]:
    if event.kind in SPOKEN_BY_CANDIDATE:
        return [Line(YOU, event.text)]
    if event.kind in SPOKEN_BY_INTERVIEWER:
        return [*_headed(session, event), Line(INTERVIEWER, event.text)]
    if event.kind is EventKind.ANSWERED:
        return _answered(session, str(event.data.get("response")))
    note = _tally(session, event) if event.kind is EventKind.RAN else _note(event)
    return [Line(NOTE, note)] if note else []


def _note(event: Event) -> str:
    match event.kind:
        case EventKind.SKIPPED:
            return "Follow-up left unanswered." if "." in (event.question_id or "") else "Question skipped."
        case EventKind.DEGRADED:
            return f"! {event.text}"
        case EventKind.PAUSED:
            return "Paused: nothing happened for long." if event.data.get("reason") == "idle" else "Paused."
        case EventKind.RESUMED:
            return "Going on."
        case _:
            return ""


def _tally(session: InterviewSession, event: Event) -> str:
    """How the tests went on what was handed in; runs of the samples stand in their own pane."""
    attempt = next((one for one in session.attempts if one.id == event.data.get("attempt")), None)
    if attempt is None or attempt.kind is AttemptKind.SAMPLES:
        return ""
    mark = "✓" if event.data.get("passed") == event.data.get("total") else "✗"
    return f"{mark} {event.data.get('passed')} of {event.data.get('total')} tests passed."


def _headed(session: InterviewSession, event: Event) -> list[Line]:
    """What stands above the interviewer's words where they begin something."""
    if event.kind is EventKind.HINTED:
        return [Line(NOTE, f"Hint {event.data.get('rung')}. Cost: {event.data.get('cost')}.")]
    if event.kind is not EventKind.ASKED or event.question_id is None:
        return []
    question, roots = session.question(event.question_id), [root.id for root in session.roots]
    return [Line(NOTE, f"Question {roots.index(question.root_id) + 1} of {len(roots)} · {_kind_of(question)}")]


def _answered(session: InterviewSession, response_id: str) -> list[Line]:
    response = next((one for one in session.responses if one.id == response_id), None)
    if response is None:
        return []
    lines = [Line(YOU, response.response_text)] if response.response_text.strip() else []
    code = (response.code_solution or "").strip()
    code_lines = number(len(code.splitlines()), "line")
    handed = f"{code_lines} of {response.language.value}" if response.language else "the answer"
    return [*lines, Line(NOTE, f"✓ Handed in: {handed}.")]
