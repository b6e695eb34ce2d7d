"""Exercism's canonical data as questions."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from coach.bank.importers.exercism import exercism_questions
from coach.bank.importers.package import open_package
from coach.errors import ContentError

LAMPS = Path(__file__).parents[3] / "fixtures" / "packages" / "lamps"


def data(tmp_path: Path, *cases: dict[str, Any], **more: Any) -> Path:
    path = tmp_path / "canonical-data.json"
    path.write_text(json.dumps({"exercise": "street", "cases": list(cases), **more}))
    return path


def case(given: Any, expected: Any, **more: Any) -> dict[str, Any]:
    return {"uuid": "u", "description": "d", "property": "walk", "input": given, "expected": expected, **more}


def test_each_property_is_a_question() -> None:
    package = open_package(LAMPS / "canonical-data.json")
    count, brightest = exercism_questions(package)
    assert (count.slug, brightest.slug) == ("lamps-count-lit", "lamps-brightest")
    assert count.fields["signature"] == {
        "function": "count_lit",
        "params": [{"name": "lamps", "type": "list<int>"}, {"name": "expected_value", "type": "int"}],
        "returns": "int",
    }
    assert [test["why"] for test in count.fields["tests"]] == [
        "counting: no lamps",
        "counting: some lit",
        "counting: all lit, counted right",
    ]
    assert [test["group"] for test in count.fields["tests"]] == ["sample", "sample", "core"]
    assert [param["type"] for param in brightest.fields["signature"]["params"]] == [
        "map<string,float>",
        "optional<int>",
    ]
    assert brightest.fields["signature"]["returns"] == "optional<string>"
    assert [test["group"] for test in brightest.fields["tests"]] == ["sample", "core"]
    assert brightest.fields["tests"][1]["input"] == {"by_name": {"elm": 1}, "least": 3}
    assert "Some of them are to be counted" in count.fields["statement"]
    assert count.fields["provenance"]["source"] == "A walk home; https://lamps.example"
    said = "\n".join(package.left_out)
    assert "replaced by 'counting: all lit, counted right'" in said
    assert "expects an error (no such lamp)" in said
    assert "has the input of 'counting: some lit'" in said
    assert "property mixed: its types are not those of a function here" in said


def test_one_property_takes_the_name_of_the_exercise(tmp_path: Path) -> None:
    package = open_package(data(tmp_path, case({"to": 1}, 1.5), case({}, 2)))
    (draft,) = exercism_questions(package)
    assert draft.slug == "street"
    assert draft.fields["title"] == "Street"
    assert draft.fields["compare"] == "float(1e-9)"
    assert draft.fields["signature"]["params"] == [{"name": "to", "type": "optional<int>"}]
    assert any("lies beside the data" in line for line in package.left_out)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is not JSON"),
        ('{"cases": [NaN]}', "is no number of JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "has no list of cases"),
        ('{"cases": []}', "holds nothing that could be asked"),
        ('{"cases": [3]}', "a case that is no object"),
        ('{"cases": [{"description": "lost", "property": "p"}]}', "needs property, input and expected: 'lost'"),
    ],
)
def test_data_that_cannot_be_read(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "canonical-data.json").write_text(text)
    with pytest.raises(ContentError) as caught:
        exercism_questions(open_package(tmp_path))
    assert says in caught.value.in_a_line


def test_groups_without_end_are_refused(tmp_path: Path) -> None:
    item: dict[str, Any] = case({}, 1)
    for _ in range(30):
        item = {"description": "g", "cases": [item]}
    with pytest.raises(ContentError, match="nests cases more than 20 deep"):
        exercism_questions(open_package(data(tmp_path, item)))


def test_a_name_that_is_no_parameter_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="holds nothing") as caught:
        exercism_questions(open_package(data(tmp_path, case({"1st": 1}, 1))))
    assert "'1st' is no name of a parameter" in caught.value.why


def test_broken_metadata_are_named(tmp_path: Path) -> None:
    shutil.copytree(LAMPS, tmp_path / "lamps")
    (tmp_path / "lamps" / "metadata.toml").write_text("title = \n")
    with pytest.raises(ContentError, match="is not TOML"):
        exercism_questions(open_package(tmp_path / "lamps"))


def test_a_single_file_has_nothing_to_do_with_the_links_beside_it(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to("/etc/hostname")
    package = open_package(data(tmp_path, case({}, 1), case({"to": 2}, 3)))
    assert set(package.sizes) == {"canonical-data.json"}
