"""The clocks."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.telemetry import clock
from coach.telemetry.clock import ScriptedClock, SystemClock


def test_marks_of_one_boot_can_be_subtracted() -> None:
    first, second = SystemClock().mark(), SystemClock().mark()
    assert first.boot == second.boot
    assert second.seconds >= first.seconds
    assert SystemClock().now().tzinfo is not None


@pytest.fixture
def another_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(clock, "BOOT_ID", tmp_path / "none")
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    clock._boot.cache_clear()
    yield
    clock._boot.cache_clear()


@pytest.mark.usefixtures("another_system")
@pytest.mark.parametrize(
    ("command", "boot"), [(("echo", "a-b-c"), "a-b-c"), (("false",), "process-"), (("no-such",), "process-")]
)
def test_other_systems_have_other_words_for_a_boot(
    monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], boot: str
) -> None:
    monkeypatch.setattr(clock, "MAC_BOOT_ID", command)
    first, second = SystemClock().mark(), SystemClock().mark()
    assert first.boot.startswith(boot)
    assert first.boot == second.boot
    assert second.seconds >= first.seconds


def test_a_scripted_clock_moves_when_told() -> None:
    scripted = ScriptedClock()
    before, began = scripted.mark(), scripted.now()
    assert scripted.mark() == before
    scripted.advance(90)
    assert scripted.mark().seconds - before.seconds == 90
    assert (scripted.now() - began).total_seconds() == 90
