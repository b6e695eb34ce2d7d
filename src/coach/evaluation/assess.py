"""One question and everything that happened on it → an assessment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import Dimension, ProgrammingLanguage
from coach.domain.execution import ExecutionReport
from coach.domain.feedback import DimensionResult, GateResult, Growth, QuestionAssessment
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion
from coach.domain.response import AttemptKind
from coach.domain.transcript import QuestionTranscript
from coach.evaluation import behavioral, coding, concepts, gate, system_design
from coach.evaluation.coding import CodingFacts
from coach.evaluation.habits import habits_of
from coach.evaluation.levels import LOWEST
from coach.evaluation.record import UNWEIGHED, Record
from coach.evaluation.scores import confidence_of, question_level, score_of
from coach.evaluation.words import words_of

INSTRUCTED = "an instruction to the grader was cut out and has no effect"
LISTED = "a bare list of keywords was not counted"
GATE_REASONS = {
    GateResult.NOT_ANSWERED: "not answered",
    GateResult.GIBBERISH: "the answer is not readable language",
    GateResult.COPIED: "the answer repeats the question",
    GateResult.INSTRUCTION_ONLY: "the answer only instructs the grader",
}


@dataclass(frozen=True)
class Reading:
    """A transcript with what is made of it. The same transcript always gives the same reading."""

    transcript: QuestionTranscript
    record: Record
    facts: CodingFacts | None
    """For a coding question."""
    assessment: QuestionAssessment

    def results(self) -> tuple[DimensionResult, ...]:
        """The dimensions as they stand, with their findings, whatever the gate says."""
        if self.assessment.gate is GateResult.PASSED:
            return self.assessment.dimensions
        return _judged(self.record, self.facts, GateResult.PASSED).dimensions


def assess(transcript: QuestionTranscript) -> QuestionAssessment:
    """Judge one question."""
    return read(transcript).assessment


def read(transcript: QuestionTranscript, ahead: Reading | None = None) -> Reading:
    """Read and judge one question; `ahead`: as it was read before its code was measured, which spares most of it."""
    if ahead and ahead.facts and _is_measured(ahead, transcript):
        facts = ahead.facts.with_measurement(transcript)
        return Reading(transcript, facts.record, facts, _with_growth(ahead.assessment, facts))
    record = Record(transcript)
    known = CodingFacts(record, record.bank) if isinstance(record.bank, CodingQuestion) else None
    judged = _judged(record, known, gate.check(transcript))
    return Reading(transcript, record, known, judged.replace(habits=habits_of(record, judged)))


def _is_measured(ahead: Reading, transcript: QuestionTranscript) -> bool:
    """Whether it was judged, and nothing has come to it since but measurements of how the time grows."""
    known = ahead.transcript.attempts
    new = transcript.attempts[len(known) :]
    judged = ahead.assessment.gate is GateResult.PASSED
    measured = all(attempt.kind is AttemptKind.MEASURE for attempt in new)
    return judged and measured and transcript.replace(attempts=transcript.attempts[: len(known)]) == ahead.transcript


def _with_growth(judged: QuestionAssessment, facts: CodingFacts) -> QuestionAssessment:
    """The assessment by what was measured since."""
    again = coding.dimension_of(coding.MEASURED, facts)
    results = [again if one.dimension is again.dimension else one for one in judged.dimensions]
    return _with_level(judged, results).replace(growth=_growth(facts))


def _judged(record: Record, facts: CodingFacts | None, result: GateResult) -> QuestionAssessment:
    start = _start(record, result)
    if result is not GateResult.PASSED:
        return _at_the_gate(start, record.bank)
    return _coding(start, facts) if facts else _prose(start, record)


def dimensions_asked(bank: BankQuestion) -> tuple[Dimension, ...]:
    """What a kind of question is judged by."""
    match bank:
        case CodingQuestion():
            return coding.DIMENSIONS
        case SystemDesignQuestion():
            return system_design.DIMENSIONS
        case BehavioralQuestion():
            return behavioral.DIMENSIONS
        case _:
            return concepts.DIMENSIONS


def _start(record: Record, result: GateResult) -> QuestionAssessment:
    transcript = record.transcript
    flags = [INSTRUCTED] if record.flagged else []
    if words_of(record.said).keyword_lists:
        flags.append(LISTED)
    if None in record.own_tests:
        flags.append(UNWEIGHED)
    return QuestionAssessment(
        question_id=transcript.question.id,
        bank_id=transcript.bank.id,
        kind=transcript.bank.question_type,
        title=transcript.bank.title,
        gate=result,
        score=None,
        level=None,
        dimensions=(),
        hints_used=record.hint_rung,
        seconds=record.seconds,
        self_rating=transcript.self_rating,
        flags=tuple(flags),
        model_solution=_model_solution(record),
    )


def _model_solution(record: Record) -> str:
    """In the candidate's language where the bank has it."""
    bank = record.bank
    if isinstance(bank, CodingQuestion):
        return bank.solutions.get(record.language) or bank.solutions.get(ProgrammingLanguage.PYTHON, "")
    return bank.model_solution


