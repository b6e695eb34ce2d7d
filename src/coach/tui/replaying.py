"""An interview as frames that can be gone through: what happened, and how the code and its results stood then."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from coach.domain.event import Event, EventKind
from coach.domain.execution import ExecutionReport
from coach.domain.response import InterviewResponse
from coach.domain.session import InterviewSession
from coach.reporting.timeline import LONGEST_TEXT
from coach.reporting.visible import shown

MOST_LINES, LONGEST_LINE = 600, 300
"""What is kept of one state of the code."""
LONGEST_SPEECH = 1_500
INTERVIEWER, CANDIDATE = "interviewer", "you"
SPOKEN = {
    EventKind.ASKED: INTERVIEWER,
    EventKind.FOLLOWED_UP: INTERVIEWER,
    EventKind.REPLIED: INTERVIEWER,
    EventKind.HINTED: INTERVIEWER,
    EventKind.WRAPPED_UP: INTERVIEWER,
    EventKind.SAID: CANDIDATE,
    EventKind.CLARIFIED: CANDIDATE,
    EventKind.ANSWERED: CANDIDATE,
}
WHAT = {
    EventKind.STARTED: "the interview began",
    EventKind.ASKED: "a question was put",
    EventKind.FOLLOWED_UP: "a follow-up was put",
    EventKind.REPLIED: "the interviewer spoke",
    EventKind.HINTED: "a hint was taken",
    EventKind.WRAPPED_UP: "the interviewer ended it",
    EventKind.SAID: "you said something",
    EventKind.CLARIFIED: "you asked something",
    EventKind.ANSWERED: "you handed in",
    EventKind.SAVED: "the code was saved",
    EventKind.RAN: "the code ran",
    EventKind.SKIPPED: "the question was skipped",
    EventKind.PAUSED: "paused",
    EventKind.RESUMED: "went on",
    EventKind.DEGRADED: "something fell back",
    EventKind.COMPLETED: "the interview was over",
    EventKind.CANCELLED: "the interview was cancelled",
}
"""Events with something to see; the others are book-keeping."""
JUMPS = frozenset({EventKind.RAN, EventKind.HINTED, EventKind.ANSWERED})
Lines = tuple[str, ...]


class Speech(NamedTuple):
    seconds: float
    who: str
    text: str


@dataclass(frozen=True)
class Frame:
    """How things stood from one event to the next. `seconds` count from the start, pauses left out."""

    seconds: float
    kind: EventKind
    what: str
    question_id: str
    """Of the root question; empty before the first."""
    title: str
    heard: int
    """How many speeches there were by then."""
    code: Lines
    before: Lines
    """The code before its last change, of the same question."""
    report: ExecutionReport | None
    """Of the last run on the question."""


@dataclass(frozen=True)
class Replay:
    """Frames in order; never none."""

    frames: tuple[Frame, ...]
    speeches: tuple[Speech, ...]
    language: str

    @property
    def seconds(self) -> float:
        return self.frames[-1].seconds

    def at(self, seconds: float) -> int:
        """The frame that holds at a time: of several at once the last."""
        return max(0, bisect_right(self.frames, seconds, key=lambda frame: frame.seconds) - 1)

    def jump(self, start: int, step: int) -> int:
        """The next (step 1) or previous (−1) run, hint or answer; `start` itself where there is none."""
        places = range(start + step, len(self.frames) if step > 0 else -1, step)
        return next((place for place in places if self.frames[place].kind in JUMPS), start)


def cut(source: str) -> Lines:
    """The lines of a state of the code, as far as they are shown."""
    lines = source.rstrip("\n").split("\n")
    kept = tuple(shown(line.expandtabs(4), LONGEST_LINE) for line in lines[:MOST_LINES])
    rest = len(lines) - MOST_LINES
    return kept if rest <= 0 else (*kept, f"… {rest:,} more lines")


def hashes(events: Sequence[Event]) -> tuple[str, ...]:
    """The saved states that the events refer to, each once."""
    found = (event.data.get("hash") for event in events if event.kind is EventKind.SAVED)
    return tuple(dict.fromkeys(one for one in found if isinstance(one, str)))


def replay(session: InterviewSession, events: Sequence[Event], snapshots: Mapping[str, Lines]) -> Replay | None:
    """The whole interview; None when nothing has happened yet. Saved states that are not at hand are passed over."""
    seen = _Seen(session, snapshots)
    frames = tuple(seen.frame(event) for event in events if event.kind in WHAT)
    return Replay(frames, tuple(seen.speeches), session.language.value) if frames else None


class _Seen:
    """What was seen up to an event; fed with one after the other."""

    def __init__(self, session: InterviewSession, snapshots: Mapping[str, Lines]) -> None:
        self.speeches: list[Speech] = []
        self._session = session
        self._roots = {question.id: question.root_id for question in session.questions}
        self._titles = {question.id: question.title for question in session.questions}
        self._answers = {response.id: response for response in session.responses}
        self._reports = {attempt.id: attempt.report for attempt in session.attempts}
        self._snapshots = snapshots
        self._code: dict[str, tuple[Lines, Lines]] = {}
        self._results: dict[str, ExecutionReport] = {}
        self._root = ""

    def frame(self, event: Event) -> Frame:
        self._root = self._roots.get(event.question_id or "", self._root)
        self._speak(event)
        self._write(event)
        self._run(event)
        before, code = self._code.get(self._root, ((), ()))
        return Frame(
            seconds=event.elapsed,
            kind=event.kind,
            what=_what(event),
            question_id=self._root,
            title=self._titles.get(self._root, ""),
            heard=len(self.speeches),
            code=code,
            before=before,
            report=self._results.get(self._root),
        )

    def _speak(self, event: Event) -> None:
        who = SPOKEN.get(event.kind)
        text = _words(self._answer(event)) if event.kind is EventKind.ANSWERED else event.text
        if who and text.strip():
            self.speeches.append(Speech(event.elapsed, who, shown(text.strip(), LONGEST_SPEECH)))

    def _answer(self, event: Event) -> InterviewResponse | None:
        return self._answers.get(str(event.data.get("response")))

    def _write(self, event: Event) -> None:
        answer = self._answer(event)
        if event.kind is EventKind.SAVED:
            written = self._snapshots.get(str(event.data.get("hash")))
        else:
            written = cut(answer.code_solution) if answer and answer.code_solution else None
        if written is None:
            return
        _, code = self._code.get(self._root, ((), ()))
        if written != code:
            self._code[self._root] = (code, written)

    def _run(self, event: Event) -> None:
        report = self._reports.get(str(event.data.get("attempt")))
        if event.kind is EventKind.RAN and report:
            self._results[self._root] = report


def _words(answer: InterviewResponse | None) -> str:
    if answer is None:
        return ""
    return answer.response_text or ("(handed in the code)" if answer.code_solution else "")


def _what(event: Event) -> str:
    what = WHAT[event.kind]
    match event.kind:
        case EventKind.RAN:
            return f"{what}: {event.data.get('passed')} of {event.data.get('total')} tests passed"
        case EventKind.HINTED:
            return f"{what}: step {event.data.get('rung')} of the ladder"
        case EventKind.DEGRADED:
            return f"{what}: {shown(' '.join(event.text.split()), LONGEST_TEXT)}"
    return what


class Line(NamedTuple):
    """A line of code as it came about: mark is + for written or changed, - for taken away, else a blank."""

    mark: str
    number: int | None
    """None where it is not in the code any more."""
    text: str


def marked(before: Lines, code: Lines) -> Iterator[Line]:
    """The code with what its last change did. Without a state before it nothing is marked."""
    if not before:
        yield from (Line(" ", number, text) for number, text in enumerate(code, start=1))
        return
    for kind, left, left_end, right, right_end in SequenceMatcher(None, before, code).get_opcodes():
        if kind != "equal":
            yield from (Line("-", None, text) for text in before[left:left_end])
        mark = " " if kind == "equal" else "+"
        yield from (Line(mark, place + 1, code[place]) for place in range(right, right_end))
