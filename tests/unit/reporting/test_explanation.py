"""A score, worked out again from what `coach why` writes down."""

import random
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from coach.domain.company import CompanyPattern
from coach.domain.enums import Answer, Dimension, Source
from coach.domain.feedback import (
    Cap,
    Dispute,
    Evidence,
    EvidenceKind,
    Finding,
    InterviewFeedback,
    QuestionAssessment,
    Standing,
)
from coach.errors import NotFound
from coach.evaluation import levels, scores
from coach.evaluation.assess import assess
from coach.evaluation.feedback import summarise
from coach.reporting.explanation import disputed, explain, in_words, level_steps, line_to_score, mean_of
from tests.unit.evaluation.questions import CODING, CONCEPT, QUESTIONS, SOLUTION
from tests.unit.evaluation.scenes import Scene
from tests.unit.evaluation.strong import strong_coding, strong_concept, strong_story
from tests.unit.evaluation.test_feedback import PATTERN, SESSION

EQUATION = re.compile(r"([0-9.()+−×/ ]*[+−×/][0-9.()+−×/ ]*) = ([0-9.]+)")
WEIGHED = PATTERN.model_copy(
    update={"weights": (*PATTERN.weights, PATTERN.weights[0].replace(dimension=Dimension.DEPTH, weight=1.5))}
)


def pencil(sum_: str) -> float:
    """What a written sum comes to."""
    assert re.fullmatch(r"[0-9.()+−×/ ]+", sum_)
    return float(eval(sum_.replace("−", "-").replace("×", "*")))  # noqa: S307


def report(*questions: QuestionAssessment, pattern: CompanyPattern = PATTERN) -> InterviewFeedback:
    named = [one.replace(question_id=f"q{number}") for number, one in enumerate(questions, start=1)]
    return summarise(SESSION, named, pattern)


def told(feedback: InterviewFeedback, pattern: CompanyPattern = PATTERN, *narrow: Any) -> str:
    return "\n".join(in_words(explain(feedback, pattern, *narrow)))


def weak_coding() -> QuestionAssessment:
    return assess(strong_coding(frozenset({"plan", "edges", "trace", "tests", "claim", "compare", "follow-up"})))


def unsolved() -> QuestionAssessment:
    failing = {"sample": (True, False), "core": (True, False, False), "edge": (True,), "perf": (True,)}
    return assess(Scene(CODING).say("I keep a seen set.").submit(SOLUTION, failing).transcript())


def half_read() -> QuestionAssessment:
    """A concept of which one dimension could not be read."""
    whole = assess(strong_concept())
    opened = [
        one.replace(level=None, why="unread") if one.dimension is Dimension.DEPTH else one for one in whole.dimensions
    ]
    return whole.replace(dimensions=tuple(opened))


EVERYTHING = (assess(strong_story()), weak_coding(), unsolved(), half_read(), assess(Scene(CONCEPT).transcript()))


@pytest.mark.parametrize("pattern", [PATTERN, WEIGHED], ids=["usual", "weighed"])
def test_every_sum_comes_to_what_it_says(pattern: CompanyPattern) -> None:
    text = told(report(*EVERYTHING, pattern=pattern), pattern)
    equations = EQUATION.findall(text)
    assert len(equations) >= 12
    for sum_, result in equations:
        digits = len(result.partition(".")[2])
        assert pencil(sum_) == pytest.approx(float(result), abs=0.55 * 10**-digits + 0.002), (sum_, result)


@pytest.mark.parametrize("pattern", [PATTERN, WEIGHED], ids=["usual", "weighed"])
def test_the_last_sum_is_the_score(pattern: CompanyPattern) -> None:
    feedback = report(*EVERYTHING, pattern=pattern)
    explanation = explain(feedback, pattern)
    for question in explanation.questions:
        if "score of level" in question.sums[-1]:
            assert float(question.sums[-1].split()[-1]) == question.score
    sums = dict(line.split(": ", 1) for line in explanation.sums)
    for name, score in (
        ("overall", feedback.overall_score),
        ("technical", feedback.technical_score),
        ("communication", feedback.communication_score),
        ("problem solving", feedback.problem_solving_score),
    ):
        assert float(sums[name].split()[-1]) == score


