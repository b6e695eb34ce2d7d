"""Verdicts: what the sandbox saw, against what was expected. Expected values are known only here."""

from collections.abc import Sequence
from typing import Any

from coach.domain.enums import Verdict
from coach.domain.execution import CaseOutcome, CaseResult, Execution, ExecutionReport, OutcomeStatus
from coach.domain.material import PreparedCase
from coach.domain.showing import shortened
from coach.evaluation.comparison import agrees

ENDED_EARLY = "the program ended before this case"

VERDICTS = {
    OutcomeStatus.RAISED: Verdict.RUNTIME_ERROR,
    OutcomeStatus.CRASHED: Verdict.RUNTIME_ERROR,
    OutcomeStatus.NOT_RUN: Verdict.RUNTIME_ERROR,
    OutcomeStatus.TIME_LIMIT: Verdict.TIME_LIMIT,
    OutcomeStatus.MEMORY_LIMIT: Verdict.MEMORY_LIMIT,
    OutcomeStatus.OUTPUT_LIMIT: Verdict.OUTPUT_LIMIT,
}


def report_of(execution: Execution, cases: Sequence[PreparedCase], compare: str) -> ExecutionReport:
    """The verdict of every case, in the order of the cases, whatever the sandbox left out."""
    outcomes: dict[str, CaseOutcome] = {}
    for outcome in execution.outcomes:
        outcomes.setdefault(outcome.id, outcome)
    results = tuple(_judged(case, outcomes.get(case.id), execution, compare) for case in cases)
    return ExecutionReport(
        runner=execution.runner,
        language=execution.language,
        cases=results,
        compile_error=execution.compile_error,
        compile_line=execution.compile_line,
        printed=execution.printed,
        seconds=execution.seconds,
        notices=execution.notices,
    )


def _judged(case: PreparedCase, outcome: CaseOutcome | None, execution: Execution, compare: str) -> CaseResult:
    return CaseResult(
        id=case.id,
        group=case.group,
        why=case.why,
        input=case.input_shown,
        expected=case.expected_shown,
        **_happened(case, outcome, execution, compare),
    )


def _happened(case: PreparedCase, outcome: CaseOutcome | None, execution: Execution, compare: str) -> dict[str, Any]:
    """What the sandbox saw of a case, with its verdict."""
    if execution.compile_error:
        error, line = execution.compile_error, execution.compile_line
        return {"verdict": Verdict.COMPILE_ERROR, "error": error, "line": line}
    if outcome is None:
        return {"verdict": Verdict.RUNTIME_ERROR, "error": ENDED_EARLY}
    return {
        "verdict": _verdict(case, outcome, compare),
        "got": shortened(outcome.value) if outcome.status is OutcomeStatus.RETURNED else "",
        "printed": outcome.printed,
        "error": outcome.error or (ENDED_EARLY if outcome.status is OutcomeStatus.NOT_RUN else ""),
        "line": outcome.line,
        "cpu_seconds": outcome.cpu_seconds,
        "peak_memory_kib": outcome.peak_memory_kib,
    }


def _verdict(case: PreparedCase, outcome: CaseOutcome, compare: str) -> Verdict:
    if outcome.status is not OutcomeStatus.RETURNED:
        return VERDICTS[outcome.status]
    return Verdict.ACCEPTED if agrees(case.expected, outcome.value, compare) else Verdict.WRONG_ANSWER
