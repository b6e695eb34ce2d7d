"""A run request as a job for the supervisor, and the supervisor's answer as an execution."""

import math
import signal
import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

from coach.domain.execution import CaseInput, CaseOutcome, Execution, OutcomeStatus, RunRequest
from coach.sandbox.guest import wire

WALL_FACTOR, WALL_EXTRA_SECONDS = 3.0, 1.0
RUN_SECONDS = 120.0
"""The longest run of all cases together, in seconds of wall time."""
GRACE_SECONDS = 5.0
"""What the host waits beyond a run's limits before it removes the sandbox."""
_CPU_SLACK = 1.1
_CPU_SLACK_SECONDS = 0.1

Header = dict[str, Any]


class Job(NamedTuple):
    header: Header
    body: bytes
    seconds: float
    """How long the host waits for the answer."""


def encode(request: RunRequest) -> Job:
    """The frame that asks a supervisor to run a request."""
    body = bytearray()

    def span(data: bytes) -> tuple[int, int]:
        first = len(body)
        body.extend(data)
        return first, len(body)

    prelude = {
        "source": request.source,
        "signature": request.signature.model_dump(mode="json"),
        "repeats": request.repeats,
    }
    cases = []
    for case in request.cases:
        limit = _cpu_limit(request, case)
        data = struct.pack(">d", limit) + wire.encode(case.input)
        cases.append({"input": span(data), **_allowance(limit)})
    load = _allowance(request.limits.cpu_seconds)
    run_wall = max(load["wall"], min(RUN_SECONDS, load["wall"] + sum(case["wall"] for case in cases)))
    header = {
        "prelude": span(wire.encode(prelude)),
        "cases": cases,
        "load": load,
        "memory_mib": request.limits.memory_mib,
        "printed_bytes": request.limits.output_kib * 1024,
        "run_wall": run_wall,
    }
    return Job(header, bytes(body), run_wall + GRACE_SECONDS)


def _cpu_limit(request: RunRequest, case: CaseInput) -> float:
    return case.cpu_seconds or request.limits.cpu_seconds


def _allowance(cpu: float) -> dict[str, Any]:
    """The supervisor's limits stand a little above the candidate's: the harness's own work counts there."""
    return {"cpu": cpu * _CPU_SLACK + _CPU_SLACK_SECONDS, "wall": cpu * WALL_FACTOR + WALL_EXTRA_SECONDS}


class _Malformed(Exception):
    """The answer holds what no harness writes: the code under test wrote it."""


def decode(
    request: RunRequest, header: Header, body: bytes, *, runner: str, seconds: float, notices: Sequence[str] = ()
) -> Execution:
    """The execution that a supervisor's answer describes; what the code forged in it ends as a crash."""
    error, line = _load_error(request, header["load"], body)
    replies = header["cases"]
    outcomes = [_outcome(request, case, reply, body) for case, reply in zip(request.cases, replies, strict=False)]
    why = _why_not_run(header["load"], replies, bool(error))
    outcomes += [
        CaseOutcome(id=case.id, status=OutcomeStatus.NOT_RUN, error=why) for case in request.cases[len(replies) :]
    ]
    return Execution(
        runner=runner,
        language=request.language,
        outcomes=tuple(outcomes),
        compile_error=error,
        compile_line=line,
        printed=_text(header["load"], body),
        seconds=seconds,
        notices=tuple(notices),
    )


def overdue(request: RunRequest, *, runner: str, seconds: float, notices: Sequence[str] = ()) -> Execution:
    """The execution of a run whose sandbox did not answer in time and was removed."""
    why = f"the sandbox did not answer within {seconds:.0f} s and was ended"
    return Execution(
        runner=runner,
        language=request.language,
        outcomes=tuple(
            CaseOutcome(id=case.id, status=OutcomeStatus.TIME_LIMIT, error=why, wall_seconds=seconds)
            for case in request.cases
        ),
        seconds=seconds,
        notices=tuple(notices),
    )


def _load_error(request: RunRequest, load: Header, body: bytes) -> tuple[str, int | None]:
    if load["kind"] == "O" or (load["reason"] == "exit" and load["number"] == 0):
        return "", None
    if load["kind"] == "L":
        try:
            answer = _answer(load, body)
            return _error_and_line(answer)
        except _Malformed:
            return "the program wrote to the sandbox's own channel while loading", None
    _, why = _ended(request, load, request.limits.cpu_seconds)
    return f"while loading: {why}", None


