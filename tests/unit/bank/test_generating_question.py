"""Drafts at the gate: what is admitted, what is turned down and why, and what is left behind."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from coach.bank.check import check_bank
from coach.bank.generated import LABEL, origin_label, taken_ids
from coach.bank.generating_files import free_slug
from coach.bank.generating_question import Generated, Workshop, generate_question
from coach.bank.loader import BankFolder
from coach.domain.coding import CodingQuestion
from coach.domain.drafts import QuestionDraft, QuestionWish
from coach.domain.enums import DifficultyLevel, QuestionType
from coach.domain.execution import Execution, RunRequest, Trust
from coach.errors import Forbidden, LanguageUnavailable, ModelUnavailable, RunnerUnavailable, StoreError
from tests.fakes_bank import PAIR_SUM, PAIR_SUM_FILES, TrustingRunner

WISH = QuestionWish(kind=QuestionType.CODING_PROBLEM, concept="hashing", difficulty=DifficultyLevel.EASY)
HEAD = {
    "schema",
    "id",
    "version",
    "provenance",
    "difficulty",
    "concepts",
    "family",
    "companies",
    "seniority",
    "minutes",
}
REFERENCE = PAIR_SUM_FILES["solutions/python.py"]
BRUTE = PAIR_SUM_FILES["brute_force.py"]
NEIGHBOURS = """\
def has_pair(numbers, target):
    return any(one + other == target for one, other in zip(numbers, numbers[1:]))
