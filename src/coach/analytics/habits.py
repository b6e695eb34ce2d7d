"""What a person usually does in an interview, each figure with the sentence that says it."""

import math
from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean, stdev

from coach.analytics.logistic import student_975
from coach.domain.analytics import Habit
from coach.domain.results import QuestionResult

RECENT = 30
"""The newest so many questions are looked at; for own ratings the newest so many interviews that have any."""
LEAST = 3
"""Questions below which a habit is not told."""
LEAST_RATED = 5
"""Interviews with own ratings below which nothing is said of them."""

DONE = {
    "asked_first": "Asked about the problem before starting, on {yes} of {of} questions.",
    "planned_first": "Said a plan before the first run, on {yes} of {of} coding questions.",
    "ran_before_submit": "Ran the samples before the first submission, on {yes} of {of} coding questions.",
    "first_submit_right": "The first submission passed every test, on {yes} of {of} coding questions.",
    "own_tests": "Wrote own tests, on {yes} of {of} coding questions.",
}
"""Habits that are there or not: name → sentence."""
SHARES = {
    "mutants_killed": "Own tests catch {percent} % of the known mistakes, over {of} coding questions.",
    "we_share": "{percent} % of the steps in your stories are told as “we”, over {of} stories.",
}
"""Habits in parts: name → sentence."""


def habits(results: Sequence[QuestionResult]) -> tuple[Habit, ...]:
    """The habits that something is known of, from results that are given newest first."""
    recent = results[:RECENT]
    found = [_hints(recent), _time(recent)]
    found += [_share(name, sentence, recent) for name, sentence in (DONE | SHARES).items()]
    return tuple(habit for habit in (*found, *calibration(results)) if habit is not None)


def _share(name: str, sentence: str, results: Sequence[QuestionResult]) -> Habit | None:
    shares = [one.habits[name] for one in results if name in one.habits]
    if len(shares) < LEAST:
        return None
    mean = fmean(shares)
    meaning = sentence.format(yes=round(sum(shares)), of=len(shares), percent=round(100 * mean))
    return Habit(name=name, value=round(mean, 3), questions=len(shares), meaning=meaning)


def _hints(results: Sequence[QuestionResult]) -> Habit | None:
    """The mean of the share of the ladder that was climbed, over all questions that have one."""
    shares = [one.habits["hints"] for one in results if "hints" in one.habits]
    if len(shares) < LEAST:
        return None
    taken = [share for share in shares if share]
    far = f", {100 * fmean(taken):.0f} % up the ladder on average where any was" if taken else ""
    meaning = f"Took hints on {len(taken)} of {len(shares)} questions{far}."
    return Habit(name="hints", value=round(fmean(shares), 3), questions=len(shares), meaning=meaning)


def _time(results: Sequence[QuestionResult]) -> Habit | None:
    """The mean share of the minutes allowed; above 1 when questions ran over."""
    shares = [one.seconds / (60 * one.minutes_allowed) for one in results if one.minutes_allowed and one.level]
    if len(shares) < LEAST:
        return None
    mean, over = fmean(shares), sum(share > 1 for share in shares)
    meaning = f"Used {100 * mean:.0f} % of the time on average; {over} of {len(shares)} questions ran over."
    return Habit(name="time_used", value=round(mean, 3), questions=len(shares), meaning=meaning)


def calibration(results: Sequence[QuestionResult]) -> tuple[Habit, ...]:
    """How far own ratings (1–4) are from the levels: signed (positive: rated too high), and whichever the sign.

    Questions of one interview share its day, so the 95 % interval is Student's over the means of interviews. Nothing
    with fewer than five of them.
    """
    by_interview: dict[str, list[float]] = defaultdict(list)
    for one in results:
        if one.self_rating is not None and one.level is not None:
            by_interview[one.session_id].append(one.self_rating - one.level)
    errors = list(by_interview.values())[:RECENT]
    if len(errors) < LEAST_RATED:
        return ()
    questions = sum(map(len, errors))
    signed = [fmean(own) for own in errors]
    sizes = [fmean(map(abs, own)) for own in errors]
    mean, size = fmean(signed), fmean(sizes)
    side = "high" if mean > 0 else "low"
    low, high = _interval(signed)
    bias = (
        f"Own ratings are {abs(mean):.1f} levels too {side} on average: "
        f"{mean:+.1f}, 95 % interval {low:+.1f} to {high:+.1f}, over {len(errors)} interviews."
    )
    least, most = _interval(sizes)
    off = f"Own ratings are {size:.1f} levels off on average, 95 % interval {max(0.0, least):.1f} to {most:.1f}."
    return (
        Habit(name="self_rating_bias", value=round(mean, 2), questions=questions, meaning=bias),
        Habit(name="self_rating_error", value=round(size, 2), questions=questions, meaning=off),
    )


def calibration_note(results: Sequence[QuestionResult]) -> str:
    """Why nothing is said of own ratings; empty when something is, or there are none."""
    rated = {one.session_id for one in results if one.self_rating is not None and one.level is not None}
    if not rated or len(rated) >= LEAST_RATED:
        return ""
    return f"own ratings: not enough interviews with any: {len(rated)} of {LEAST_RATED}"


def _interval(values: Sequence[float]) -> tuple[float, float]:
    reach = student_975(len(values) - 1) * stdev(values) / math.sqrt(len(values))
    return fmean(values) - reach, fmean(values) + reach
