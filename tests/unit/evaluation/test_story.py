"""What counts as evidence in a story, and what a thin one is worth."""

import pytest

from coach.domain.feedback import QuestionAssessment
from coach.evaluation import story
from coach.evaluation.assess import assess
from coach.evaluation.words import words_of
from tests.unit.evaluation.questions import STORY
from tests.unit.evaluation.scenes import Scene
from tests.unit.evaluation.test_prose import levels

FIXED = "I fixed it. "
LEARNED = "I learned that tests matter. "


def reflected(text: str) -> int | None:
    return levels(assess(Scene(STORY).answer(FIXED + text).transcript()))["reflection"]


def evidence(assessment: QuestionAssessment, criterion: str) -> str:
    found = [one for result in assessment.dimensions for one in result.findings if one.criterion_id == criterion]
    return found[0].evidence[0].text if found[0].evidence else ""


@pytest.mark.parametrize(
    "text",
    [
        "I would not do anything differently.",
        "Looking back, I would change nothing.",
        "In hindsight I wouldn't change a thing, it could not be better.",
        "I learned nothing new about how to test.",
        "There was no lesson in it for me.",
        "I don't think that I would do it any differently.",
        "I would do it exactly the same next time.",
        "Since then we have paired twice.",
        "Since then we have worked well together.",
        "Since then I always do.",
        "In the two quarters since then we have had none.",
    ],
)
def test_what_is_no_lesson(text: str) -> None:
    assert reflected(text) == 1
    assert reflected(LEARNED + text) == 2


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I learned not to skip a test.", 2),
        ("It was not until May that I learned to ask first.", 2),
        ("I will never forget that lesson.", 2),
        ("Looking back, I should have asked.", 3),
        ("I asked too late. I would ask earlier.", 3),
        ("I would not wait so long next time.", 3),
        ("I did not ask her, so I would do it differently.", 3),
        (LEARNED + "Our checklist has a canary step now. Since then our checklist has a canary step.", 4),
        ("Since then I add up the work each week. On my current project that showed a gap.", 4),
        ("I learned to ask. When our designer turned a page down in autumn, I asked why.", 4),
        ("When our designer turned a page down in autumn, I asked why. I learned to ask.", 2),
        ("I learned to ask, and since then I write questions down.", 3),
        ("I should have asked. I learned to ask, and since then I write questions down.", 4),
    ],
)
def test_a_lesson_and_its_use(text: str, level: int) -> None:
    assert reflected(text) == level


def test_evidence_is_the_sentence_that_says_it() -> None:
    text = (
        "Last summer Priya and I disagreed about my changes. I told her that I had thought of it as done. "
        "We agreed on one criterion: nothing above 200 lines. As a result reviews fell from three days to one. "
        "Since then we have paired twice. I learned to ask for the reason first. "
        "When our designer turned down a page in autumn, I asked why before I defended it."
    )
    assessment = assess(Scene(STORY).answer(text).transcript())
    assert evidence(assessment, "lesson") == "I learned to ask for the reason first."
    assert evidence(assessment, "applied").startswith("When our designer")
    assert evidence(assessment, "measured") == "As a result reviews fell from three days to one."
    assert evidence(assessment, "reasons") == ""


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("I asked her, listened and wrote it down.", ["asked", "listened", "wrote"]),
        ("I quickly rolled back, then told support.", ["rolled", "told"]),
        ("I asked what she wanted and she explained it.", ["asked"]),
        ("I was tired, we fixed it and tested it.", []),
        ("I learned to ask. I then called.", ["called"]),
    ],
)
def test_steps_of_ones_own(text: str, verbs: list[str]) -> None:
    assert story.verbs(story.acts(words_of(text), "i")) == verbs


THIN = (
    "Last year a release of mine broke, so I had a call with support, listened, and we agreed on a trial. "
    "Failures went from five to one. It was my mistake, I told them. I learned to test first, and since then I do."
)
FULL = (
    "Last year a release of mine broke refunds. It was my mistake: I skipped the load test because of the date. "
    "I rolled back within ten minutes, told support and called the three largest customers. I wrote a script that "
    "found the missing index. As a result failed refunds fell from 400 an hour to none. I learned that a date is no "
    "reason to skip a test. Since then our checklist has a canary step, and on the next release it stopped a bad build."
)


def test_a_thin_story_is_no_brilliant_one() -> None:
    thin = assess(Scene(STORY).answer(THIN).follow_up("again", None).transcript())
    full = assess(Scene(STORY).answer(FULL).follow_up("again", "The canary would stop it.").transcript())
    assert (thin.score or 0) <= 7.5
    assert (full.score or 0) >= 9
    assert max(level or 0 for name, level in levels(thin).items() if name != "competency") <= 3


def test_a_question_left_open_holds_specificity_down() -> None:
    answered = Scene(STORY).answer(FULL).follow_up("again", "The canary would stop it.")
    left = Scene(STORY).answer(FULL).follow_up("again", None)
    assert levels(assess(answered.transcript()))["specificity"] == 4
    assert levels(assess(left.transcript()))["specificity"] == 3
    assert "0 of 1 follow-ups answered" in str(assess(left.transcript()).dimensions[0].caps)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I fixed it. Errors fell from 40 to 2.", 3),
        ("I fixed it. As a result errors fell from 40 to 2 a day.", 4),
        ("I fixed it. My errors fell from 40 to 2.", 4),
        ("I fixed it. We agreed on 3 releases.", 2),
    ],
)
def test_a_result_is_tied_to_ones_own_steps_or_to_a_time(text: str, level: int) -> None:
    assert levels(assess(Scene(STORY).answer(text).transcript()))["result"] == level


def test_signs_of_the_competency_count_for_more_as_own_steps() -> None:
    done = "It was my mistake, I skipped a test. I told support. I rolled back. I added a canary."
    said = "It was my mistake. I told support. It was rolled back. A canary helps."
    assert levels(assess(Scene(STORY).answer(done).transcript()))["competency"] == 4
    assert levels(assess(Scene(STORY).answer(said).transcript()))["competency"] == 3
