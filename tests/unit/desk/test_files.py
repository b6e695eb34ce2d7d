"""The template of a design, long lines, and the clock while the editor is open."""

import asyncio
from pathlib import Path

import pytest

from coach.cli.lines import was_cut
from coach.desk import files as desk
from coach.desk.files import DESIGN_TEMPLATE, kept_awake, written_in
from coach.errors import StoreError
from coach.interview.service import InterviewService
from tests.fakes import Studio


def test_the_template_alone_is_nothing() -> None:
    assert written_in(DESIGN_TEMPLATE) == ""


def test_headings_stay_where_something_is_written() -> None:
    text = DESIGN_TEMPLATE.replace("# Design\n", "# Design\n\nA cache before the store.\n")
    assert written_in(text) == "# Design\n\nA cache before the store."
    assert written_in("# My own heading\n\n# Failures\nNone.") == "# My own heading\n\n# Failures\nNone."


@pytest.mark.parametrize(("line", "cut"), [("x" * 4095 + "\n", True), ("x" * 4094 + "\n", False), ("é" * 2048, True)])
def test_lines_at_the_limit_of_terminals(line: str, cut: bool) -> None:
    assert was_cut(line) is cut


async def test_work_in_the_editor_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "AWAKE_SECONDS", 0.0)
    studio = Studio(tmp_path)
    session = await studio.service.create_interview_session(user_id="local", questions=("pair-sum",))
    await studio.service.start_interview_session(session.id)
    async with kept_awake(studio.service, session.id):
        for _ in range(5):
            studio.clock.advance(1200)
            while (await studio.store.load(session.id)).elapsed < studio.clock.seconds - 1000.0:
                await asyncio.sleep(0)
    assert (await studio.service.get_session(session.id)).elapsed == 6000


async def test_a_store_that_fails_meanwhile_does_not_disturb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "AWAKE_SECONDS", 0.0)
    calls = 0

    async def fails(self: InterviewService, session_id: str) -> None:
        nonlocal calls
        calls += 1
        raise StoreError("The disk is full.")

    monkeypatch.setattr(InterviewService, "keep_awake", fails)
    async with kept_awake(Studio(tmp_path).service, "nobody"):
        while calls < 2:
            await asyncio.sleep(0)
