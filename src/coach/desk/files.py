"""The candidate's files, the template of a design, and a clock that sees them at work."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from coach.domain.coding import CodingQuestion
from coach.domain.own_tests import OwnTest
from coach.domain.question import InterviewQuestion
from coach.domain.session import InterviewSession
from coach.domain.starter import starter
from coach.errors import BadInput, CoachError
from coach.interview.service import InterviewService
from coach.ports import Workspace
from coach.workspace.own_tests import own_tests_file, parse, template
from coach.workspace.solution import compose

HEADINGS = ("Requirements", "Estimates", "API and data", "Design", "Scaling", "Failures", "Trade-offs")
DESIGN_TEMPLATE = "".join(f"# {heading}\n\n" for heading in HEADINGS).rstrip("\n") + "\n"
AWAKE_SECONDS = 60.0


def written_in(text: str) -> str:
    """A design without the template's headings that nothing was written under."""
    lines = text.splitlines()
    given = {f"# {heading}" for heading in HEADINGS}
    kept = []
    for number, line in enumerate(lines):
        following = next((later for later in lines[number + 1 :] if later.strip()), "#")
        if not (line.strip() in given and following.startswith("#")):
            kept.append(line)
    return "\n".join(kept).strip()


async def solution_file(
    service: InterviewService,
    workspace: Workspace,
    session: InterviewSession,
    question: InterviewQuestion,
    bank: CodingQuestion,
) -> Path:
    """The file a coding question is answered in, made with the question and the starter when it is missing.

    The file for tests of one's own is made beside it.
    """
    text = await service.visible_text(session.id, question.id)
    initial = compose(f"{question.title}\n\n{text}", starter(bank.signature, session.language), session.language)
    name = f"{question.id}-{question.bank_id}.{session.language.extension}"
    path = workspace.file(session.id, name, initial)
    workspace.file(session.id, own_tests_file(path).name, template(bank))
    return path


def own_tests(
    workspace: Workspace, path: Path, bank: CodingQuestion, tell: Callable[[str], None]
) -> tuple[OwnTest, ...]:
    """The tests in a file; one that is not there has none, one that cannot be used has none and is told in a line."""
    if not path.exists():
        return ()
    try:
        return parse(workspace.read(path), bank.signature, str(path))
    except BadInput as error:
        tell(f"{error.message.rstrip('.')}; your own tests are left out. Mend it: {error.fix}")
        return ()


@asynccontextmanager
async def kept_awake(service: InterviewService, session_id: str) -> AsyncIterator[None]:
    """While the block runs the candidate is at work, however long nothing is typed here."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(AWAKE_SECONDS)
            with suppress(CoachError):
                await service.keep_awake(session_id)

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
