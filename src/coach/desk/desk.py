"""One candidate's files in one interview, and what of them lies ready to be handed in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coach.desk.files import DESIGN_TEMPLATE, own_tests, solution_file, written_in
from coach.domain.coding import CodingQuestion
from coach.domain.enums import QuestionType
from coach.domain.own_tests import OwnTest
from coach.domain.question import InterviewQuestion
from coach.domain.session import InterviewSession
from coach.domain.starter import starter
from coach.errors import BadInput
from coach.interview.service import InterviewService
from coach.ports import Workspace
from coach.workspace.own_tests import own_tests_file
from coach.workspace.solution import solution_of


@dataclass(frozen=True)
class Work:
    """An answer as it lies in the files."""

    text: str
    code: str | None = None


@dataclass(frozen=True)
class Desk:
    """Finds, makes and reads the files. Methods raise NotFound, StoreError, and BadInput for unreadable files."""

    service: InterviewService
    workspace: Workspace
    tell: Callable[[str], None]
    """Told in a line when tests of the candidate's own cannot be used."""

    async def coding(self, session: InterviewSession, question: InterviewQuestion) -> CodingQuestion | None:
        """The bank's coding question behind a question or follow-up; None for questions in words."""
        bank = await self.service.get_bank_question(session.id, question.root_id)
        return bank if isinstance(bank, CodingQuestion) else None

    async def code_file(self, session: InterviewSession, question: InterviewQuestion) -> Path | None:
        """The solution file of a coding question or of the one a follow-up belongs to; None for questions in words."""
        bank = await self.coding(session, question)
        root = session.question(question.root_id)
        return await solution_file(self.service, self.workspace, session, root, bank) if bank else None

    async def own_tests(self, session: InterviewSession, question: InterviewQuestion) -> tuple[OwnTest, ...]:
        """The tests beside the solution file."""
        path, bank = await self.code_file(session, question), await self.coding(session, question)
        return own_tests(self.workspace, own_tests_file(path), bank, self.tell) if path and bank else ()

    def answer_file(self, session: InterviewSession, question: InterviewQuestion) -> Path:
        """The file for an answer in words."""
        initial = DESIGN_TEMPLATE if question.question_type is QuestionType.SYSTEM_DESIGN else ""
        return self.workspace.file(session.id, f"{question.id}-{question.bank_id}.md", initial)

    def answer(self, session: InterviewSession, question: InterviewQuestion) -> str:
        """What is written there; of a design, without the headings that have nothing under them."""
        text = self.workspace.read(self.answer_file(session, question))
        return (written_in(text) if question.question_type is QuestionType.SYSTEM_DESIGN else text).strip()

    def source(self, path: Path) -> str:
        """The code in a solution file, without the question above it."""
        return solution_of(self.workspace.read(path))

    async def ready(self, session: InterviewSession, question: InterviewQuestion, words: str = "") -> Work:
        """What would be handed in for a question, `words` going along. Raises BadInput where there is nothing.

        A follow-up may be answered in words, or by new code.
        """
        path = await self.code_file(session, question)
        if path is not None and not question.is_follow_up:
            source = self.source(path)
            if not source.strip():
                raise BadInput("There is no code yet.", fix="/code opens the editor")
            return Work(words, source)
        text = "\n".join(part for part in (self.answer(session, question), words) if part)
        code = await self._fresh_code(session, question, path) if path else ""
        if not text and not code:
            raise BadInput("There is no answer yet.", fix="type it, then /submit; or /skip")
        return Work(text, code or None)

    async def _fresh_code(self, session: InterviewSession, question: InterviewQuestion, path: Path) -> str:
        """The code in the file; empty when it is the starter or what was handed in last."""
        source, bank = self.source(path), await self.coding(session, question)
        known = {"", starter(bank.signature, session.language).strip()} if bank else {""}
        ids = (question.root_id, *(follow_up.id for follow_up in session.follow_ups_of(question.root_id)))
        submitted = [one.code_solution for one in session.responses_to(*ids) if one.code_solution]
        return "" if source.strip() in known | {code.strip() for code in submitted[-1:]} else source
