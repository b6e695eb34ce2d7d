"""The code that was handed in last, with remarks at the lines that tests and findings speak of."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from coach.domain.enums import Verdict
from coach.domain.feedback import EvidenceKind, QuestionAssessment
from coach.domain.response import AttemptKind, InterviewResponse
from coach.domain.session import InterviewSession
from coach.reporting import words
from coach.reporting.visible import shown

MOST_LINES = 1_000
LONGEST_LINE = 300
LINE = re.compile("[0-9]{1,7}")
NOT_SUBMITTED = (AttemptKind.SAMPLES, AttemptKind.MEASURE, AttemptKind.STRENGTH)


@dataclass(frozen=True)
class CodeLine:
    number: int
    text: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class MarkedCode:
    language: str
    lines: tuple[CodeLine, ...]
    left_out: int = 0
    """Lines behind the last one shown."""
    elsewhere: tuple[str, ...] = ()
    """Remarks on lines that are not shown."""


def marked_code(session: InterviewSession, assessment: QuestionAssessment) -> MarkedCode | None:
    """None when no code was handed in to the question or its follow-ups."""
    root_id = assessment.question_id
    ids = (root_id, *(question.id for question in session.follow_ups_of(root_id)))
    responses = [one for one in session.responses_to(*ids) if (one.code_solution or "").strip()]
    if not responses:
        return None
    last = responses[-1]
    remarks: dict[int, list[str]] = defaultdict(list)
    for number, remark in (*_of_tests(session, last), *_of_findings(assessment)):
        if remark not in remarks[number]:
            remarks[number].append(remark)
    code = (last.code_solution or "").rstrip("\n").split("\n")
    lines = [
        CodeLine(number, shown(text, LONGEST_LINE), tuple(remarks.pop(number, ())))
        for number, text in enumerate(code[:MOST_LINES], start=1)
    ]
    elsewhere = tuple(f"line {number}: {remark}" for number, told in sorted(remarks.items()) for remark in told)
    language = last.language or session.language
    return MarkedCode(language.value, tuple(lines), max(0, len(code) - MOST_LINES), elsewhere)


def _of_tests(session: InterviewSession, response: InterviewResponse) -> Iterator[tuple[int, str]]:
    """Where the code did not compile, and where tests ended in it."""
    ran = (one for one in session.attempts if one.response_id == response.id and one.kind not in NOT_SUBMITTED)
    for report in (one.report for one in ran if one.report):
        if report.compile_line is not None:
            yield report.compile_line, f"does not compile: {report.compile_error}"
        for case in report.cases:
            if case.line is not None and case.verdict is not Verdict.ACCEPTED:
                error = f": {case.error}" if case.error else ""
                yield case.line, f"{case.verdict.value.replace('_', ' ')}{error} (test {case.id})"


def _of_findings(assessment: QuestionAssessment) -> Iterator[tuple[int, str]]:
    for result in assessment.dimensions:
        for finding in result.findings:
            for piece in finding.evidence:
                if piece.kind is EvidenceKind.CODE_LINE and LINE.fullmatch(piece.ref):
                    yield int(piece.ref), f"{words.MARKS[finding.answer]} {finding.statement}"
