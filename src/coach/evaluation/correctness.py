"""Verdicts: what the sandbox saw, against what was expected. Expected values are known only here."""

import json
from collections.abc import Sequence
from typing import Any

from pydantic import JsonValue

from coach.domain.enums import Verdict
from coach.domain.execution import CaseOutcome, CaseResult, Execution, ExecutionReport, OutcomeStatus
from coach.domain.material import PreparedCase
from coach.evaluation.comparison import agrees

SHOWN_CHARACTERS = 2000
FEW = 50
"""Elements."""
ENOUGH = 700
"""So many elements, of a character and a separator of two at least, are more than is shown."""
NESTED = frozenset({list, dict})
NUMBERS = frozenset({int, float, bool})
_ENCODER = json.JSONEncoder(ensure_ascii=False)
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
        input=described_input(case.input),
        expected=shortened(case.expected),
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


def described_input(arguments: dict[str, JsonValue]) -> str:
    """One line `name = value` per parameter."""
    lines = "\n".join(f"{name} = {shortened(value)}" for name, value in arguments.items())
    return _cut(lines)


def shortened(value: JsonValue) -> str:
    """The value as JSON, cut to about 2,000 characters; only as much as is shown gets written out."""
    pieces: list[str] = []
    length = 0
    if isinstance(value, list):
        value = value[:ENOUGH]
    try:
        if _is_small(value):
            # The quick encoder writes all of it or nothing.
            return _cut(_ENCODER.encode(value))
        for piece in _ENCODER.iterencode(value):
            pieces.append(piece)
            length += len(piece)
            if length > SHOWN_CHARACTERS:
                break
    except (RecursionError, ValueError):
        return "a value that cannot be shown"
    return _cut("".join(pieces))


def _is_small(value: JsonValue) -> bool:
    """A plain value, a short list of such, or numbers."""
    if isinstance(value, list):
        types = set(map(type, value))
        return types <= NUMBERS or (len(value) <= FEW and types.isdisjoint(NESTED))
    return not isinstance(value, dict)


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
