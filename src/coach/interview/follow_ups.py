"""What to ask next about an answer: the evidence first, then the question's own list."""

from collections.abc import Sequence

from coach.domain.base import Model
from coach.domain.coding import CodingQuestion, Twist
from coach.domain.content import BankQuestion
from coach.domain.enums import QuestionType, TestGroup
from coach.domain.execution import CaseResult, ExecutionReport
from coach.domain.prose import BehavioralQuestion, SystemDesignQuestion
from coach.domain.question import InterviewQuestion
from coach.domain.response import Attempt, AttemptKind, AttemptState
from coach.domain.transcript import QuestionTranscript
from coach.evaluation.follow_ups import CHANGED, FAILED_TWIST
from coach.evaluation.twists import TWIST

MAX_SHOWN = 300
DEEPER = "deeper"
"""A deep dive into a design, asked when nothing is missing; a changed requirement comes after it."""


class Choice(Model):
    """A follow-up that was chosen, and why."""

    id: str
    because: str
    ask: str


def last_run(attempts: Sequence[Attempt]) -> Attempt | None:
    """The newest finished run of anything that was handed in."""
    return _last(attempts, AttemptKind.SUBMIT, AttemptKind.TWIST)


def _last(attempts: Sequence[Attempt], *kinds: AttemptKind) -> Attempt | None:
    finished = [attempt for attempt in attempts if attempt.kind in kinds and attempt.state is AttemptState.FINISHED]
    return finished[-1] if finished else None


def twist_of(bank: CodingQuestion, follow_ups: Sequence[InterviewQuestion], question_id: str) -> Twist | None:
    """The changed requirement that a follow-up is about: its own, or the last one, whose code failed."""
    twist_id = ""
    for question in follow_ups:
        if question.follow_up_id.startswith(TWIST):
            twist_id = question.follow_up_id.removeprefix(TWIST)
        about = question.follow_up_id.startswith(TWIST) or question.follow_up_id == f"evidence:{FAILED_TWIST}"
        if question.id == question_id and about:
            return next((twist for twist in bank.twists if twist.id == twist_id), None)
    return None


def _failure_in_words(case: CaseResult) -> str:
    given = ", ".join(case.input.splitlines()) if len(case.input) <= MAX_SHOWN else f"a large input ({case.why})"
    match case.verdict.value:
        case "wrong_answer":
            happened = f"your code returns {case.got[:MAX_SHOWN]}. Is that what should come out?"
        case "runtime_error":
            where = f" (line {case.line})" if case.line else ""
            happened = f"your code stops with {case.error[:MAX_SHOWN]}{where}. What happens there?"
        case "time_limit":
            happened = "your code does not finish in time. Where does the time go?"
        case _:
            reason = case.error[:MAX_SHOWN] or case.verdict.value.replace("_", " ")
            happened = f"the run ends with: {reason}. What happens there?"
    return f"With {given} {happened}"


def ask_about_failure(report: ExecutionReport) -> str:
    """A question about the smallest failing case, or the compile error; it does not give the answer away."""
    if report.compile_error:
        return f"The code does not load:\n{report.compile_error[:MAX_SHOWN]}\nWhat is wrong there?"
    case = report.smallest_failure
    return _failure_in_words(case) if case else ""


def _from_failure(transcript: QuestionTranscript, condition: str) -> Choice | None:
    kind = AttemptKind.TWIST if condition == FAILED_TWIST else AttemptKind.SUBMIT
    attempt = _last(transcript.attempts, kind)
    if attempt is None or attempt.report is None:
        return None
    # For a twist the tests of the question count too.
    named = () if condition == FAILED_TWIST else attempt.report.in_group(TestGroup(condition.partition(":")[2]))
    words = ask_about_failure(attempt.report.replace(cases=named or attempt.report.cases))
    return Choice(id=f"evidence:{condition}", because=condition, ask=words) if words else None


def _from_probe(transcript: QuestionTranscript, condition: str) -> Choice | None:
    missing = condition.partition(":")[2]
    if not isinstance(transcript.bank, BehavioralQuestion):
        return None
    for probe in transcript.bank.probes:
        if probe.missing.value == missing:
            return Choice(id=f"probe:{missing}", because=condition, ask=probe.ask)
    return None


def _from_bank(transcript: QuestionTranscript, condition: str, asked: frozenset[str]) -> Choice | None:
    for follow_up in transcript.bank.follow_ups:
        if follow_up.when == condition and follow_up.id not in asked:
            return Choice(id=follow_up.id, because=condition, ask=follow_up.ask.strip())
    return None


