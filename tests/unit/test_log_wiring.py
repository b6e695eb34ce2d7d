"""Which front doors write the log file, and what reaches it."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from coach.bootstrap import OpenOptions, open_service
from coach.domain.enums import InterviewStatus
from coach.interviewers.models.calling import Observe
from coach.ports.observer import Unobserved
from coach.settings import load_paths
from coach.telemetry.log_file import BackgroundFile


@pytest.fixture(autouse=True)
def no_log_of_others() -> Iterator[None]:
    logger = logging.getLogger("coach")
    before, level = logger.handlers[:], logger.level
    logger.handlers.clear()
    yield
    written()
    logger.handlers[:] = before
    logger.setLevel(level)


def written() -> list[dict[str, Any]]:
    """The lines of the log file, as they are when the process has ended."""
    for handler in logging.getLogger("coach").handlers:
        if isinstance(handler, BackgroundFile):
            handler.close()
    file = load_paths().log_file
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


async def lead(options: OpenOptions | None) -> str:
    async with open_service(options) as service:
        session = await service.create_interview_session(user_id="u", questions=("cap-theorem",))
    return session.id


@pytest.mark.parametrize("front_door", ["cli", "tui", "scripted"])
async def test_a_command_writes_what_it_does(front_door: str) -> None:
    session_id = await lead(OpenOptions(front_door=front_door))
    logging.getLogger("coach.supply").info("A question was written")
    moved, told = written()
    assert (moved["event"], moved["session"], moved["status"]) == ("session.moved", session_id, "scheduled")
    assert (told["logger"], told["event"]) == ("coach.supply", "A question was written")
    assert moved["correlation_id"] == told["correlation_id"]


@pytest.mark.parametrize("options", [None, OpenOptions(front_door="cli", in_memory=True)], ids=["library", "in memory"])
async def test_a_library_and_what_is_not_kept_leave_no_file(options: OpenOptions | None) -> None:
    await lead(options)
    assert written() == []
    assert logging.getLogger("coach").handlers == []


class Witness(Unobserved):
    def __init__(self) -> None:
        self.states: list[str] = []

    def moved(self, session_id: str, status: InterviewStatus) -> None:
        self.states.append(status.value)


async def test_an_observer_that_is_given_is_told_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    witness, asked = Witness(), []

    def choose_interviewer(wish: Any) -> Any:
        asked.append(wish.observe)
        return original(wish)

    from coach.interviewers import choosing

    original = choosing.choose_interviewer
    monkeypatch.setattr(choosing, "choose_interviewer", choose_interviewer)
    await lead(OpenOptions(front_door="server", observer=witness, model=True))
    told: list[Observe] = asked
    assert told == [witness.called]
    assert witness.states == ["scheduled"]
    assert written() == []
