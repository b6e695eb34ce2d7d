"""The log of `coach serve`: JSON with the id of each request, and nobody's secrets or words, there or elsewhere."""

import asyncio
import subprocess
from typing import Any

import httpx2
import pytest

from coach.domain.account import Role
from coach.settings import load_paths
from tests.server_process import CODING, IN_WORDS, ServerProcess, agree, begin, sign_in

pytestmark = pytest.mark.slow

KEYS = {
    "JWT_SECRET_KEY": "canary-jwt-secret-5f0c9b7a61d2e834-of-a-good-length",
    "OPENAI_API_KEY": "sk-canary-openai-0123456789abcdef0123456789",
    "ANTHROPIC_API_KEY": "sk-ant-canary-anthropic-0123456789abcdef",
    "COACH_PASSPHRASE": "canaryphrase of the operator",
    "AWS_SECRET_ACCESS_KEY": "canaryAwsSecret0123456789",
}
WORDS = {
    "answer": "canaryanswer: buckets are found by the hash of the key",
    "code": "canarycode = 1\ndef two_sum(nums, target): return [0, 1]  # canarycomment\n",
    "bad code": "def canaryfunction(: this is no python\n",
    "question": "canaryquestion: may the list be empty?",
    "thought": "canarythought: I keep a set",
    "wish": "canarywish-of-nobody",
    "field": "canaryfield",
    "path": "canarypath",
    "query": "canaryquery",
    "header": "canaryheader with blanks that is no id",
    "key": "canary-idempotency-key",
    "agent": "canary-agent/1.0",
}
PERSON = "canary.person@school.example"
ADMIN = "canaryadmin"


def everything(server: ServerProcess, token: str, admin: str) -> str:
    """Send secrets in every place that takes something, well and badly; all problem documents that came back."""
    problems = []

    def note(answer: httpx2.Response) -> httpx2.Response:
        if answer.is_error:
            problems.append(answer.text + str(answer.headers))
        return answer

    with server.http(token, **{"User-Agent": WORDS["agent"], "X-Request-ID": WORDS["header"]}) as client:
        agree(client, PERSON)
        words, code = begin(client, IN_WORDS), begin(client, CODING)
        client.post(f"/sessions/{words}/clarify", json={"text": WORDS["question"]})
        client.post(f"/sessions/{words}/say", json={"text": WORDS["thought"]})
        spoken = {"question_id": "q1", "response_text": WORDS["answer"]}
        client.post(f"/sessions/{words}/responses", json=spoken, headers={"Idempotency-Key": WORDS["key"]})
        for source in (WORDS["code"], WORDS["bad code"]):
            note(client.post(f"/sessions/{code}/run", json={"code_solution": source, "language": "python"}))
        handed = {"question_id": "q1", "code_solution": WORDS["code"], "language": "python"}
        note(client.post(f"/sessions/{code}/responses", json=handed))
        note(client.post(f"/sessions/{code}/responses", content=b'{"response_text": "canaryanswer' + b"\xff"))
        note(client.post(f"/sessions/{words}/responses", json=spoken))
        note(client.post("/sessions", json={**IN_WORDS, WORDS["field"]: WORDS["wish"]}))
        note(client.get(f"/sessions/{WORDS['path']}"))
        note(client.get("/sessions", params={"limit": WORDS["query"]}))
        note(client.get("/notice", headers={"Authorization": f"Bearer {token[:-6]}canary"}))
        note(client.get("/notice", headers={"Authorization": f"Basic {token}"}))
        note(client.get(f"/users/{ADMIN}/analytics"))
        client.post(f"/sessions/{words}/complete").raise_for_status()
        client.get(f"/sessions/{words}/feedback").raise_for_status()
    with server.http(admin) as client:
        note(client.get(f"/users/{PERSON}/export"))
        note(client.get("/audit"))
    return "\n".join(problems)


def found_in(text: str, secrets: dict[str, str]) -> list[str]:
    """Which secrets stand in a text, whole or by their telling part."""
    parts = {
        name: [part for part in secret.split() if "canary" in part] or [secret] for name, secret in secrets.items()
    }
    return [name for name, each in parts.items() if any(part in text for part in each)]


def argument_lists() -> str:
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, timeout=60, check=True).stdout


def test_nothing_secret_is_found_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, secret in KEYS.items():
        monkeypatch.setenv(name, secret)
    token, admin = asyncio.run(sign_in(PERSON)), asyncio.run(sign_in(ADMIN, Role.ADMIN))
    # A socket that nobody listens at: code is refused, with an error on the way.
    arguments, environment = ("--port", "0", "--offline"), {"DOCKER_HOST": "unix:///nowhere/engine.sock"}
    with ServerProcess(*arguments, environment=environment) as server:
        problems = everything(server, token, admin)
        metrics = httpx2.get(f"{server.address}/metrics").text
        processes = argument_lists()
        assert server.stop() == 0
        log = server.stderr
        assert len(server.log) > 20
    secrets = {**KEYS, **WORDS, "token": token, "admin's token": admin, "person": PERSON, "admin": ADMIN}
    secrets |= {"signature": token.rpartition(".")[2], "claims": token.split(".")[1]}
    assert len(secrets) >= 20
    assert found_in(log, secrets) == []
    assert found_in(metrics, secrets) == []
    assert found_in(processes, secrets) == []
    # Who writes to us is told which field or address was wrong, and is told no value.
    assert found_in(problems, {name: value for name, value in secrets.items() if name != "field"}) == []
    kept = b"".join(path.read_bytes() for path in load_paths().database.parent.rglob("*") if path.is_file())
    known = {"person", "admin", "key"}
    in_clear = {name: value for name, value in secrets.items() if name not in known}
    assert found_in(kept.decode("latin-1"), in_clear) == []


def test_every_request_has_its_id_in_the_log() -> None:
    token = asyncio.run(sign_in("ada"))
    with ServerProcess() as server, server.http(token) as client:
        agree(client, "ada")
        given = client.post("/sessions", json=IN_WORDS, headers={"X-Request-ID": "from-a-proxy.1"})
        made = client.get("/sessions", headers={"X-Request-ID": '"; drop table x'})
        wrong = client.get("/sessions/nothing")
        assert server.stop() == 0
        log = server.log
    assert given.headers["X-Request-ID"] == "from-a-proxy.1"
    assert len(made.headers["X-Request-ID"]) == 16
    assert wrong.json()["request_id"] == wrong.headers["X-Request-ID"]
    lines = {answer.headers["X-Request-ID"]: events_of(log, answer) for answer in (given, made, wrong)}
    assert all("request" in events for events in lines.values())
    # The lines of what a request brought about carry its id too.
    assert "session.moved" in lines["from-a-proxy.1"]
    (line,) = [line for line in log if line.get("correlation_id") == "from-a-proxy.1" and line["event"] == "request"]
    assert (line["method"], line["status"]) == ("POST", 201)
    assert line["ms"] > 0


def events_of(log: list[dict[str, Any]], answer: httpx2.Response) -> list[str]:
    return [line["event"] for line in log if line.get("correlation_id") == answer.headers["X-Request-ID"]]
