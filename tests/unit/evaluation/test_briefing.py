"""What whoever words the report is told, and where the words go."""

from coach.domain.enums import Dimension
from coach.domain.feedback import (
    Cap,
    Evidence,
    EvidenceKind,
    FeedbackBrief,
    FeedbackWords,
    GateResult,
    InterviewFeedback,
    QuestionAssessment,
    Remark,
)
from coach.evaluation.assess import assess
from coach.evaluation.briefing import LONGEST, brief_of, worded
from coach.evaluation.feedback import summarise
from tests.unit.evaluation.questions import CODING, CONCEPT, SLOW_SOLUTION, SOLUTION
from tests.unit.evaluation.scenes import ALL_PASS, Scene
from tests.unit.evaluation.strong import strong_coding
from tests.unit.evaluation.test_feedback import PATTERN, SESSION

WEAK_VERDICTS = {**ALL_PASS, "core": (True, False, True), "perf": (False,)}


def report(*assessments: QuestionAssessment) -> InterviewFeedback:
    return summarise(SESSION, assessments, PATTERN)


def brief(*assessments: QuestionAssessment) -> FeedbackBrief:
    return brief_of(SESSION, report(*assessments))


def test_findings_are_told_with_what_they_rest_on() -> None:
    one = brief(assess(strong_coding())).questions[0]
    assert (one.question_id, one.title, one.score, one.caps) == ("q1", CODING.title, 10.0, ())
    met = [line for part in one.dimensions for line in part.met]
    assert any("“" in line and "seen set" in line for line in met)
    assert {part.level for part in one.dimensions} == {4}
    assert any(fact.endswith("tests passed") for fact in one.facts)
    assert any(fact.startswith("measured growth O(n)") for fact in one.facts)


def test_what_is_missing_and_what_holds_down_is_told() -> None:
    weak = assess(Scene(CODING).submit(SLOW_SOLUTION, WEAK_VERDICTS, "It takes O(n) time.").measure("n^2").transcript())
    one = brief(weak.replace(hints_used=2)).questions[0]
    assert [line for part in one.dimensions for line in part.unmet]
    assert "hints taken: 2" in one.facts
    assert any(fact.startswith("smallest failing test: core-1") for fact in one.facts)
    assert one.caps and len(set(one.caps)) == len(one.caps)
    wrong = assess(Scene(CONCEPT).answer("Pages are written first, and the log comes before the reply.").transcript())
    assert brief(wrong).questions[0].corrections


def test_the_answer_itself_is_not_in_it() -> None:
    transcript = Scene(CODING).say("My grandmother's cat is called Minka.").submit(SOLUTION).transcript()
    told = brief(assess(transcript)).model_dump_json()
    assert "Minka" not in told
    assert "def " not in told


def test_a_question_that_did_not_pass_says_so() -> None:
    none = assess(Scene(CODING).transcript())
    assert none.gate is GateResult.NOT_ANSWERED
    one = brief(none).questions[0]
    assert one.caps == ("not answered",)
    assert one.facts == ()


def test_bare_and_long_evidence() -> None:
    assessment = assess(strong_coding())
    first = assessment.dimensions[0]
    quote = Evidence(kind=EvidenceKind.QUOTE, text="so it\ngoes " * 90)
    measured = Evidence(kind=EvidenceKind.MEASUREMENT, text="n^2")
    findings = tuple(
        first.findings[0].replace(evidence=evidence)
        for evidence in ((quote,), (Evidence(kind=EvidenceKind.EVENT, text=" "), measured), ())
    )
    cap = Cap(dimension=first.dimension, level=2, reason="a cap")
    told = brief(assessment.replace(dimensions=(first.replace(findings=findings, caps=(cap,)),))).questions[0]
    long, short, bare = told.dimensions[0].met
    assert "\n" not in long and long.endswith("…”") and len(long) < LONGEST + len(bare) + 10
    assert short == f"{bare} – n^2"
    assert told.caps == ("a cap",)
    assert told.dimensions[0].dimension is Dimension(first.dimension)


def test_growth_that_is_not_known_is_not_told() -> None:
    assessment = assess(strong_coding())
    assert assessment.growth is not None
    unknown = assessment.replace(growth=assessment.growth.replace(classes=()))
    assert not any("growth" in fact for fact in brief(unknown).questions[0].facts)


def test_words_take_the_place_of_the_lines() -> None:
    before = report(assess(strong_coding()))
    words = FeedbackWords(
        summary="You planned first.",
        strengths=(Remark(text="You asked.", questions=("q1", "q2")),),
        recommendations=(Remark(text="Go on.", questions=("q1",)),),
        source="model-x",
    )
    after = worded(before, words)
    assert after.summary == "You planned first."
    assert after.key_strengths == ("You asked. (q1, q2)",)
    assert after.recommendations == ("Go on. (q1)",)
    assert after.areas_for_improvement == before.areas_for_improvement
    assert (after.written_by, after.not_written) == ("model-x", "")
    assert after.questions == before.questions and after.overall_score == before.overall_score
    empty = worded(before, words.replace(strengths=(), areas=words.strengths, recommendations=()))
    assert (empty.key_strengths, empty.recommendations) == (before.key_strengths, before.recommendations)
    assert empty.areas_for_improvement == ("You asked. (q1, q2)",)


def test_without_words_the_lines_stand() -> None:
    before = report(assess(strong_coding()))
    assert worded(before, FeedbackWords()) == before
    after = worded(before, FeedbackWords(degraded="The model is gone."))
    assert after == before.replace(not_written="The model is gone.")
    assert (before.written_by, before.summary) == ("offline", "")
