"""The format as it is documented, and the scripts that come with coach."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coach.bank.resources import shipped_bank, shipped_patterns
from coach.bank.source import BankSource
from coach.domain.enums import QuestionType
from coach.scripted.check import check_names
from coach.scripted.script import (
    Expectations,
    Interview,
    Move,
    QuestionExpectations,
    QuestionMoves,
    Script,
    json_schema,
    load_script,
)

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
SHIPPED = [*sorted((ROOT / "examples").glob("*.yaml")), ROOT / "src/coach/scripted/demo.yaml"]
FOUR_KINDS = {
    QuestionType.CODING_PROBLEM,
    QuestionType.TECHNICAL_CONCEPT,
    QuestionType.SYSTEM_DESIGN,
    QuestionType.BEHAVIORAL,
}


@pytest.mark.parametrize("model", [Interview, Move, QuestionMoves, QuestionExpectations, Expectations])
def test_every_field_is_documented(model: type[Any]) -> None:
    documented = set(re.findall(r"`(\w+)", GUIDE))
    assert set(model.model_fields) - documented - {"moves", "expect"} == set()


def test_the_schema_in_the_repository_is_the_formats() -> None:
    """To write it anew: json.dumps(json_schema(), indent=2)."""
    written = json.loads((ROOT / "examples" / "script.schema.json").read_text(encoding="utf-8"))
    assert written == json_schema()
    assert set(written["properties"]) == {"schema", "name", "interview", "candidate", "expect"}
    assert "Source" not in written["$defs"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
async def test_shipped_scripts_ask_one_question_of_each_kind(path: Path, tmp_path: Path) -> None:
    bank = BankSource([shipped_bank()], shipped_patterns(), None, tmp_path)
    script = load_script(str(path))
    await check_names(script, bank)
    assert {(await bank.question(slug)).question_type for slug in script.slugs} == FOUR_KINDS
    assert len(script.slugs) == 4


def test_the_examples_put_the_same_questions() -> None:
    asked = {load_script(str(path)).slugs for path in SHIPPED[:-1]}
    assert len(asked) == 1


def test_shipped_scripts_answer_follow_ups_that_exist(tmp_path: Path) -> None:
    """A misspelt id would be silently replaced by the default answer."""
    evidence = {"default", "failed:core", "failed:edge", "specificity", "result", "competency", "reflection"}
    for path in SHIPPED:
        for entry in load_script(str(path)).candidate:
            text = question_text(entry.question or "")
            unknown = [name for name in entry.follow_ups if name not in evidence and f"id: {name}\n" not in text]
            assert unknown == [], path.name


def question_text(slug: str) -> str:
    found = [*(ROOT / "question_bank").glob(f"*/{slug}.yaml"), *(ROOT / "question_bank").glob(f"*/{slug}/*.yaml")]
    return found[0].read_text(encoding="utf-8")


def guide_script() -> str:
    found = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_script_of_the_guide_is_one(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    path.write_text(guide_script(), encoding="utf-8")
    script: Script = load_script(str(path))
    assert script.slugs == ("two-sum",)