def _deeper(transcript: QuestionTranscript, asked: frozenset[str]) -> Choice | None:
    """The next part of a design to go into."""
    dives = transcript.bank.deep_dives if isinstance(transcript.bank, SystemDesignQuestion) else ()
    open_dives = (dive for dive in dives if dive.id not in asked)
    return next((Choice(id=dive.id, because=DEEPER, ask=dive.ask.strip()) for dive in open_dives), None)


def _changed(transcript: QuestionTranscript, asked: frozenset[str]) -> Choice | None:
    """The next requirement that changes."""
    bank = transcript.bank
    twists = bank.twists if isinstance(bank, CodingQuestion | SystemDesignQuestion) else ()
    open_twists = (twist for twist in twists if f"{TWIST}{twist.id}" not in asked)
    return next((Choice(id=f"{TWIST}{it.id}", because=CHANGED, ask=it.change.strip()) for it in open_twists), None)


def _find(transcript: QuestionTranscript, condition: str, asked: frozenset[str]) -> Choice | None:
    found = None
    if condition.startswith("failed:") and f"evidence:{condition}" not in asked:
        found = _from_failure(transcript, condition)
    elif condition.startswith("missing:") and f"probe:{condition.partition(':')[2]}" not in asked:
        found = _from_probe(transcript, condition)
    elif condition == DEEPER:
        found = _deeper(transcript, asked)
    elif condition == CHANGED:
        found = _changed(transcript, asked)
    return found or _from_bank(transcript, condition, asked)


def choose(transcript: QuestionTranscript, evidence: Sequence[str], most: int) -> Choice | None:
    """The next follow-up, or None: enough were asked, or there is nothing left worth asking.

    `evidence` holds the conditions that are true now, most important first. A design is changed when nothing is left
    to go into. Code is changed once, behind its other follow-ups, when the evidence says that it is ready.
    """
    asked = frozenset(question.follow_up_id for question in transcript.follow_ups)
    if isinstance(transcript.bank, CodingQuestion):
        return _about_code(transcript, evidence, asked, most)
    usual = (*evidence, DEEPER, CHANGED, "always") if len(asked) < most else ()
    return _first(transcript, usual, asked)


def _about_code(
    transcript: QuestionTranscript, evidence: Sequence[str], asked: frozenset[str], most: int
) -> Choice | None:
    changed = frozenset(name for name in asked if name.startswith(TWIST) or name == f"evidence:{FAILED_TWIST}")
    usual = [name for name in (*evidence, "always") if name not in (CHANGED, FAILED_TWIST)]
    if changed:
        return _first(transcript, [name for name in evidence if name == FAILED_TWIST], asked)
    found = _first(transcript, usual, asked) if len(asked) < most else None
    return found or (_changed(transcript, asked) if CHANGED in evidence and most else None)


def _first(transcript: QuestionTranscript, conditions: Sequence[str], asked: frozenset[str]) -> Choice | None:
    found = (_find(transcript, condition, asked) for condition in conditions)
    return next((choice for choice in found if choice), None)


def as_question(choice: Choice, transcript: QuestionTranscript, text: str, source: str) -> InterviewQuestion:
    """The follow-up as it stands in the session."""
    root = transcript.question
    return InterviewQuestion(
        id=f"{root.id}.f{len(transcript.follow_ups) + 1}",
        question_type=QuestionType.FOLLOW_UP,
        title=root.title,
        text=text,
        difficulty_level=root.difficulty_level,
        concepts=root.concepts,
        evaluation_criteria=_expected(transcript.bank, choice.id),
        bank_id=root.bank_id,
        bank_version=root.bank_version,
        content_hash=root.content_hash,
        parent_id=root.id,
        follow_up_id=choice.id,
        source=source,
    )


def _expected(bank: BankQuestion, follow_up_id: str) -> tuple[str, ...]:
    """What a good answer to a follow-up says."""
    dives = bank.deep_dives if isinstance(bank, SystemDesignQuestion) else ()
    expected = {follow_up.id: follow_up.expects for follow_up in bank.follow_ups}
    expected |= {dive.id: dive.expects for dive in dives}
    return expected.get(follow_up_id, ())


def settled_by_code(follow_up: InterviewQuestion, attempts: Sequence[Attempt]) -> bool:
    """Whether new code has answered a follow-up about a failure: the group it was about passes."""
    kind, _, group = follow_up.follow_up_id.removeprefix("evidence:").partition(":")
    if kind != "failed" or not follow_up.follow_up_id.startswith("evidence:"):
        return False
    changed = group == TestGroup.TWIST
    attempt = _last(attempts, AttemptKind.TWIST if changed else AttemptKind.SUBMIT)
    if attempt is None or attempt.report is None:
        return False
    report = attempt.report
    return (report if changed else report.replace(cases=report.in_group(TestGroup(group)))).all_passed
