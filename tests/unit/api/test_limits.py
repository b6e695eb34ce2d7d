"""What one person, or one address, may ask for."""

from pathlib import Path

import pytest

from coach.api.limiting import Limits, PerMinute
from coach.errors import Limited
from tests.fakes import SOLUTION
from tests.fakes_api import ANA, BEN, ApiStudio


async def test_requests_of_a_minute_are_counted_by_person(tmp_path: Path) -> None:
    api = ApiStudio(tmp_path, requests_per_minute=2)
    async with api.http(ANA) as ana, api.http(BEN) as ben:
        answers = [await ana.get("/sessions") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[2].headers["retry-after"] == "60"
        assert (await ben.get("/sessions")).status_code == 200


async def test_tokens_that_are_no_good_are_counted_by_address(tmp_path: Path) -> None:
    api = ApiStudio(tmp_path)
    api.change(limits=Limits(600, 2, api.metrics.requests.refused, sign_ins_per_minute=3))
    async with api.http(Authorization="Bearer nonsense") as http:
        statuses = [(await http.get("/sessions")).status_code for _ in range(4)]
        assert statuses == [401, 401, 401, 429]
        refreshed = await http.post("/token/refresh", json={"refresh_token": "nonsense"})
        assert refreshed.status_code == 429


async def test_programs_at_once_are_counted_by_person(tmp_path: Path) -> None:
    api = ApiStudio(tmp_path, runs_at_once=1)
    async with api.http(ANA) as http:
        session = (await http.post("/sessions", json={"questions": ["pair-sum"]})).json()["id"]
        await http.post(f"/sessions/{session}/start")
        code = {"code_solution": SOLUTION}
        with api.parts.limits.run(ANA):
            assert (await http.post(f"/sessions/{session}/run", json=code)).status_code == 429
            answer = {"question_id": "q1", **code}
            assert (await http.post(f"/sessions/{session}/responses", json=answer)).status_code == 429
        assert (await http.post(f"/sessions/{session}/run", json=code)).status_code == 200


def test_a_program_that_failed_leaves_its_place() -> None:
    limits = Limits(1, 1, lambda reason: None)
    with pytest.raises(ZeroDivisionError), limits.run("a"):
        raise ZeroDivisionError
    with limits.run("a"), limits.run("b"), pytest.raises(Limited), limits.run("a"):
        raise AssertionError("two at once")


class Watch:
    """Seconds that are set."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_minute_ends_by_and_by() -> None:
    watch = Watch()
    counts = PerMinute(4, watch)
    assert [counts.count("a") for _ in range(5)] == [True, True, True, True, False]
    assert counts.count("b")
    watch.seconds = 90.0
    # Half of the minute before lies within the last sixty seconds.
    assert [counts.count("a") for _ in range(3)] == [True, True, False]
    watch.seconds = 300.0
    assert [counts.count("a") for _ in range(5)] == [True, True, True, True, False]


def test_a_look_counts_nothing() -> None:
    counts = PerMinute(1, Watch())
    assert counts.has_room("a")
    assert counts.has_room("a")
    assert counts.count("a")
    assert not counts.has_room("a")
