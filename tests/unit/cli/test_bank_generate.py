"""`coach bank generate`, as somebody types it, with a model that is recorded and a sandbox that is not."""

import io
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from coach.bank.concepts import load_concepts
from coach.bank.resources import shipped_bank
from coach.bank.yaml_source import read_yaml
from coach.cli.app import build
from coach.cli.bank_generate import concept_called
from coach.cli.problems import run_guarded
from coach.domain.execution import Trust
from coach.errors import NotFound, RunnerUnavailable
from coach.sandbox import choose
from coach.settings import load_paths
from tests.fakes_bank import PAIR_SUM_FILES, TrustingRunner
from tests.unit.bank.test_generating_question import NEIGHBOURS, REFERENCE, fields

Coach = Callable[..., tuple[int, str, str]]
GENERATE = ("bank", "generate")
CODING = (*GENERATE, "--kind", "coding_problem", "--concept", "hash map", "--difficulty", "easy")
CONCEPT = (*GENERATE, "--kind", "technical_concept", "--concept", "consistency")


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets the recorded model answer with these forms, by prompt."""

    def answers(**forms: Mapping[str, Any]) -> None:
        lines = [{"purpose": "generate", "prompt": f"generate_{name}", "give": form} for name, form in forms.items()]
        (tmp_path / "script.yaml").write_text(json.dumps({"otherwise": lines}), encoding="utf-8")
        monkeypatch.setenv("AI_MODEL_PROVIDER", "recorded")
        monkeypatch.setenv("AI_MODEL_NAME", str(tmp_path / "script.yaml"))

    return answers


def sandbox(monkeypatch: pytest.MonkeyPatch, runner: TrustingRunner | None) -> list[str]:
    """Puts a runner in the place of the engine, or none; returns what kinds were asked for."""
    asked: list[str] = []

    async def choose_runner(kind: str, **_: Any) -> TrustingRunner:
        asked.append(kind)
        if runner is None:
            raise RunnerUnavailable("Docker does not answer.", fix="start it")
        return runner

    monkeypatch.setattr(choose, "choose_runner", choose_runner)
    return asked


def coding_form() -> dict[str, Any]:
    written = fields()
    tests = [{**test, "input": json.dumps(test["input"])} for test in written["tests"]]
    follow_ups = [{name: each[name] for name in ("id", "ask", "expects")} for each in written["follow_ups"]]
    kept = {name: value for name, value in written.items() if name not in ("generators", "rubric")}
    parts = {"compare": "exact", "tests": tests, "follow_ups": follow_ups, "reference": REFERENCE}
    return {**kept, **parts}


def coding_forms() -> dict[str, Mapping[str, Any]]:
    wrong = {"same-twice": PAIR_SUM_FILES["wrong/same_twice.py"], "neighbours-only": NEIGHBOURS}
    return {
        "coding": coding_form(),
        "brute_force": {
            "brute_force": PAIR_SUM_FILES["brute_force.py"],
            "generate": PAIR_SUM_FILES["generate.py"],
            "sizes": [10, 20, 40, 80, 160, 320],
        },
        "wrong": {"solutions": [{"name": name, "source": source} for name, source in wrong.items()]},
    }


def concept_form(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = dict(read_yaml(shipped_bank() / "concepts" / "cap-theorem.yaml").data)
    criteria = [{**each, "dimension": name} for name, asked in data["rubric"].items() for each in asked]
    follow_ups = [{name: each[name] for name in ("id", "ask", "expects")} for each in data["follow_ups"]]
    names = ("title", "summary", "opening", "key_points", "misconceptions", "application_case", "hints", "model_answer")
    return {**{name: data[name] for name in names}, "criteria": criteria, "follow_ups": follow_ups, **changes}


def test_a_coding_question_joins_the_own_bank(
    coach: Coach, model: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = TrustingRunner()
    asked = sandbox(monkeypatch, runner)
    model(**coding_forms())
    code, out, err = coach(*CODING)
    assert code == 0, err
    assert out == "pair-with-a-sum  Pair with a sum  AI-generated, checked\n"
    assert "Next: coach bank show pair-with-a-sum" in err
    assert set(asked) == {"docker"}
    assert {request.trust for request in runner.requests} == {Trust.FOREIGN}
    assert (load_paths().generated_bank / "coding" / "pair-with-a-sum" / "question.yaml").is_file()
    shown = coach("bank", "show", "pair-with-a-sum")[1]
    assert "AI-generated, checked · written by recorded" in shown


def test_without_docker_nothing_is_asked_or_kept(
    coach: Coach, model: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox(monkeypatch, None)
    model()
    code, out, err = coach(*CODING)
    assert (code, out) == (3, "")
    assert "Docker does not answer. (COACH-301)" in err
    assert not load_paths().generated_bank.exists()


def test_prose_is_listed_with_its_origin(
    coach: Coach, model: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox(monkeypatch, None)
    model(concept=concept_form(title="Split stores"))
    assert "origin" not in coach("bank", "list")[1].splitlines()[0]
    code, out, err = coach(*CONCEPT, "--count", "2", "--json")
    assert code == 0, err
    made = json.loads(out)["questions"]
    assert [(each["id"], each["origin"], each["tries"]) for each in made] == [
        ("split-stores", "generated", 1),
        ("split-stores-2", "generated", 1),
    ]
    lines = coach("bank", "list")[1].splitlines()
    assert lines[0].split()[-1] == "origin"
    assert [line.split()[0] for line in lines if line.rstrip().endswith("AI-generated, checked")] == [
        "split-stores",
        "split-stores-2",
    ]
    listed = json.loads(coach("bank", "list", "--json")[1])["questions"]
    assert {each["origin"] for each in listed} == {"original", "generated"}


def test_a_folder_of_ones_own(coach: Coach, model: Callable[..., None], tmp_path: Path) -> None:
    model(concept=concept_form(title="Split stores"))
    code, _, err = coach(*CONCEPT, "--out", "pack")
    assert code == 0, err
    assert (tmp_path / "pack" / "concepts" / "split-stores.yaml").is_file()
    assert not load_paths().generated_bank.exists()
    assert coach("bank", "check", "pack", "--schema-only")[0] == 0


def test_two_bad_drafts_are_told(coach: Coach, model: Callable[..., None]) -> None:
    model(concept=concept_form(model_answer="It depends."))
    code, out, err = coach(*CONCEPT)
    assert (code, out) == (4, "")
    assert "No question passed the check, and nothing was kept. (COACH-401)" in err
    assert "the model answer does not match choice-under-partition" in err
    assert not load_paths().generated_bank.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (CONCEPT, 4, "No key of a provider is set"),
        ((*GENERATE, "--kind", "behavioral", "--concept", "hashingg"), 5, "Did you mean hashing"),
        ((*GENERATE, "--kind", "follow_up", "--concept", "hashing"), 2, "--kind"),
        ((*CONCEPT, "--count", "0"), 2, "--count"),
    ],
)
def test_what_cannot_be_done_is_told(coach: Coach, arguments: tuple[str, ...], code: int, says: str) -> None:
    got, out, err = coach(*arguments)
    assert (got, out) == (code, "")
    assert says in err


def test_a_concept_has_many_names() -> None:
    graph = load_concepts(shipped_bank())
    assert {concept_called(word, graph) for word in ("hashing", "Hash  Table", "hash map")} == {"hashing"}
    with pytest.raises(NotFound):
        concept_called("astrology", graph)