def finding(tier: int, answer: Answer = Answer.YES, source: Source = Source.FACT) -> Finding:
    return Finding(
        criterion_id=f"c{tier}",
        dimension=Dimension.DEPTH,
        statement="Said it",
        answer=answer,
        source=source,
        tier=tier,
    )


def by_steps(findings: list[Finding]) -> int | None:
    """The level that somebody reads off the steps."""
    steps = [step.holds for step in level_steps(findings)]
    match steps:
        case []:
            return None
        case [False, rest]:
            return 2 if rest else 1
        case [True, False]:
            return 2
        case [True, True, *top]:
            return 4 if all(top) else 3
    raise AssertionError(steps)


def test_the_steps_lead_to_the_level_of_the_rule() -> None:
    draw = random.Random(1)
    seen = set()
    for _ in range(4_000):
        answers = [draw.choice(list(Answer)) if draw.random() < 0.4 else Answer.YES for _ in range(draw.randrange(9))]
        sources = [draw.choice([Source.FACT, Source.BANK, Source.SELF]) for _ in answers]
        findings = [finding(draw.randint(1, 4), one, by) for one, by in zip(answers, sources, strict=True)]
        assert by_steps(findings) == levels.level_of(findings)
        seen.add(levels.level_of(findings))
    assert seen == {None, 1, 2, 3, 4}


def test_a_step_says_how_many_of_how_many() -> None:
    steps = list(level_steps([finding(2), finding(2, Answer.NO), finding(3, Answer.NO)]))
    assert [(step.rule, step.met, step.of, step.holds) for step in steps] == [
        ("level 2 takes half of the criteria up to it", 1, 2, True),
        ("level 3 takes two thirds of the criteria up to it", 1, 3, False),
    ]


def test_evidence_caps_and_weights_are_written_down() -> None:
    text = told(report(unsolved(), assess(strong_story())))
    assert "✗ level 2 · approach-works: The approach solves at least half of the core tests – 1 of 3 core" in text
    assert "held at level 2: 3 of 5 core and edge and perf tests pass" in text
    assert "held at level 2 and not lifted by communication: not solved" in text
    assert "communication: " in text and ", weighs 2" in text
    assert "communication weighs 2 here: for tests" in text
    assert "bar of big_tech: 6.5, met" in text
    assert "“" in text and "(fact)" in text


def test_what_is_not_assessed_is_counted_both_ways() -> None:
    text = told(report(half_read()))
    assert "levels: without what is not assessed" in text
    assert "with 2 in its place" in text
    assert mean_of([(None, 1.0)], 2.0) == "not assessed"
    assert mean_of([(4.0, 1.0), (None, 1.0)], 2.0).endswith("the lower counts: 3")
    assert mean_of([(1.0, 1.0), (None, 1.0)], 2.0).endswith("the lower counts: 1")


def test_what_did_not_pass_the_gate_has_no_sum() -> None:
    silent = assess(Scene(CONCEPT).transcript())
    (question,) = explain(report(silent), PATTERN).questions
    assert question.sums == ("not answered: score 0.0, whatever else there is",)
    assert question.dimensions[0].level_by_criteria is None


def test_code_that_could_not_run_is_left_out() -> None:
    explanation = explain(report(_could_not_run(), assess(strong_story())), PATTERN)
    assert explanation.questions[0].sums == ("not assessed: nothing that makes a level could be judged",)
    assert explanation.sums[0] == "left out, because the code could not be run: q1"
    assert explanation.sums[1] == "overall: (10) / 1 = 10"


def _could_not_run() -> QuestionAssessment:
    scene = Scene(CODING).submit(SOLUTION, {})
    scene.attempts.clear()
    return assess(scene.transcript())