def _at_the_gate(start: QuestionAssessment, bank: BankQuestion) -> QuestionAssessment:
    """Score 0 for no answer; the lowest level in every dimension for what is none of the candidate's."""
    level = None if start.gate is GateResult.NOT_ANSWERED else LOWEST
    asked = dimensions_asked(bank)
    return start.replace(
        score=0.0 if level is None else score_of(level),
        level=None if level is None else float(level),
        dimensions=tuple(DimensionResult(dimension=one, level=level, why=GATE_REASONS[start.gate]) for one in asked),
        solved=False if isinstance(bank, CodingQuestion) else None,
    )


def _coding(start: QuestionAssessment, facts: CodingFacts) -> QuestionAssessment:
    caps = coding.question_caps(facts)
    judged = _with_level(start.replace(caps=caps), coding.dimensions_of(facts))
    return judged.replace(
        solved=facts.solved if facts.could_run else None,
        growth=_growth(facts),
        own_tests=next((strength for strength in reversed(facts.record.own_tests) if strength), None),
        coverage=coding.coverage_of(facts),
        **_counts(facts.report),
    )


def _growth(facts: CodingFacts) -> Growth | None:
    return facts.growth if facts.growth.points else None


def _counts(report: ExecutionReport | None) -> dict[str, object]:
    if report is None:
        return {}
    failure = report.smallest_failure
    told = f"{failure.id} ({failure.why}): {failure.input}" if failure else ""
    return {
        "verdict": report.verdict,
        "tests_passed": report.passed,
        "tests_total": report.total,
        "smallest_failure": told,
    }


def _prose(start: QuestionAssessment, record: Record) -> QuestionAssessment:
    match record.bank:
        case SystemDesignQuestion() as bank:
            results = system_design.dimensions_of(record, bank)
            coverage = system_design.coverage_of(record, bank, results)
            corrections = system_design.corrections_of(record)
        case BehavioralQuestion() as bank:
            results = behavioral.dimensions_of(record, bank)
            coverage = behavioral.coverage_of(record, bank, results)
            corrections = behavioral.corrections_of(record, bank)
        case _:
            concept = cast(ConceptQuestion, record.bank)
            results = concepts.dimensions_of(record, concept)
            coverage = concepts.coverage_of(record, concept, results)
            corrections = concepts.corrections_of(record, concept)
    return _with_level(start, results).replace(coverage=coverage, corrections=corrections)


def _with_level(start: QuestionAssessment, results: Sequence[DimensionResult]) -> QuestionAssessment:
    level = question_level(results, start.caps)
    return start.replace(
        dimensions=tuple(results),
        level=level,
        score=None if level is None else score_of(level),
        assessment_confidence=confidence_of(results),
    )
