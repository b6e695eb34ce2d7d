"""The clocks."""

import time
from pathlib import Path

import pytest

from coach.telemetry import clock
from coach.telemetry.clock import ScriptedClock, SystemClock


def test_marks_of_one_boot_can_be_subtracted() -> None:
    first, second = SystemClock().mark(), SystemClock().mark()
    assert first.boot == second.boot
    assert second.seconds >= first.seconds
    assert SystemClock().now().tzinfo is not None


def test_without_a_boot_id_or_a_boot_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "BOOT_ID", tmp_path / "none")
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    first, second = SystemClock().mark(), SystemClock().mark()
    assert first.boot.startswith("boot-")
    assert second.seconds >= first.seconds


def test_a_scripted_clock_moves_when_told() -> None:
    scripted = ScriptedClock()
    before, began = scripted.mark(), scripted.now()
    assert scripted.mark() == before
    scripted.advance(90)
    assert scripted.mark().seconds - before.seconds == 90
    assert (scripted.now() - began).total_seconds() == 90