def _why_not_run(load: Header, replies: Sequence[Header], compile_error: bool) -> str:
    if compile_error:
        return "the code did not load"
    if load["kind"] != "O":
        return f"the program ended before this case (exit code {load['number']})"
    if replies and replies[-1]["reason"]:
        return "not run: the program was ended too often in the cases before"
    return "not run: all cases together took too long or returned too much"


def _outcome(request: RunRequest, case: CaseInput, reply: Header, body: bytes) -> CaseOutcome:
    limit = _cpu_limit(request, case)
    measured: dict[str, Any] = {
        "id": case.id,
        "cpu_seconds": reply["cpu"],
        "wall_seconds": reply["wall"],
        "peak_memory_kib": reply["peak_kib"],
        "printed": _text(reply, body),
    }
    if reply["reason"]:
        status, why = _ended(request, reply, limit)
        return CaseOutcome(status=status, error=why, **measured)
    try:
        answer = _answer(reply, body)
        if reply["kind"] == "M":
            why = _memory_error(request)
            return CaseOutcome(status=OutcomeStatus.MEMORY_LIMIT, error=why, **measured)
        if reply["kind"] == "E":
            error, line = _error_and_line(answer)
            return CaseOutcome(status=OutcomeStatus.RAISED, error=error, line=line, **measured)
        return _returned(reply, answer, limit, measured)
    except _Malformed:
        why = "the program wrote to the sandbox's own channel"
        return CaseOutcome(status=OutcomeStatus.CRASHED, error=why, **measured)


def _returned(reply: Header, answer: Header, limit: float, measured: dict[str, Any]) -> CaseOutcome:
    cpu = answer.get("cpu")
    if reply["kind"] != "R" or not isinstance(cpu, float) or "value" not in answer:
        raise _Malformed
    # The harness knows which part of the time was the candidate's. A lie here is bounded by the supervisor's clocks.
    measured["cpu_seconds"] = max(cpu, 0.0) if math.isfinite(cpu) else reply["cpu"]
    if measured["cpu_seconds"] > limit:
        why = f"took {measured['cpu_seconds']:.2f} s of CPU time; the limit is {limit:g} s"
        return CaseOutcome(status=OutcomeStatus.TIME_LIMIT, error=why, **measured)
    return CaseOutcome(status=OutcomeStatus.RETURNED, value=answer["value"], **measured)


def _ended(request: RunRequest, reply: Header, limit: float) -> tuple[OutcomeStatus, str]:
    """The status and the named reason of a process that was ended, or ended itself."""
    waited = f"did not return within {reply['wall']:.1f} s (it used {reply['cpu']:.1f} s of CPU time)"
    known = {
        "cpu": (OutcomeStatus.TIME_LIMIT, f"took over {limit:g} s of CPU time"),
        "wall": (OutcomeStatus.TIME_LIMIT, waited),
        "memory": (OutcomeStatus.MEMORY_LIMIT, _memory_error(request)),
        "output": (OutcomeStatus.OUTPUT_LIMIT, f"printed over {request.limits.output_kib} KiB"),
        "value": (OutcomeStatus.OUTPUT_LIMIT, "returned a value of over 8 MiB"),
        "exit": (OutcomeStatus.CRASHED, f"the program ended itself (exit code {reply['number']})"),
    }
    return known.get(reply["reason"], (OutcomeStatus.CRASHED, _signal_name(reply["number"])))


def _signal_name(number: int) -> str:
    match number:
        case signal.SIGSEGV:
            return "crashed: segmentation fault (often recursion that is too deep)"
        case signal.SIGABRT:
            return "crashed: aborted"
        case signal.SIGXFSZ:
            return "crashed: wrote a file that is too large"
        case signal.SIGKILL:
            return "the program killed itself"
    try:
        return f"crashed: {signal.Signals(number).name}"
    except ValueError:
        return f"crashed: signal {number}"


def _memory_error(request: RunRequest) -> str:
    return f"used over {request.limits.memory_mib} MiB of memory"


def _text(reply: Header, body: bytes) -> str:
    first, last = reply["printed"]
    return body[first:last].decode("utf-8", "replace")


def _answer(reply: Header, body: bytes) -> Header:
    first, last = reply["value"]
    try:
        answer = wire.decode(body[first:last])
    except (ValueError, RecursionError):
        raise _Malformed from None
    if not isinstance(answer, dict):
        raise _Malformed
    return answer


def _error_and_line(answer: Header) -> tuple[str, int | None]:
    error, line = answer.get("error"), answer.get("line")
    if not isinstance(error, str) or not isinstance(line, int | None):
        raise _Malformed
    return " ".join(error.split())[:600], line
