"""How a score came about, step by step, so that it can be worked out again with a pencil.

Levels and scores are those of `evaluation`; what is written here are the sums that lead to them.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from coach.domain.base import Model
from coach.domain.company import CompanyPattern
from coach.domain.enums import Answer, Dimension
from coach.domain.feedback import (
    Cap,
    DimensionResult,
    Dispute,
    Finding,
    GateResult,
    InterviewFeedback,
    QuestionAssessment,
)
from coach.errors import NotFound
from coach.evaluation import levels, scores
from coach.evaluation.assess import GATE_REASONS
from coach.evaluation.coding import NOT_RUN
from coach.reporting import words

SHARES = {
    levels.HALF: "half",
    levels.THIRD: "a third",
    levels.TWO_THIRDS: "two thirds",
    levels.THREE_QUARTERS: "three quarters",
    levels.FOUR_FIFTHS: "four fifths",
}
GROUPS = (
    ("technical", scores.TECHNICAL),
    ("communication", scores.COMMUNICATION),
    ("problem solving", scores.PROBLEM_SOLVING),
)
Term = tuple[float | None, float]
"""Value and weight; None: not assessed."""


class LevelStep(Model):
    """One condition of the rule for levels."""

    rule: str
    met: int
    of: int
    holds: bool


class DimensionWhy(Model):
    """A dimension of one question: its criteria, the rule, the caps, the level."""

    dimension: Dimension
    weight: float
    findings: tuple[Finding, ...]
    steps: tuple[LevelStep, ...]
    level_by_criteria: int | None
    caps: tuple[Cap, ...]
    level: int | None
    why: str


class QuestionWhy(Model):
    """A question: its dimensions, and the sums from their levels to its score."""

    question_id: str
    title: str
    dimensions: tuple[DimensionWhy, ...]
    sums: tuple[str, ...]
    score: float | None
    disputes: tuple[Dispute, ...]


class Explanation(Model):
    session_id: str
    company: str
    questions: tuple[QuestionWhy, ...]
    sums: tuple[str, ...]
    """From the questions to the scores of the interview; empty where only a part is explained."""
    overall_score: float | None


def explain(
    feedback: InterviewFeedback,
    pattern: CompanyPattern,
    dimension: Dimension | None = None,
    question_id: str | None = None,
) -> Explanation:
    """All of a report, or one dimension or question of it. Raises NotFound with those there are."""
    chosen = [one for one in feedback.questions if question_id in (None, one.question_id)]
    if not chosen and question_id:
        asked = ", ".join(one.question_id for one in feedback.questions) or "none"
        raise NotFound(f"There is no question {question_id!r} in the report.", why=f"Its questions: {asked}.")
    known = list(dict.fromkeys(result.dimension for one in chosen for result in one.dimensions))
    if dimension and dimension not in known:
        there = ", ".join(map(words.dimension, known)) or "none"
        raise NotFound(f"{words.dimension(dimension).capitalize()} was not judged here.", why=f"Judged were: {there}.")
    whole = dimension is None and question_id is None
    return Explanation(
        session_id=feedback.session_id,
        company=feedback.company,
        questions=tuple(_question(one, feedback, pattern, dimension) for one in chosen),
        sums=tuple(_interview_sums(feedback, pattern)) if whole else (),
        overall_score=feedback.overall_score,
    )


def _question(
    one: QuestionAssessment, feedback: InterviewFeedback, pattern: CompanyPattern, dimension: Dimension | None
) -> QuestionWhy:
    shown = [result for result in one.dimensions if dimension in (None, result.dimension)]
    return QuestionWhy(
        question_id=one.question_id,
        title=one.title,
        dimensions=tuple(_dimension(result, pattern) for result in shown),
        sums=tuple(_question_sums(one, pattern)) if dimension is None else (),
        score=one.score,
        disputes=tuple(
            made
            for made in feedback.disputes
            if made.question_id == one.question_id and dimension in (None, made.before.dimension)
        ),
    )


def _dimension(result: DimensionResult, pattern: CompanyPattern) -> DimensionWhy:
    return DimensionWhy(
        dimension=result.dimension,
        weight=pattern.weight_of(result.dimension),
        findings=result.findings,
        steps=tuple(level_steps(result.findings)),
        level_by_criteria=levels.level_of(result.findings),
        caps=result.caps,
        level=result.level,
        why=result.why,
    )


def level_steps(findings: Sequence[Finding]) -> Iterator[LevelStep]:
    """The conditions of `levels.level_of` in their order, up to the one that decides."""
    usable = levels.counted(findings)
    if not usable:
        return
    low = [one for one in usable if one.tier <= 2]
    if low:
        first = _step("level 2 takes {share} of the criteria up to it", low, levels.HALF)
    else:
        first = _step("no criterion is that low: level 2 takes {share} of all", usable, levels.THIRD)
    yield first
    if not first.holds:
        yield _step("or level 2 takes {share} of all", usable, levels.THREE_QUARTERS)
        return
    middle = [one for one in usable if one.tier <= 3]
    second = _step("level 3 takes {share} of the criteria up to it", middle, levels.TWO_THIRDS)
    second = second.replace(holds=second.holds and bool(middle))
    yield second
    if second.holds:
        top = [one for one in usable if one.tier == levels.HIGHEST]
        enough, count = len(usable) >= levels.LEAST_FOR_HIGHEST, len(usable)
        yield LevelStep(rule=f"level 4 takes {levels.LEAST_FOR_HIGHEST} criteria", met=count, of=count, holds=enough)
        yield _step("and {share} of all", usable, levels.FOUR_FIFTHS)
        yield _step("and {share} of its own", top, levels.TWO_THIRDS)


def _step(rule: str, findings: Sequence[Finding], share: tuple[int, int]) -> LevelStep:
    met, (part, whole) = sum(one.answer is Answer.YES for one in findings), share
    holds = met * whole >= len(findings) * part
    return LevelStep(rule=rule.format(share=SHARES[share]), met=met, of=len(findings), holds=holds)


def _question_sums(one: QuestionAssessment, pattern: CompanyPattern) -> Iterator[str]:
    if one.gate is not GateResult.PASSED:
        yield f"{GATE_REASONS[one.gate]}: score {words.score(one.score)}, whatever else there is"
        return
    core = [result for result in one.dimensions if result.dimension is not Dimension.COMMUNICATION]
    base = scores.question_level(core, (), pattern.weight_of)
    if base is None or one.level is None:
        yield "not assessed: nothing that makes a level could be judged"
        return
    yield f"levels: {mean_of([_level_term(result, pattern) for result in core], scores.UNREAD_LEVEL)}"
    free = scores.question_level(one.dimensions, (), pattern.weight_of) or base
    if len(core) < len(one.dimensions):
        both = mean_of([_level_term(result, pattern) for result in one.dimensions], scores.UNREAD_LEVEL)
        reach = f"at most {scores.COMMUNICATION_REACH:g} away from {_number(base)}"
        yield f"with communication: {both}; {reach}: {_number(free)}"
    for cap in one.caps:
        yield f"held at level {cap.level} and not lifted by communication: {cap.reason}"
    yield f"score of level {_number(one.level)}: {line_to_score(one.level)}"


def _level_term(result: DimensionResult, pattern: CompanyPattern) -> Term:
    return result.level, pattern.weight_of(result.dimension)


def _interview_sums(feedback: InterviewFeedback, pattern: CompanyPattern) -> Iterator[str]:
    unread = scores.score_of(scores.UNREAD_LEVEL)
    counted = [one for one in feedback.questions if one.score is not None or not _could_not_run(one)]
    if left_out := [one.question_id for one in feedback.questions if one not in counted]:
        yield f"left out, because the code could not be run: {', '.join(left_out)}"
    yield f"overall: {mean_of([(one.score, 1.0) for one in counted], unread, 1)}"
    for name, group in GROUPS:
        terms = [
            (scores.scored(one, result), pattern.weight_of(result.dimension))
            for one in feedback.questions
            for result in one.dimensions
            if result.dimension in group and not (result.level is None and _could_not_run(one))
        ]
        if terms:
            yield f"{name}: {mean_of(terms, unread, 1)}"
    for weight in pattern.weights:
        yield f"{words.dimension(weight.dimension)} weighs {weight.weight:g} here: {weight.reason}"
    if feedback.bar is not None:
        yield f"bar of {feedback.company}: {feedback.bar:.1f}, {words.MET[feedback.meets_bar]}"


def _could_not_run(one: QuestionAssessment) -> bool:
    return any(result.why == NOT_RUN for result in one.dimensions)


def mean_of(terms: Sequence[Term], unread: float, digits: int = 3) -> str:
    """A weighted mean written out; where something is not assessed both ways to count it, of which the lower holds."""
    known = [(value, weight) for value, weight in terms if value is not None]
    if not known:
        return "not assessed"
    if len(known) == len(terms):
        return _written(known, digits)
    filled = [(unread if value is None else value, weight) for value, weight in terms]
    lower = scores.bounded_mean(terms, unread) or 0.0
    return (
        f"without what is not assessed {_written(known, digits)}, with {unread:g} in its place "
        f"{_written(filled, digits)}; the lower counts: {_number(lower, digits)}"
    )


def _written(terms: Sequence[tuple[float, float]], digits: int) -> str:
    parts = [f"{value:g}" if weight == 1 else f"{value:g} × {weight:g}" for value, weight in terms]
    mean = scores.bounded_mean(terms, 0.0) or 0.0
    return f"({' + '.join(parts)}) / {sum(weight for _, weight in terms):g} = {_number(mean, digits)}"


def _number(value: float, digits: int = 3) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def line_to_score(level: float) -> str:
    """The straight line between two anchors, one level apart, that a level lies on, written out."""
    (low, floor), (high, ceiling) = next(ends for ends in pairwise(scores.ANCHORS) if level <= ends[1][0])
    if level == high:
        return f"{ceiling:.1f}"
    return f"{floor:g} + ({_number(level)} − {low:g}) × {ceiling - floor:g} = {scores.score_of(level):.1f}"


def in_words(explanation: Explanation) -> Iterator[str]:
    """The explanation as lines for a terminal or a file; nothing in them can drive the terminal."""
    for question in explanation.questions:
        yield words.printable(f"{question.question_id} · {question.title} – {words.score(question.score)}")
        for dimension in question.dimensions:
            yield from _dimension_in_words(dimension)
        if question.sums:
            yield "  from levels to the score"
            yield from (words.printable(f"    {line}") for line in question.sums)
        yield from (f"  {disputed(made)}" for made in question.disputes)
        yield ""
    if explanation.sums:
        yield f"The interview – {words.score(explanation.overall_score)}"
        yield from (words.printable(f"  {line}") for line in explanation.sums)


def _dimension_in_words(dimension: DimensionWhy) -> Iterator[str]:
    why = f" – {words.printable(dimension.why)}" if dimension.why else ""
    weight = f", weighs {dimension.weight:g}" if dimension.weight != 1 else ""
    yield f"  {words.dimension(dimension.dimension)}: {words.level(dimension.level)}{weight}{why}"
    for one in dimension.findings:
        told = words.evidence(one)
        rests = f" – {told}" if told else ""
        head = words.printable(f"{one.criterion_id}: {one.statement}")
        yield f"    {words.MARKS[one.answer]} level {one.tier} · {head}{rests} ({words.SOURCES[one.source]})"
    for step in dimension.steps:
        mark = words.MARKS[Answer.YES if step.holds else Answer.NO]
        yield f"    {mark} {step.rule}: {step.met} of {step.of}"
    if dimension.level_by_criteria is not None:
        yield f"    = level {dimension.level_by_criteria} by the criteria"
    for cap in dimension.caps:
        yield words.printable(f"    held at level {cap.level}: {cap.reason}")


def disputed(made: Dispute) -> str:
    """An objection in one line: both findings, and what the second would make of the score."""
    first = f"{words.MARKS[made.before.answer]} {_rests(made.before)}"
    then = f"{words.MARKS[made.after.answer]} {_rests(made.after)}" if made.after else "nothing"
    stays, would = words.score(made.stands.overall_score), words.score(made.would_stand.overall_score)
    score = f"the score stays {stays}" if stays == would else f"the score stays {stays}; by the second it were {would}"
    because = f" – “{' '.join(made.because.split())}”" if made.because else ""
    place = f"{made.question_id} {made.before.criterion_id}"
    return words.printable(f"disputed: {place}{because}: first {first}, then {then} ({made.note}); {score}")


def _rests(finding: Finding) -> str:
    return words.evidence(finding) or finding.answer.value
