"""What the app needs from outside, so that a test can give it something else."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

from coach.bootstrap import LOCAL_USER, OpenOptions, open_service, open_workspace
from coach.interview.service import InterviewService
from coach.ports import Clock, Workspace
from coach.settings import RunnerChoice, Settings, load_paths, load_settings
from coach.telemetry.clock import SystemClock
from coach.tui.places import HOME, Place

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Host:
    """One person, and what their machine offers."""

    open: Callable[[Tell], AbstractAsyncContextManager[InterviewService]]
    """The service, told whom to tell while a sandbox image is built."""
    workspace: Callable[[], Workspace]
    settings: Callable[[], Settings] = load_settings
    clock: Clock = field(default_factory=SystemClock)
    user_id: str = LOCAL_USER


def first_place() -> Place:
    """Home, or the first run where nothing is stored yet. Raises BadSettings."""
    return HOME if load_paths().database.exists() else Place("first-run")


def this_machine(runner: RunnerChoice | None = None, editor: str | None = None, *, offline: bool = False) -> Host:
    """The person at this machine, on its settings."""

    def opened(tell: Tell) -> AbstractAsyncContextManager[InterviewService]:
        return open_service(
            OpenOptions(runner=runner, model=not offline, front_door="tui", consent_by="", progress=tell)
        )

    return Host(open=opened, workspace=lambda: open_workspace(editor))
