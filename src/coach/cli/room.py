"""The interview in line mode: the interviewer's words, a prompt, and commands that start with a slash."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from coach.cli.lines import Leave, Lines, readable
from coach.cli.narration import describe_run, describe_skip, framed
from coach.cli.output import printable
from coach.cli.problems import narrate, show
from coach.cli.voice import Voice
from coach.desk.desk import Desk
from coach.desk.files import kept_awake
from coach.domain.enums import InterviewStatus, QuestionType
from coach.domain.question import InterviewQuestion
from coach.domain.session import InterviewSession
from coach.errors import BadInput, CoachError, IllegalTransition, StoreError
from coach.interview.follow_ups import last_run
from coach.interview.mode import OFFLINE
from coach.interview.service import InterviewService
from coach.ports import Workspace
from coach.reporting.origin import written_by
from coach.workspace.own_tests import own_tests_file
from coach.workspace.solution import solution_of

HELP_CODE = """\
  /code       write your solution in the editor     /run     run the sample tests
  /tests      write tests of your own, a line each  /hint    the next hint, cost shown first
  /submit     hand it in; words after it go along   /skip    leave this question
  /text       show the question again               /pause   stop here, go on later
  /help       this list
  Anything else you type is said to the interviewer; a line that ends in ? is a question."""
HELP_WORDS = """\
  Type your answer, as many lines as you like.      /submit  hand it in
  /edit       write it in the editor                /hint    the next hint, where there is one
  /ask …      ask the interviewer something         /text    show the question again
  /skip       leave this question                   /pause   stop here, go on later
  /help       this list"""
WITH_WORDS = {"/submit", "/ask", "/say"}
Watch = Callable[[Path, Callable[[str], None]], AsyncIterator[str]]
PATIENCE = 3
"""So many failures in a row, outside of what the candidate asked for, end the room."""


@dataclass
class Room:
    """One candidate, one interview, one terminal."""

    service: InterviewService
    workspace: Workspace
    session: InterviewSession
    lines: Lines
    rate: bool = True
    watch: Watch | None = None
    """Run the samples at each save while a line is waited for; None: only when that is asked for."""
    desk: Desk = field(init=False)
    _shown: InterviewQuestion | None = field(default=None, init=False)
    """The question the candidate has before them."""

    def __post_init__(self) -> None:
        self.desk = Desk(self.service, self.workspace, lambda line: narrate(f"  ! {printable(line)}"))

    async def lead(self) -> InterviewSession:
        """From the current question to the last. Raises Leave when the candidate stops, CoachError when all fails."""
        self._shown, failures = None, 0
        while self._shown is not None or self.session.current_question is not None:
            try:
                await self._go_on()
                failures = 0
            except CoachError as error:
                failures += 1
                if failures == PATIENCE:
                    narrate(f"This cannot go on now; what was stored is safe. Later: coach resume {self.session.id}")
                    raise
                show(error)
        return self.session

    async def _go_on(self) -> None:
        """One step: the end of a question, the beginning of one, or a line in between."""
        shown, question = self._shown, self.session.current_question
        if shown is not None and (question is None or question.id != shown.id):
            # Forgotten first: a rating that cannot be stored is not asked for again.
            self._shown = None
            await self._rate(shown)
        elif question is not None and shown is None:
            await self._introduce(question)
            self._shown = question
        elif question is not None:
            await self._turn(question)

    # -- one turn ---------------------------------------------------------------------------------------------------

    async def _turn(self, question: InterviewQuestion) -> None:
        minutes, seconds = divmod(round(self.session.seconds_left), 60)
        line = readable(await self._heard(question, f"[{minutes}:{seconds:02d}{await self._sign()}] you> "))
        command, _, rest = line.strip().partition(" ")
        if command.lower() in {"/pause", "/quit"}:
            raise Leave
        words = line if not command.startswith("/") else rest if command.lower() in WITH_WORDS else ""
        try:
            self.session = await self.service.get_session(self.session.id)
        except CoachError:
            self._keep_line(question, words)
            raise
        now = self.session.current_question
        if now is None or now.id != question.id:
            # Another terminal submitted or skipped: the line was meant for what the candidate saw.
            narrate(f"  The interview has moved on from {question.id} elsewhere; your line was not used.")
            self._keep_line(question, words)
            return
        try:
            await self._do(question, line)
        except CoachError as error:
            # Nothing a candidate does here ends the interview; what was typed is stored or still in its file.
            show(error)
        self.session = await self.service.get_session(self.session.id)

    async def _heard(self, question: InterviewQuestion, prompt: str) -> str:
        """The next line; until it comes, every save of the solution is tried on the samples."""
        path = await self.desk.code_file(self.session, question) if self.watch else None
        if self.watch is None or path is None:
            return await self.lines.next(prompt)
        watching = asyncio.create_task(self._try_saves(self.watch, question, path, prompt))
        try:
            return await self.lines.next(prompt)
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    async def _try_saves(self, watch: Watch, question: InterviewQuestion, path: Path, prompt: str) -> None:
        def tell(why: str) -> None:
            narrate(f"\n  ! {printable(why)}")

        try:
            async for content in watch(path, tell):
                if solution_of(content).strip():
                    narrate("\n  saved; the samples run")
                    await self._tried(question)
                    narrate(prompt, end="")
        except CoachError as error:
            show(error)

    async def _tried(self, question: InterviewQuestion) -> None:
        try:
            await self._run(question, "")
        except CoachError as error:
            show(error)

    async def _sign(self) -> str:
        """Whether a model is talking, beside the clock; nothing where none was meant to."""
        led = self.session.interviewer != OFFLINE
        return f" · {await self.service.get_mode(self.session.id)}" if led else ""

    def _keep_line(self, question: InterviewQuestion, words: str) -> None:
        if words.strip():
            self._rescue(f"{question.id}-line.txt", words)

    async def _do(self, question: InterviewQuestion, line: str) -> None:
        command, _, rest = line.strip().partition(" ")
        actions: dict[str, Callable[[InterviewQuestion, str], Awaitable[None]]] = {
            "/code": self._edit,
            "/edit": self._edit,
            "/run": self._run,
            "/tests": self._tests,
            "/submit": self._submit,
            "/hint": self._hint,
            "/ask": self._ask,
            "/say": self._say,
            "/text": self._text,
            "/skip": self._skip,
            "/help": self._help,
        }
        if action := actions.get(command.lower()):
            await action(question, rest.strip())
        elif command.startswith("/"):
            raise BadInput(f"There is no {command}.", fix="/help")
        elif line.strip():
            await self._words(question, line)

    async def _words(self, question: InterviewQuestion, line: str) -> None:
        """Words without a command: conversation on a coding question, part of the answer elsewhere."""
        if question.question_type is QuestionType.CODING_PROBLEM:
            await (self._ask if line.rstrip().endswith("?") else self._say)(question, line)
            return
        path = self.desk.answer_file(self.session, question)
        try:
            with path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as error:
            self._rescue(path.name, line)
            raise StoreError(f"{path} cannot be written: {error.strerror}.", fix="make room; then type on") from None

    def _rescue(self, name: str, text: str) -> None:
        """Keep words that could not be stored where they belong."""
        draft = self.workspace.keep_draft(self.session.id, name, text)
        narrate(f"  what you wrote is kept in {draft}")

    # -- actions ----------------------------------------------------------------------------------------------------

    async def _edit(self, question: InterviewQuestion, _: str) -> None:
        solution = await self.desk.code_file(self.session, question)
        path = solution or self.desk.answer_file(self.session, question)
        narrate(f"  editing {path}")
        async with kept_awake(self.service, self.session.id):
            await self.workspace.edit(path)
        content = self.workspace.read(path)
        if not solution_of(content).strip():
            raise BadInput(f"{path} is empty.", fix="/code to write in it; nothing was submitted")
        if solution:
            now = await self.service.get_current_question(self.session.id)
            if now is None or now.root_id != question.root_id:
                raise IllegalTransition("The interview has moved on meanwhile.", why=f"What you wrote is in {path}.")
            await self.service.save_snapshot(self.session.id, solution_of(content))
            narrate("  saved; /run tries the samples, /submit hands it in")
        else:
            narrate(f"  saved, {len(content.split())} words; /submit hands it in")

    async def _run(self, question: InterviewQuestion, _: str) -> None:
        path = await self.desk.code_file(self.session, question)
        if path is None:
            raise BadInput("This question is answered in words; there is nothing to run.")
        source, own = self.desk.source(path), await self.desk.own_tests(self.session, question)
        narrate(describe_run(await self.service.run_samples(self.session.id, source, own_tests=own)))

    async def _tests(self, question: InterviewQuestion, _: str) -> None:
        solution = await self.desk.code_file(self.session, question)
        if solution is None:
            raise BadInput("This question is answered in words; there is nothing to test.")
        path = own_tests_file(solution)
        narrate(f"  editing {path}")
        async with kept_awake(self.service, self.session.id):
            await self.workspace.edit(path)
        if own := await self.desk.own_tests(self.session, question):
            narrate(f"  {len(own)} of your own; /run runs them with the samples, /submit hands them in too")

    async def _submit(self, question: InterviewQuestion, words: str) -> None:
        work = await self.desk.ready(self.session, question, words)
        await self._hand_in(question, work.text, work.code)

    async def _hand_in(self, question: InterviewQuestion, text: str, code: str | None) -> None:
        confidence, leaves = None, False
        try:
            confidence = await self._confidence() if self.rate and code else None
        except Leave:
            # The answer was given before this was asked: it is stored all the same.
            leaves = True
        try:
            self.session, _ = await self.service.submit_response(
                session_id=self.session.id,
                question_id=question.id,
                response_text=text,
                code_solution=code,
                own_tests=await self.desk.own_tests(self.session, question) if code else (),
                confidence_level=confidence,
            )
        except StoreError:
            self._rescue(f"{question.id}-answer.txt", "\n\n".join(part for part in (text, code) if part))
            raise
        attempt = last_run(self.session.attempts_at(question.root_id))
        if code and attempt and attempt.report:
            narrate(describe_run(attempt.report, hidden=True))
        else:
            narrate("  saved")
        if leaves:
            raise Leave

    async def _confidence(self) -> int | None:
        line = await self.lines.next("  how sure are you, 1–5? (enter: no answer) ")
        return int(line) if line.strip() in {"1", "2", "3", "4", "5"} else None

    async def _hint(self, question: InterviewQuestion, word: str) -> None:
        offer = await self.service.hint_offer(self.session.id)
        if word != "yes":
            narrate(f"  hint {offer.rung} of {offer.of}: {offer.name}. Cost: {offer.cost}.")
            if (await self.lines.next("  take it? [y/N] ")).strip().lower() not in {"y", "yes"}:
                return
        voice = Voice()
        voice.finish(await self.service.hint(self.session.id, voice))

    async def _ask(self, question: InterviewQuestion, words: str) -> None:
        if not words:
            raise BadInput("Ask what?", fix="/ask your question")
        voice = Voice()
        voice.finish(await self.service.clarify(self.session.id, words, voice))

    async def _say(self, question: InterviewQuestion, words: str) -> None:
        voice = Voice()
        voice.finish(await self.service.say(self.session.id, words, voice))

    async def _text(self, question: InterviewQuestion, _: str) -> None:
        narrate(framed("question", await self.service.visible_text(self.session.id, question.id)))

    async def _skip(self, question: InterviewQuestion, _: str) -> None:
        self.session, _next = await self.service.skip_question(self.session.id)
        narrate(describe_skip(question))

    async def _help(self, question: InterviewQuestion, _: str) -> None:
        narrate(HELP_CODE if question.question_type is QuestionType.CODING_PROBLEM else HELP_WORDS)

    # -- between questions ------------------------------------------------------------------------------------------

    async def _introduce(self, question: InterviewQuestion) -> None:
        roots = self.session.roots
        if question.is_follow_up:
            narrate(framed("interviewer", question.text))
            if await self.desk.code_file(self.session, question) is not None:
                narrate("  Answer in words, then /submit; or change your code with /code and /submit again.")
            return
        number = [root.id for root in roots].index(question.id) + 1
        kind = question.question_type.value.replace("_", " ")
        parts = (kind, question.difficulty_level.value, f"{question.time_limit} min", written_by(question))
        about = " · ".join(part for part in parts if part)
        narrate(f"\n── Question {number} of {len(roots)} · {printable(about)} ──")
        narrate(framed("interviewer", await self.service.visible_text(self.session.id, question.id)))
        narrate(HELP_CODE if question.question_type is QuestionType.CODING_PROBLEM else HELP_WORDS)

    async def _rate(self, question: InterviewQuestion) -> None:
        """Ask for the candidate's own rating once a question with its follow-ups is over."""
        following = self.session.current_question
        over = following is None or following.root_id != question.root_id
        if not self.rate or not over or not self.session.responses_to(*self._ids(question)):
            return
        line = (await self.lines.next("  how did that go, 1 (badly) – 4 (very well)? (enter: no answer) ")).strip()
        if line in {"1", "2", "3", "4"}:
            self.session = await self.service.rate_question(self.session.id, question.root_id, int(line))

    def _ids(self, question: InterviewQuestion) -> tuple[str, ...]:
        root = question.root_id
        return (root, *(follow_up.id for follow_up in self.session.follow_ups_of(root)))


async def leave(service: InterviewService, session_id: str) -> None:
    """Pause an interview whose candidate stops, whatever state it is in."""
    session = await service.get_session(session_id)
    if session.status is InterviewStatus.IN_PROGRESS:
        await service.pause_interview_session(session_id)
    narrate(f"Saved. Go on with: coach resume {session_id}")
