"""The chance to meet a bar."""

from dataclasses import replace
from pathlib import Path

import pytest

from coach.analytics.readiness import LEAST_INTERVIEWS, Aim, meets, questions, readiness
from coach.analytics.skill import Posterior
from coach.bank.patterns import load_patterns
from coach.domain.enums import DifficultyLevel, QuestionType
from coach.errors import NotFound
from tests.unit.analytics.simulation import KINDS, an_aim
from tests.unit.analytics.test_skill import answer, known

PATTERNS = load_patterns(Path(__file__).parents[3] / "company_patterns").patterns


def practised(score: float, interviews: int = 10, kinds: tuple[QuestionType, ...] = KINDS) -> Posterior:
    return known([answer(n, score, kind) for n in range(interviews) for kind in kinds])


@pytest.mark.parametrize("interviews", range(LEAST_INTERVIEWS))
def test_too_few_interviews_give_no_chance(interviews: int) -> None:
    found = readiness(practised(6.0), interviews, an_aim())
    assert found.chance is None
    assert found.note == f"not enough interviews: {interviews} of 5"
    assert found.bar == 5.0


def test_interviews_without_a_scored_question_give_no_chance() -> None:
    found = readiness(None, 7, an_aim())
    assert found.chance is None
    assert found.note == "no coding problem or system design or behavioral question so far"


def test_a_kind_that_was_never_met_is_named() -> None:
    found = readiness(practised(6.0, kinds=KINDS[:1] + KINDS[2:]), 10, an_aim())
    assert found.chance is None
    assert found.note == "no system design question so far"


def test_the_chance_comes_with_its_interval_and_what_it_rests_on() -> None:
    found = readiness(practised(6.0), 10, an_aim())
    assert found.note == ""
    assert found.chance is not None
    assert 0 < found.chance.low < found.chance.value < found.chance.high < 1
    assert found.chance.interviews == 10


def chance_of(found: Posterior, aim: Aim) -> float:
    chance = readiness(found, 10, aim).chance
    assert chance is not None
    return chance.value


def test_the_chance_rises_with_the_scores_and_falls_with_the_bar_and_the_difficulty() -> None:
    aim = an_aim(6.0)
    assert chance_of(practised(4.0), aim) < chance_of(practised(6.0), aim) < chance_of(practised(8.0), aim)
    assert chance_of(practised(6.0), an_aim(7.0)) < chance_of(practised(6.0), an_aim(5.0))
    easy, hard = (replace(aim, difficulty=level) for level in (DifficultyLevel.EASY, DifficultyLevel.HARD))
    assert chance_of(practised(6.0), hard) < chance_of(practised(6.0), aim) < chance_of(practised(6.0), easy)


@pytest.mark.parametrize(("bar", "chance"), [(0.0, 1.0), (10.0, 0.0)])
def test_a_bar_that_anybody_or_hardly_anybody_meets(bar: float, chance: float) -> None:
    found = readiness(practised(5.0), 10, an_aim(bar)).chance
    assert found is not None
    assert found.low <= found.value <= found.high
    assert found.value == pytest.approx(chance, abs=0.001)


def test_more_interviews_narrow_the_interval() -> None:
    few, many = (readiness(practised(5.0, count), count, an_aim()).chance for count in (5, 60))
    assert few is not None and many is not None
    assert many.high - many.low < few.high - few.low


def test_luck_does_not_go_away_with_practice() -> None:
    likely = chance_of(practised(5.6, 300), an_aim(5.0))
    assert 0.55 < likely < 0.9


def test_bad_days_are_in_the_chance() -> None:
    asked, strong = questions(an_aim()), dict.fromkeys(KINDS, 1.2)
    assert meets(strong, asked, 6.0, 1.0, 0.17) < meets(strong, asked, 6.0, 0.01, 0.17)


def test_a_pattern_without_a_bar_is_told() -> None:
    aim = an_aim()
    bare = replace(aim, pattern=aim.pattern.replace(bars={}))
    with pytest.raises(NotFound, match="Startup has no bar for mid"):
        readiness(practised(5.0), 10, bare)
