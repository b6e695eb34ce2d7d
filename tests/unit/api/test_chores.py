"""What a server does by itself."""

import asyncio
import gc
import logging
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coach.api.chores import ANSWERS_KEPT, chores, tidy
from coach.api.once import HEADER
from coach.errors import StoreError
from tests.fakes_api import ANA, ApiStudio

WISHES: dict[str, Any] = {"questions": ["hash-tables"], "seed": 1}
DAY = 86_400


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


async def test_an_idempotency_key_is_forgotten_after_a_day(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        await http.post("/sessions", json=WISHES, headers={HEADER: "k"})
        await tidy(api.parts)
        assert (ANA, "k") in api.store.server.answers
        api.clock.advance(ANSWERS_KEPT.total_seconds() + 1)
        await tidy(api.parts)
        assert api.store.server.answers == {}


@pytest.mark.parametrize("has_engine", [True, False])
async def test_what_a_killed_server_left_is_swept_up(api: ApiStudio, has_engine: bool) -> None:
    api.has_engine = has_engine
    await api.token(ANA)
    api.clock.advance(timedelta(days=api.parts.settings.refresh_days, seconds=1).total_seconds())
    await tidy(api.parts)
    assert (api.swept, await api.kept.grants()) == (1, ())


async def test_sign_ins_that_have_ended_are_forgotten(api: ApiStudio) -> None:
    await api.token(ANA)
    api.clock.advance(timedelta(days=api.parts.settings.refresh_days, seconds=1).total_seconds())
    await tidy(api.parts)
    assert await api.kept.grants() == ()


@pytest.mark.parametrize(("keep_days", "left"), [(None, 2), (10, 1)])
async def test_interviews_go_after_the_days_of_the_settings(api: ApiStudio, keep_days: int | None, left: int) -> None:
    api.change(keep_days=keep_days)
    await api.service.give_consent(ANA)
    await api.service.create_interview_session(user_id=ANA, **WISHES)
    api.clock.advance(11 * DAY)
    await api.service.create_interview_session(user_id=ANA, **WISHES)
    for _ in range(2):
        await tidy(api.parts)
    assert len(await api.service.list_sessions(ANA)) == left
    told = [(entry.actor, entry.action, entry.subject) for entry in await api.kept.audit()]
    assert told == ([("retention", "retention", "1 interview")] if keep_days else [])


async def test_they_are_done_at_once_and_a_failure_does_not_end_them(
    api: ApiStudio, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = asyncio.Event()
    failures = [StoreError("/srv/coach.db is locked.")]

    async def purge(*_: Any) -> None:
        if failures:
            raise failures.pop()
        done.set()

    monkeypatch.setattr(api.kept, "purge", purge)
    with caplog.at_level(logging.ERROR, "coach.api"):
        async with chores(api.parts, every=0.001):
            await asyncio.wait_for(done.wait(), 60)
    assert [record.message for record in caplog.records] == ["chores failed"]


async def test_what_is_loaded_is_left_out_of_the_search_for_garbage_while_they_are_done(
    api: ApiStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[int] = []
    before = gc.get_threshold()
    slept = asyncio.Event()

    async def sleep(seconds: float) -> None:
        counts.append(gc.get_freeze_count())
        slept.set()
        await asyncio.Event().wait()

    monkeypatch.setattr("coach.api.chores.asyncio", SimpleNamespace(**{**vars(asyncio), "sleep": sleep}))
    async with chores(api.parts):
        await asyncio.wait_for(slept.wait(), 60)
        assert gc.get_threshold()[0] > before[0]
    assert counts[0] > 0
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
