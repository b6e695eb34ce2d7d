"""What has been said about one question, and where it stands."""

from collections.abc import Sequence

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import Phase
from coach.domain.event import Event, EventKind
from coach.domain.response import AttemptKind
from coach.domain.session import InterviewSession
from coach.domain.transcript import QuestionTranscript
from coach.interview.engine import Engine
from coach.ports import Conversation, Turn

SPOKEN_BY_INTERVIEWER = frozenset(
    {EventKind.ASKED, EventKind.REPLIED, EventKind.HINTED, EventKind.FOLLOWED_UP, EventKind.WRAPPED_UP}
)
SPOKEN_BY_CANDIDATE = frozenset({EventKind.SAID, EventKind.CLARIFIED})


def ids_of(session: InterviewSession, root_id: str) -> tuple[str, ...]:
    """A root question and its follow-ups."""
    return (root_id, *(question.id for question in session.follow_ups_of(root_id)))


def events_of(session: InterviewSession, root_id: str, events: Sequence[Event]) -> tuple[Event, ...]:
    ids = ids_of(session, root_id)
    return tuple(event for event in events if event.question_id in ids)


def earned(events: Sequence[Event]) -> tuple[str, ...]:
    """Ids of the withheld facts the candidate has asked for."""
    found: list[str] = []
    for event in events:
        given = event.data.get("earned")
        if event.kind is EventKind.CLARIFIED and isinstance(given, list):
            found += [str(fact) for fact in given if fact not in found]
    return tuple(found)


def highest_rung(events: Sequence[Event]) -> int:
    """The last rung of the hint ladder that was given; 0 for none."""
    rungs = [event.data.get("rung") for event in events if event.kind is EventKind.HINTED]
    return max((rung for rung in rungs if isinstance(rung, int)), default=0)


def turns(session: InterviewSession, events: Sequence[Event]) -> tuple[Turn, ...]:
    """The dialogue, answers included."""
    said: list[Turn] = []
    for event in events:
        if event.kind in SPOKEN_BY_INTERVIEWER:
            said.append(Turn(speaker="interviewer", text=event.text))
        elif event.kind in SPOKEN_BY_CANDIDATE:
            said.append(Turn(speaker="candidate", text=event.text))
        elif event.kind is EventKind.ANSWERED:
            said += [
                Turn(speaker="candidate", text=response.response_text)
                for response in session.responses
                if response.id == event.data.get("response") and response.response_text.strip()
            ]
    return tuple(said)


async def heard(
    engine: Engine, session: InterviewSession, bank: BankQuestion, root_id: str, events: Sequence[Event]
) -> Conversation:
    """What the interviewer of this session knows when speaking, the company's manner included."""
    pattern = await engine.questions.pattern(session.company_type)
    return conversation(session, bank, root_id, events).replace(persona=pattern.strictness)


def conversation(session: InterviewSession, bank: BankQuestion, root_id: str, events: Sequence[Event]) -> Conversation:
    own = events_of(session, root_id, events)
    codes = [
        response.code_solution for response in session.responses_to(*ids_of(session, root_id)) if response.code_solution
    ]
    return Conversation(
        question=bank,
        turns=turns(session, own),
        code=codes[-1] if codes else "",
        earned=earned(own),
        seniority=session.seniority.value,
        facts=known_facts(session, root_id, own),
        notes=tuple(str(event.data["notes"]) for event in own if event.data.get("notes")),
    )


def known_facts(session: InterviewSession, root_id: str, events: Sequence[Event]) -> tuple[str, ...]:
    """What is known for sure about one question, in words: its last runs, and the hints that were taken."""
    facts = []
    for kind, name in ((AttemptKind.SAMPLES, "sample"), (AttemptKind.SUBMIT, "hidden")):
        reports = [one.report for one in session.attempts_at(root_id) if one.kind is kind and one.report]
        if reports:
            facts.append(f"{reports[-1].passed} of {reports[-1].total} {name} tests passed in the last run")
    if rung := highest_rung(events):
        facts.append(f"hint {rung} was given")
    return tuple(facts)


def transcript(
    session: InterviewSession,
    bank: BankQuestion,
    root_id: str,
    events: Sequence[Event],
) -> QuestionTranscript:
    """Everything about a root question, for judging."""
    ids = ids_of(session, root_id)
    return QuestionTranscript(
        bank=bank,
        question=session.question(root_id),
        follow_ups=session.follow_ups_of(root_id),
        responses=session.responses_to(*ids),
        attempts=session.attempts_at(root_id),
        events=events_of(session, root_id, events),
        self_rating=session.self_ratings.get(root_id),
        seniority=session.seniority,
    )


def phase(events: Sequence[Event]) -> Phase:
    """Where a coding question stands, from what has happened on it."""
    kinds = {event.kind for event in events}
    if EventKind.FOLLOWED_UP in kinds:
        return Phase.WRAP
    if EventKind.ANSWERED in kinds:
        return Phase.VERIFY
    if EventKind.RAN in kinds or EventKind.SAVED in kinds:
        return Phase.CODE
    return Phase.PLAN if EventKind.SAID in kinds else Phase.CLARIFY


def visible_text(bank: BankQuestion, events: Sequence[Event], *, practice: bool = False) -> str:
    """What the candidate may read: the opening and the facts earned; the full statement once it is clarified."""
    asked = [event.text for event in events if event.kind is EventKind.ASKED]
    opening = asked[-1].strip() if asked else bank.opening.strip()
    if not isinstance(bank, CodingQuestion):
        return opening
    facts = earned(events)
    if practice or len(facts) == len(bank.withheld) or phase(events) not in (Phase.CLARIFY, Phase.PLAN):
        return bank.statement.strip()
    answers = [f"- {fact.answer.strip()}" for fact in bank.withheld if fact.id in facts]
    return "\n\n".join(part for part in (opening, "\n".join(answers)) if part)
