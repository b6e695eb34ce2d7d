"""`coach serve` under a mixed load, with clients that dawdle: acknowledged writes are rows, and the slow are let go."""

import asyncio
import os
import socket
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from random import Random

import httpx2
import pytest

from coach.bootstrap import OpenOptions, open_service
from coach.settings import RunnerChoice
from tests.fakes_api import API
from tests.server_process import CODING, IN_WORDS, PATIENCE, SOLUTION, UNLIMITED, ServerProcess, agree, sign_in

SOAK = os.environ.get("COACH_SOAK") == "1"
SECONDS = 600.0 if SOAK else 10.0
CLIENTS = 8
CODES = 200 if SOAK else 3
"""Of all requests; what takes long is not to be all there is."""
DAWDLERS = 20
WORDS = "A hash map finds a bucket by the hash of the key; keys that collide are kept in a chain there, number {}."

pytestmark = [
    pytest.mark.docker,
    pytest.mark.slow,
    pytest.mark.timeout(0 if SOAK else 300),
    pytest.mark.usefixtures("docker_engine"),
]


class Load:
    """What was acknowledged, by kind; an answer that is no success ends the test."""

    def __init__(self, client: httpx2.AsyncClient, seed: int, ends: float) -> None:
        self._client = client
        self._chance = Random(seed)
        self._ends = ends
        self.acknowledged: Counter[str] = Counter()
        self.mine: dict[str, str] = {}
        """Interview → what was answered there; empty: nothing yet."""

    async def run(self) -> None:
        while time.monotonic() < self._ends:
            match self._chance.choices(("read", "list", "create", "answer"), (50, 10, 15, 25))[0]:
                case "create":
                    await self._begin(IN_WORDS)
                case "answer":
                    await self._answer()
                case "list":
                    await self._get("/sessions", limit=20)
                case _:
                    await self._get(f"/sessions/{self._chance.choice(list(self.mine))}" if self.mine else "/notice")

    async def code(self, times: int) -> None:
        """Hand in so many programs, spread over the time."""
        for _ in range(times):
            session_id = await self._begin(CODING)
            answer = {"question_id": "q1", "code_solution": SOLUTION, "language": "python"}
            await self._post(f"/sessions/{session_id}/responses", answer)
            self.acknowledged["answer"] += 1
            self.mine[session_id] = SOLUTION
            await asyncio.sleep(SECONDS / times / 2)

    async def _begin(self, wishes: Mapping[str, object]) -> str:
        made = await self._post("/sessions", wishes)
        session_id = str(made.json()["id"])
        self.acknowledged["create"] += 1
        self.mine[session_id] = ""
        await self._post(f"/sessions/{session_id}/start", None)
        return session_id

    async def _answer(self) -> None:
        session_id = next((each for each, words in self.mine.items() if not words), None) or await self._begin(IN_WORDS)
        words = WORDS.format(self.acknowledged["answer"])
        await self._post(f"/sessions/{session_id}/responses", {"question_id": "q1", "response_text": words})
        self.acknowledged["answer"] += 1
        self.mine[session_id] = words

    async def _get(self, path: str, **query: int) -> None:
        (await self._client.get(path, params=query)).raise_for_status()
        self.acknowledged["read"] += 1

    async def _post(self, path: str, body: object) -> httpx2.Response:
        return (await self._client.post(path, json=body)).raise_for_status()


def dawdler(server: ServerProcess, first: bytes) -> socket.socket:
    """A connection on which something was sent, and no more comes."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    connection.sendall(first)
    return connection


def dawdlers(server: ServerProcess, token: str, open_: ExitStack) -> tuple[list[socket.socket], list[socket.socket]]:
    """Clients that stop within the headers (or before), and within the body."""
    begun = f"POST {API}/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode()
    whole = begun + f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n".encode()
    body = whole + b'Content-Length: 1000\r\n\r\n{"interview_type":'
    heads = [dawdler(server, begun[: number * 4]) for number in range(DAWDLERS)]
    bodies = [dawdler(server, body) for _ in range(DAWDLERS // 4)]
    for each in (*heads, *bodies):
        open_.enter_context(each)
    return heads, bodies


async def rows(user_ids: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Every stored interview with what was answered there, and every interview with a gap in its log."""
    answered, broken = {}, {}
    async with open_service(OpenOptions(runner=RunnerChoice.DOCKER, consent_by="")) as service:
        for user_id in user_ids:
            for each in await service.list_sessions(user_id, limit=1_000_000):
                responses = (await service.get_session(each.id)).responses
                answered[each.id] = "".join(one.response_text or one.code_solution or "" for one in responses)
                sequences = [event.sequence for event in await service.get_events(each.id)]
                if sequences != list(range(1, len(sequences) + 1)):
                    broken[each.id] = str(sequences)
    return answered, broken


async def test_acknowledged_writes_are_rows_and_nobody_waits_for_the_slow() -> None:
    people = [f"person{number}" for number in range(CLIENTS)]
    tokens = [await sign_in(each) for each in people]
    with ServerProcess(environment=UNLIMITED) as server, ExitStack() as open_:
        for user_id, token in zip(people, tokens, strict=True):
            with server.http(token) as http:
                agree(http, user_id)
        heads, bodies = dawdlers(server, tokens[0], open_)
        ends = time.monotonic() + SECONDS
        clients = [server.many(token) for token in tokens]
        loads = [Load(client, seed, ends) for seed, client in enumerate(clients)]
        coder = Load(clients[0], CLIENTS, ends)
        await asyncio.gather(*(load.run() for load in loads), coder.code(CODES))
        loads.append(coder)
        # Whoever did not get a request out is hung up on; who stopped within the body is told so first.
        assert [await asyncio.to_thread(each.recv, 1000) for each in heads] == [b""] * len(heads)
        if SOAK:
            told = [await asyncio.to_thread(each.recv, 1000) for each in bodies]
            assert all(each.startswith(b"HTTP/1.1 408 ") for each in told)
        for client in clients:
            await client.aclose()
        assert server.stop() == 0
        assert not [line for line in server.log if line["level"] in ("error", "critical")]
    answered, broken = await rows(people)
    expected = {session_id: words for load in loads for session_id, words in load.mine.items()}
    total = sum((load.acknowledged for load in loads), Counter[str]())
    print(f"\n{dict(total)} in {SECONDS:g} s with {CLIENTS} clients")
    assert answered == expected
    assert len(answered) == total["create"]
    assert sum(map(bool, answered.values())) == total["answer"]
    assert total["read"] > 0
    assert broken == {}
