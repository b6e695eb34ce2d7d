"""What became of requirements that changed in the middle of a coding question."""

from collections.abc import Sequence

from coach.domain.coding import Twist
from coach.domain.enums import TestGroup
from coach.domain.execution import ExecutionReport
from coach.evaluation import process
from coach.evaluation.levels import Sheet
from coach.evaluation.phrases import find
from coach.evaluation.record import Record

STATEMENT = "Carried a changed requirement through"
TIER = 4
TWIST = "twist:"
"""What the ids of follow-ups that change a requirement begin with."""


def add(sheet: Sheet, record: Record, twists: Sequence[Twist]) -> None:
    """A criterion for each twist that was put: yes or not applicable, never no.

    Only who has solved the question is asked, and is not worse off for it.
    """
    for asked in process.followed_up(record):
        for twist in twists:
            if asked.question.follow_up_id == f"{TWIST}{twist.id}":
                _add_one(sheet, record, twist, asked.answer)


def _add_one(sheet: Sheet, record: Record, twist: Twist, answer: str) -> None:
    criterion = f"twist-{twist.id}"
    if not twist.tests and (words := find(twist.match, answer)):
        sheet.bank(TIER, criterion, STATEMENT, words)
        return
    met = [report for report in record.twist_reports if report.all_passed and _is_of(report, twist)]
    told = f"all {met[-1].total} tests pass, those of the question and those of the change" if met else ""
    sheet.test(TIER, criterion, STATEMENT, True if met else None, told)


def _is_of(report: ExecutionReport, twist: Twist) -> bool:
    return any(case.id.startswith(f"{twist.id}-") for case in report.in_group(TestGroup.TWIST))
