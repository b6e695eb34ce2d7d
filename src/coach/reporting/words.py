"""The words for scores, levels and findings, the same in every format."""

import re
from collections.abc import Callable

from coach.domain.enums import Answer, Dimension, Source
from coach.domain.feedback import Finding, InterviewFeedback, QuestionAssessment

LEVELS = {1: "strong no hire", 2: "lean no hire", 3: "lean hire", 4: "strong hire"}
SOURCES = {
    Source.FACT: "fact",
    Source.BANK: "word check",
    Source.MODEL: "model",
    Source.SELF: "own judgement",
}
MARKS = {Answer.YES: "✓", Answer.NO: "✗", Answer.NOT_APPLICABLE: "–"}
MET = {True: "met", False: "not met", None: "cannot be told"}
"""Whether the bar is met."""
UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
"""Control characters but the tab and the end of a line, and halves of a character, which no output can encode."""


def printable(text: str) -> str:
    """Content with control characters made visible, so that it cannot drive the terminal."""
    return UNPRINTABLE.sub(_visible, text)


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def scores(feedback: InterviewFeedback) -> tuple[tuple[str, float | None], ...]:
    """The four scores of an interview, each with its name."""
    return (
        ("overall", feedback.overall_score),
        ("technical", feedback.technical_score),
        ("communication", feedback.communication_score),
        ("problem solving", feedback.problem_solving_score),
    )


def score(value: float | None) -> str:
    """A score out of ten, or that there is none."""
    return "not assessed" if value is None else f"{value:.1f}"


def dimension(value: Dimension) -> str:
    return value.value.replace("_", " ")


def level(value: int | None) -> str:
    return "not assessed" if value is None else f"{value} · {LEVELS[value]}"


def minutes(seconds: float) -> str:
    """Minutes and seconds: 12:05."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def hints(number: int) -> str:
    """How many hints were taken; empty for none."""
    return f"{number} hint{'s' if number > 1 else ''}" if number else ""


def confidence(value: float) -> str:
    for bound, word in ((0.8, "high"), (0.5, "medium")):
        if value >= bound:
            return word
    return "low"


def written(feedback: InterviewFeedback) -> str:
    """Who worded the report, or why no model did; empty where none was meant to."""
    if feedback.not_written:
        return f"worded without a model – {feedback.not_written}"
    return f"worded by {feedback.written_by}" if feedback.summary else ""


def evidence(finding: Finding, safe: Callable[[str], str] = printable) -> str:
    """What a finding rests on, in one line; `safe` makes content harmless in the format at hand."""
    parts = []
    for item in finding.evidence:
        text = safe(" ".join(item.text.split()))
        quoted = f"“{text}”" if item.kind.value == "quote" else text
        parts.append(f"{quoted} [{safe(item.ref)}]" if item.ref else quoted)
    return "; ".join(parts)


def tests(assessment: QuestionAssessment) -> str:
    """How the tests went, in one phrase; empty where no code was run."""
    if assessment.tests_total is None:
        return ""
    words = f"{assessment.tests_passed}/{assessment.tests_total} tests passed"
    if assessment.verdict and assessment.verdict.value != "accepted":
        words += f", first problem: {assessment.verdict.value.replace('_', ' ')}"
    return words


def own_tests(assessment: QuestionAssessment) -> str:
    """How strong the candidate's own tests are, in one phrase; empty where there are none."""
    found = assessment.own_tests
    if found is None:
        return ""
    repeat = "repeats" if found.copies == 1 else "repeat"
    copies = f", {found.copies} {repeat} a sample or another" if found.copies else ""
    missed = f" (not: {', '.join(found.missed)})" if found.caught and found.missed else ""
    return (
        f"own tests: {found.right} of {found.tests} count{copies}, "
        f"{len(found.caught)} of {found.mistakes} known mistakes caught{missed}"
    )


def wrong_tests(assessment: QuestionAssessment) -> tuple[str, ...]:
    """The lines of the candidate's own tests with which the reference disagrees."""
    wrong = assessment.own_tests.disagreements if assessment.own_tests else ()
    return tuple(
        f"line {test.line} of your tests: {', '.join(test.input.splitlines())} gives {test.reference}, "
        f"not {test.expected}"
        for test in wrong
    )


def growth(assessment: QuestionAssessment) -> str:
    """The measured growth against the target; empty where nothing was measured."""
    found = assessment.growth
    if found is None or found.target is None:
        return ""
    target = f"target O({found.target})"
    if not found.classes:
        return f"measured growth: inconclusive ({target})"
    measured = " to ".join(f"O({name})" for name in found.classes)
    claimed = f", you said {found.claimed}" if found.claimed else ""
    return f"measured growth: {measured} ({target}{claimed})"