@pytest.mark.parametrize("level", [0.0, 0.5, 1.0, 1.3, 2.0, 2.75, 3.333, 4.0])
def test_the_line_of_a_level(level: float) -> None:
    written = line_to_score(level)
    assert float(written.split()[-1]) == scores.score_of(level)
    if "=" in written:
        assert round(pencil(written.split(" = ")[0]), 1) == scores.score_of(level)


def test_one_dimension_or_question_alone() -> None:
    feedback = report(weak_coding(), assess(strong_story()))
    text = told(feedback, PATTERN, Dimension.VERIFICATION)
    assert "verification: " in text and "problem solving: " not in text and "The interview" not in text
    only = told(feedback, PATTERN, None, "q2")
    assert only.startswith("q2 · ") and "q1" not in only
    assert "score of level" in only and "overall:" not in only


def test_what_is_not_there_is_answered_with_what_is() -> None:
    feedback = report(assess(strong_story()))
    with pytest.raises(NotFound, match="Depth was not judged here") as unknown:
        explain(feedback, PATTERN, Dimension.DEPTH)
    assert unknown.value.why == "Judged were: specificity, result, competency, reflection."
    with pytest.raises(NotFound) as nowhere:
        explain(feedback, PATTERN, None, "q7")
    assert nowhere.value.why == "Its questions: q1."
    with pytest.raises(NotFound) as empty:
        explain(report(), PATTERN, Dimension.DEPTH)
    assert empty.value.why == "Judged were: none."
    assert explain(report(), PATTERN).sums[0] == "overall: not assessed"


def objection(after: Finding | None, would: float | None = 5.0, because: str = "I said so") -> Dispute:
    quote = Evidence(kind=EvidenceKind.QUOTE, text="the bucket keeps a chain")
    return Dispute(
        question_id="q1",
        before=finding(2, Answer.NO),
        after=after.replace(evidence=(quote,)) if after else None,
        note="read again by model-x",
        because=because,
        at=datetime(2026, 1, 5, tzinfo=UTC),
        stands=Standing(level=1, question_score=4.0, overall_score=4.0),
        would_stand=Standing(level=2, question_score=would, overall_score=would),
    )


def test_an_objection_shows_both_and_moves_nothing() -> None:
    line = disputed(objection(finding(2)))
    assert line == (
        "disputed: q1 c2 – “I said so”: first ✗ no, then ✓ “the bucket keeps a chain” (read again by model-x); "
        "the score stays 4.0; by the second it were 5.0"
    )
    assert disputed(objection(None, 4.0, "")).endswith("then nothing (read again by model-x); the score stays 4.0")
    feedback = report(assess(strong_concept())).replace(disputes=(objection(finding(2)),))
    assert "  disputed: q1 c2" in told(feedback)
    assert "disputed" in told(feedback, PATTERN, Dimension.DEPTH)
    assert "disputed" not in told(feedback, PATTERN, Dimension.CORRECTNESS)


HOSTILE = "\x1b[2J\x9b\x07"


def test_content_does_not_drive_the_terminal() -> None:
    quote = Evidence(kind=EvidenceKind.QUOTE, text=HOSTILE, ref=HOSTILE)
    cap = Cap(dimension=Dimension.DEPTH, level=2, reason=HOSTILE)
    (question,) = report(assess(strong_concept())).questions
    result = question.dimensions[0]
    odd = result.replace(
        findings=(finding(2).replace(criterion_id=HOSTILE, statement=HOSTILE, evidence=(quote,)),),
        caps=(cap,),
        why=HOSTILE,
    )
    hostile = question.replace(title=HOSTILE, dimensions=(odd,), caps=(cap,))
    feedback = report(assess(strong_concept())).replace(
        questions=(hostile,), company=HOSTILE, disputes=(objection(finding(2), because=HOSTILE),)
    )
    text = told(feedback)
    assert set(text) & set(HOSTILE) <= set("[2J")
    assert text.count("\\x1b[2J") >= 8


def test_every_kind_of_question_can_be_explained() -> None:
    answered = [
        assess(Scene(bank).answer("I would look at it step by step.").transcript()) for bank in QUESTIONS.values()
    ]
    assert "The interview – " in told(report(*answered))
