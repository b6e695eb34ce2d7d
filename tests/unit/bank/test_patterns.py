"""Company patterns and roles."""

from pathlib import Path

import pytest

from coach.bank.check import check_patterns
from coach.bank.patterns import load_patterns, load_roles
from coach.domain.enums import CompanyType
from coach.errors import ContentError
from tests.fakes_bank import ROLES, STARTUP, write_files


def written(folder: Path, **files: str) -> Path:
    write_files(folder, {f"{name}.yaml": text for name, text in files.items()})
    return folder


def test_patterns_come_in_the_order_of_the_types(tmp_path: Path) -> None:
    big = STARTUP.replace("type: startup", "type: big_tech")
    folder = written(tmp_path, startup=STARTUP, big_tech=big, roles=ROLES)
    found = load_patterns(folder)
    assert [pattern.type for pattern in found.patterns] == [CompanyType.BIG_TECH, CompanyType.STARTUP]
    assert found.problems == ()
    assert check_patterns(folder) == []


def test_a_broken_pattern_leaves_the_others(tmp_path: Path) -> None:
    fintech = STARTUP.replace("type: startup", "type: fintech").replace("behavioral: 20", "behavioral: 30")
    found = load_patterns(written(tmp_path, startup=STARTUP, fintech=fintech))
    assert [pattern.type for pattern in found.patterns] == [CompanyType.STARTUP]
    assert [(error.field, error.line) for error in found.problems] == [("mix", 6)]
    assert "add up to 100" in str(found.problems[0])


def test_a_pattern_lies_in_the_file_of_its_type(tmp_path: Path) -> None:
    found = load_patterns(written(tmp_path, fintech=STARTUP))
    assert found.patterns == ()
    assert (found.problems[0].field, found.problems[0].line) == ("type", 2)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="is not a folder"):
        load_patterns(tmp_path / "none")


def test_roles_are_read(tmp_path: Path) -> None:
    roles = load_roles(written(tmp_path, roles=ROLES))
    assert roles["backend"].name == "Backend"


def test_a_pattern_names_known_roles(tmp_path: Path) -> None:
    text = STARTUP.replace("backend:", "astronaut:")
    problems = check_patterns(written(tmp_path, startup=text, roles=ROLES))
    assert [problem.field for problem in problems] == ["roles.astronaut"]
    assert problems[0].line == text[: text.index("astronaut")].count("\n") + 1


def test_missing_roles_are_a_problem(tmp_path: Path) -> None:
    problems = check_patterns(written(tmp_path, startup=STARTUP))
    assert [Path(problem.file).name for problem in problems] == ["roles.yaml"]
