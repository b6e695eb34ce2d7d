"""How things stood at a moment of a replay: what was said, the code, and what its tests came to."""

from collections.abc import Sequence

from textual.content import Content
from textual.highlight import highlight

from coach.domain.enums import Verdict
from coach.domain.execution import CaseResult, ExecutionReport
from coach.reporting import words
from coach.reporting.visible import shown
from coach.tui.replaying import CANDIDATE, Frame, Speech, marked

MOST_SPEECHES = 60
"""The newest that are shown; one reads them at the end."""
"""Groups whose inputs and values the candidate may see."""
LONGEST_VALUE = 200
STYLES = {"+": "$text-success", "-": "$text-error", " ": ""}


def conversation(speeches: Sequence[Speech]) -> Content:
    """The newest speeches, the last one at the end."""
    if not speeches:
        return Content.styled("Nothing was said yet.", "$foreground 60%")
    kept = speeches[-MOST_SPEECHES:]
    parts: list[str | tuple[str, str]] = []
    if earlier := len(speeches) - len(kept):
        parts.append((f"… {earlier} earlier\n\n", "$foreground 60%"))
    for speech in kept:
        colour = "$text-accent" if speech.who == CANDIDATE else "$text-success"
        parts += [(f"▌ {speech.who}", colour), (f"  {words.minutes(speech.seconds)}\n", "$foreground 60%")]
        parts.append(f"{speech.text}\n\n")
    return Content.assemble(*parts)


def code(frame: Frame, language: str) -> Content:
    """The code with line numbers and the marks of its last change; takes long enough for a thread."""
    if not frame.code:
        return Content.styled("No code yet.", "$foreground 60%")
    coloured = highlight("\n".join(frame.code), language=language).split("\n", allow_blank=True)
    lines = []
    for mark, number, text in marked(frame.before, frame.code):
        margin = (f"{mark} {number or '':>4} ", STYLES[mark] or "$foreground 60%")
        body = Content.styled(text, "$text-error") if number is None else coloured[number - 1]
        lines.append(Content.assemble(margin, body))
    return Content("\n").join(lines)


def results(report: ExecutionReport | None) -> Content:
    """Every case with its verdict; values only of tests that the candidate may see."""
    if report is None:
        return Content.styled("Nothing was run yet.", "$foreground 60%")
    lines = [Content.styled(f"{report.passed} of {report.total} tests passed", "bold")]
    if report.compile_error:
        lines.append(Content.styled(f"✗ {shown(report.compile_error)}", "$text-error"))
    lines += [_case(case) for case in report.cases]
    return Content("\n").join(lines)


def _case(case: CaseResult) -> Content:
    passed = case.verdict is Verdict.ACCEPTED
    mark, style = ("✓", "$text-success") if passed else ("✗", "$text-error")
    verdict = "passed" if passed else case.verdict.value.replace("_", " ")
    head = Content.assemble((f"{mark} {verdict:<14}", style), f" {shown(case.id, 40)} ({case.group.value})")
    if passed or not case.is_open:
        return head
    told = (("input", case.input), ("− expected", case.expected), ("+ got", case.got), ("error", case.error))
    return Content("\n").join(
        (head, *(Content(f"    {name} {shown(text, LONGEST_VALUE)}") for name, text in told if text))
    )
