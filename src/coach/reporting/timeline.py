"""What happened when: the phases of every question and the moments in them, from the event log."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markupsafe import Markup

from coach.domain.enums import Phase, QuestionType
from coach.domain.event import Event, EventKind
from coach.domain.question import InterviewQuestion
from coach.domain.session import InterviewSession
from coach.domain.wording import number
from coach.reporting import words
from coach.reporting.charts import drawing, element
from coach.reporting.visible import shown

OPENS = {
    EventKind.SAID: Phase.PLAN,
    EventKind.SAVED: Phase.CODE,
    EventKind.RAN: Phase.CODE,
    EventKind.ANSWERED: Phase.VERIFY,
    EventKind.FOLLOWED_UP: Phase.WRAP,
}
"""What begins a phase of a coding question; none ever goes back."""
PHASES = tuple(Phase)
ANSWERING, FOLLOW_UPS = "answer", "follow-ups"
"""The two parts of every other kind of question."""
SIGNS = {
    EventKind.CLARIFIED: ("?", "asked"),
    EventKind.SAID: ("“", "said"),
    EventKind.RAN: ("▸", "ran the code"),
    EventKind.HINTED: ("!", "took a hint"),
    EventKind.ANSWERED: ("■", "handed in"),
    EventKind.FOLLOWED_UP: ("+", "was asked more"),
    EventKind.SKIPPED: ("×", "skipped"),
}
TOLD = {EventKind.PAUSED: "paused", EventKind.RESUMED: "went on", EventKind.DEGRADED: "fell back"}
"""What concerns the whole interview, and is told in words only."""
LONGEST_TEXT = 160
LANE, BAND, AXIS = 54, 16, 22
LETTER = 1.8
"""Percent of the width that each letter of a name needs on a narrow screen."""


@dataclass(frozen=True)
class Span:
    """One phase; times in seconds of the interview."""

    name: str
    start: float
    end: float


@dataclass(frozen=True)
class Moment:
    seconds: float
    question_id: str
    sign: str
    what: str
    text: str = ""


@dataclass(frozen=True)
class Lane:
    """One question that was put to the candidate."""

    question: InterviewQuestion
    spans: tuple[Span, ...]
    moments: tuple[Moment, ...]


def events_on(session: InterviewSession, root_id: str, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of a question and its follow-ups, from when it was put; none when it never was."""
    ids = {root_id, *(question.id for question in session.follow_ups_of(root_id))}
    own = [event for event in events if event.question_id in ids]
    first = next((place for place, event in enumerate(own) if event.kind is EventKind.ASKED), len(own))
    return tuple(own[first:])


def lanes(session: InterviewSession, events: Sequence[Event]) -> tuple[Lane, ...]:
    """One per root question that was reached."""
    found = ((question, events_on(session, question.id, events)) for question in session.roots)
    return tuple(Lane(question, tuple(_spans(question, own)), tuple(_moments(own))) for question, own in found if own)


def moments(events: Sequence[Event]) -> tuple[Moment, ...]:
    """Everything worth a line, in order."""
    return tuple(_moments(events))


def _spans(question: InterviewQuestion, events: Sequence[Event]) -> Iterator[Span]:
    coding = question.question_type is QuestionType.CODING_PROBLEM
    start, reached = events[0].elapsed, 0
    for event in events:
        opened = PHASES.index(OPENS[event.kind]) if event.kind in OPENS else 0
        if opened <= reached or not (coding or event.kind is EventKind.FOLLOWED_UP):
            continue
        if event.elapsed > start:
            yield Span(_name(reached, coding), start, event.elapsed)
        start, reached = event.elapsed, opened
    if events[-1].elapsed > start:
        yield Span(_name(reached, coding), start, events[-1].elapsed)


def _name(reached: int, coding: bool) -> str:
    if coding:
        return PHASES[reached].value
    return FOLLOW_UPS if reached else ANSWERING


def _moments(events: Sequence[Event]) -> Iterator[Moment]:
    for event in events:
        sign, what = SIGNS.get(event.kind, ("", TOLD.get(event.kind, "")))
        if what:
            yield Moment(event.elapsed, event.question_id or "", sign, what, _details(event))


def _details(event: Event) -> str:
    match event.kind:
        case EventKind.RAN:
            return f"{event.data.get('passed')} of {event.data.get('total')} tests passed"
        case EventKind.HINTED:
            return f"hint {event.data.get('rung')}"
        case EventKind.PAUSED | EventKind.RESUMED:
            return shown(str(event.data.get("reason", "")), LONGEST_TEXT)
    return shown(" ".join(event.text.split()), LONGEST_TEXT)


def timeline(found: Sequence[Lane], seconds: float, key: str) -> Markup:
    """One lane per question over the minutes of the interview."""
    whole = max(seconds, 1.0)
    shapes = [shape for place, lane in enumerate(found) for shape in _lane(lane, place * LANE, whole)]
    height = len(found) * LANE
    for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        told = words.minutes(whole * share)
        shapes.append(element("text", x=f"{share * 100:g}%", y=height + 14, text_anchor=anchor, text=told))
    told = f"{number(len(found), 'question')} over {words.minutes(seconds)} minutes; the table below says the same."
    return drawing("What happened when", told, key, *shapes, width="100%", height=height + AXIS, class_="timeline")


def _lane(lane: Lane, y: int, whole: float) -> Iterator[Element]:
    yield element("text", x=0, y=y + 14, class_="label", text=shown(f"{lane.question.id} {lane.question.title}", 48))
    yield element("line", class_="grid", x1=0, x2="100%", y1=y + 20 + BAND, y2=y + 20 + BAND)
    for span in lane.spans:
        x, width = _percent(span.start, whole), (span.end - span.start) / whole * 100
        told = f"{span.name}: {words.minutes(span.start)} to {words.minutes(span.end)}"
        place = {"x": f"{x:.2f}%", "y": y + 20, "width": f"{width:.2f}%", "height": BAND}
        yield element("rect", element("title", text=told), class_=f"phase {span.name}", **place)
        if width >= len(span.name) * LETTER:
            yield element(
                "text", x=f"{x + width / 2:.2f}%", y=y + 32, class_="name", text_anchor="middle", text=span.name
            )
    for moment in lane.moments:
        told = f"{words.minutes(moment.seconds)} {moment.what}"
        # Signs at the edges would be cut in half.
        x = min(max(_percent(moment.seconds, whole), 1.0), 99.0)
        title = element("title", text=told)
        yield element("text", title, text=moment.sign, x=f"{x:.2f}%", y=y + 47, class_="sign", text_anchor="middle")


def _percent(seconds: float, whole: float) -> float:
    return min(max(seconds / whole * 100, 0.0), 100.0)
