"""The wiring of questions that are written meanwhile: whose money, which sandbox, which bank."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from coach import bootstrap
from coach.bootstrap import OpenOptions, choose_models, open_bank, open_service, open_supply
from coach.domain.content import BankQuestion
from coach.domain.execution import Trust
from coach.domain.session import InterviewSession
from coach.interview.plan import as_asked
from coach.interviewers.choosing import Chosen
from coach.interviewers.models.budget import Budget
from coach.interviewers.models.protocol import Purpose, Usage
from coach.interviewers.offline import OfflineInterviewer
from coach.sandbox import choose
from coach.settings import Paths, Settings, Switch, load_paths, load_settings
from coach.store.memory import MemoryStore
from tests.fakes import Runner
from tests.fakes_bank import TrustingRunner
from tests.test_interview_models import session
from tests.unit.cli.test_bank_generate import coding_forms, concept_form

WITH_MODEL = OpenOptions(model=True)
Forms = Mapping[str, Mapping[str, Any]]


@pytest.fixture
def says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Forms], None]:
    """Lets the recorded model answer with these forms, by prompt, and switches writing on."""

    def answers(forms: Forms) -> None:
        lines = [{"purpose": "generate", "prompt": f"generate_{name}", "give": form} for name, form in forms.items()]
        (tmp_path / "script.yaml").write_text(json.dumps({"otherwise": lines}), encoding="utf-8")
        monkeypatch.setenv("AI_MODEL_PROVIDER", "recorded")
        monkeypatch.setenv("AI_MODEL_NAME", str(tmp_path / "script.yaml"))
        monkeypatch.setenv("COACH_MODEL_GENERATE", "on")

    return answers


@pytest.fixture
def budgets(monkeypatch: pytest.MonkeyPatch) -> list[Decimal | None]:
    """The budget of each model that is chosen."""
    found: list[Decimal | None] = []

    def choose_model(settings: Settings, *_: Any) -> Chosen:
        found.append(settings.model.budget)
        return Chosen(OfflineInterviewer(), model=object() if settings.model.name else None)  # type: ignore[arg-type]

    monkeypatch.setattr(bootstrap, "choose_model", choose_model)
    return found


def settings(generate: Switch = Switch.ON, budget: str | None = "1", name: str | None = "m") -> Settings:
    model = Settings().model.replace(generate=generate, budget=Decimal(budget) if budget else None, name=name)
    return Settings().replace(model=model)


@pytest.mark.parametrize(
    ("options", "given"),
    [
        (WITH_MODEL, settings(Switch.OFF)),
        (OpenOptions(model=True, in_memory=True), settings()),
    ],
)
def test_without_a_wish_the_interview_has_the_whole_budget(
    budgets: list[Decimal | None], options: OpenOptions, given: Settings
) -> None:
    assert choose_models(options, given, load_paths())[1] is None
    assert budgets == [Decimal(1)]


def test_without_a_model_nothing_is_written(budgets: list[Decimal | None]) -> None:
    assert choose_models(OpenOptions(), settings(), load_paths()) == (None, None)
    assert choose_models(WITH_MODEL, settings(name=None), load_paths())[1] is None
    assert len(budgets) == 1


def test_a_fifth_of_the_budget_is_for_writing(budgets: list[Decimal | None]) -> None:
    asking, writing = choose_models(WITH_MODEL, settings(budget="2"), load_paths())
    assert asking and writing and asking is not writing
    interview, generation = budgets
    assert interview == Decimal("1.6") and generation is not None
    budget = Budget(generation, measure=lambda usage: Decimal(usage.input) / 1000)
    allowed = []
    for _ in range(5):
        allowed.append(budget.allow(Purpose.GENERATE))
        budget.on_usage(Purpose.GENERATE, Usage(input=100))
    assert allowed == [True, True, True, True, False]


def test_no_limit_stays_none(budgets: list[Decimal | None]) -> None:
    assert choose_models(WITH_MODEL, settings(budget=None), load_paths())[1]
    assert budgets == [None, None]


async def test_what_was_spent_on_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asking = Chosen(OfflineInterviewer(), spent=lambda: "90 tokens")
    writing = Chosen(OfflineInterviewer(), spent=lambda: "10 tokens")

    def choose_models(*_: Any) -> tuple[Chosen, Chosen]:
        return asking, writing

    monkeypatch.setattr(bootstrap, "choose_models", choose_models)
    async with open_service() as service:
        assert service.spent == "90 tokens and 10 tokens on a question for the next interviews"


def asks(*questions: BankQuestion) -> InterviewSession:
    return session(questions=tuple(as_asked(question, number) for number, question in enumerate(questions, 1)))


async def supplied(paths: Paths, bank_id: str) -> None:
    """Begin an interview with a question of the shipped bank, and wait for what is written meanwhile."""
    _, writing = choose_models(WITH_MODEL, load_settings(), paths)
    assert writing is not None
    questions = open_bank(paths, Runner())
    supply = open_supply(writing, paths, MemoryStore(), questions, Runner())
    supply.begin(asks(await questions.question(bank_id)))
    running = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.wait(running, timeout=60)
    await supply.close()


async def test_a_question_in_words_joins_the_own_bank(
    says: Callable[[Forms], None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "coach.supply")
    says({"concept": concept_form(title="Split stores")})
    paths = load_paths()
    await supplied(paths, "cap-theorem")
    assert (paths.generated_bank / "concepts" / "split-stores.yaml").is_file()
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == ["split-stores"]
    again = open_bank(paths, Runner())
    assert as_asked(await again.question("split-stores"), 1).source == "recorded"


async def test_programs_run_in_a_container_only(says: Callable[[Forms], None], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    runner = TrustingRunner()

    async def choose_runner(kind: str, **_: Any) -> TrustingRunner:
        asked.append(kind)
        return runner

    monkeypatch.setattr(choose, "choose_runner", choose_runner)
    says(coding_forms())
    await supplied(load_paths(), "lru-cache")
    assert (load_paths().generated_bank / "coding" / "pair-with-a-sum").is_dir()
    assert set(asked) == {"docker"}
    assert {request.trust for request in runner.requests} == {Trust.FOREIGN}


async def test_a_model_without_an_answer_is_one_quiet_line(
    says: Callable[[Forms], None], caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO, "coach.supply")
    says({})
    await supplied(load_paths(), "cap-theorem")
    (line,) = (record.getMessage() for record in caplog.records)
    assert line.startswith("No question was written for the next interviews: The recorded answer is missing.")
    assert not load_paths().generated_bank.exists()
    assert capsys.readouterr() == ("", "")
