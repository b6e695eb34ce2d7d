"""Plays a script against the engine, as a candidate would."""

from dataclasses import dataclass

from coach.bootstrap import SCRIPT_USER
from coach.domain.coding import CodingQuestion
from coach.domain.enums import QuestionType
from coach.domain.execution import ExecutionReport
from coach.domain.feedback import InterviewFeedback
from coach.domain.own_tests import OwnTest
from coach.domain.question import InterviewQuestion
from coach.domain.session import InterviewSession
from coach.errors import BadInput
from coach.interview.follow_ups import last_run
from coach.interview.service import InterviewService
from coach.scripted.script import FollowUpAnswer, Move, QuestionMoves, Script, Submission
from coach.telemetry.clock import ScriptedClock
from coach.workspace.own_tests import parse

WITHOUT_QUESTION = frozenset({"rate", "wait", "pause"})
"""Moves that need no open question."""


class Audience:
    """Whoever watches a script being played; deaf unless a front door overrides it."""

    def question(self, number: int, of: int, question: InterviewQuestion) -> None:
        """A root question begins."""

    def spoke(self, speaker: str, text: str) -> None:
        """The interviewer or the candidate said something."""

    def saved(self, session_id: str, what: str) -> None:
        """Something is stored: whatever happens now, it is not lost."""

    def wrote(self, code: str) -> None:
        """The candidate's file, of code or of tests, has this content."""

    def ran(self, report: ExecutionReport, *, hidden: bool) -> None:
        """Code was run."""

    def passed_over(self, move: str) -> None:
        """A move came after its question was closed."""


@dataclass(frozen=True)
class Played:
    script: Script
    session: InterviewSession
    feedback: InterviewFeedback
    runner: str


