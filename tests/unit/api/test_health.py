"""Whether the server is there, and what it counts."""

import asyncio
from pathlib import Path

import pytest

from coach.api.routes import health
from coach.errors import RunnerUnavailable, StoreError
from tests.fakes_api import ADA, ADDRESS, ANA, ApiStudio


async def fine() -> str:
    return "answers"


async def no_runner() -> str:
    raise RunnerUnavailable("/var/run/docker.sock is not there.")


async def no_store() -> str:
    raise StoreError("/srv/coach.db is locked.")


async def never() -> str:
    await asyncio.Event().wait()
    return "at last"


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


async def test_a_server_that_has_everything_is_ready(api: ApiStudio) -> None:
    async with api.http() as http:
        answer = await http.get("/health")
        told = answer.json()
        assert (answer.status_code, told["status"], told["live"], told["ready"]) == (200, "ready", True, True)
        assert set(told["dependencies"]) == {"store", "keys", "bank", "runner", "model"}
        assert all(one["status"] == "up" and one["latency_ms"] >= 0 for one in told["dependencies"].values())
        assert (await http.get("/health/live")).json() == {"live": True}
        assert set((await http.get("/health/ready")).json()["dependencies"]) == {"store", "keys", "bank"}


async def test_without_a_runner_it_still_serves(api: ApiStudio) -> None:
    api.change(checks={"store": fine, "bank": fine, "runner": no_runner})
    async with api.http() as http:
        answer = await http.get("/health")
        assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
        runner = answer.json()["dependencies"]["runner"]
        assert (runner["status"], runner["detail"]) == ("down", RunnerUnavailable.code)
        assert "docker.sock" not in answer.text
        assert (await http.get("/health/ready")).status_code == 200


async def test_without_a_store_it_serves_nothing(api: ApiStudio) -> None:
    api.change(checks={"store": no_store, "bank": fine})
    async with api.http() as http:
        for path in ("/health", "/health/ready"):
            answer = await http.get(path)
            assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
        assert (await http.get("/health/live")).status_code == 200


async def test_a_server_that_ends_is_alive_and_not_ready(api: ApiStudio) -> None:
    api.parts.draining.event.set()
    async with api.http() as http:
        answer = await http.get("/health/ready")
        assert (answer.status_code, answer.json()["status"]) == (503, "draining")
        assert (await http.get("/health/live")).status_code == 200


async def test_a_dependency_that_never_answers_is_down(api: ApiStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "CHECK_SECONDS", 0.01)
    api.change(checks={"store": fine, "bank": fine, "model": never})
    async with api.http() as http:
        told = (await http.get("/health")).json()
        assert (told["status"], told["dependencies"]["model"]["status"]) == ("degraded", "down")
        assert "no answer" in told["dependencies"]["model"]["detail"]


async def test_this_machine_may_read_the_counts(api: ApiStudio) -> None:
    async with api.http() as http:
        answer = await http.get(f"{ADDRESS}/metrics")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain")
        assert "coach_requests_in_flight 1.0" in answer.text


async def test_elsewhere_they_are_for_administrators(api: ApiStudio) -> None:
    api.change(is_local=False)
    async with api.http() as nobody, api.http(ANA) as ana, api.http(ADA) as ada:
        answers = [await http.get(f"{ADDRESS}/metrics") for http in (nobody, ana, ada)]
        assert [answer.status_code for answer in answers] == [401, 403, 200]
