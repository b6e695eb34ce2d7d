"""The report over all questions."""

from coach.domain.company import CompanyPattern, Weight
from coach.domain.enums import CompanyType, DifficultyLevel, Dimension, InterviewType, QuestionType, Seniority
from coach.domain.feedback import GateResult
from coach.domain.own_tests import Disagreement, TestStrength
from coach.domain.session import InterviewSession
from coach.evaluation import EVALUATOR_VERSION
from coach.evaluation.advice import ADVICE
from coach.evaluation.assess import assess
from coach.evaluation.feedback import NO_QUESTION, summarise
from coach.evaluation.record import UNWEIGHED
from tests.unit.evaluation.questions import CODING, CONCEPT, DESIGN, QUESTIONS, SLOW_SOLUTION, SOLUTION, STORY
from tests.unit.evaluation.scenes import ALL_PASS, NOON, Scene
from tests.unit.evaluation.strong import OWN_TESTS, strong_coding, strong_concept, strong_story

PATTERN = CompanyPattern.model_validate(
    {
        "schema": 1,
        "type": CompanyType.BIG_TECH,
        "name": "Big tech",
        "about": "for tests",
        "minutes": 45,
        "mix": {QuestionType.CODING_PROBLEM: 100},
        "phases": {},
        "focus": ["code"],
        "evaluation": ["code"],
        "bars": dict.fromkeys(Seniority, 6.5),
        "weights": [{"dimension": Dimension.COMMUNICATION, "weight": 2, "reason": "for tests"}],
    }
)
SESSION = InterviewSession(
    id="s1",
    user_id="u1",
    interview_type=InterviewType.MIXED,
    company_type=CompanyType.BIG_TECH,
    difficulty_level=DifficultyLevel.MEDIUM,
    max_questions=3,
    time_limit=60,
    created_at=NOON,
    interviewer="model-x",
)


def test_a_strong_interview() -> None:
    feedback = summarise(SESSION, [assess(strong_coding()), assess(strong_story())], PATTERN)
    assert feedback.overall_score == 10.0
    assert (feedback.bar, feedback.meets_bar, feedback.company) == (6.5, True, "big_tech")
    assert feedback.technical_score == feedback.problem_solving_score == feedback.communication_score == 10.0
    assert feedback.evaluator_version == EVALUATOR_VERSION
    assert feedback.judged_by == "offline"
    assert feedback.calibration_error == 0.0
    assert feedback.self_ratings == {"q1": 4}
    assert len(feedback.key_strengths) == 5
    assert feedback.areas_for_improvement == ()
    scores = {score.dimension: score for score in feedback.dimensions}
    assert scores[Dimension.RESULT].score == 10.0 and scores[Dimension.RESULT].criteria == 5
    assert scores[Dimension.VERIFICATION].questions == ("q1",)
    assert feedback.assessment_confidence > 0.8


def test_the_lens_of_a_company_reweighs_without_a_new_interview() -> None:
    silent = assess(Scene(CODING).run(2, 2).submit(SOLUTION).transcript())
    plain = PATTERN.replace(weights=())
    fair = summarise(SESSION, [silent], plain).overall_score
    strict = summarise(SESSION, [silent], PATTERN).overall_score
    assert fair is not None and strict is not None and strict < fair
    assert summarise(SESSION, [silent], PATTERN).questions[0].score == strict
    story = PATTERN.replace(weights=(Weight(dimension=Dimension.RESULT, weight=3, reason="for tests"),))
    assert summarise(SESSION, [silent], story).overall_score == fair


def test_advice_names_its_evidence() -> None:
    verdicts = {**ALL_PASS, "core": (True, False, True), "perf": (False,)}
    weak = assess(Scene(CODING).submit(SLOW_SOLUTION, verdicts, "It takes O(n) time.").measure("n^2").transcript())
    feedback = summarise(SESSION, [weak], PATTERN)
    assert feedback.overall_score is not None and feedback.overall_score <= 4
    assert feedback.meets_bar is False
    text = "\n".join(feedback.recommendations)
    assert "core-1" in text and "n^2" in text and "you said n" in text
    areas = "\n".join(feedback.areas_for_improvement)
    assert "not solved" in areas and "slower than acceptable" in areas
    assert len(feedback.recommendations) <= 6 and len(feedback.areas_for_improvement) <= 6


def test_missing_points_and_false_beliefs_become_next_steps() -> None:
    weak = assess(Scene(CONCEPT).answer("Pages are written first, and the log comes before the reply.").transcript())
    steps = "\n".join(summarise(SESSION, [weak], PATTERN).recommendations)
    assert "Put right in Write-ahead log" in steps
    assert "Add to your answer to Write-ahead log: A crash loses nothing." in steps


def test_a_criterion_of_a_reader_is_advice_too() -> None:
    scene = Scene(CONCEPT).answer("A log record before the page.")
    scene.finding("depth", "no", criterion="explained-fsync")
    read = assess(scene.transcript()).replace(judged_by="model-x")
    feedback = summarise(SESSION, [read, read, assess(strong_coding())], PATTERN)
    assert "Work on Write-ahead log: Did they?" in feedback.recommendations
    assert feedback.judged_by == "model-x, offline"
    assert summarise(SESSION, [], PATTERN).judged_by == "offline"


