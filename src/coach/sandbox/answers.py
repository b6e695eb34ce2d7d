"""The supervisor's answer as an execution; what the code under test forged in it ends as a crash."""

import math
import signal
from collections.abc import Sequence
from typing import Any

from coach.domain.execution import CaseInput, CaseOutcome, Execution, OutcomeStatus, RunRequest
from coach.languages.language import load as load_language
from coach.sandbox import messages
from coach.sandbox.jobs import Header, cpu_limit
from coach.sandbox.wires import Malformed, wire_of

_FAILED = {"E": OutcomeStatus.RAISED, "X": OutcomeStatus.CRASHED}
_NO_MEMORY = ("M", "N")
_LONGEST_ERROR = 600


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
    if load["kind"] == "C":
        return _compile_error(request, load, body)
    if load["kind"] == "O" or (load["reason"] == "exit" and load["number"] == 0):
        return "", None
    if load["kind"] in _NO_MEMORY:
        return f"while loading: {_memory_error(request)}", None
    if load["kind"] == "L":
        try:
            return _error_and_line(request, load, body)
        except Malformed:
            return "the program wrote to the sandbox's own channel while loading", None
    _, why, line = _ended(request, load, body, request.limits.cpu_seconds)
    return f"while loading: {why}", line


def _compile_error(request: RunRequest, load: Header, body: bytes) -> tuple[str, int | None]:
    language = load_language(request.language.value)
    known = {
        "cpu": f"the compiler took over {language.run.compile_seconds:g} s",
        "wall": f"the compiler took over {language.run.compile_seconds:g} s",
        "memory": "the compiler used more memory than it may",
    }
    if load["reason"] in known:
        return known[load["reason"]], None
    if messages.last_words(language, _text(load, body)).memory:
        return known["memory"], None
    if load["reason"] == "signal":
        return "the compiler crashed on this code", None
    return messages.compile_error(language, request.signature, _text(load, body))


def _why_not_run(load: Header, replies: Sequence[Header], compile_error: bool) -> str:
    if compile_error:
        return "the code did not load"
    if load["kind"] != "O":
        return f"the program ended before this case (exit code {load['number']})"
    if replies and replies[-1]["reason"]:
        return "not run: the program was ended too often in the cases before"
    return "not run: all cases together took too long or returned too much"


def _outcome(request: RunRequest, case: CaseInput, reply: Header, body: bytes) -> CaseOutcome:
    limit = cpu_limit(request, case)
    measured: dict[str, Any] = {
        "id": case.id,
        "cpu_seconds": reply["cpu"],
        "wall_seconds": reply["wall"],
        "peak_memory_kib": reply["peak_kib"],
        "printed": _text(reply, body),
    }
    if reply["reason"]:
        status, why, line = _ended(request, reply, body, limit)
        return CaseOutcome(status=status, error=why, line=line, **measured)
    try:
        if reply["kind"] in _NO_MEMORY:
            why = _memory_error(request)
            return CaseOutcome(status=OutcomeStatus.MEMORY_LIMIT, error=why, **measured)
        if reply["kind"] in _FAILED:
            error, line = _error_and_line(request, reply, body)
            return CaseOutcome(status=_FAILED[reply["kind"]], error=error, line=line, **measured)
        return _returned(request, case, reply, body, measured)
    except Malformed:
        why = "the program wrote to the sandbox's own channel"
        return CaseOutcome(status=OutcomeStatus.CRASHED, error=why, **measured)


def _returned(
    request: RunRequest, case: CaseInput, reply: Header, body: bytes, measured: dict[str, Any]
) -> CaseOutcome:
    if reply["kind"] != "R":
        raise Malformed
    limit = cpu_limit(request, case)
    wire = wire_of(load_language(request.language.value), request.signature)
    value, cpu = wire.returned(request.signature, case, _part(reply, body))
    # The harness knows which part of the time was the candidate's. A lie here is bounded by the supervisor's clocks.
    measured["cpu_seconds"] = max(cpu, 0.0) if math.isfinite(cpu) else reply["cpu"]
    if measured["cpu_seconds"] > limit:
        why = f"took {measured['cpu_seconds']:.2f} s of CPU time; the limit is {limit:g} s"
        return CaseOutcome(status=OutcomeStatus.TIME_LIMIT, error=why, **measured)
    return CaseOutcome(status=OutcomeStatus.RETURNED, value=value, **measured)


def _ended(request: RunRequest, reply: Header, body: bytes, limit: float) -> tuple[OutcomeStatus, str, int | None]:
    """The status, the named reason and the line of a process that was ended, or ended itself."""
    waited = f"did not return within {reply['wall']:.1f} s (it used {reply['cpu']:.1f} s of CPU time)"
    known = {
        "cpu": (OutcomeStatus.TIME_LIMIT, f"took over {limit:g} s of CPU time"),
        "wall": (OutcomeStatus.TIME_LIMIT, waited),
        "memory": (OutcomeStatus.MEMORY_LIMIT, _memory_error(request)),
        "output": (OutcomeStatus.OUTPUT_LIMIT, f"printed over {request.limits.output_kib} KiB"),
        "value": (OutcomeStatus.OUTPUT_LIMIT, "returned a value of over 8 MiB"),
    }
    last_words = messages.last_words(load_language(request.language.value), _text(reply, body))
    # A run-time system that reports its own end may say more than a program is allowed to print.
    if reply["reason"] in known and not (reply["reason"] == "output" and last_words.is_named):
        return *known[reply["reason"]], None
    if last_words.memory:
        return OutcomeStatus.MEMORY_LIMIT, _memory_error(request), None
    usual = _signal_name(reply["number"])
    if reply["reason"] == "exit":
        usual = f"the program ended itself (exit code {reply['number']})"
    return OutcomeStatus.CRASHED, last_words.says or usual, last_words.line


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


def _part(reply: Header, body: bytes) -> bytes:
    first, last = reply["value"]
    return body[first:last]


def _error_and_line(request: RunRequest, reply: Header, body: bytes) -> tuple[str, int | None]:
    error, line = wire_of(load_language(request.language.value), request.signature).error(_part(reply, body))
    return " ".join(error.split())[:_LONGEST_ERROR], line