"""
PROMPTS = ("generate_coding/1", "generate_brute_force/1", "generate_wrong/1")


def fields(**changes: Any) -> dict[str, Any]:
    """The tiny question as a model writes it: no head, and no test says what it expects."""
    whole = yaml.safe_load(PAIR_SUM)
    tests = [{name: test[name] for name in test if name != "expected"} for test in whole["tests"]]
    written = {name: value for name, value in whole.items() if name not in HEAD and name != "twists"}
    sizes = {"id": "large", "group": "perf", "n": [10, 20, 40, 80, 160, 320], "seed": 7}
    return {**written, "tests": tests, "generators": [sizes], **changes}


def draft(programs: Mapping[str, str] | None = None, **changes: Any) -> QuestionDraft:
    given = {
        "solutions/python.py": REFERENCE,
        "brute_force.py": BRUTE,
        "generate.py": PAIR_SUM_FILES["generate.py"],
        "wrong/same-twice.py": PAIR_SUM_FILES["wrong/same_twice.py"],
        "wrong/neighbours-only.py": NEIGHBOURS,
    }
    return QuestionDraft(fields=fields(**changes), programs={**given, **(programs or {})}, prompts=PROMPTS)


class ListedWriter:
    """A `QuestionWriter` with its drafts ready; it remembers what it was told."""

    name = "model-one"

    def __init__(self, *drafts: QuestionDraft) -> None:
        self._drafts = list(drafts)
        self.told: list[str] = []

    async def write(self, wish: QuestionWish, problem: str = "") -> QuestionDraft:
        self.told.append(problem)
        return self._drafts.pop(0)


async def generated(folder: Path, *drafts: QuestionDraft, wish: QuestionWish = WISH) -> Generated:
    return await generate_question(wish, ListedWriter(*drafts), Workshop(TrustingRunner(), folder / "own"))


async def turned_down(folder: Path, bad: QuestionDraft, wish: QuestionWish = WISH) -> str:
    """The reason that is told when both tries are the same bad draft; nothing may be left of them."""
    writer = ListedWriter(bad, bad)
    with pytest.raises(ModelUnavailable) as caught:
        await generate_question(wish, writer, Workshop(TrustingRunner(), folder / "own"))
    assert not (folder / "own").exists()
    first, second = writer.told
    assert first == ""
    assert second in caught.value.why
    return second


async def test_a_good_draft_is_admitted(tmp_path: Path) -> None:
    runner = TrustingRunner()
    made = await generate_question(WISH, ListedWriter(draft()), Workshop(runner, tmp_path / "own"))
    assert made.tries == 1
    assert made.path == tmp_path / "own" / "coding" / "pair-with-a-sum" / "question.yaml"
    question = BankFolder(tmp_path / "own").question("pair-with-a-sum")
    assert question == made.question
    assert isinstance(question, CodingQuestion)
    assert question.provenance.model_dump() == {
        "origin": "generated",
        "license": "CC0-1.0",
        "authors": ("model-one",),
        "source": "",
    }
    assert origin_label(question) == LABEL
    assert [test.expected for test in question.tests] == [True, False, True, True, False, False]
    assert sorted(question.wrong) == ["neighbours-only", "same-twice"]
    assert {request.trust for request in runner.requests} == {Trust.FOREIGN}
    report = await check_bank(tmp_path / "own", TrustingRunner(), tmp_path / "cache")
    assert (report.problems, report.questions, report.ran) == ((), 1, 1)


async def test_an_admitted_question_is_recorded_under_an_id_of_its_own(tmp_path: Path) -> None:
    await generated(tmp_path, draft())
    assert taken_ids([tmp_path / "own", tmp_path / "missing"]) == {"pair-with-a-sum"}
    assert free_slug("Pair with a SUM!", {"pair-with-a-sum"}) == "pair-with-a-sum-2"
    assert free_slug("Pair with a sum", {"pair-with-a-sum", "pair-with-a-sum-2"}) == "pair-with-a-sum-3"
    assert free_slug("…/..", ()) == "question"
    assert len(free_slug("long " * 100, ())) <= 60
    record = json.loads((tmp_path / "own" / "records" / "pair-with-a-sum.json").read_text(encoding="utf-8"))
    assert (record["model"], record["prompts"]) == ("model-one", list(PROMPTS))
    assert record["content_hash"] == BankFolder(tmp_path / "own").question("pair-with-a-sum").content_hash
    assert record["report"]["problems"] == []
    assert list((tmp_path / "own").rglob(".*")) == []


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (
            draft({"solutions/python.py": REFERENCE.replace("return False", "return len(numbers) == 2")}),
            "brute_force.py – fails: none",
        ),
        (
            draft({"brute_force.py": BRUTE.replace("    return False", "    return len(numbers) == 6")}),
            "brute_force.py – disagrees with the reference on numbers = [",
        ),
        (draft({"wrong/right-after-all.py": REFERENCE}), "wrong/right-after-all.py – passes every test of core"),
        (draft({"solutions/python.py": "def has_pair(numbers, target)\n"}), "solutions/python.py – does not load"),
        (draft({"generate.py": "import os\nos._exit(0)\n"}), "generate.py – "),
        (draft(hints=["One."]), "question.yaml hints – "),
        (draft(title="Two\nlines"), "question.yaml title – "),
        (draft(summary="\x1b[2J gone"), "question.yaml"),
        (draft(tests=[{"id": "one"}]), "question.yaml tests.0"),
        (draft(tests="none"), "question.yaml tests – "),
        (draft(tests=[5, *fields()["tests"]]), "question.yaml tests.0 – "),
        (draft(unheard_of=1), "question.yaml unheard_of – is not a known field"),
    ],
)
async def test_a_bad_draft_is_turned_down(bad: QuestionDraft, says: str, tmp_path: Path) -> None:
    told = await turned_down(tmp_path, bad)
    assert told.startswith("coding/") and says in told
    assert told.isprintable()
    assert str(tmp_path) not in told


async def test_two_wrong_solutions_are_needed(tmp_path: Path) -> None:
    whole = draft()
    programs = {name: text for name, text in whole.programs.items() if name != "wrong/same-twice.py"}
    told = await turned_down(tmp_path, whole.replace(programs=programs))
    assert "has 1 wrong solutions" in told


async def test_a_second_try_is_told_what_was_wrong(tmp_path: Path) -> None:
    writer = ListedWriter(draft(title="Two\nlines"), draft(title="Another pair"))
    made = await generate_question(WISH, writer, Workshop(TrustingRunner(), tmp_path / "own"))
    assert made.tries == 2
    assert "question.yaml title – " in writer.told[1]
    assert sorted(BankFolder(tmp_path / "own").entries) == ["another-pair"]


HOSTILE = [
    "1e3",
    "0o17",
    "no",
    "null",
    "12:30",
    "- a list",
    "a: b # not a comment",
    "{braces, and: more}",
    "&anchor *alias !!python/object:os.system",
    "'single' and \"double\" ``` %TAG",
    "--- \\n …  ends in a blank ",
]


async def test_hostile_text_stays_text_and_fills_no_head(tmp_path: Path) -> None:
    lines = "schema: 2\n---\n!!python/object/apply:os.system ['true']\n\ttab\n"
    forged = {"origin": "original", "license": "MIT", "authors": ["coach"]}
    text = [*HOSTILE, lines]
    made = await generated(tmp_path, draft(learn_more=text, provenance=forged, id="../../elsewhere", minutes=90))
    assert list(made.question.learn_more) == text
    assert made.question.provenance.origin == "generated"
    assert (made.question.id, made.question.minutes) == ("pair-with-a-sum", 15)


def test_a_draft_cannot_name_a_file_of_its_own() -> None:
    for name in ("../up.py", "wrong/../../up.py", "solutions/go.go", "question.yaml", "wrong/.hidden.py"):
        with pytest.raises(ValueError, match="pattern"):
            QuestionDraft(fields={}, programs={name: ""})


class RefusingRunner(TrustingRunner):
    """Runs nothing that is foreign, as the sandboxes without containers do."""

    async def run(self, request: RunRequest) -> Execution:
        raise Forbidden("Code from elsewhere runs in a container only", fix="coach doctor")


@pytest.mark.parametrize("runner", [TrustingRunner(unavailable=True), RefusingRunner()])
async def test_without_a_container_no_model_is_asked(runner: TrustingRunner, tmp_path: Path) -> None:
    writer = ListedWriter()
    with pytest.raises(RunnerUnavailable) as caught:
        await generate_question(WISH, writer, Workshop(runner, tmp_path / "own"))
    assert caught.value.code.startswith("COACH-3")
    assert writer.told == []
    assert not (tmp_path / "own").exists()


class PartlyRunner(TrustingRunner):
    """Says of empty starters that it does not have their language."""

    async def run(self, request: RunRequest) -> Execution:
        if "NotImplementedError" in request.source:
            raise LanguageUnavailable("Not here.")
        return await super().run(request)


async def test_what_was_checked_in_part_is_not_admitted(tmp_path: Path) -> None:
    writer = ListedWriter(draft(), draft())
    with pytest.raises(ModelUnavailable) as caught:
        await generate_question(WISH, writer, Workshop(PartlyRunner(), tmp_path / "own"))
    assert "was not checked whole" in caught.value.why
    assert not (tmp_path / "own").exists()


async def test_a_bank_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "own" / "coding"
    blocked.parent.mkdir()
    blocked.write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        await generated(tmp_path, draft())
    assert list((tmp_path / "own" / "records").iterdir()) == []


def cases_of(**cases: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"id": name, "group": group, "input": given, "why": f"the {name} case"}
        for name, (group, given) in cases.items()
    ]


def calls(*numbers: int) -> dict[str, Any]:
    return {"operations": [["Repeats", []], *(["note", [number]] for number in numbers)]}


REPEATS = (
    "class Repeats:\n    def __init__(self):\n        self.{name} = {empty}\n\n    def note(self, number):\n{body}"
)
SET_BODY = "        known = number in self.store\n        self.store.add(number)\n        return known\n"
LIST_BODY = "        self.heap.append(number)\n        return self.heap.count(number) > 1\n"
LAST_BODY = "        known = self.last == number\n        self.last = number\n        return known\n"
REPEATS_DRAFT = QuestionDraft(
    fields=fields(
        title="Repeated readings",
        signature={
            "class_name": "Repeats",
            "methods": [{"name": "note", "params": [{"name": "number", "type": "int"}], "returns": "bool"}],
        },
        tests=cases_of(
            same=("sample", calls(1, 1)),
            two=("sample", calls(1, 2)),
            apart=("core", calls(1, 2, 1)),
            often=("core", calls(3, 3, 3)),
            empty=("edge", calls()),
            negative=("edge", calls(-1, 1, -1)),
        ),
    ),
    programs={
        "solutions/python.py": REPEATS.format(name="store", empty="set()", body=SET_BODY),
        "brute_force.py": REPEATS.format(name="heap", empty="[]", body=LIST_BODY),
        "wrong/last-only.py": REPEATS.format(name="last", empty="None", body=LAST_BODY),
        "wrong/only-twice.py": REPEATS.format(name="heap", empty="[]", body=LIST_BODY.replace("> 1", "== 2")),
        "generate.py": "import random\n\n\ndef generate(n, seed):\n    draw = random.Random(seed)\n"
        "    calls = [['note', [draw.randrange(n + 1)]] for _ in range(n)]\n"
        "    return {'operations': [['Repeats', []], *calls]}\n",
    },
)
TURN = "def turn(numbers):\n    {body}\n"
TURN_DRAFT = QuestionDraft(
    fields=fields(
        title="Turn a list around",
        signature={"function": "turn", "params": [{"name": "numbers", "type": "list<int>"}], "returns": "void"},
        tests=cases_of(
            three=("sample", {"numbers": [1, 2, 3]}),
            pair=("sample", {"numbers": [7, 8]}),
            ties=("core", {"numbers": [5, 5, 4]}),
            fallen=("core", {"numbers": [2, 9, 4, 3]}),
            empty=("edge", {"numbers": []}),
            one=("edge", {"numbers": [6]}),
        ),
    ),
    programs={
        "solutions/python.py": TURN.format(body="numbers.reverse()"),
        "brute_force.py": TURN.format(body="numbers[:] = [numbers[-1 - at] for at in range(len(numbers))]"),
        "wrong/sorts.py": TURN.format(body="numbers.sort(reverse=True)"),
        "wrong/swaps-ends.py": TURN.format(
            body="if numbers:\n        numbers[0], numbers[-1] = numbers[-1], numbers[0]"
        ),
        "generate.py": "import random\n\n\ndef generate(n, seed):\n    draw = random.Random(seed)\n"
        "    return {'numbers': [draw.randrange(n + 1) for _ in range(n)]}\n",
    },
)


async def test_a_class_is_admitted(tmp_path: Path) -> None:
    question = (await generated(tmp_path, REPEATS_DRAFT)).question
    assert isinstance(question, CodingQuestion)
    assert question.signature.is_class
    assert question.tests[2].expected == [None, False, False, True]


async def test_a_change_in_place_is_admitted(tmp_path: Path) -> None:
    question = (await generated(tmp_path, TURN_DRAFT)).question
    assert isinstance(question, CodingQuestion)
    assert question.tests[0].expected == [3, 2, 1]
