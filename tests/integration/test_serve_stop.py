"""`coach serve` stopped or killed with much in flight: what was acknowledged is there, the rest can be made up for."""

import asyncio
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field

import httpx2
import pytest

from coach.bootstrap import OpenOptions, open_service
from coach.domain.event import EventKind
from coach.domain.session import InterviewSession
from coach.settings import RunnerChoice
from tests.server_process import CODING, IN_WORDS, PATIENCE, SOLUTION, UNLIMITED, ServerProcess, agree, begin, sign_in

SOAK = os.environ.get("COACH_SOAK") == "1"
MANY = (20, 20, 10)
"""Interviews created, answered in words, answered in code: 50 in all."""
FEW = MANY if SOAK else (4, 4, 2)
GRACE = 30.0
MARGIN = 15.0
"""Seconds for a busy machine to end a process that has nothing more to do."""
WORDS = "A hash map finds a bucket by the hash of the key, and equal keys are told apart there. Answer {}."

pytestmark = [pytest.mark.docker, pytest.mark.slow, pytest.mark.usefixtures("docker_engine")]


@dataclass
class Flight:
    """What 50 requests were about, and which of them were acknowledged."""

    creates: int
    words: dict[str, str] = field(default_factory=dict)
    """Interview → what was answered in words."""
    code: set[str] = field(default_factory=set)
    """Interviews in which code was handed in."""
    created: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    refused: list[int] = field(default_factory=list)
    """Statuses of answers that were not acknowledged."""
    readiness: list[int] = field(default_factory=list)

    async def create(self, client: httpx2.AsyncClient) -> None:
        done = await client.post("/sessions", json=IN_WORDS)
        if done.is_success:
            self.created.add(done.json()["id"])

    async def answer(self, client: httpx2.AsyncClient, session_id: str) -> None:
        body = {"question_id": "q1", "response_text": self.words.get(session_id, "")}
        if session_id in self.code:
            body |= {"code_solution": SOLUTION, "language": "python"}
        done = await client.post(f"/sessions/{session_id}/responses", json=body)
        if done.is_success:
            self.answered.add(session_id)
        else:
            assert done.json()["code"]
            self.refused.append(done.status_code)

    async def watch(self, address: str) -> None:
        """Ask for readiness until nobody is there any more."""
        async with httpx2.AsyncClient(base_url=address) as client:
            while True:
                self.readiness.append((await client.get("/api/v1/interview/health/ready")).status_code)
                await asyncio.sleep(0.02)


def prepared(server: ServerProcess, token: str, counts: tuple[int, int, int]) -> Flight:
    creates, texts, codes = counts
    flight = Flight(creates)
    with server.http(token) as client:
        assert client.get("/health/ready").status_code == 200
        agree(client, "ada")
        for number in range(texts):
            flight.words[begin(client, IN_WORDS)] = WORDS.format(number)
        flight.code = {begin(client, CODING) for _ in range(codes)}
    return flight


async def ended(server: ServerProcess, token: str, flight: Flight, with_signal: int) -> int:
    """Send everything at once, and the signal as soon as the first is answered; the exit code."""
    async with server.many(token) as client:
        sent = [asyncio.create_task(flight.answer(client, each)) for each in (*flight.code, *flight.words)]
        sent += [asyncio.create_task(flight.create(client)) for _ in range(flight.creates)]
        watch = asyncio.create_task(flight.watch(server.address))
        await asyncio.wait(sent, return_when=asyncio.FIRST_COMPLETED)
        began = time.monotonic()
        os.kill(server.pid, with_signal)
        await asyncio.gather(*sent, watch, return_exceptions=True)
        code = await asyncio.to_thread(server.process.wait, PATIENCE)
        assert time.monotonic() - began < GRACE + MARGIN
    return code


@dataclass(frozen=True)
class Kept:
    """An interview as it is stored."""

    session: InterviewSession
    judged: frozenset[str]
    """Responses that were judged."""


