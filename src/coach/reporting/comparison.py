"""Two interviews side by side, in words."""

from collections.abc import Iterator

from coach.evaluation.comparing import Comparison, Difference, QuestionBrief, Side
from coach.reporting import words

HEADS = ("", "first", "second", "change", "")
Row = tuple[str, ...]


def told(difference: Difference) -> str:
    """Whether a difference is more than chance makes, in words."""
    if difference.change is None or difference.exceeds is None:
        return "not in both"
    if not difference.change:
        return "the same"
    if not difference.exceeds:
        return f"within the noise (± {difference.limit:.1f})"
    better = "better" if difference.change > 0 else "worse"
    return f"{better}: more than chance makes (± {difference.limit:.1f})"


def score_rows(comparison: Comparison) -> tuple[Row, ...]:
    """Overall, groups and dimensions, each with both scores, the change and what it means; as HEADS says."""
    return tuple(map(_row, _differences(comparison)))


def _differences(comparison: Comparison) -> tuple[Difference, ...]:
    """Those that either has. A group has the name of one of its dimensions: it is called a score."""
    whole = (one.replace(name=f"{one.name} score") for one in (comparison.overall, *comparison.groups))
    return tuple(one for one in (*whole, *comparison.dimensions) if (one.first, one.second) != (None, None))


def _row(difference: Difference) -> Row:
    # "+0.0" would be a change that is none.
    change = "" if difference.change is None else f"{difference.change:+.1f}" if difference.change else "0.0"
    return (difference.name, words.score(difference.first), words.score(difference.second), change, told(difference))


def fact_rows(comparison: Comparison) -> tuple[Row, ...]:
    """What each of the interviews was, beside its scores."""
    one, other = comparison.first, comparison.second
    rows = (
        ("interview", one.session_id, other.session_id),
        ("day", one.at, other.at),
        ("for", _for(one), _for(other)),
        ("kind", _plain(f"{one.kind}, {one.difficulty}"), _plain(f"{other.kind}, {other.difficulty}")),
        ("judged", one.judged_by, other.judged_by),
        ("questions", str(one.questions), str(other.questions)),
        ("time", words.minutes(one.seconds), words.minutes(other.seconds)),
        ("hints", str(one.hints), str(other.hints)),
        ("bar", words.MET[one.meets_bar], words.MET[other.meets_bar]),
    )
    return tuple(tuple(map(words.printable, row)) for row in rows)


def _for(side: Side) -> str:
    return _plain(f"{side.company}, {side.seniority} {side.role}")


def _plain(text: str) -> str:
    return text.replace("_", " ")


def question_rows(comparison: Comparison) -> tuple[Row, ...]:
    """The questions that both asked, with how they went."""
    return tuple((words.printable(met.title), _brief(met.first), _brief(met.second)) for met in comparison.met_twice)


def _brief(question: QuestionBrief) -> str:
    verdict = question.verdict.value.replace("_", " ") if question.verdict else ""
    parts = (
        words.score(question.score),
        verdict,
        words.hints(question.hints),
        f"{words.minutes(question.seconds)} min",
    )
    return ", ".join(part for part in parts if part)


def sentences(comparison: Comparison) -> Iterator[str]:
    """How to read the table: how far apart chance alone puts two interviews, and what makes these hard to compare."""
    noise = comparison.noise
    yield (
        f"Two interviews of somebody who has not changed typically differ by {noise.typical:.1f} points overall, and "
        f"one pair in twenty by more than {noise.limit():.1f}. Parts of an interview swing wider."
    )
    yield f"That is {noise.basis}."
    yield from comparison.cautions
    both = [difference for difference in _differences(comparison) if difference.change is not None]
    if any(difference.exceeds for difference in both):
        yield f"Of {len(both)} scores about one in twenty lies outside its limits by chance alone."
    elif both:
        yield "Nothing here is more than chance makes; a trend over several interviews says more: coach stats."
