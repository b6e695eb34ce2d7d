"""Progress as charts for a terminal: lines, bars and intervals, in ASCII where nothing else is sure to show."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap
from typing import NamedTuple

from coach.domain.analytics import Due, Estimate, InterviewAnalytics, Percentile, Readiness, ScorePoint
from coach.domain.enums import CompanyType
from coach.domain.wording import number
from coach.reporting import words

LONGEST_NAME, SHORTEST_NAME = 26, 8
LEAST_BAR = 6
TREND_LINES = 12
LISTED = 12
"""At most so many lines of one table; JSON has them all."""
ASCII = str.maketrans(
    dict.fromkeys("│┤├┊", "|")
    | dict.fromkeys("┌┐└┘┬┴┼", "+")
    | {"─": "-", "█": "#", "░": ".", "●": "o", "·": ".", "–": "-", "−": "-", "…": "...", "±": "+/-", "×": "x"}
    | {"“": '"', "”": '"', "’": "'", "→": "->", "≤": "<=", "≥": ">="}
)
Draw = Callable[[int], str]


@dataclass(frozen=True)
class Pen:
    """How wide to draw, and whether more than ASCII is sure to show."""

    width: int = 80
    unicode: bool = False


class Row(NamedTuple):
    """A name, a drawing that takes the room it is given, and its figures in words."""

    name: str
    draw: Draw
    figures: str


def charts(
    analytics: InterviewAnalytics,
    due: Sequence[Due],
    pen: Pen,
    now: datetime,
    company: CompanyType | None = None,
) -> str:
    """Everything that is known of a person's progress; of one company type alone where one is named."""
    sections = (
        ("Scores", _trend(analytics.score_trend, pen, company)),
        ("Improvement", _improvement(analytics)),
        ("Dimensions, weakest first, level 1–4", _dimensions(analytics, pen)),
        ("Concepts, weakest first, 0–10", _concepts(analytics, pen)),
        ("Skills: score to expect on a question of medium difficulty, with 95 % interval", _skills(analytics, pen)),
        ("Readiness: chance to meet the bar in the next interview, 0–100 %", _readiness(analytics, pen, company)),
        ("Percentile", _percentile(analytics.percentile)),
        ("Questions met again", _benchmarks(analytics, pen)),
        ("Habits", _habits(analytics)),
        ("To practise", _due(due, now)),
        ("Not known yet", iter(analytics.notes)),
    )
    lines: list[str] = []
    for title, body in sections:
        if found := list(body):
            lines += [title, *(part for line in found for part in _wrapped(line, pen.width)), ""]
    text = words.printable("\n".join(lines))
    return text if pen.unicode else text.translate(ASCII)


def _wrapped(line: str, width: int) -> list[str]:
    """A sentence on as many lines as it takes; drawings fit as they are."""
    if len(line) + 2 <= width:
        return [f"  {line}"]
    return wrap(line, width, initial_indent="  ", subsequent_indent="    ")


def _trend(points: Sequence[ScorePoint], pen: Pen, company: CompanyType | None) -> Iterator[str]:
    kept = [point for point in points if company in (None, point.company)]
    if not kept:
        yield "no interview there has a score"
        return
    first, last = kept[0], kept[-1]
    if len(kept) == 1:
        yield f"one interview, {_day(first.at)}: {first.score:.1f}; a trend takes two"
        return
    runs = _runs([point.score for point in kept], max(2, pen.width - 12))
    yield from _line_chart([sum(run) / len(run) for run in runs], pen)
    each = len(runs[0])
    grouped = f"; each point is the mean of {each} interviews" if each > 1 else ""
    yield f"{_day(first.at)} to {_day(last.at)}, {number(len(kept), 'interview')}, newest {last.score:.1f}{grouped}"


