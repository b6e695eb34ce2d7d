"""Requests as jobs, and answers as executions."""

import json
from typing import Any

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, Execution, Limits, OutcomeStatus, RunRequest
from coach.domain.signature import Parameter, Signature
from coach.sandbox import answers, jobs

SHAPE = Signature(function="f", params=(Parameter(name="n", type="int"),), returns="int")


@pytest.fixture(autouse=True)
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else runs on this machine."""
    monkeypatch.setattr("os.getloadavg", lambda: (0.0, 0.0, 0.0))


def request(*limits: float | None, **options: Any) -> RunRequest:
    cases = tuple(CaseInput(id=f"c{k}", input={"n": k}, cpu_seconds=cpu) for k, cpu in enumerate(limits))
    return RunRequest(
        language=ProgrammingLanguage.PYTHON, source="def f(n): …", signature=SHAPE, cases=cases, **options
    )


def reply(kind: str = "R", value: bytes = b'{"value": 1, "cpu": 0.1}', **fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"cpu": 0.2, "wall": 0.3, "peak_kib": 9, "reason": "", "number": 0, "printed": b""}
    return {"kind": kind, "value": value, **empty, **fields}


def decoded(given: RunRequest, load: dict[str, Any], *replies: dict[str, Any]) -> Execution:
    body = bytearray()

    def packed(entry: dict[str, Any]) -> dict[str, Any]:
        spans = {}
        for name in ("value", "printed"):
            spans[name] = (len(body), len(body) + len(entry[name]))
            body.extend(entry[name])
        return {**entry, **spans}

    header = {"load": packed(load), "cases": [packed(each) for each in replies]}
    return answers.decode(given, header, bytes(body), runner="docker", seconds=1.0, notices=["a notice"])


LOADED = reply("O", b"{}")


@pytest.mark.parametrize(("load", "factor"), [(1.0, 1.0), (2.0, 1.0), (6.0, 3.0), (400.0, jobs.MOST_CROWDING)])
def test_where_many_programs_run_more_is_waited_and_no_more_is_computed(
    monkeypatch: pytest.MonkeyPatch, load: float, factor: float
) -> None:
    alone = jobs.encode(request(1.0, 5.0))
    monkeypatch.setattr("os.getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    crowded = jobs.encode(request(1.0, 5.0))
    assert [case["wall"] for case in crowded.header["cases"]] == [
        case["wall"] * factor for case in alone.header["cases"]
    ]
    assert [case["cpu"] for case in crowded.header["cases"]] == [case["cpu"] for case in alone.header["cases"]]
    assert crowded.header["run_wall"] == alone.header["run_wall"] * factor
    assert crowded.seconds == crowded.header["run_wall"] + jobs.GRACE_SECONDS


def test_a_machine_that_does_not_tell_its_load_counts_as_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.getloadavg")
    assert jobs.crowding() == 1.0


def test_a_job_carries_the_limits_of_each_case() -> None:
    job = jobs.encode(request(None, 5.0, limits=Limits(cpu_seconds=1.0, output_kib=2)))
    walls = [case["wall"] for case in job.header["cases"]]
    assert walls == [4.0, 16.0]
    assert job.header["printed_bytes"] == 2048
    assert job.header["run_wall"] == 4.0 + sum(walls)
    assert job.seconds == job.header["run_wall"] + jobs.GRACE_SECONDS
    first, last = job.header["prelude"]
    assert json.loads(job.body[first:last])["source"] == "def f(n): …"


def test_a_run_has_a_longest_time() -> None:
    assert jobs.encode(request(*[60.0] * 50)).header["run_wall"] == jobs.RUN_SECONDS


def test_a_run_without_cases_may_load() -> None:
    assert jobs.encode(request()).header["run_wall"] == 7.0


def test_returned_values_are_measured() -> None:
    execution = decoded(request(None), LOADED, reply(printed=b"caf\xc3\xa9 \xff"))
    outcome = execution.outcomes[0]
    assert (outcome.status, outcome.value, outcome.cpu_seconds) == (OutcomeStatus.RETURNED, 1, 0.1)
    assert (outcome.wall_seconds, outcome.peak_memory_kib, outcome.printed) == (0.3, 9, "café �")
    assert (execution.runner, execution.seconds, execution.notices) == ("docker", 1.0, ("a notice",))


def test_a_late_return_is_over_the_limit() -> None:
    outcome = decoded(request(1.0), LOADED, reply(value=b'{"value": 1, "cpu": 1.04}')).outcomes[0]
    assert (outcome.status, outcome.error) == (
        OutcomeStatus.TIME_LIMIT,
        "took 1.04 s of CPU time; the limit is 1 s",
    )
    assert outcome.value is None


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"reason": "cpu"}, OutcomeStatus.TIME_LIMIT, "took over 2 s of CPU time"),
        ({"reason": "wall"}, OutcomeStatus.TIME_LIMIT, "did not return within 0.3 s (it used 0.2 s of CPU time)"),
        ({"reason": "memory"}, OutcomeStatus.MEMORY_LIMIT, "used over 256 MiB of memory"),
        ({"reason": "output"}, OutcomeStatus.OUTPUT_LIMIT, "printed over 64 KiB"),
        ({"reason": "value"}, OutcomeStatus.OUTPUT_LIMIT, "returned a value of over 8 MiB"),
        ({"reason": "exit", "number": 3}, OutcomeStatus.CRASHED, "the program ended itself (exit code 3)"),
        ({"reason": "signal", "number": 11}, OutcomeStatus.CRASHED, "segmentation fault"),
        ({"reason": "signal", "number": 6}, OutcomeStatus.CRASHED, "aborted"),
        ({"reason": "signal", "number": 9}, OutcomeStatus.CRASHED, "killed itself"),
        ({"reason": "signal", "number": 25}, OutcomeStatus.CRASHED, "file that is too large"),
        ({"reason": "signal", "number": 8}, OutcomeStatus.CRASHED, "SIGFPE"),
        ({"reason": "signal", "number": 99}, OutcomeStatus.CRASHED, "signal 99"),
    ],
)
def test_every_end_has_a_name(fields: dict[str, Any], status: OutcomeStatus, error: str) -> None:
    outcome = decoded(request(None), LOADED, reply("", b"", **fields)).outcomes[0]
    assert outcome.status is status
    assert error in outcome.error


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("R", b""),
        ("R", b"[]"),
        ("R", b'{"value": 1}'),
        ("R", b'{"cpu": 1.0}'),
        ("R", b'{"value": 1, "cpu": "0"}'),
        ("R", b"[" * 100_000),
        ("R", b"1" * 10_000),
        ("R", b'{"$int": "zz"}'),
        ("R", b"\xff\xfe"),
        ("E", b'{"error": 5}'),
        ("E", b'{"error": "x", "line": "y"}'),
        ("?", b'{"value": 1, "cpu": 0.1}'),
        ("O", b"{}"),
    ],
)
def test_forged_answers_are_crashes(kind: str, value: bytes) -> None:
    outcome = decoded(request(None), LOADED, reply(kind, value)).outcomes[0]
    assert (outcome.status, outcome.error) == (
        OutcomeStatus.CRASHED,
        "the program wrote to the sandbox's own channel",
    )


def test_a_forged_time_is_a_number_of_ours() -> None:
    times = [b"-5.0", b"NaN", b"Infinity"]
    replies = [reply(value=b'{"value": 1, "cpu": %s}' % time) for time in times]
    outcomes = decoded(request(None, None, None), LOADED, *replies).outcomes
    assert [outcome.cpu_seconds for outcome in outcomes] == [0.0, 0.2, 0.2]


def test_an_exception_is_one_line() -> None:
    outcome = decoded(request(None), LOADED, reply("E", b'{"error": "A:\\n b", "line": 3}')).outcomes[0]
    assert (outcome.status, outcome.error, outcome.line) == (OutcomeStatus.RAISED, "A: b", 3)


def test_a_load_error_leaves_every_case_unrun() -> None:
    execution = decoded(request(None, None), reply("L", b'{"error": "SyntaxError: no", "line": 2}'))
    assert (execution.compile_error, execution.compile_line) == ("SyntaxError: no", 2)
    assert {outcome.error for outcome in execution.outcomes} == {"the code did not load"}


def test_a_forged_load_error_is_named() -> None:
    assert "own channel" in decoded(request(None), reply("L", b"?")).compile_error


def test_an_end_while_loading() -> None:
    execution = decoded(request(None), reply("", b"", reason="exit", number=0))
    assert execution.compile_error == ""
    assert execution.outcomes[0].error == "the program ended before this case (exit code 0)"
    execution = decoded(request(None), reply("", b"", reason="cpu"))
    assert execution.compile_error == "while loading: took over 2 s of CPU time"


def test_cases_behind_the_last_restart_and_behind_the_longest_run() -> None:
    ended = decoded(request(None, None), LOADED, reply("", b"", reason="cpu")).outcomes[1]
    assert ended.error == "not run: the program was ended too often in the cases before"
    late = decoded(request(None, None), LOADED, reply()).outcomes[1]
    assert (late.status, late.error) == (
        OutcomeStatus.NOT_RUN,
        "not run: all cases together took too long or returned too much",
    )


def test_a_sandbox_that_does_not_answer() -> None:
    execution = answers.overdue(request(None), runner="docker", seconds=12.0)
    assert execution.outcomes[0].status is OutcomeStatus.TIME_LIMIT
    assert "12 s" in execution.outcomes[0].error


def go_request() -> RunRequest:
    case = CaseInput(id="c", input={"n": 1})
    return RunRequest(language=ProgrammingLanguage.GO, source="package main", signature=SHAPE, cases=(case,))


@pytest.mark.parametrize(
    ("fields", "printed", "said", "line"),
    [
        ({"reason": "exit", "number": 1}, b"solution.go:7:2: undefined: x\n", "undefined: x", 7),
        ({"reason": "exit", "number": 1}, b"something else\n", "the solution must define: func f(n int) int", None),
        ({"reason": "cpu", "number": 0}, b"", "the compiler took over 10 s", None),
        ({"reason": "wall", "number": 0}, b"", "the compiler took over 10 s", None),
        ({"reason": "memory", "number": 9}, b"", "the compiler used more memory than it may", None),
        (
            {"reason": "exit", "number": 2},
            b"fatal error: out of memory",
            "the compiler used more memory than it may",
            None,
        ),
        ({"reason": "signal", "number": 11}, b"", "the compiler crashed on this code", None),
    ],
)
def test_what_a_compiler_says_is_cut_to_the_candidates_own(
    fields: dict[str, Any], printed: bytes, said: str, line: int | None
) -> None:
    execution = decoded(go_request(), {**reply("C", b"", **fields), "printed": printed})
    assert execution.compile_error.startswith(said)
    assert execution.compile_line == line
    assert execution.outcomes[0].status is OutcomeStatus.NOT_RUN


def test_a_program_that_ends_itself_is_known_by_its_last_words() -> None:
    words = b"panic: assignment to entry in nil map\n\ngoroutine 1\n\tsolution.go:12 +0x1\n"
    execution = decoded(go_request(), reply("O", b""), {**reply("", b"", reason="exit", number=2), "printed": words})
    outcome = execution.outcomes[0]
    assert (outcome.status, outcome.line) == (OutcomeStatus.CRASHED, 12)
    assert "nil map" in outcome.error


def test_loading_without_memory_is_named() -> None:
    execution = decoded(request(1.0), reply("M", b"{}"))
    assert execution.compile_error == "while loading: used over 256 MiB of memory"


def test_the_report_of_a_run_time_system_may_be_longer_than_a_program_may_print() -> None:
    words = b"runtime: goroutine stack exceeds 67108864-byte limit\nfatal error: stack overflow\nsolution.go:3 +0x1\n"
    loaded, ended = reply("O", b""), reply("", b"", reason="output", number=9)
    outcome = decoded(go_request(), loaded, {**ended, "printed": words}).outcomes[0]
    assert (outcome.status, outcome.line) == (OutcomeStatus.CRASHED, 3)
    assert "stack overflow" in outcome.error
    plain = decoded(go_request(), loaded, {**ended, "printed": b"much"}).outcomes[0]
    assert plain.status is OutcomeStatus.OUTPUT_LIMIT