async def stored() -> dict[str, Kept]:
    """The interviews, each without a gap in its log."""
    kept = {}
    async with open_service(OpenOptions(runner=RunnerChoice.DOCKER, consent_by="")) as service:
        for each in await service.list_sessions("ada", limit=500):
            events = await service.get_events(each.id)
            assert [event.sequence for event in events] == list(range(1, len(events) + 1))
            judged = frozenset(str(event.data["response"]) for event in events if event.kind is EventKind.ASSESSED)
            kept[each.id] = Kept(await service.get_session(each.id), judged)
    return kept


def require_acknowledged(flight: Flight, kept: dict[str, Kept]) -> None:
    assert flight.created <= kept.keys()
    for session_id in flight.answered:
        (response,) = kept[session_id].session.responses
        assert response.response_text == flight.words.get(session_id, "")
        assert response.code_solution == (SOLUTION if session_id in flight.code else None)
        assert response.id in kept[session_id].judged


def left_by(pid: int, seconds: float = 20) -> list[str]:
    """Containers of a process."""
    command = ["docker", "ps", "-aq", "--filter", f"label=coach.pid={pid}"]
    ends = time.monotonic() + seconds
    while True:
        left = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.split()
        if not left or time.monotonic() > ends:
            return left
        time.sleep(0.1)


def require_made_up(server: ServerProcess, token: str, flight: Flight, kept: dict[str, Kept]) -> None:
    """Whatever code was stored and not acknowledged is run and judged when its interview is resumed."""
    with server.http(token) as client:
        for session_id in flight.code - flight.answered:
            if client.get(f"/sessions/{session_id}").raise_for_status().json()["status"] == "in_progress":
                client.post(f"/sessions/{session_id}/pause").raise_for_status()
            after = client.post(f"/sessions/{session_id}/resume").raise_for_status().json()
            stored = [response.id for response in kept[session_id].session.responses]
            assert [response["id"] for response in after["responses"]] == stored
            if stored:
                assert after["responses"][0]["code_solution"] == SOLUTION
                report = after["attempts"][-1]["report"]
                assert {case["verdict"] for case in report["cases"]} == {"accepted"}


@pytest.mark.parametrize(("with_signal", "counts"), [(signal.SIGTERM, MANY), (signal.SIGINT, FEW)])
async def test_a_stop_ends_what_was_begun(with_signal: int, counts: tuple[int, int, int]) -> None:
    token = await sign_in("ada")
    with ServerProcess(environment=UNLIMITED) as server:
        flight = await asyncio.to_thread(prepared, server, token, counts)
        code = await ended(server, token, flight, with_signal)
        assert code == 0, server.stderr
        assert not [line for line in server.log if line["event"].startswith("Exception")], server.stderr
        kept = await stored()
        require_acknowledged(flight, kept)
        # Half a second of notice is enough for all of them to be taken, and half a minute to end those in words.
        assert len(flight.created) == flight.creates
        assert flight.words.keys() <= flight.answered
        # What code had no time left is told so.
        assert set(flight.refused) <= {503}
        assert len(flight.refused) == len(flight.code - flight.answered)
        # Ready until the signal and never again, told while the socket is still open.
        assert flight.readiness == sorted(flight.readiness)
        assert flight.readiness[-1] == 503
        assert left_by(server.pid) == []
    if flight.refused:
        with ServerProcess(environment=UNLIMITED) as server:
            await asyncio.to_thread(require_made_up, server, token, flight, kept)


async def test_a_kill_loses_nothing_that_was_acknowledged() -> None:
    token = await sign_in("ada")
    with ServerProcess(environment=UNLIMITED) as server:
        flight = await asyncio.to_thread(prepared, server, token, FEW)
        assert await ended(server, token, flight, signal.SIGKILL) == -signal.SIGKILL
        killed = server.pid
    kept = await stored()
    require_acknowledged(flight, kept)
    with ServerProcess(environment=UNLIMITED) as server:
        await asyncio.to_thread(require_made_up, server, token, flight, kept)
        # A server sweeps up at its start what another left.
        assert left_by(killed) == []
        assert server.stop() == 0
        assert left_by(server.pid) == []
