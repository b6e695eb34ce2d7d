"""What `coach serve` costs over a bare FastAPI server that does the same to the same kind of database.

Run it by path: `pytest -s tests/benchmarks/test_bench_server.py`. Both are real processes on loopback, asked by the same
client in short turns, so that they meet the same machine. What a request does to the database is counted, not guessed.
"""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.paired import PYTHON
from tests.benchmarks.server.counting import counting
from tests.benchmarks.server.load import Load, Request, slice_of
from tests.benchmarks.server.served import Person, cpu_seconds, environment, process, served

pytestmark = pytest.mark.timeout(3600)
BARE = Path(__file__).parent / "server" / "bare.py"
CONCEPTS = ("closures", "deadlocks", "dns")
WISHES = {"interview_type": "mixed", "questions": list(CONCEPTS)}
ANSWER = {
    "question_id": "q1",
    "response_text": "A closure is a function together with the variables of the place where it was made. " * 6,
    "confidence_level": 4,
}
CONNECTIONS, ROUNDS, SECONDS = 8, 12, 1.0
LEAST_READS, LEAST_WRITES = 0.6, 0.5


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for COACH_HOME; this process counts in it, too."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    return tmp_path


async def started(ada: Person) -> str:
    """The id of an interview at its first question."""
    session = await ada.ask("POST", "/sessions", WISHES)
    await ada.ask("POST", f"/sessions/{session['id']}/start")
    return str(session["id"])


def requests_of(ada: Person, session_id: str) -> dict[str, Request]:
    return {
        "read": ada.request("GET", f"/sessions/{session_id}"),
        "create": ada.request("POST", "/sessions", WISHES),
        "submit": ada.request("POST", f"/sessions/{session_id}/responses", ANSWER),
    }


async def plans(ada: Person, session_id: str) -> dict[str, dict[str, Any]]:
    """For the bare server, by kind of request: what it does to the database, and what it answers."""
    found = {}
    async with counting() as (ask, counted):
        for name, request in requests_of(ada, session_id).items():
            counted.take()
            answer = await ask(request)
            found[name] = {"jobs": counted.take(), "answer": answer}
            print(f"\n{name}: {found[name]['jobs']}, {len(json.dumps(answer))} bytes", end="")
    return found


@asynccontextmanager
async def bare(folder: Path, told: dict[str, dict[str, Any]]) -> AsyncIterator[tuple[int, int]]:
    with process([PYTHON, str(BARE), str(folder / "bare.db")], environment(folder), json.dumps(told)) as found:
        yield found


def wires_of(requests: Iterator[Request]) -> Callable[[], bytes | None]:
    return lambda: next((request.wire for request in requests), None)


async def test_requests_per_second_against_a_bare_server(home: Path) -> None:
    async with served(home) as ada:
        first = await started(ada)
        told = await plans(ada, await started(ada))
        async with bare(home, told) as (port, bare_pid):
            for kind in told:
                ours, theirs = Load(), Load()
                cpu = [0.0, 0.0]
                for _ in range(ROUNDS):
                    if kind == "submit":
                        fresh = iter([requests_of(ada, await started(ada))[kind] for _ in range(24)])
                    else:
                        fresh = repeat(requests_of(ada, first)[kind])
                    method = "GET" if kind == "read" else "POST"
                    body = None if kind == "read" else {**WISHES, **ANSWER}
                    other = repeat(Request(method, f"/items/{kind}", body))
                    before = cpu_seconds(ada.pid)
                    await slice_of(ada.port, wires_of(fresh), CONNECTIONS, SECONDS, ours)
                    cpu[0] += cpu_seconds(ada.pid) - before
                    before = cpu_seconds(bare_pid)
                    await slice_of(port, wires_of(other), CONNECTIONS, SECONDS, theirs)
                    cpu[1] += cpu_seconds(bare_pid) - before
                ratio = sorted(a / b for a, b in zip(ours.rates, theirs.rates))[len(ours.rates) // 2]
                print(
                    f"\n{kind}: {ours.rate:.0f}/s against {theirs.rate:.0f}/s: ratio {ratio:.2f};"
                    f" p50 {ours.percentile(50):.1f} and {theirs.percentile(50):.1f} ms,"
                    f" p99 {ours.percentile(99):.1f} and {theirs.percentile(99):.1f} ms;"
                    f" CPU {cpu[0] / len(ours.seconds) * 1000:.2f} and {cpu[1] / len(theirs.seconds) * 1000:.2f} ms"
                )
