"""What a candidate can do on a question besides answering it."""

from collections.abc import Sequence

from coach.domain.coding import CodingQuestion
from coach.domain.enums import ProgrammingLanguage
from coach.domain.event import EventKind, Snapshot
from coach.domain.execution import ExecutionReport
from coach.domain.own_tests import OwnTest
from coach.domain.question import HintOffer, InterviewQuestion
from coach.domain.response import MAX_SOURCE, MAX_TEXT, Attempt, AttemptKind
from coach.domain.session import InterviewSession
from coach.domain.starter import starter
from coach.errors import BadInput, IllegalTransition
from coach.interview import running
from coach.interview.answering import require_open
from coach.interview.asking import ask_next, next_opening
from coach.interview.attempts import add, observed, record_report
from coach.interview.conversation import events_of, heard
from coach.interview.engine import Engine, Step, change
from coach.interview.hints import offer
from coach.interview.own_tests import require_usable
from coach.interview.privacy import require_consent
from coach.interview.running import as_coding, source_hash
from coach.ports import Clarification, OnDelta, Utterance


def require_length(text: str, most: int = MAX_TEXT) -> None:
    """Raises BadInput."""
    if len(text) > most:
        raise BadInput(f"That is {len(text):,} characters; {most:,} is the most that can be taken.", fix="Shorten it.")


async def _root(engine: Engine, session_id: str) -> tuple[InterviewSession, InterviewQuestion]:
    """The session and the root of its current question. Raises NotFound, IllegalTransition."""
    session = await engine.store.load(session_id)
    await require_consent(engine, session.user_id)
    now = session.current_question
    if now is None:
        raise IllegalTransition("No question is open.", fix=f"coach show {session_id}")
    return session, session.question(now.root_id)


async def clarify(engine: Engine, session_id: str, asked: str, on_delta: OnDelta | None = None) -> Clarification:
    """Ask the interviewer something about the current question."""
    require_length(asked)
    session, root = await _root(engine, session_id)
    bank = await engine.questions.question(root.bank_id)
    events = await engine.store.events(session_id)
    known = await heard(engine, session, bank, root.id, events)
    answer = await engine.interviewer.clarify(known, asked, on_delta)

    def apply(step: Step) -> None:
        require_open(step, root.id)
        step.note(EventKind.CLARIFIED, root.id, text=asked, earned=list(answer.earned), reply=answer.text)
        step.speak(EventKind.REPLIED, root.id, answer)

    await change(engine, session_id, apply)
    return answer


async def say(engine: Engine, session_id: str, words: str, on_delta: OnDelta | None = None) -> Utterance:
    """State a plan or think aloud on the current question."""
    require_length(words)
    session, root = await _root(engine, session_id)
    bank = await engine.questions.question(root.bank_id)
    events = await engine.store.events(session_id)
    known = await heard(engine, session, bank, root.id, events)
    reply = await engine.interviewer.acknowledge(known, words, on_delta)

    def apply(step: Step) -> None:
        require_open(step, root.id)
        step.note(EventKind.SAID, root.id, text=words)
        step.speak(EventKind.REPLIED, root.id, reply)

    await change(engine, session_id, apply)
    return reply


async def hint_offer(engine: Engine, session_id: str) -> HintOffer:
    """What the next hint would be and cost. Raises IllegalTransition when there is none, or hints are switched off."""
    session, root = await _root(engine, session_id)
    if not session.preferences.allow_hints:
        raise IllegalTransition("Hints are switched off in this interview.")
    bank = await engine.questions.question(root.bank_id)
    return offer(bank, events_of(session, root.id, await engine.store.events(session_id)))


async def hint(engine: Engine, session_id: str, on_delta: OnDelta | None = None) -> Utterance:
    """Take the next hint."""
    offered = await hint_offer(engine, session_id)
    session, root = await _root(engine, session_id)
    bank = await engine.questions.question(root.bank_id)
    events = await engine.store.events(session_id)
    known = await heard(engine, session, bank, root.id, events)
    words = await engine.interviewer.hint(known, offered.rung, on_delta)

    def apply(step: Step) -> None:
        require_open(step, root.id)
        step.speak(EventKind.HINTED, root.id, words, rung=offered.rung, cost=offered.cost)

    await change(engine, session_id, apply)
    return words


