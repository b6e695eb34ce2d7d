"""Progress in charts: nothing wider than asked, plain ASCII where asked, and no figure without what it rests on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coach.domain.analytics import (
    Benchmark,
    ConceptResult,
    DimensionMean,
    Due,
    Estimate,
    Habit,
    InterviewAnalytics,
    Percentile,
    Readiness,
    ScorePoint,
    Skill,
)
from coach.domain.enums import CompanyType, Dimension, QuestionType, Seniority
from coach.reporting.stats import LISTED, Pen, charts

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ESTIMATE = Estimate(value=0.62, low=0.4, high=0.8, interviews=8)
COMPANIES = (CompanyType.FINTECH, CompanyType.STARTUP)


def estimate(value: float, low: float, high: float, interviews: int = 8) -> Estimate:
    return Estimate(value=value, low=low, high=high, interviews=interviews)


def trend(*scores: float) -> tuple[ScorePoint, ...]:
    return tuple(
        ScorePoint(session_id=f"s{n}", at=NOW + timedelta(days=n - len(scores)), score=score, company=COMPANIES[n % 2])
        for n, score in enumerate(scores)
    )


def due(concept: str, days: int) -> Due:
    return Due(
        concept=concept,
        kind=QuestionType.CODING_PROBLEM,
        due=NOW + timedelta(days=days),
        recall=0.71,
        reviews=3,
        last_score=4.0,
    )


def analytics(**changes: Any) -> InterviewAnalytics:
    fields: dict[str, Any] = {
        "user_id": "u",
        "interviews": 8,
        "score_trend": trend(2.0, 4.0, 3.5, 5.0, 6.0, 5.5, 7.0, 8.0),
        "concept_performance": (
            ConceptResult(concept="hashing", mean_score=8.0, questions=1, last=NOW),
            ConceptResult(concept="graphs", mean_score=3.0, questions=4),
        ),
        "dimensions": (
            DimensionMean(dimension=Dimension.PROBLEM_SOLVING, level=3.2, questions=7),
            DimensionMean(dimension=Dimension.VERIFICATION, level=1.5, questions=7),
        ),
        "skills": (
            Skill(
                kind=QuestionType.CODING_PROBLEM, expected_score=estimate(6.4, 5.2, 7.5), logit=estimate(0.6, 0.1, 1.1)
            ),
        ),
        "company_readiness": (
            Readiness(company=CompanyType.FINTECH, seniority=Seniority.MID, bar=6.0, chance=ESTIMATE),
            Readiness(
                company=CompanyType.GAMING,
                seniority=Seniority.MID,
                bar=6.0,
                chance=None,
                note="not enough interviews: 1 of 5",
            ),
        ),
        "improvement_rate": estimate(0.8, -0.2, 1.7, 12),
        "percentile": Percentile(value=estimate(61, 48, 74), reference="43 people here, as of 2026-03-01", people=43),
        "benchmarks": (
            Benchmark(bank_id="two-sum", score=7.0, reference=5.5, count=2, against="own earlier attempts"),
        ),
        "habits": (Habit(name="tests", value=0.4, questions=5, meaning="Own tests in 2 of 5 questions"),),
        "notes": ("calibration: not enough ratings: 2 of 5",),
        **changes,
    }
    return InterviewAnalytics(**fields)


EMPTY: dict[str, Any] = dict.fromkeys(
    (
        "score_trend",
        "concept_performance",
        "dimensions",
        "skills",
        "company_readiness",
        "benchmarks",
        "habits",
        "notes",
    ),
    (),
) | {"improvement_rate": None, "percentile": None}


def drawn(value: InterviewAnalytics, *scheduled: Due, company: CompanyType | None = None, **pen: Any) -> str:
    return charts(value, scheduled, Pen(**pen), NOW, company)


SAID = [
    "8 interviews, newest 8.0",
    "+0.8 points per ten interviews (95 %: -0.2 to +1.7), from 12 interviews",
    "3.0, 4 questions",
    "8.0, 1 question, 2026-03-02",
    "6.4 (5.2–7.5), 8 interviews",
    "62% (40%–80%), bar 6.0, 8 interviews",
    "gaming, mid: not enough interviews: 1 of 5",
    "61 (95 %: 48–74), against 43 people here, as of 2026-03-01",
    "7.0, +1.5 on own earlier attempts (2)",
    "Own tests in 2 of 5 questions\n",
    "graphs (coding problem): 2 days late, remembered with 71%, last score 4.0",
    "calibration: not enough ratings: 2 of 5",
]


@pytest.mark.parametrize("said", SAID)
def test_every_part_is_told(said: str) -> None:
    assert said in drawn(analytics(), due("graphs", -2), unicode=True)


def test_the_weakest_come_first() -> None:
    text = drawn(analytics())
    assert text.index("verification") < text.index("problem solving")
    assert text.index("graphs") < text.index("hashing")


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_the_charts_keep_to_the_width(width: int, unicode: bool) -> None:
    lines = drawn(analytics(), width=width, unicode=unicode).splitlines()
    charts_ = [line for line in lines if set(line) & set("█#●┤│|")]
    assert len(charts_) >= 15
    widest = max(map(len, charts_))
    assert width - 3 <= widest <= width


def test_long_sentences_go_on_in_the_next_line() -> None:
    nowhere = Percentile(value=None, reference="too few people here " * 6)
    text = drawn(analytics(percentile=nowhere), width=60)
    part = text[text.index("Percentile") :].splitlines()
    assert part[1].startswith("  none: too few") and len(part[1]) <= 60
    assert part[2].startswith("    ")


def test_ascii_is_ascii() -> None:
    text = drawn(analytics(), due("graphs", -2), unicode=False)
    assert text.isascii()
    assert "o" in text and "#" in text and "\x1b" not in text
    assert "\x1b" not in drawn(analytics(), unicode=True)


def test_a_bar_is_as_long_as_its_value() -> None:
    rows = [line for line in drawn(analytics(), unicode=True).splitlines() if "█" in line or "░" in line]
    shares = {row.split()[0]: row.count("█") / (row.count("█") + row.count("░")) for row in rows}
    assert shares["hashing"] == pytest.approx(0.8, abs=0.02)
    assert shares["verification"] == pytest.approx(1.5 / 4, abs=0.02)


def test_an_interval_lies_where_it_should() -> None:
    (row,) = [line for line in drawn(analytics(), unicode=True, width=160).splitlines() if line.startswith("  fintech")]
    strip = row.split("  ")[2]
    assert strip.index("●") / len(strip) == pytest.approx(0.62, abs=0.02)
    assert strip.index("─") / len(strip) == pytest.approx(0.4, abs=0.02)
    assert strip.rindex("─") / len(strip) == pytest.approx(0.8, abs=0.02)


def test_an_interval_that_fills_the_scale_stays_on_it() -> None:
    wide = Readiness(company=CompanyType.GAMING, seniority=Seniority.MID, bar=6.0, chance=estimate(1.0, 0.0, 1.0, 1))
    text = drawn(analytics(company_readiness=(wide,)), unicode=True)
    assert "──●  100% (0%–100%), bar 6.0, 1 interview\n" in text


def test_a_rising_line_rises() -> None:
    lines = drawn(analytics(**EMPTY | {"score_trend": trend(0.0, 10.0)}), unicode=False).splitlines()
    stars = [line.index("*") for line in lines if "*" in line]
    assert len(stars) >= 5
    assert stars == sorted(stars, reverse=True)


def test_a_long_history_is_drawn_by_means() -> None:
    text = drawn(analytics(score_trend=trend(*([2.0, 8.0] * 500))), width=120)
    assert "1000 interviews, newest 8.0; each point is the mean of 10 interviews" in text


def test_one_company_alone() -> None:
    text = drawn(analytics(), company=CompanyType.FINTECH)
    assert "4 interviews, newest 7.0" in text
    assert "fintech, mid" in text and "gaming" not in text
    nothing = drawn(analytics(), company=CompanyType.AI_LAB)
    assert "no interview there has a score" in nothing
    assert "ai lab: no interview has been held there" in nothing


def test_what_is_not_known_has_no_heading() -> None:
    text = drawn(analytics(**EMPTY | {"score_trend": trend(6.5)}))
    assert text == "Scores\n  one interview, 2026-03-01: 6.5; a trend takes two\n"
    nowhere = Percentile(value=None, reference="12 people here, 30 are needed")
    assert "none: 12 people here, 30 are needed" in drawn(analytics(percentile=nowhere))


def test_a_readiness_without_a_note_still_says_something() -> None:
    bare = Readiness(company=CompanyType.GAMING, seniority=Seniority.MID, bar=6.0, chance=None)
    assert "gaming, mid: too little is known" in drawn(analytics(company_readiness=(bare,)))


def test_long_tables_are_cut_and_say_so() -> None:
    many = tuple(ConceptResult(concept=f"c{n:02}", mean_score=n / 5, questions=1) for n in range(LISTED + 3))
    text = drawn(analytics(concept_performance=many), *(due(f"d{n:02}", n) for n in range(LISTED + 1)))
    assert "c00" in text and f"c{LISTED:02}" not in text
    assert "... and 3 more: coach stats --json" in text
    assert "... and 1 more: coach stats --json" in text


@pytest.mark.parametrize(("days", "words"), [(0, "due today"), (-1, "1 day late"), (1, "in 1 day,"), (9, "in 9 days")])
def test_when_something_is_due(days: int, words: str) -> None:
    assert words in drawn(analytics(), due("graphs", days))


def test_names_are_shortened_and_cannot_drive_the_terminal() -> None:
    odd = ConceptResult(concept="\x1b[2J" + "long" * 20, mean_score=1.0, questions=1)
    text = drawn(analytics(concept_performance=(odd,)), unicode=True)
    assert "\\x1b[2J" in text and "\x1b" not in text
    assert "…" in text
