"""How line mode words what happened."""

import re
import shutil
import textwrap

from coach.cli.output import printable
from coach.cli.problems import narrate
from coach.domain.enums import TestGroup, Verdict
from coach.domain.execution import CaseResult, ExecutionReport
from coach.domain.question import InterviewQuestion

NARROWEST, WIDEST = 40, 100
SET_APART = re.compile(r"\s|[-*#|`>]|\d+[.)] ")
"""How a line begins that is not part of a paragraph."""
MOST_SHOWN = 3
MOST_PRINTED = 400


def framed(speaker: str, text: str) -> str:
    """Somebody's words, wrapped and indented below their name; nothing in them is interpreted."""
    lines: list[str] = []
    for line in _reflowed(printable(text)):
        lines += textwrap.wrap(line, text_width(), break_on_hyphens=False) or [""]
    return "\n".join([f"{speaker}>", *(f"  {line}".rstrip() for line in lines)])


def text_width() -> int:
    """Columns for words that are indented by two."""
    return min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST) - 2


def _reflowed(text: str) -> list[str]:
    """Lines of prose joined into paragraphs; lists, tables, headings and code stay line by line."""
    lines: list[str] = []
    fenced = joinable = False
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        prose = bool(line.strip()) and not fenced and not SET_APART.match(line)
        if prose and joinable:
            lines[-1] += " " + line
        else:
            lines.append(line)
        joinable = prose
    return lines


def _case(case: CaseResult) -> str:
    mark = "✓" if case.verdict is Verdict.ACCEPTED else "✗"
    words = case.verdict.value.replace("_", " ")
    line = f"  {mark} {case.id} · {words} · {case.cpu_seconds * 1000:.0f} ms · {case.why}"
    if case.verdict is Verdict.ACCEPTED:
        return line
    details = []
    if case.is_open:
        details += [case.input, f"expected: {case.expected}"]
    if case.error:
        where = f" (line {case.line})" if case.line else ""
        details.append(f"error: {case.error}{where}")
    elif case.is_open:
        details.append(f"got: {case.got}")
    if case.printed:
        details.append(f"printed: {case.printed[:MOST_PRINTED]}")
    return "\n".join([line, *textwrap.indent("\n".join(details), "      ").splitlines()])


def describe_run(report: ExecutionReport, *, hidden: bool = False) -> str:
    """The result of a run in a few lines; inputs of hidden tests are not shown."""
    notices = [f"  ! {notice}" for notice in report.notices]
    if report.compile_error:
        where = f" (line {report.compile_line})" if report.compile_line else ""
        told = textwrap.indent(report.compile_error + where, "      ")
        return printable("\n".join([*notices, "  ✗ the code does not load", told]))
    head = f"  {_tally(report)} ({report.runner})"
    if not hidden:
        return printable("\n".join([*notices, *(_case(case) for case in report.cases), head]))
    failed = [case for case in report.cases if case.verdict is not Verdict.ACCEPTED]
    lines = [_case(case) for case in failed[:MOST_SHOWN]]
    if len(failed) > MOST_SHOWN:
        lines.append(f"  … and {len(failed) - MOST_SHOWN} more")
    return printable("\n".join([*notices, head, *lines]))


def _tally(report: ExecutionReport) -> str:
    own, given = report.in_group(TestGroup.OWN), report.without(TestGroup.OWN)
    if not own:
        return f"{report.passed} of {report.total} tests passed"
    passed = report.passed - given.passed
    return f"{given.passed} of {given.total} tests passed, {passed} of {len(own)} of your own"


class Preparing:
    """Tells once that a sandbox is being built, instead of every line of the build."""

    def __init__(self) -> None:
        self._told = False

    def __call__(self, _: str) -> None:
        if not self._told:
            narrate("  Building the sandbox image. This happens once, and takes a minute or two …")
        self._told = True


def describe_skip(question: InterviewQuestion) -> str:
    return "  follow-up left unanswered" if question.is_follow_up else "  question skipped"
