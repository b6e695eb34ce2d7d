"""One question and everything that happened on it → an assessment."""

from collections.abc import Sequence
from typing import cast

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import Dimension, ProgrammingLanguage
from coach.domain.execution import ExecutionReport
from coach.domain.feedback import DimensionResult, GateResult, QuestionAssessment
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion
from coach.domain.transcript import QuestionTranscript
from coach.evaluation import behavioral, coding, concepts, gate, system_design
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


def assess(transcript: QuestionTranscript) -> QuestionAssessment:
    """Judge one question. The same transcript always gives the same assessment."""
    record = Record(transcript)
    judged = _judged(record, gate.check(transcript))
    return judged.replace(habits=habits_of(record, judged))


def _judged(record: Record, result: GateResult) -> QuestionAssessment:
    start = _start(record, result)
    if result is not GateResult.PASSED:
        return _at_the_gate(start, record.bank)
    match record.bank:
        case CodingQuestion() as bank:
            return _coding(start, record, bank)
        case _:
            return _prose(start, record)


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


def _coding(start: QuestionAssessment, record: Record, bank: CodingQuestion) -> QuestionAssessment:
    facts = coding.CodingFacts(record, bank)
    caps = coding.question_caps(facts)
    judged = _with_level(start.replace(caps=caps), coding.dimensions_of(facts))
    return judged.replace(
        solved=facts.solved if facts.could_run else None,
        growth=facts.growth if facts.growth.points else None,
        own_tests=next((strength for strength in reversed(record.own_tests) if strength), None),
        coverage=coding.coverage_of(facts),
        **_counts(facts.report),
    )


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


def results_of(transcript: QuestionTranscript) -> tuple[DimensionResult, ...]:
    """The dimensions as they stand, with their findings, whatever the gate says."""
    record = Record(transcript)
    match transcript.bank:
        case CodingQuestion() as bank:
            return coding.dimensions_of(coding.CodingFacts(record, bank))
        case _:
            return _prose(_start(record, GateResult.PASSED), record).dimensions
