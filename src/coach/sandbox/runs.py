"""Runs requests in sandboxes: takes one, submits, reads the answer, throws it away, and makes up for lost ones."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import Execution, RunRequest
from coach.errors import RunnerUnavailable
from coach.languages.language import Language, load
from coach.sandbox import answers, jobs
from coach.sandbox.box import Box, BoxGone, BoxOverdue, BoxSource
from coach.sandbox.kept import Kept, Program
from coach.sandbox.plans import USUAL_MEMORY_MIB
from coach.sandbox.pool import Pool

_TRIES = 2
_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class _Hold:
    """The sandbox that a run uses at the moment, so that a cancelled run can be ended from the event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._box: Box | None = None
        self._cancelled = False

    def take(self, box: Box) -> Box:
        with self._lock:
            self._box = box
            if self._cancelled:
                box.hang_up()
        return box

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def cancel(self) -> None:
        with self._lock:
            self._cancelled = True
            if self._box is not None:
                self._box.hang_up()


class Runs:
    """The part that all runners share. Blocking work happens on its own threads."""

    def __init__(self, source: BoxSource, *, parked: int, at_once: int) -> None:
        self._source = source
        self._pool = Pool(source, parked)
        self._kept = Kept(1 if parked else 0)
        self._threads = ThreadPoolExecutor(at_once, "coach-sandbox-run")
        self._at_once = at_once
        self._held: set[_Hold] = set()
        self._closed = False

    @property
    def sandboxes(self) -> dict[str, int]:
        """How many are warm, how many are used, and how many runs wait for one."""
        asked = len(self._held)
        return {"warm": self._pool.warm, "used": min(asked, self._at_once), "awaited": max(0, asked - self._at_once)}

    async def run(self, request: RunRequest) -> Execution:
        """Run one request in a sandbox of its own. Raises RunnerUnavailable."""
        return await self._in_thread(lambda answer, hold: self._run_fresh(request, answer, hold))

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        """Run requests of the same trust one after the other, reusing sandboxes. Raises RunnerUnavailable."""
        return await self._in_thread(lambda answer, hold: self._run_all(requests, answer, hold))

    async def warm(self, name: ProgrammingLanguage) -> None:
        """Have a sandbox opened in the background; a missing engine is found by the next run."""
        if self._closed:
            return
        try:
            language = load(name)
        except RunnerUnavailable:
            return
        self._pool.fill(language, self._source.memory_class(language, USUAL_MEMORY_MIB))

    async def close(self) -> None:
        self._closed = True
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._source.stop()
        for hold in list(self._held):
            hold.cancel()
        self._threads.shutdown(wait=True)
        for box in self._kept.clear():
            self._pool.discard(box)
        self._pool.close()
        self._source.close()

    async def _in_thread(self, work: Callable[[Callable[[_T], None], _Hold], None]) -> _T:
        """What the work answers. It goes on behind its answer, so that nobody waits while it tidies up."""
        if self._closed:
            raise RunnerUnavailable("The sandbox was closed")
        hold = _Hold()
        self._held.add(hold)
        answered: Future[_T] = Future()

        def answer_or_fail() -> None:
            if not answered.set_running_or_notify_cancel():
                return
            try:
                work(answered.set_result, hold)
            except BaseException as error:
                if answered.done():
                    _log.warning("a sandbox could not be put away: %s", error)
                else:
                    answered.set_exception(error)

        try:
            self._threads.submit(answer_or_fail)
            return await asyncio.wrap_future(answered)
        except asyncio.CancelledError:
            hold.cancel()
            raise
        finally:
            self._held.discard(hold)

    def _run_all(self, requests: Sequence[RunRequest], answer: Callable[[list[Execution]], None], hold: _Hold) -> None:
        executions: list[Execution] = []
        kept: tuple[Box, Language, int] | None = None
        try:
            for request in requests:
                language = load(request.language.value)
                size = self._source.memory_class(language, request.limits.memory_mib)
                if kept and kept[1:] != (language, size):
                    self._pool.discard(kept[0])
                    kept = None
                job = jobs.encode(request)
                execution, box = self._run_one(request, job, language, kept[0] if kept else None, hold)
                executions.append(execution)
                kept = (box, language, size) if box else None
            answer(executions)
        finally:
            if kept:
                self._pool.discard(kept[0])

    def _run_fresh(self, request: RunRequest, answer: Callable[[Execution], None], hold: _Hold) -> None:
        """Run in a sandbox that has run nothing else, or in the one that compiled this very source."""
        language = load(request.language.value)
        size = self._source.memory_class(language, request.limits.memory_mib)
        # Encoded before a kept sandbox is taken: what cannot be encoded must not cost it.
        job = jobs.encode(request)
        program = Program(job.header["key"], size)
        compiled = self._kept.take(program)
        if compiled is not None and not compiled.is_parked():
            self._pool.discard(compiled)
            compiled = None
        execution, box = self._run_one(request, job, language, compiled, hold)
        unwanted = [] if box is None else [box]
        if box is not None and _is_compiled(request, language) and not execution.compile_error:
            unwanted = self._kept.put(program, box)
        self._pool.put_away(unwanted, None if compiled else (language, size))
        answer(execution)

    def _run_one(
        self, request: RunRequest, job: jobs.Job, language: Language, kept: Box | None, hold: _Hold
    ) -> tuple[Execution, Box | None]:
        """The execution, and the sandbox if it can be used again."""
        size = self._source.memory_class(language, request.limits.memory_mib)
        problem = ""
        for _ in range(_TRIES):
            if hold.cancelled and kept is None:
                # One that is warm is for the next run.
                break
            box = hold.take(kept or self._pool.take(language, size))
            kept = None
            began = time.monotonic()
            try:
                header, body = box.submit(job)
                seconds = time.monotonic() - began
                execution = answers.decode(
                    request, header, body, runner=self._source.name, seconds=seconds, notices=self._source.notices
                )
            except BoxOverdue:
                self._pool.discard(box)
                seconds = time.monotonic() - began
                notices = self._source.notices
                return answers.overdue(request, runner=self._source.name, seconds=seconds, notices=notices), None
            except BoxGone as gone:
                self._pool.discard(box)
                problem = str(gone)
                if not hold.cancelled:
                    _log.warning("a sandbox was lost during a run: %s", problem)
            except BaseException:
                self._pool.discard(box)
                raise
            else:
                return execution, box
        raise RunnerUnavailable(
            "The sandbox ended during the run", why=problem or "its engine removed it", fix="coach doctor"
        )


def _is_compiled(request: RunRequest, language: Language) -> bool:
    """Whether a sandbox holds anything after a run that the next run of the same source can use."""
    if request.signature.stdio:
        return language.stdio is not None and bool(language.stdio.compile)
    return language.run.kind == "program"
