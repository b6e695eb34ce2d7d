"""One question and everything that happened on it → an assessment."""

from dataclasses import dataclass
from typing import Any, cast

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import Dimension, ProgrammingLanguage
from coach.domain.execution import ExecutionReport
from coach.domain.feedback import Cap, DimensionResult, GateResult, QuestionAssessment
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion
from coach.domain.response import AttemptKind
from coach.domain.transcript import QuestionTranscript
from coach.evaluation import behavioral, coding, concepts, gate, system_design
from coach.evaluation.coding import CodingFacts
from coach.evaluation.habits import habits_of
from coach.evaluation.kept import kept
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
    gate: GateResult
    results: tuple[DimensionResult, ...]
    """The dimensions as they stand, with their findings, whatever the gate says."""

    @property
    def caps(self) -> tuple[Cap, ...]:
        """On the whole question."""
        return coding.question_caps(self.facts) if self.facts and self.gate is GateResult.PASSED else ()

    @kept
    def level(self) -> float | None:
        """The level 1–4 of the whole; None where nothing was answered or could be judged."""
        if self.gate is GateResult.PASSED:
            return question_level(self.results, self.caps)
        return None if self.gate is GateResult.NOT_ANSWERED else float(LOWEST)

    @property
    def score(self) -> float | None:
        """0–10; None: not assessed, 0: not answered."""
        if self.gate is GateResult.NOT_ANSWERED:
            return 0.0
        return None if self.level is None else score_of(self.level)

    @kept
    def assessment(self) -> QuestionAssessment:
        """All that is told of it in a report."""
        return _assessment(self)


def assess(transcript: QuestionTranscript) -> QuestionAssessment:
    """Judge one question."""
    return read(transcript).assessment


def read(transcript: QuestionTranscript, ahead: Reading | None = None) -> Reading:
    """Read and judge one question.

    `ahead`: as it was read before. Nothing is done again if nothing has come to it since, and little if that is how the
    time of its code grows.
    """
    if ahead and ahead.transcript == transcript:
        return ahead
    if ahead and ahead.facts and _is_measured(ahead, transcript):
        facts = ahead.facts.with_measurement(transcript)
        again = coding.dimension_of(coding.MEASURED, facts)
        results = tuple(again if one.dimension is again.dimension else one for one in ahead.results)
        return Reading(transcript, facts.record, facts, ahead.gate, results)
    record = Record(transcript)
    known = CodingFacts(record, record.bank) if isinstance(record.bank, CodingQuestion) else None
    return Reading(transcript, record, known, gate.check(transcript), _results(record, known))


def _is_measured(ahead: Reading, transcript: QuestionTranscript) -> bool:
    """Whether it was judged, and nothing has come to it since but measurements of how the time grows."""
    known = ahead.transcript.attempts
    new = transcript.attempts[len(known) :]
    judged = ahead.gate is GateResult.PASSED
    measured = all(attempt.kind is AttemptKind.MEASURE for attempt in new)
    return judged and measured and transcript.replace(attempts=transcript.attempts[: len(known)]) == ahead.transcript


def _results(record: Record, facts: CodingFacts | None) -> tuple[DimensionResult, ...]:
    if facts:
        return coding.dimensions_of(facts)
    match record.bank:
        case SystemDesignQuestion() as bank:
            return system_design.dimensions_of(record, bank)
        case BehavioralQuestion() as bank:
            return behavioral.dimensions_of(record, bank)
        case _:
            return concepts.dimensions_of(record, cast(ConceptQuestion, record.bank))


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


def _assessment(reading: Reading) -> QuestionAssessment:
    record, transcript = reading.record, reading.transcript
    judged = QuestionAssessment(
        question_id=transcript.question.id,
        bank_id=transcript.bank.id,
        kind=transcript.bank.question_type,
        title=transcript.bank.title,
        gate=reading.gate,
        score=reading.score,
        level=reading.level,
        caps=reading.caps,
        hints_used=record.hint_rung,
        seconds=record.seconds,
        self_rating=transcript.self_rating,
        flags=_flags(record),
        model_solution=_model_solution(record),
        **(_judged(reading) if reading.gate is GateResult.PASSED else _at_the_gate(reading)),
    )
    return judged.replace(habits=habits_of(record, judged))


def _flags(record: Record) -> tuple[str, ...]:
    flags = {
        INSTRUCTED: record.flagged,
        LISTED: bool(words_of(record.said).keyword_lists),
        UNWEIGHED: None in record.own_tests,
    }
    return tuple(flag for flag, is_so in flags.items() if is_so)


def _model_solution(record: Record) -> str:
    """In the candidate's language where the bank has it."""
    bank = record.bank
    if isinstance(bank, CodingQuestion):
        return bank.solutions.get(record.language) or bank.solutions.get(ProgrammingLanguage.PYTHON, "")
    return bank.model_solution


def _at_the_gate(reading: Reading) -> dict[str, Any]:
    """The lowest level in every dimension for what is none of the candidate's, and none for no answer."""
    level = None if reading.gate is GateResult.NOT_ANSWERED else LOWEST
    asked = dimensions_asked(reading.record.bank)
    return {
        "dimensions": tuple(
            DimensionResult(dimension=one, level=level, why=GATE_REASONS[reading.gate]) for one in asked
        ),
        "solved": False if reading.facts else None,
    }


def _judged(reading: Reading) -> dict[str, Any]:
    told = _of_code(reading.facts) if reading.facts else _of_prose(reading.record, reading.results)
    return {"dimensions": reading.results, "assessment_confidence": confidence_of(reading.results), **told}


def _of_code(facts: CodingFacts) -> dict[str, Any]:
    return {
        "solved": facts.solved if facts.could_run else None,
        "growth": facts.growth if facts.growth.points else None,
        "own_tests": next((strength for strength in reversed(facts.record.own_tests) if strength), None),
        "coverage": coding.coverage_of(facts),
        **_counts(facts.report),
    }


def _counts(report: ExecutionReport | None) -> dict[str, Any]:
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


def _of_prose(record: Record, results: tuple[DimensionResult, ...]) -> dict[str, Any]:
    match record.bank:
        case SystemDesignQuestion() as bank:
            coverage = system_design.coverage_of(record, bank, results)
            corrections = system_design.corrections_of(record)
        case BehavioralQuestion() as bank:
            coverage = behavioral.coverage_of(record, bank, results)
            corrections = behavioral.corrections_of(record, bank)
        case _:
            concept = cast(ConceptQuestion, record.bank)
            coverage = concepts.coverage_of(record, concept, results)
            corrections = concepts.corrections_of(record, concept)
    return {"coverage": coverage, "corrections": corrections}