def _runs(values: Sequence[float], most: int) -> list[Sequence[float]]:
    """The values in equal runs, at most so many; the last may be shorter."""
    each = -(-len(values) // most)
    return [values[start : start + each] for start in range(0, len(values), each)]


def _line_chart(values: Sequence[float], pen: Pen) -> Iterator[str]:
    """Scores 0–10 from left to right."""
    import plotext  # type: ignore[import-untyped]

    plotext.terminal.limit(False, False)
    figure = plotext.figure
    figure.clear()
    figure.theme("colorless")
    figure.plot_size(pen.width - 2, TREND_LINES)
    signal = figure.signal(list(range(len(values))), list(values), marker="braille" if pen.unicode else "*")
    figure.draw(signal.lines(True))
    figure.ruler("x", 0).ticks([], [])
    figure.ruler("y", 0).lim(0, 10)
    figure.ruler("y", 0).ticks([0, 2, 4, 6, 8, 10], ["0", "2", "4", "6", "8", "10"])
    drawn = plotext.uncolorize(str(figure.build()))
    yield from (line.rstrip() for line in str(drawn).splitlines() if line.strip())


def _day(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d}"


def _improvement(analytics: InterviewAnalytics) -> Iterator[str]:
    if rate := analytics.improvement_rate:
        interval = f"95 %: {rate.low:+.1f} to {rate.high:+.1f}"
        yield f"{rate.value:+.1f} points per ten interviews ({interval}), from {number(rate.interviews, 'interview')}"


def _rows(rows: Sequence[Row], pen: Pen) -> Iterator[str]:
    """Names, drawings and figures in three columns that together fill the width."""
    if not rows:
        return
    taken = 6 + max(len(row.figures) for row in rows)
    most = max(SHORTEST_NAME, min(LONGEST_NAME, pen.width - taken - LEAST_BAR))
    names = min(most, max(len(row.name) for row in rows))
    room = max(LEAST_BAR, pen.width - taken - names)
    for row in rows:
        name = row.name if len(row.name) <= names else row.name[: names - 1] + "…"
        yield f"{name:<{names}}  {row.draw(room)}  {row.figures}".rstrip()


def _bar(value: float, low: float, high: float) -> Draw:
    def draw(room: int) -> str:
        filled = round((value - low) / (high - low) * room)
        return "█" * filled + "░" * (room - filled)

    return draw


def _interval(estimate: Estimate, high: float) -> Draw:
    """A line from 0 to `high` with the interval and the value on it."""

    def draw(room: int) -> str:
        places = [min(room - 1, max(0, int(at / high * room))) for at in (estimate.low, estimate.value, estimate.high)]
        low, value, top = places
        return "".join("●" if place == value else "─" if low <= place <= top else "·" for place in range(room))

    return draw


def _more(count: int) -> Iterator[str]:
    if count > LISTED:
        yield f"… and {count - LISTED} more: coach stats --json"


def _dimensions(analytics: InterviewAnalytics, pen: Pen) -> Iterator[str]:
    ordered = sorted(analytics.dimensions, key=lambda mean: mean.level)
    rows = [
        Row(
            words.dimension(mean.dimension),
            _bar(mean.level, 0, 4),
            f"{mean.level:.1f}, {number(mean.questions, 'question')}",
        )
        for mean in ordered
    ]
    return _rows(rows, pen)


def _concepts(analytics: InterviewAnalytics, pen: Pen) -> Iterator[str]:
    ordered = sorted(analytics.concept_performance, key=lambda result: (result.mean_score, result.concept))
    rows = [
        Row(
            result.concept,
            _bar(result.mean_score, 0, 10),
            f"{result.mean_score:.1f}, {number(result.questions, 'question')}"
            + (f", {_day(result.last)}" if result.last else ""),
        )
        for result in ordered[:LISTED]
    ]
    yield from _rows(rows, pen)
    yield from _more(len(ordered))


def _skills(analytics: InterviewAnalytics, pen: Pen) -> Iterator[str]:
    rows = []
    for skill in analytics.skills:
        score = skill.expected_score
        figures = f"{score.value:.1f} ({score.low:.1f}–{score.high:.1f}), {number(score.interviews, 'interview')}"
        rows.append(Row(skill.kind.value.replace("_", " "), _interval(score, 10), figures))
    return _rows(rows, pen)


def _readiness(analytics: InterviewAnalytics, pen: Pen, company: CompanyType | None) -> Iterator[str]:
    kept = [one for one in analytics.company_readiness if company in (None, one.company)]
    known = [(one, one.chance) for one in kept if one.chance]
    rows = [
        Row(
            _company(one),
            _interval(chance, 1),
            f"{chance.value:.0%} ({chance.low:.0%}–{chance.high:.0%}), bar {one.bar:.1f}, "
            f"{number(chance.interviews, 'interview')}",
        )
        for one, chance in known
    ]
    yield from _rows(rows, pen)
    yield from (f"{_company(one)}: {one.note or 'too little is known'}" for one in kept if not one.chance)
    if company and not kept:
        yield f"{company.value.replace('_', ' ')}: no interview has been held there"


def _company(one: Readiness) -> str:
    return f"{one.company.value.replace('_', ' ')}, {one.seniority.value}"


def _percentile(percentile: Percentile | None) -> Iterator[str]:
    if percentile is None:
        return
    if value := percentile.value:
        yield f"{value.value:.0f} (95 %: {value.low:.0f}–{value.high:.0f}), against {percentile.reference}"
    else:
        yield f"none: {percentile.reference}"


def _benchmarks(analytics: InterviewAnalytics, pen: Pen) -> Iterator[str]:
    rows = [
        Row(
            one.bank_id,
            _bar(one.score, 0, 10),
            f"{one.score:.1f}, {one.score - one.reference:+.1f} on {one.against} ({one.count})",
        )
        for one in analytics.benchmarks[:LISTED]
    ]
    yield from _rows(rows, pen)
    yield from _more(len(analytics.benchmarks))


def _habits(analytics: InterviewAnalytics) -> Iterator[str]:
    return (habit.meaning for habit in analytics.habits)


def _due(due: Sequence[Due], now: datetime) -> Iterator[str]:
    for one in sorted(due, key=lambda each: each.due)[:LISTED]:
        kind = one.kind.value.replace("_", " ")
        recall = f"remembered with {one.recall:.0%}"
        yield f"{one.concept} ({kind}): {_when(one.due, now)}, {recall}, last score {one.last_score:.1f}"
    yield from _more(len(due))


def _when(due: datetime, now: datetime) -> str:
    """In whole days of the person's calendar."""
    days = (due.astimezone().date() - now.astimezone().date()).days
    if days == 0:
        return "due today"
    plural = "" if abs(days) == 1 else "s"
    return f"{-days} day{plural} late" if days < 0 else f"in {days} day{plural}"
