"""What the interview screen does with the service and the candidate's files, without a widget."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from coach.desk.desk import Desk, Work
from coach.desk.files import own_tests
from coach.domain.enums import InterviewStatus, QuestionType
from coach.domain.execution import ExecutionReport
from coach.domain.own_tests import OwnTest
from coach.domain.question import InterviewQuestion
from coach.domain.response import AttemptKind
from coach.domain.session import InterviewSession
from coach.domain.wording import number
from coach.errors import BadInput, IllegalTransition, RunnerUnavailable, StoreError
from coach.interview.conversation import ids_of
from coach.interview.hints import COSTS, NAMES
from coach.interview.mode import OFFLINE
from coach.interview.service import InterviewService
from coach.ports import Clock, OnDelta, Workspace
from coach.tui.dialogue import Line, Log
from coach.workspace.own_tests import own_tests_file
from coach.workspace.solution import solution_of

RUNS = {AttemptKind.SAMPLES: "samples", AttemptKind.SUBMIT: "handed in", AttemptKind.TWIST: "changed requirement"}


class Rung(NamedTuple):
    """One step of the hint ladder."""

    number: int
    name: str
    cost: str
    given: bool


class Run(NamedTuple):
    """One finished run, by its place in the interview."""

    number: int
    root_id: str
    kind: str
    report: ExecutionReport


class Handing(NamedTuple):
    """An answer that lies ready."""

    question: InterviewQuestion
    work: Work
    tests: tuple[OwnTest, ...]

    @property
    def in_words(self) -> str:
        """What would be handed in, for a last look."""
        code, text = (self.work.code or "").strip(), self.work.text.strip()
        own = f", {len(self.tests)} of your own tests" if self.tests else ""
        parts = [f"{number(len(code.splitlines()), 'line')} of code{own}:\n\n{code}" if code else ""]
        parts.append(f"{number(len(text.split()), 'word')}:\n\n{text}" if text else "")
        return "\n\n".join(part for part in parts if part)


class Standing(NamedTuple):
    """What the bar on top tells."""

    title: str = ""
    number: int = 0
    of: int = 0
    phase: str = ""
    phase_seconds: float = 0.0
    hints: int = 0
    rungs: int = 0
    mode: str = ""
    runner: str = ""
    seconds_left: float = 0.0
    """Negative once the time is up."""


@dataclass
class Leader:
    """Leads one interview. Methods raise what the service raises, and for files NotFound, StoreError, BadInput."""

    service: InterviewService
    workspace: Workspace
    clock: Clock
    session: InterviewSession
    """As it was read last."""
    tell: Callable[[str], None]
    """Told in a line what the candidate should know besides."""
    text: str = field(default="", init=False)
    """What may be read about the current question, as Markdown."""
    mode: str = field(default="", init=False)
    log: Log = field(default_factory=Log, init=False)
    _rungs: dict[str, int] = field(default_factory=dict, init=False)
    _files: dict[str, Path] = field(default_factory=dict, init=False)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(self.service, self.workspace, self.tell)

    # -- how it stands ------------------------------------------------------------------------------------------------

    async def open(self, preferences: Mapping[str, Any], on_delta: OnDelta | None = None) -> RunnerUnavailable | None:
        """Begin or go on; returns why a run that was cut off could not be made up for."""
        if self.session.status is InterviewStatus.SCHEDULED:
            await self.service.start_interview_session(self.session.id, preferences, on_delta)
        elif not self.session.is_over:
            try:
                await self.service.resume_interview_session(self.session.id)
            except RunnerUnavailable as error:
                return error
        return None

    async def refresh(self) -> list[Line]:
        """Read what happened since the last time; returns what it adds to the conversation."""
        async with self._reading:
            # Before the session: what these events refer to is in it then.
            events = await self.service.get_events(self.session.id, self.log.seen)
            self.session = await self.service.get_session(self.session.id)
            lines = self.log.read(self.session, events)
            if events and self.question is not None:
                await self._look_up(self.question)
            return lines

    async def _look_up(self, question: InterviewQuestion) -> None:
        root_id = question.root_id
        self.text = await self.service.visible_text(self.session.id, root_id)
        if question.is_follow_up:
            self.text = f"**Follow-up**\n\n{question.text}\n\n---\n\n{self.text}"
        if root_id not in self._rungs:
            bank = await self.service.get_bank_question(self.session.id, root_id)
            self._rungs[root_id] = len(bank.hint_texts)
        is_led = self.session.interviewer != OFFLINE
        self.mode = await self.service.get_mode(self.session.id) if is_led else OFFLINE

    async def has_news(self) -> bool:
        """Whether something happened elsewhere."""
        return bool(await self.service.get_events(self.session.id, self.log.seen))

    async def require_same(self, question: InterviewQuestion | None) -> None:
        """Raises IllegalTransition when another terminal has gone on from what the candidate sees."""
        now = await self.service.get_current_question(self.session.id)
        if question is None or now is None or now.id != question.id:
            raise IllegalTransition(
                "The interview has moved on elsewhere; what you wrote was not used.", why="It is shown as it is there."
            )

    @property
    def question(self) -> InterviewQuestion | None:
        return self.session.current_question

    @property
    def is_coding(self) -> bool:
        """Whether there is code to write, for the question or the one it follows."""
        now = self.question
        return now is not None and self.session.question(now.root_id).question_type is QuestionType.CODING_PROBLEM

    @property
    def is_in_words(self) -> bool:
        """Whether what is typed belongs to the answer."""
        return self.question is not None and self.question.question_type is not QuestionType.CODING_PROBLEM

    @property
    def seconds_left(self) -> float:
        """On the clock at this moment; negative once the time is up."""
        session, now = self.session, self.clock.mark()
        passed = 0.0
        if session.status is InterviewStatus.IN_PROGRESS and session.mark and session.mark.boot == now.boot:
            passed = min(max(0.0, now.seconds - session.mark.seconds), session.preferences.idle_minutes * 60)
        return session.time_limit * 60 - session.elapsed - passed

    @property
    def standing(self) -> Standing:
        now, roots, left = self.question, self.session.roots, self.seconds_left
        if now is None:
            return Standing(number=len(roots), of=len(roots), mode=self.mode, seconds_left=left)
        root = self.session.question(now.root_id)
        name, began = self.log.phase(root.id) if self.is_coding else ("", 0.0)
        return Standing(
            title=root.title,
            number=[one.id for one in roots].index(root.id) + 1,
            of=len(roots),
            phase=name,
            phase_seconds=self.session.time_limit * 60 - left - began,
            hints=self.log.hints(root.id),
            rungs=self._rungs.get(root.id, 0),
            mode=self.mode,
            runner=next((run.report.runner for run in reversed(self.runs)), ""),
            seconds_left=left,
        )

    @property
    def runs(self) -> tuple[Run, ...]:
        """The finished runs of the whole interview, the oldest first."""
        found = [one for one in self.session.attempts if one.kind in RUNS and one.report]
        return tuple(
            Run(number, one.question_id, RUNS[one.kind], one.report)
            for number, one in enumerate(found, 1)
            if one.report is not None
        )

    @property
    def ladder(self) -> tuple[Rung, ...]:
        """The hints of the current question."""
        root_id = self.question.root_id if self.question else ""
        last = len(NAMES) - 1
        return tuple(
            Rung(step + 1, NAMES[min(step, last)], COSTS[min(step, last)], step < self.log.hints(root_id))
            for step in range(self._rungs.get(root_id, 0))
        )

    # -- the candidate's files ----------------------------------------------------------------------------------------

    async def work_file(self) -> Path:
        """The file to write in: the solution, or the answer to a question in words."""
        return await self.code_file() or await self.answer_file()

    async def code_file(self) -> Path | None:
        """None for questions in words."""
        question = self._open_question()
        if not self.is_coding:
            return None
        if question.root_id not in self._files:
            path = await self.desk.code_file(self.session, question)
            if path is None:
                return None
            self._files[question.root_id] = path
        return self._files[question.root_id]

    async def tests_file(self) -> Path:
        """The candidate's own tests. Raises BadInput for questions in words."""
        path = await self.code_file()
        if path is None:
            raise BadInput("This question is answered in words; there is nothing to test.")
        return own_tests_file(path)

    async def answer_file(self) -> Path:
        return await asyncio.to_thread(self.desk.answer_file, self.session, self._open_question())

    async def answer(self) -> str:
        """What is written of the answer so far."""
        return await asyncio.to_thread(self.desk.answer, self.session, self._open_question())

    async def source(self) -> str:
        """The code so far, at the line numbers of its file; empty where there is none to write."""
        path = await self.code_file()
        return await asyncio.to_thread(self.desk.source, path) if path else ""

    async def add_to_answer(self, words: str) -> None:
        """Write what was typed behind the answer so far."""
        path = await self.answer_file()

        def append() -> None:
            with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(words + "\n")

        try:
            await asyncio.to_thread(append)
        except OSError as error:
            raise StoreError(f"{path} cannot be written: {error.strerror}.", fix="make room") from None

    async def keep(self, words: str, name: str = "line") -> Path:
        """Keep words that found no other place. Raises StoreError."""
        number = self.question.id if self.question else "end"
        return await asyncio.to_thread(self.workspace.keep_draft, self.session.id, f"{number}-{name}.txt", words)

    async def _own_tests(self) -> tuple[OwnTest, ...]:
        path, bank = await self.code_file(), await self.desk.coding(self.session, self._open_question())
        if path is None or bank is None:
            return ()
        told: list[str] = []
        found = await asyncio.to_thread(own_tests, self.workspace, own_tests_file(path), bank, told.append)
        for line in told:
            self.tell(line)
        return found

    def _open_question(self) -> InterviewQuestion:
        if self.question is None:
            raise IllegalTransition("No question is open.")
        return self.question

    # -- what the candidate does --------------------------------------------------------------------------------------

    async def run(self) -> ExecutionReport:
        """Run the samples and the candidate's own tests on the code as it is in the file."""
        if not self.is_coding:
            raise BadInput("This question is answered in words; there is nothing to run.")
        return await self.service.run_samples(self.session.id, await self.source(), own_tests=await self._own_tests())

    async def saved(self, content: str) -> None:
        """The solution file was saved with this content."""
        await self.service.save_snapshot(self.session.id, solution_of(content))

    async def ready(self, words: str) -> Handing:
        """What would be handed in. Raises BadInput where there is nothing."""
        question = self._open_question()
        work = await self.desk.ready(self.session, question, words)
        return Handing(question, work, await self._own_tests() if work.code else ())

    async def hand_in(self, handing: Handing, confidence: int | None, on_delta: OnDelta | None = None) -> None:
        """Raises StoreError after keeping the answer in a file, RunnerUnavailable after it is stored."""
        text, code = handing.work.text, handing.work.code
        try:
            await self.service.submit_response(
                session_id=self.session.id,
                question_id=handing.question.id,
                response_text=text,
                code_solution=code,
                own_tests=handing.tests,
                confidence_level=confidence,
                on_delta=on_delta,
            )
        except StoreError as error:
            kept = await self.keep("\n\n".join(part for part in (text, code) if part), "answer")
            raise StoreError(error.message, why=f"Your answer is kept in {kept}.", fix=error.fix) from error

    async def make_up(self) -> None:
        """Run again what the sandbox failed at. Raises RunnerUnavailable."""
        await self.service.resume_interview_session(self.session.id)

    def unrated(self, before: InterviewQuestion | None) -> str:
        """The question that is over since `before` was asked, and answered; empty where there is none to rate."""
        now = self.question
        if before is None or (now is not None and now.root_id == before.root_id):
            return ""
        answered = self.session.responses_to(*ids_of(self.session, before.root_id))
        return before.root_id if answered and before.root_id not in self.session.self_ratings else ""

    @property
    def is_through(self) -> bool:
        """Whether the last question is done, and only the report is to be made."""
        return self.question is None and not self.session.is_over

    async def pause(self) -> None:
        """Stop the clock, where it runs."""
        session = await self.service.get_session(self.session.id)
        if session.status is InterviewStatus.IN_PROGRESS:
            await self.service.pause_interview_session(self.session.id)
