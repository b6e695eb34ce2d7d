"""What a question from elsewhere may lack, and one of ours may not."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from coach.domain.coding import CodingQuestion
from coach.domain.enums import QuestionType
from coach.domain.imported import ImportedQuestion
from tests.fakes_bank import pair_sum

PACKAGE = {"format": "kattis-legacy", "name": "pairs"}
LACKING = ("hints", "generators", "approaches", "edge_cases", "complexity")


def fields(folder: Path, origin: str) -> dict[str, Any]:
    """The tiny question without what no package has."""
    data: dict[str, Any] = json.loads(pair_sum(folder).model_dump_json(by_alias=True))
    for name in LACKING:
        del data[name]
    return data | {"provenance": {"origin": origin, "license": "cc0", "authors": ["A"], "source": "a contest"}}


def test_an_imported_question_may_lack_what_packages_lack(tmp_path: Path) -> None:
    question = ImportedQuestion.model_validate(fields(tmp_path, "imported") | {"package": PACKAGE})
    assert question.hint_texts == ()
    assert question.question_type is QuestionType.CODING_PROBLEM


@pytest.mark.parametrize("origin", ["original", "generated"])
def test_only_an_imported_one_may(tmp_path: Path, origin: str) -> None:
    with pytest.raises(ValidationError, match="complexity must name the target"):
        ImportedQuestion.model_validate(fields(tmp_path, origin) | {"package": PACKAGE})
    with pytest.raises(ValidationError) as caught:
        CodingQuestion.model_validate(fields(tmp_path, origin))
    assert {error["loc"][0] for error in caught.value.errors()} == set(LACKING)


def test_a_question_of_ours_names_its_target(tmp_path: Path) -> None:
    data = json.loads(pair_sum(tmp_path).model_dump_json(by_alias=True))
    with pytest.raises(ValidationError, match="complexity must name the target"):
        CodingQuestion.model_validate(data | {"complexity": None})


@pytest.mark.parametrize(
    "compare", ["tokens()", "tokens(float_tolerance)", "tokens(float_tolerance -1)", "tokens(loud)", "tokens(a, )"]
)
def test_other_words_are_no_comparison(tmp_path: Path, compare: str) -> None:
    data = json.loads(pair_sum(tmp_path).model_dump_json(by_alias=True))
    with pytest.raises(ValidationError, match="compare"):
        CodingQuestion.model_validate(data | {"compare": compare})
