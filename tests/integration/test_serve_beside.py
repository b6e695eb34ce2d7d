"""`coach serve` beside a terminal on the same history, and without its engine or its model."""

import asyncio
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coach.domain.event import EventKind
from tests.engine_faults import Faults
from tests.fake_models import FakeModels
from tests.integration.test_terminal_model import WORDS, speaking
from tests.server_process import (
    COACH,
    CODING,
    IN_WORDS,
    PATIENCE,
    SOLUTION,
    UNLIMITED,
    ServerProcess,
    agree,
    begin,
    sign_in,
)

WRITES = 100
LOCAL = "local"
"""The person at the terminal of this machine."""

pytestmark = pytest.mark.slow


def script(folder: Path) -> Path:
    """Somebody who thinks aloud very often."""
    moves = [{"say": f"Thought number {number} about buckets."} for number in range(WRITES)]
    handed_in = {"submit": {"text": "The key is hashed to find a bucket, and keys that collide are chained there."}}
    candidate = [{"question": "hash-tables", "moves": [*moves, handed_in]}]
    path = folder / "thoughts.yaml"
    path.write_text(json.dumps({"schema": 1, "name": "Thoughts", "interview": {}, "candidate": candidate}))
    return path


def coach(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [*COACH, *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=PATIENCE, check=False)


async def test_two_processes_write_one_history_and_lose_nothing(tmp_path: Path) -> None:
    token = await sign_in("ada")
    with ServerProcess(environment=UNLIMITED) as server:
        with server.http(token) as client:
            agree(client, "ada")
            session_id = begin(client, IN_WORDS)
        terminal = asyncio.create_task(asyncio.to_thread(coach, "run", str(script(tmp_path)), "--runner", "local"))
        async with server.many(token) as many:
            for number in range(WRITES):
                body = {"text": f"Word number {number} over HTTP."}
                (await many.post(f"/sessions/{session_id}/say", json=body)).raise_for_status()
            done = await terminal
            assert done.returncode == 0, done.stderr
            log = (await many.get(f"/sessions/{session_id}/events", params={"limit": 1000})).json()["items"]
        assert server.stop() == 0
    said = [line["text"] for line in log if line["kind"] == EventKind.SAID]
    assert said == [f"Word number {n} over HTTP." for n in range(WRITES)]
    beside = json.loads(coach("show", done.stderr.split(": ")[1].split()[0], "--json").stdout)["events"]
    thought = [line["text"] for line in beside if line["kind"] == EventKind.SAID]
    assert thought == [f"Thought number {n} about buckets." for n in range(WRITES)]


async def test_a_stream_sees_what_the_terminal_did() -> None:
    token = await sign_in(LOCAL)
    with ServerProcess() as server:
        with server.http(token) as client:
            agree(client, LOCAL)
            session_id = begin(client, IN_WORDS)
            client.post(f"/sessions/{session_id}/pause").raise_for_status()
        seen: list[str] = []
        path, at_terminal = f"/sessions/{session_id}/events/stream", ("resume", session_id, "--plain", "--no-input")
        async with server.many(token) as many, many.stream("GET", path) as stream:
            terminal = asyncio.create_task(asyncio.to_thread(coach, *at_terminal, stdin="/pause\n"))
            async for line in stream.aiter_lines():
                if line.startswith("event: "):
                    seen.append(line.removeprefix("event: "))
                if seen.count("paused") == 2:
                    break
        done = await terminal
        assert seen[-2:] == ["resumed", "paused"], done.stderr


@contextmanager
def engine_at(path: Path) -> Iterator[Faults]:
    """The engine of this machine, at another place."""
    proxy = Faults(path)
    try:
        yield proxy
    finally:
        proxy.close()


@pytest.mark.docker
@pytest.mark.usefixtures("docker_engine")
async def test_code_is_kept_while_there_is_no_engine_and_run_when_it_is_back(tmp_path: Path) -> None:
    token, place = await sign_in("ada"), tmp_path / "engine.sock"
    with ServerProcess(environment={"DOCKER_HOST": f"unix://{place}"}) as server, server.http(token) as client:
        agree(client, "ada")
        session_id = begin(client, CODING)
        health = client.get("/health").json()
        assert (health["status"], health["ready"]) == ("degraded", True)
        assert health["dependencies"]["runner"]["status"] == "down"
        answer = {"question_id": "q1", "code_solution": SOLUTION, "language": "python"}
        refused = client.post(f"/sessions/{session_id}/responses", json=answer)
        assert refused.status_code == 503
        assert refused.json()["code"] == "COACH-301"
        assert str(place) not in refused.text
        assert str(place) in server.stderr
        assert client.get(f"/sessions/{session_id}").json()["responses"][0]["code_solution"] == SOLUTION
        # Interviews in words go on.
        words = begin(client, IN_WORDS)
        spoken = {"question_id": "q1", "response_text": "Keys are hashed to find a bucket."}
        assert client.post(f"/sessions/{words}/responses", json=spoken).status_code == 201
        client.post(f"/sessions/{session_id}/pause").raise_for_status()
        with engine_at(place):
            back = client.post(f"/sessions/{session_id}/resume").raise_for_status().json()
            (response,) = back["responses"]
            assert response["code_solution"] == SOLUTION
            assert {case["verdict"] for case in back["attempts"][-1]["report"]["cases"]} == {"accepted"}
            assert client.get("/health").json()["dependencies"]["runner"]["status"] == "up"
            assert server.stop() == 0


def test_the_bank_goes_on_when_the_model_dies() -> None:
    with FakeModels() as models:
        models.say(speaking)
        known = {"OPENAI_BASE_URL": models.url + "/v1", "AI_MODEL_NAME": "small-one"}
        token = asyncio.run(sign_in("ada"))
        with ServerProcess(environment=known) as server, server.http(token) as client:
            agree(client, "ada")
            session_id = begin(client, IN_WORDS)
            asked = client.post(f"/sessions/{session_id}/clarify", json={"text": "Is it about many threads?"}).json()
            assert asked["text"].endswith(WORDS[-20:])
            models.stop()
            again = client.post(f"/sessions/{session_id}/clarify", json={"text": "May it be very large?"}).json()
            assert again["source"] == "bank"
            assert again["degraded"]
            spoken = {"question_id": "q1", "response_text": "Keys are hashed to find a bucket; chains keep the rest."}
            client.post(f"/sessions/{session_id}/responses", json=spoken).raise_for_status()
            assert client.post(f"/sessions/{session_id}/complete").raise_for_status().json()["status"] == "completed"
            assert client.get(f"/sessions/{session_id}/feedback").raise_for_status().json()["overall_score"] >= 0
            assert server.stop() == 0
