"""What a candidate usually does, or leaves out, as shares that can be followed from interview to interview.

| name | share |
|---|---|
| hints | rung of the ladder that was reached, of all rungs |
| time_used | of the minutes the question has, at most 1 |
| asked_first | 1 when a question about the problem came before the first code, or the first of the design |
| planned_first | 1 when a plan was said before the first run |
| ran_before_submit | 1 when the samples were run before the first submission |
| first_submit_right | 1 when the first submission passed every test, twists aside |
| own_tests | 1 when there were tests of one's own |
| mutants_killed | known mistakes that the last own tests catch, of all that are known |
| we_share | steps told as "we", of those told as "we" or "I" |
"""

from coach.domain.coding import CodingQuestion
from coach.domain.enums import ProgrammingLanguage, TestGroup
from coach.domain.feedback import GateResult, QuestionAssessment
from coach.domain.prose import BehavioralQuestion, SystemDesignQuestion
from coach.evaluation import process, story
from coach.evaluation.quality import has_own_tests
from coach.evaluation.record import Record
from coach.evaluation.words import words_of


def habits_of(record: Record, assessment: QuestionAssessment) -> dict[str, float]:
    """Shares 0–1 by name; what did not apply is left out."""
    found = _hints(record)
    if assessment.gate is not GateResult.NOT_ANSWERED:
        found |= {"time_used": min(1.0, record.seconds / (_minutes(record) * 60))}
    if assessment.gate is GateResult.PASSED:
        found |= _of_kind(record, assessment)
    return {name: round(share, 3) for name, share in found.items()}


def _hints(record: Record) -> dict[str, float]:
    rungs = len(record.bank.hint_texts)
    return {"hints": min(1.0, record.hint_rung / rungs)} if rungs else {}


def _minutes(record: Record) -> int:
    return record.transcript.question.time_limit or record.bank.minutes


def _of_kind(record: Record, assessment: QuestionAssessment) -> dict[str, float]:
    match record.bank:
        case CodingQuestion() as bank if record.code_responses:
            return _coding(record, bank) | _mutants(assessment)
        case SystemDesignQuestion():
            return {"asked_first": float(process.clarification(record, record.first_answer) is not None)}
        case BehavioralQuestion():
            return _story(record)
        case _:
            return {}


def _coding(record: Record, bank: CodingQuestion) -> dict[str, float]:
    plan = process.plan_in(bank, record.words(before=record.first_run - 1, kinds=("said",)))
    done = {
        "asked_first": process.clarification(record, record.first_code) is not None,
        "planned_first": plan is not None,
        "own_tests": _has_tests(record),
    }
    if record.submits:
        done["ran_before_submit"] = bool(record.runs)
        done["first_submit_right"] = record.submits[0].without(TestGroup.TWIST).all_passed
    return {name: float(was_done) for name, was_done in done.items()}


def _has_tests(record: Record) -> bool:
    """Handed in beside the code, or written in it."""
    if record.own_tests:
        return True
    if record.language is ProgrammingLanguage.PYTHON:
        return has_own_tests(record.code)
    return process.OTHER_TESTS.search(record.code) is not None


def _mutants(assessment: QuestionAssessment) -> dict[str, float]:
    tests = assessment.own_tests
    return {"mutants_killed": len(tests.caught) / tests.mistakes} if tests and tests.mistakes else {}


def _story(record: Record) -> dict[str, float]:
    words = words_of(record.said)
    own, ours = len(story.acts(words, "i")), len(story.acts(words, "we"))
    return {"we_share": ours / (own + ours)} if own + ours else {}