def _is_starter(bank: CodingQuestion, language: ProgrammingLanguage, source: str) -> bool:
    """Whether nobody has touched the file yet."""
    return source.strip() == starter(bank.signature, language).strip()


def _keep_source(step: Step, root_id: str, source: str) -> None:
    digest = source_hash(source)
    step.snapshots.append(Snapshot(content_hash=digest, content=source))
    step.note(EventKind.SAVED, root_id, hash=digest, chars=len(source))


async def save_snapshot(engine: Engine, session_id: str, source: str) -> None:
    """Remember a state of the candidate's file; a starter nobody has touched is none."""
    require_length(source, MAX_SOURCE)
    session, root = await _root(engine, session_id)
    bank = await engine.questions.question(root.bank_id)
    if isinstance(bank, CodingQuestion) and _is_starter(bank, session.language, source):
        return

    def apply(step: Step) -> None:
        require_open(step, root.id)
        _keep_source(step, root.id, source)

    await change(engine, session_id, apply)


async def run_samples(
    engine: Engine,
    session_id: str,
    source: str,
    language: ProgrammingLanguage | None,
    own_tests: Sequence[OwnTest] = (),
) -> ExecutionReport:
    """Run the samples and own tests on code that is not submitted yet.

    Raises BadInput for tests that cannot be used, RunnerUnavailable after keeping the code.
    """
    require_length(source, MAX_SOURCE)
    if not source.strip():
        raise BadInput("There is no code to run.")
    session, root = await _root(engine, session_id)
    bank = as_coding(await engine.questions.question(root.bank_id), root.id)
    require_usable(bank, own_tests)
    started = Attempt(
        id=engine.new_id(),
        session_id=session_id,
        question_id=root.id,
        sequence=0,
        kind=AttemptKind.SAMPLES,
        source_hash=source_hash(source),
    )

    def apply(step: Step) -> Attempt:
        require_open(step, root.id)
        if not _is_starter(bank, session.language, source):
            _keep_source(step, root.id, source)
        return add(step, started)

    _, attempt = await change(engine, session_id, apply)
    language = language or session.language
    run = running.run_samples(engine, bank, source, language, own_tests)
    report = (await observed(engine, attempt, language, run)).report()
    await record_report(engine, attempt, report)
    return report


async def skip(
    engine: Engine, session_id: str, on_delta: OnDelta | None = None
) -> tuple[InterviewSession, InterviewQuestion | None]:
    """Leave the current question unanswered and go to the next one."""
    session, _ = await _root(engine, session_id)
    now = session.current_question
    opening = await next_opening(engine, session, on_delta)

    def apply(step: Step) -> None:
        if now is None or step.session.current_question != now:
            raise IllegalTransition("The question to skip is not open any more.")
        require_open(step, now.id)
        step.note(EventKind.SKIPPED, now.id)
        ask_next(step, opening)

    session, _ = await change(engine, session_id, apply)
    return session, session.current_question


async def rate(engine: Engine, session_id: str, question_id: str, rating: int) -> InterviewSession:
    """The candidate's own rating 1–4 of a root question, before the score is shown.

    Raises BadInput, and IllegalTransition for a question to come and when the interview is over.
    """
    if rating not in range(1, 5):
        raise BadInput(f"A self-rating is a whole number from 1 to 4, not {rating}.")

    def apply(step: Step) -> None:
        if step.session.is_over:
            raise IllegalTransition("The interview is over; a rating counts only before its report.")
        root_id = step.session.question(question_id).root_id
        if root_id not in {question.id for question in step.session.asked}:
            raise IllegalTransition(f"Question {root_id} was not asked yet.", fix="rate it when you have answered it")
        step.session = step.session.replace(self_ratings={**step.session.self_ratings, root_id: rating})
        step.note(EventKind.RATED, root_id, rating=rating)

    return (await change(engine, session_id, apply))[0]
