"""Verdicts: what the sandbox saw, against what was expected. Expected values are known only here."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from coach.domain.enums import TestGroup, Verdict
from coach.domain.execution import CaseOutcome, CaseResult, Execution, ExecutionReport, OutcomeStatus, verdict_of
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


class JudgedCase(NamedTuple):
    """A case, what the sandbox saw of it, and its verdict."""

    case: PreparedCase
    outcome: CaseOutcome | None
    verdict: Verdict

    @property
    def group(self) -> TestGroup:
        return self.case.group


class Judged(NamedTuple):
    """The verdicts of a run. They are there at once; what people read of the run takes longer to write."""

    execution: Execution
    cases: tuple[JudgedCase, ...]

    @property
    def verdict(self) -> Verdict:
        """That of the whole."""
        return verdict_of(self.execution.compile_error, self.cases)

    def report(self) -> ExecutionReport:
        execution = self.execution
        return ExecutionReport(
            runner=execution.runner,
            language=execution.language,
            cases=tuple(_result(case, execution) for case in self.cases),
            compile_error=execution.compile_error,
            compile_line=execution.compile_line,
            printed=execution.printed,
            seconds=execution.seconds,
            notices=execution.notices,
        )


def judge(execution: Execution, cases: Sequence[PreparedCase], compare: str) -> Judged:
    """The verdict of every case, in the order of the cases, whatever the sandbox left out."""
    outcomes: dict[str, CaseOutcome] = {}
    for outcome in execution.outcomes:
        outcomes.setdefault(outcome.id, outcome)
    seen = ((case, outcomes.get(case.id)) for case in cases)
    return Judged(
        execution,
        tuple(JudgedCase(case, outcome, _verdict(case, outcome, execution, compare)) for case, outcome in seen),
    )


def report_of(execution: Execution, cases: Sequence[PreparedCase], compare: str) -> ExecutionReport:
    """The same, written out."""
    return judge(execution, cases, compare).report()


def _result(judged: JudgedCase, execution: Execution) -> CaseResult:
    case = judged.case
    return CaseResult(
        id=case.id,
        group=case.group,
        verdict=judged.verdict,
        why=case.why,
        input=case.input_shown,
        expected=case.expected_shown,
        **_happened(judged.outcome, execution),
    )


def _happened(outcome: CaseOutcome | None, execution: Execution) -> dict[str, Any]:
    """What the sandbox saw of a case."""
    if execution.compile_error:
        return {"error": execution.compile_error, "line": execution.compile_line}
    if outcome is None:
        return {"error": ENDED_EARLY}
    return {
        "got": shortened(outcome.value) if outcome.status is OutcomeStatus.RETURNED else "",
        "printed": outcome.printed,
        "error": outcome.error or (ENDED_EARLY if outcome.status is OutcomeStatus.NOT_RUN else ""),
        "line": outcome.line,
        "cpu_seconds": outcome.cpu_seconds,
        "peak_memory_kib": outcome.peak_memory_kib,
    }


def _verdict(case: PreparedCase, outcome: CaseOutcome | None, execution: Execution, compare: str) -> Verdict:
    if execution.compile_error:
        return Verdict.COMPILE_ERROR
    if outcome is None:
        return Verdict.RUNTIME_ERROR
    if outcome.status is not OutcomeStatus.RETURNED:
        return VERDICTS[outcome.status]
    return Verdict.ACCEPTED if agrees(case.expected, outcome.value, compare) else Verdict.WRONG_ANSWER
