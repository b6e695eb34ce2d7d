"""A script played over fakes, with everything that was shown while it went on."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coach.domain.event import Event, EventKind
from coach.domain.execution import ExecutionReport
from coach.domain.question import InterviewQuestion
from coach.scripted.player import Audience, Played, Player
from coach.scripted.script import Script
from coach.telemetry.clock import ScriptedClock
from tests.fakes import Studio


class Watching(Audience):
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.spoken: list[tuple[str, str]] = []
        self.stored: list[str] = []
        self.runs: list[tuple[int, bool]] = []
        self.late: list[str] = []
        self.written: list[str] = []

    def question(self, number: int, of: int, question: InterviewQuestion) -> None:
        self.asked.append(f"{number}/{of} {question.bank_id}")

    def spoke(self, speaker: str, text: str) -> None:
        self.spoken.append((speaker, text.strip()))

    def saved(self, session_id: str, what: str) -> None:
        self.stored.append(what)

    def ran(self, report: ExecutionReport, *, hidden: bool) -> None:
        self.runs.append((report.passed, hidden))

    def wrote(self, code: str) -> None:
        self.written.append(code)

    def passed_over(self, move: str) -> None:
        self.late.append(move)


@dataclass
class Stage:
    """One studio, one script."""

    folder: Path
    watching: Watching = field(default_factory=Watching)
    clock: ScriptedClock = field(default_factory=ScriptedClock)

    def __post_init__(self) -> None:
        self.studio = Studio(self.folder, clock=self.clock, front_door="scripted")

    async def play(self, *candidate: dict[str, Any], seed: int | None = None, **fields: Any) -> Played:
        script = Script.model_validate({"name": "Test", "candidate": candidate, **fields})
        return await Player(self.studio.service, self.clock, script, self.watching, seed=seed).play()

    async def events(self, played: Played, *kinds: EventKind) -> list[Event]:
        log = await self.studio.service.get_events(played.session.id)
        return [event for event in log if event.kind in kinds]