@dataclass
class Player:
    """One script, one session. Raises what the service raises, and BadInput for a move that does not fit."""

    service: InterviewService
    clock: ScriptedClock
    script: Script
    audience: Audience
    seed: int | None = None
    code: str = ""
    own_tests: tuple[OwnTest, ...] = ()

    async def play(self) -> Played:
        chosen = self.script.interview
        session = await self.service.create_interview_session(
            user_id=SCRIPT_USER,
            interview_type=chosen.type,
            company_type=chosen.company,
            difficulty_level=chosen.difficulty,
            role=chosen.role,
            seniority=chosen.seniority,
            language=chosen.language,
            time_limit=chosen.minutes,
            max_questions=chosen.max_questions,
            questions=self.script.slugs,
            seed=chosen.seed if self.seed is None else self.seed,
            ignore_history=True,
        )
        self.audience.saved(session.id, "created")
        session = await self.service.start_interview_session(session.id, {"allow_hints": chosen.hints})
        self.audience.saved(session.id, "started")
        for index, root in enumerate(session.roots):
            await self._question(session.id, index, root, len(session.roots))
        done = await self.service.complete_interview_session(
            session.id, lambda words: self.audience.spoke("interviewer", words.text)
        )
        self.audience.saved(session.id, "completed")
        feedback = await self.service.get_feedback(session.id)
        return Played(self.script, done, feedback, _runner_of(done))

    async def _question(self, session_id: str, index: int, root: InterviewQuestion, of: int) -> None:
        now = await self.service.get_current_question(session_id)
        if now is None or now.id != root.id:
            return
        self.code, self.own_tests = "", ()
        entry = self.script.moves_for(root.bank_id, index)
        self.audience.question(index + 1, of, root)
        self.audience.spoke("interviewer", await self.service.visible_text(session_id, root.id))
        for move in entry.moves:
            if move.name in WITHOUT_QUESTION or await self._is_open(session_id, root):
                await self._move(session_id, root, move)
            else:
                # The time is up, or everything is answered: what comes too late must not reach the next question.
                self.audience.passed_over(move.name)
        await self._follow_ups(session_id, root, entry)
        await self._skip_rest(session_id, root)

    async def _is_open(self, session_id: str, root: InterviewQuestion) -> bool:
        now = await self.service.get_current_question(session_id)
        return now is not None and now.root_id == root.id

    async def _follow_ups(self, session_id: str, root: InterviewQuestion, entry: QuestionMoves) -> None:
        """Answer the follow-ups of a root question that the script has words for; leave the others."""
        while (now := await self.service.get_current_question(session_id)) and now.parent_id == root.id:
            self.audience.spoke("interviewer", now.text)
            answer = _answer_to(now, entry)
            if answer is None:
                await self.service.skip_question(session_id)
                self.audience.saved(session_id, f"skipped {now.id}")
                continue
            code = self.script.code_of(answer)
            await self._hand_in(session_id, now, Submission(text=answer.text), code)

    async def _skip_rest(self, session_id: str, root: InterviewQuestion) -> None:
        while (now := await self.service.get_current_question(session_id)) and now.root_id == root.id:
            await self.service.skip_question(session_id)
            self.audience.saved(session_id, f"skipped {now.id}")

    async def _move(self, session_id: str, root: InterviewQuestion, move: Move) -> None:
        match move.name:
            case "say" | "ask":
                await self._speak(session_id, move)
            case "code" | "code_file":
                self.code = self.script.code_of(move) or ""
                self.audience.wrote(self.code)
                await self.service.save_snapshot(session_id, self.code)
                self.audience.saved(session_id, f"snapshot {root.id}")
            case "tests":
                await self._write_tests(session_id, root, move.tests or "")
            case "run" if move.run:
                report = await self.service.run_samples(session_id, self.code, own_tests=self.own_tests)
                self.audience.ran(report, hidden=False)
            case "hint" if move.hint:
                self.audience.spoke("interviewer", (await self.service.hint(session_id)).text)
                self.audience.saved(session_id, f"hint {root.id}")
            case "submit" if move.submit is not False:
                await self._submit(session_id, root, move)
            case _:
                await self._aside(session_id, root, move)

    async def _write_tests(self, session_id: str, root: InterviewQuestion, lines: str) -> None:
        bank = await self.service.get_bank_question(session_id, root.id)
        if not isinstance(bank, CodingQuestion):
            raise BadInput(
                f"The script has tests for {root.bank_id}, which is answered in words.", fix="leave them out"
            )
        self.own_tests = parse(lines, bank.signature, f"tests of {root.bank_id}")
        self.audience.wrote(lines)

    async def _aside(self, session_id: str, root: InterviewQuestion, move: Move) -> None:
        """What a candidate does beside the conversation."""
        if move.rate:
            await self.service.rate_question(session_id, root.id, move.rate)
        elif move.wait:
            self.clock.advance(move.wait)
        elif move.pause:
            await self.service.pause_interview_session(session_id)
            await self.service.resume_interview_session(session_id)

    async def _speak(self, session_id: str, move: Move) -> None:
        words = move.say or move.ask or ""
        self.audience.spoke("candidate", words)
        if move.ask is not None:
            reply = (await self.service.clarify(session_id, words)).text
        else:
            reply = (await self.service.say(session_id, words)).text
        self.audience.saved(session_id, "said")
        self.audience.spoke("interviewer", reply)

    async def _submit(self, session_id: str, root: InterviewQuestion, move: Move) -> None:
        given = move.submit
        submission = (
            given if isinstance(given, Submission) else Submission(text=given if isinstance(given, str) else "")
        )
        code = self.code if root.question_type is QuestionType.CODING_PROBLEM else None
        if code is not None and not code.strip():
            raise BadInput(
                f"The script submits {root.bank_id} before it has any code.", fix="add a code move before it"
            )
        await self._hand_in(session_id, root, submission, code)

    async def _hand_in(self, session_id: str, question: InterviewQuestion, given: Submission, code: str | None) -> None:
        if given.text:
            self.audience.spoke("candidate", given.text)
        if code and question.is_follow_up:
            self.audience.wrote(code)
        session, _ = await self.service.submit_response(
            session_id=session_id,
            question_id=question.id,
            response_text=given.text,
            code_solution=code,
            own_tests=self.own_tests if code else (),
            confidence_level=given.confidence,
        )
        self.audience.saved(session_id, f"answered {question.id} {session.responses[-1].id}")
        attempt = last_run(session.attempts_at(question.root_id))
        if code and attempt and attempt.report:
            self.audience.ran(attempt.report, hidden=True)


def _answer_to(question: InterviewQuestion, entry: QuestionMoves) -> FollowUpAnswer | None:
    name = question.follow_up_id
    short = name.removeprefix("evidence:").removeprefix("probe:").removeprefix("twist:")
    for key in (name, short, "default"):
        if key in entry.follow_ups:
            found = entry.follow_ups[key]
            return FollowUpAnswer(text=found) if isinstance(found, str) else found
    return None


def _runner_of(session: InterviewSession) -> str:
    """What executed the code; empty when no code was run."""
    names = {attempt.report.runner for attempt in session.attempts if attempt.report}
    return ", ".join(sorted(names))
