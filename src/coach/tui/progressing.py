"""Progress as what the screen draws: sections of text, and measures for its bars. Nothing without its basis."""

import threading
from collections.abc import Sequence
from datetime import datetime

from coach.domain.analytics import Due, Estimate, InterviewAnalytics
from coach.domain.enums import CompanyType
from coach.domain.wording import number
from coach.reporting import stats, words
from coach.tui.widgets.bars import Measure
from coach.tui.widgets.heat import Cell

WIDE = 2_000
"""Text is not broken into lines: the panes do that."""
DRAWING = threading.Lock()
"""The chart is drawn on one figure that the whole process shares."""
MOST_CELLS = 60


def sections(
    analytics: InterviewAnalytics, due: Sequence[Due], now: datetime, company: CompanyType | None
) -> dict[str, str]:
    """What is told in sentences, by its title; what is drawn here is left out."""
    told = analytics.replace(
        score_trend=(), dimensions=(), concept_performance=(), skills=(), company_readiness=(), benchmarks=()
    )
    return _by_title(stats.charts(told, due, stats.Pen(WIDE, unicode=True), now, company))


def trend(analytics: InterviewAnalytics, width: int, now: datetime, company: CompanyType | None) -> str:
    """The scores as a line; takes long enough that it belongs into a thread."""
    alone = InterviewAnalytics(
        user_id=analytics.user_id, interviews=analytics.interviews, score_trend=analytics.score_trend
    )
    with DRAWING:
        text = stats.charts(alone, (), stats.Pen(max(width, 30), unicode=True), now, company)
    return _by_title(text)["Scores"]


def _by_title(text: str) -> dict[str, str]:
    """Titles stand at the edge, all else is indented."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line and not line.startswith(" "):
            lines = found.setdefault(line, [])
        elif line:
            lines.append(line.removeprefix("  "))
    return {title: "\n".join(body) for title, body in found.items()}


def companies(analytics: InterviewAnalytics) -> tuple[CompanyType, ...]:
    """Those that trend or readiness say something about."""
    known = [one.company for one in analytics.company_readiness]
    known += [point.company for point in analytics.score_trend if point.company]
    return tuple(dict.fromkeys(known))


def dimensions(analytics: InterviewAnalytics) -> list[Measure]:
    """Weakest first; a level has its colour by the score it stands for."""
    ordered = sorted(analytics.dimensions, key=lambda one: one.level)
    return [
        Measure(words.dimension(one.dimension), one.level, f"{one.level:.1f}, {number(one.questions, 'question')}", 4)
        for one in ordered
    ]


def concepts(analytics: InterviewAnalytics) -> tuple[list[Cell], int]:
    """Weakest first, and how many are left out."""
    ordered = sorted(analytics.concept_performance, key=lambda one: (one.mean_score, one.concept))
    cells = [Cell(one.concept, one.mean_score, one.questions) for one in ordered[:MOST_CELLS]]
    return cells, len(ordered) - len(cells)


def skills(analytics: InterviewAnalytics) -> list[Measure]:
    return [_estimate(one.kind.value.replace("_", " "), one.expected_score, 10.0) for one in analytics.skills]


def readiness(analytics: InterviewAnalytics, company: CompanyType | None) -> tuple[list[Measure], list[str]]:
    """Where a chance is known, and in words where none is."""
    known, unknown = [], []
    for one in analytics.company_readiness:
        if company not in (None, one.company):
            continue
        name = f"{one.company.value.replace('_', ' ')}, {one.seniority.value}"
        if one.chance:
            known.append(_chance(name, one.chance, one.bar))
        else:
            unknown.append(f"{name}: {one.note or 'too little is known'}")
    return known, unknown


def met_again(analytics: InterviewAnalytics) -> list[Measure]:
    """The newest score of each, and how far it is from what it is compared with."""
    return [
        Measure(
            one.bank_id, one.score, f"{one.score:.1f}, {one.score - one.reference:+.1f} on {one.against} ({one.count})"
        )
        for one in analytics.benchmarks[: stats.LISTED]
    ]


def _chance(name: str, chance: Estimate, bar: float) -> Measure:
    figures = (
        f"{chance.value:.0%} ({chance.low:.0%}–{chance.high:.0%}), bar {bar:.1f}, "
        f"{number(chance.interviews, 'interview')}"
    )
    return Measure(name, chance.value, figures, 1.0, chance.low, chance.high)


def _estimate(name: str, score: Estimate, top: float) -> Measure:
    figures = f"{score.value:.1f} ({score.low:.1f}–{score.high:.1f}), {number(score.interviews, 'interview')}"
    return Measure(name, score.value, figures, top, score.low, score.high)
