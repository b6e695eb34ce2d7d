"""One question for the next interviews, written in the background of this one."""

import asyncio
from collections.abc import Awaitable, Callable

from coach.domain.drafts import QuestionWish
from coach.domain.enums import InterviewStatus, ProgrammingLanguage
from coach.domain.execution import Trust
from coach.domain.session import InterviewSession
from coach.errors import CoachError, Forbidden, RunnerUnavailable
from coach.interview.wanting import wanted
from coach.ports import CodeRunner, QuestionSource, SessionStore

EARLIER = 20
"""So many interviews back, what went badly is looked for."""


class QuestionSupply:
    """Has one question written about what the person lacks.

    The interview neither waits for it nor learns how it ends: that is told in one line, for a log.
    """

    def __init__(
        self,
        store: SessionStore,
        questions: QuestionSource,
        runner: CodeRunner,
        write: Callable[[QuestionWish], Awaitable[str]],
        tell: Callable[[str], None],
    ) -> None:
        """`write` has a question written, checked and kept, and gives its id. It may raise any CoachError."""
        self._store = store
        self._questions = questions
        self._runner = runner
        self._write = write
        self._tell = tell
        self._task: asyncio.Task[None] | None = None

    def begin(self, session: InterviewSession) -> None:
        """Start, once, for the person of an interview whose first question was put. Returns at once."""
        if self._task is None:
            self._task = asyncio.create_task(self._supply(session))

    async def close(self) -> None:
        """End what is not done yet; nothing of it is kept then. Safe to call twice."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _supply(self, session: InterviewSession) -> None:
        try:
            if wish := await self._wish(session):
                made = await self._write(wish)
                self._tell(f"A question about {wish.concept} was written for the next interviews: {made}")
        except CoachError as error:
            self._tell(f"No question was written for the next interviews: {error.in_a_line}")
        except Exception as error:
            # A bug of ours, or of a library; its message might repeat what somebody wrote.
            self._tell(f"No question was written for the next interviews: {type(error).__name__}")

    async def _wish(self, session: InterviewSession) -> QuestionWish | None:
        done = await self._store.sessions(session.user_id, (InterviewStatus.COMPLETED,), limit=EARLIER)
        earlier = [await self._store.load(summary.id) for summary in done]
        catalog = await self._questions.catalog()
        return wanted(catalog, session, earlier, runs_code=await self._runs_code())

    async def _runs_code(self) -> bool:
        try:
            await self._runner.require(ProgrammingLanguage.PYTHON, Trust.FOREIGN)
        except (RunnerUnavailable, Forbidden):
            return False
        return True
