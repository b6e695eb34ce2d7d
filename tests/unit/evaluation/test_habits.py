"""What a candidate usually does, as shares, read from one question."""

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.own_tests import TestStrength
from coach.evaluation.assess import assess
from tests.unit.evaluation.questions import CODING, CONCEPT, DESIGN, SOLUTION, STORY
from tests.unit.evaluation.scenes import ALL_PASS, Scene
from tests.unit.evaluation.strong import OWN_TESTS, strong_coding, strong_concept

FAILING = {**ALL_PASS, "edge": (True, False, True)}


def habits(scene: Scene) -> dict[str, float]:
    return assess(scene.transcript()).habits


def test_a_careful_coder() -> None:
    found = assess(strong_coding()).habits
    assert found.pop("time_used") == pytest.approx(0.117, abs=0.05)
    assert found == {
        "hints": 0.0,
        "asked_first": 1.0,
        "planned_first": 1.0,
        "own_tests": 1.0,
        "ran_before_submit": 1.0,
        "first_submit_right": 1.0,
        "mutants_killed": 0.667,
    }


def test_a_hasty_coder() -> None:
    found = habits(Scene(CODING).hint(2).submit(SOLUTION, FAILING).submit(SOLUTION))
    assert found.pop("time_used") < 0.1
    assert found == {
        "hints": 0.4,
        "asked_first": 0.0,
        "planned_first": 0.0,
        "own_tests": 0.0,
        "ran_before_submit": 0.0,
        "first_submit_right": 0.0,
    }


def test_what_comes_too_late_does_not_count() -> None:
    late = Scene(CODING).submit(SOLUTION).ask("What should I return if nothing repeats?", ["nothing-repeats"])
    late = late.say("I will keep a seen set of values.").run(2, 2)
    found = habits(late)
    assert (found["asked_first"], found["planned_first"], found["ran_before_submit"]) == (0.0, 0.0, 0.0)


def test_without_a_sandbox_nothing_is_said_of_runs() -> None:
    found = habits(Scene(CODING).submit(SOLUTION, None))
    assert "own_tests" in found
    assert "ran_before_submit" not in found and "first_submit_right" not in found


def test_words_without_code_show_no_coding_habit() -> None:
    assert set(habits(Scene(CODING).answer("I would keep a hash set of what was seen already."))) == {
        "hints",
        "time_used",
    }


@pytest.mark.parametrize(
    ("code", "language", "share"),
    [
        (SOLUTION + "\nassert first_repeat([1, 1]) == 1\n", ProgrammingLanguage.PYTHON, 1.0),
        (SOLUTION, ProgrammingLanguage.PYTHON, 0.0),
        ("fn first() {}\n#[test]\nfn repeats() {}\n", ProgrammingLanguage.RUST, 1.0),
        ("fn first() {}\n", ProgrammingLanguage.RUST, 0.0),
    ],
)
def test_tests_in_the_code_are_own_tests(code: str, language: ProgrammingLanguage, share: float) -> None:
    assert habits(Scene(CODING).submit(code, language=language))["own_tests"] == share


def test_tests_that_nothing_is_known_to_be_caught_by() -> None:
    handed_in = Scene(CODING).submit(SOLUTION, tests=OWN_TESTS)
    assert habits(handed_in)["own_tests"] == 1.0
    assert "mutants_killed" not in habits(handed_in)
    weighed = handed_in.weigh(TestStrength(tests=4, right=4))
    assert "mutants_killed" not in habits(weighed)


def test_questions_before_a_design() -> None:
    design = "Clients call a service that keeps a table of links by key and answers from a cache in front of it."
    assert habits(Scene(DESIGN).answer(design))["asked_first"] == 0.0
    asked = Scene(DESIGN).ask(DESIGN.withheld[0].asks[0] + "?", [DESIGN.withheld[0].id]).answer(design)
    assert habits(asked)["asked_first"] == 1.0


@pytest.mark.parametrize(
    ("story", "share"),
    [
        ("I found the cause. I wrote a test. I told the customers. We fixed the build.", 0.25),
        ("We found the cause, wrote a test and told the customers.", 1.0),
        ("I found the cause, wrote a test and told the customers.", 0.0),
        ("The cause was an old cache in front of the service, which is how it went.", None),
    ],
)
def test_we_and_i_in_a_story(story: str, share: float | None) -> None:
    assert habits(Scene(STORY).answer(story)).get("we_share") == share


def test_time_is_of_the_minutes_the_interview_gives() -> None:
    scene = (
        Scene(CONCEPT).wait(5).answer("The log record is written before the page is, so that a crash loses nothing.")
    )
    assert habits(scene)["time_used"] == pytest.approx((5 * 60 + 10) / (CONCEPT.minutes * 60), abs=0.001)
    scene.question = scene.question.replace(time_limit=4)
    assert habits(scene)["time_used"] == 1.0


def test_an_unanswered_question_has_only_its_hints() -> None:
    assert habits(Scene(CODING).hint(3).wait(9)) == {"hints": 0.6}
    assert habits(Scene(CODING).answer("qwrt zxcv plok mnbv hgfd poiu lkjh zxcv").hint(1)).keys() == {
        "hints",
        "time_used",
    }


def test_a_concept_has_hints_and_time() -> None:
    assert set(assess(strong_concept()).habits) <= {"hints", "time_used"}