def test_an_unanswered_question_counts_zero_everywhere() -> None:
    good, none = assess(strong_coding()), assess(Scene(CODING, question_id="q2").transcript())
    feedback = summarise(SESSION, [good, none], PATTERN)
    assert feedback.overall_score == 5.0
    assert feedback.technical_score == feedback.communication_score == feedback.problem_solving_score == 5.0
    assert feedback.questions[1].gate is GateResult.NOT_ANSWERED
    assert "First repeat: not answered" in feedback.areas_for_improvement
    assert any("Take up First repeat again" in line for line in feedback.recommendations)
    assert feedback.not_assessed == ()


def test_what_was_not_assessed_says_why() -> None:
    broken = assess(Scene(CODING).submit(SOLUTION, None).transcript())
    unmeasured = assess(Scene(CODING, question_id="q2").submit(SOLUTION).transcript())
    third = Scene(DESIGN, question_id="q3").question
    session = SESSION.replace(questions=(third,))
    feedback = summarise(session, [broken, unmeasured], PATTERN)
    text = "\n".join(feedback.not_assessed)
    assert "problem solving, technical competency, verification: the code could not be run" in text
    assert "growth of the running time" in text
    assert "Image host: not reached" in text
    assert feedback.overall_score == feedback.questions[1].score
    alone = summarise(SESSION, [broken], PATTERN)
    assert (alone.overall_score, alone.technical_score, alone.meets_bar) == (None, None, None)


def test_no_question_at_all() -> None:
    feedback = summarise(SESSION, [], PATTERN)
    assert (feedback.overall_score, feedback.calibration_error, feedback.assessment_confidence) == (None, None, 0.0)
    assert feedback.not_assessed == (NO_QUESTION,)


def test_own_ratings_are_held_against_levels() -> None:
    session = SESSION.replace(self_ratings={"q1": 1, "q9": 4})
    feedback = summarise(session, [assess(strong_coding())], PATTERN)
    assert feedback.calibration_error == -3.0
    assert feedback.self_ratings == {"q1": 1, "q9": 4}
    none = assess(Scene(CODING, question_id="q9").transcript())
    assert summarise(session, [none], PATTERN).calibration_error is None


def test_every_criterion_of_our_own_has_advice() -> None:
    assessed = [assess(Scene(bank).answer("An api.").transcript()) for bank in QUESTIONS.values()]
    assessed.append(assess(strong_coding()))
    assessed.append(assess(Scene(STORY, Seniority.SENIOR).answer("I fixed it.").follow_up("again", None).transcript()))
    own = {
        finding.criterion_id
        for assessment in assessed
        for result in assessment.dimensions
        for finding in result.findings
        if finding.source == "fact"
    }
    extras = {"own-tests", "own-tests-strong"}
    tests_speak = {"approach-works", "solved", "fast-enough", "runs", "samples-pass", "core-pass", "all-pass"}
    assert own - set(ADVICE) <= tests_speak | extras | {"no-glaring-bug", "core-holds"}


def test_wrong_and_weak_tests_are_a_step_to_take() -> None:
    wrong = tuple(Disagreement(line=line, input="values = []", expected="0", reference="-1") for line in (3, 5))
    weak = TestStrength(tests=4, right=1, disagreements=wrong, missed=("forgets-the-end", "other"))
    scene = Scene(CODING).submit(SOLUTION, tests=OWN_TESTS).weigh(weak)
    steps = summarise(SESSION, [assess(scene.transcript())], PATTERN).recommendations
    title = CODING.title
    assert f"Work out line 3 of your tests for {title} again: values = [] gives -1, not 0." in steps
    assert any("let a known mistake pass (forgets the end)" in step for step in steps)
    assert sum("of your tests" in step or "known mistake" in step for step in steps) == 2
    none_right = Scene(CODING).submit(SOLUTION, tests=OWN_TESTS).weigh(weak.replace(right=0))
    steps = summarise(SESSION, [assess(none_right.transcript())], PATTERN).recommendations
    assert sum("of your tests" in step or "known mistake" in step for step in steps) == 1


def test_tests_that_could_not_be_measured_are_not_assessed() -> None:
    scene = Scene(CODING).submit(SOLUTION, tests=OWN_TESTS)
    left_open = summarise(SESSION, [assess(scene.transcript())], PATTERN).not_assessed
    assert f"{CODING.title} · {UNWEIGHED}" in left_open


def test_long_evidence_is_cut() -> None:
    long = "I will keep a hash set of seen values " + "and go on " * 40
    feedback = summarise(
        SESSION, [assess(strong_concept()), assess(Scene(CODING).say(long).submit(SOLUTION).transcript())], PATTERN
    )
    assert all(len(line) < 400 for line in feedback.key_strengths)
