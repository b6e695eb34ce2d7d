"""What a signal makes of the app."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coach.tui import ending
from coach.tui.app import SECONDS_TO_SAVE
from tests.tui.stage import TuiStage


async def test_signals_come_as_calls_of_the_loop() -> None:
    heard: asyncio.Queue[int] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    try:
        ending.on_signals(heard.put_nowait)
        os.kill(os.getpid(), signal.SIGTERM)
        assert await asyncio.wait_for(heard.get(), 30) == 143
        os.kill(os.getpid(), signal.SIGHUP)
        assert await asyncio.wait_for(heard.get(), 30) == 129
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
        loop.remove_signal_handler(signal.SIGHUP)


def test_a_process_that_waits_for_ever_ends_all_the_same() -> None:
    program = "import threading; from coach.tui.ending import bound; bound(143, 0.1); threading.Event().wait()"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 143


async def test_a_signal_saves_what_the_screens_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bounded: list[int] = []
    monkeypatch.setattr(ending, "bound", bounded.append)
    app = TuiStage(tmp_path).app()
    saved: list[str] = []

    async def save() -> bool:
        saved.append("saved")
        return False

    async with app.run_test() as pilot:
        await pilot.pause()
        monkeypatch.setattr(app.screen, "before_leaving", save, raising=False)
        app.end_by_signal(143)
        await pilot.pause(0.2)
    assert (saved, bounded, app.return_code) == (["saved"], [143], 143)


async def test_a_screen_that_asks_back_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ending, "bound", lambda code: None)
    monkeypatch.setattr("coach.tui.app.SECONDS_TO_SAVE", SECONDS_TO_SAVE / 100)
    app = TuiStage(tmp_path).app()

    async def ask() -> bool:
        await asyncio.Event().wait()
        return True

    async with app.run_test() as pilot:
        await pilot.pause()
        monkeypatch.setattr(app.screen, "before_leaving", ask, raising=False)
        app.end_by_signal(129)
        for _ in range(100):
            await pilot.pause(0.05)
            if app.return_code == 129:
                break
    assert app.return_code == 129


@pytest.mark.parametrize(("code", "ends"), [(130, False), (131, False), (143, True)])
async def test_ctrl_c_in_an_editor_that_has_the_terminal_is_not_for_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, ends: bool
) -> None:
    monkeypatch.setattr(ending, "bound", lambda _: None)
    app = TuiStage(tmp_path).app()
    async with app.run_test() as pilot:
        app.lent = True
        app.end_by_signal(code)
        await pilot.pause(0.2)
        assert (app._leaving is not None) is ends
