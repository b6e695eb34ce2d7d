"""A question that a model wrote, from its draft through the gate to an interview, with a real engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from coach.bank.generating_question import Workshop, generate_question
from coach.bank.resources import shipped_patterns
from coach.bank.source import BankSource
from coach.errors import ModelUnavailable
from coach.interview.engine import Engine
from coach.interview.service import InterviewService
from coach.interviewers.offline import OfflineInterviewer
from coach.ports import CodeRunner
from coach.sandbox.choose import choose_runner
from coach.store.memory import MemoryStore
from tests.fakes import SOLUTION, HandClock
from tests.fakes_bank import PAIR_SUM_FILES
from tests.unit.bank.test_generating_question import WISH, ListedWriter, draft

pytestmark = [pytest.mark.docker, pytest.mark.slow]
ESCAPING = f"""\
import pathlib

pathlib.Path("/etc/coach-was-here").write_text("x")
{PAIR_SUM_FILES["generate.py"]}
"""


@pytest.fixture
async def docker(docker_engine: None) -> AsyncIterator[CodeRunner]:
    runner = await choose_runner("docker")
    yield runner
    await runner.close()


async def test_an_admitted_question_is_asked_and_judged(docker: CodeRunner, tmp_path: Path) -> None:
    made = await generate_question(WISH, ListedWriter(draft()), Workshop(docker, tmp_path / "own"))
    numbers = iter(range(1, 1000))
    engine = Engine(
        store=MemoryStore(),
        questions=BankSource([tmp_path / "own"], shipped_patterns(), docker, tmp_path / "cache"),
        runner=docker,
        interviewer=OfflineInterviewer(),
        clock=HandClock(),
        new_id=lambda: f"id{next(numbers):08d}",
    )
    service = InterviewService(engine)
    session = await service.create_interview_session(user_id="u", questions=(made.question.id,))
    assert session.questions[0].source == "model-one"
    await service.start_interview_session(session.id)
    await service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
    await service.complete_interview_session(session.id)
    (assessed,) = (await service.get_feedback(session.id)).questions
    assert assessed.solved
    assert assessed.tests_passed == assessed.tests_total


async def test_a_program_that_reaches_out_of_its_container_is_turned_down(docker: CodeRunner, tmp_path: Path) -> None:
    bad = draft({"generate.py": ESCAPING})
    with pytest.raises(ModelUnavailable):
        await generate_question(WISH, ListedWriter(bad, bad), Workshop(docker, tmp_path / "own"))
    assert not (tmp_path / "own").exists()
    assert not Path("/etc/coach-was-here").exists()
