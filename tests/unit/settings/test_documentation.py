"""docs/settings.md says what the program does."""

import re
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from coach.errors import BadSettings
from coach.settings import Settings, load_settings
from coach.settings.environment import SHARED, variable
from coach.settings.model import Sections, about, dotted_names

TEXT = (Path(__file__).parents[3] / "docs" / "settings.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in TEXT.splitlines()
    if line.startswith("| `")
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}


def options(dotted: str) -> list[str] | None:
    """The values of a setting that has a closed list of them."""
    section, _, name = dotted.partition(".")
    annotation = type(getattr(Settings(), section)).model_fields[name].annotation
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return [option.value for option in kind]
    return None


def test_every_setting_is_documented_in_order() -> None:
    assert list(ROWS) == list(dotted_names())


@pytest.mark.parametrize("dotted", list(dotted_names()))
def test_values_defaults_and_variables(dotted: str) -> None:
    values, default, variables = ROWS[dotted]
    if listed := options(dotted):
        assert re.findall("`([^`]+)`", values) == listed
    if bounds := re.fullmatch(r"(\d+) to (\d+)", values):
        section, _, name = dotted.partition(".")
        for number, fits in ((int(bounds[1]), True), (int(bounds[2]), True), (int(bounds[2]) + 1, False)):
            if fits:
                Sections.model_validate({section: {name: number}})
            else:
                with pytest.raises(ValidationError):
                    Sections.model_validate({section: {name: number}})
    value = Settings().value(dotted)
    if value is None:
        assert default.startswith("unset")
    else:
        assert default == f"`{str(value).lower() if isinstance(value, bool) else value}`"
    expected = [variable(dotted), *([SHARED[dotted]] if dotted in SHARED else [])]
    assert re.findall("`([^`]+)`", variables) == expected


def test_every_setting_says_what_it_is_for() -> None:
    assert all(about(dotted).endswith((".", "?")) for dotted in dotted_names())


def test_the_example_is_valid() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert Sections.model_validate(tomllib.loads(example)).interview.minutes == 45


def test_the_message_is_the_one_that_is_printed(tmp_path: Path) -> None:
    (message,) = re.findall(r"✗ (.*) \(COACH-201\)", TEXT)
    (tmp_path / "coach.toml").write_text('[interview]\ncompany = "startup"\nduration = 45\n')
    with pytest.raises(BadSettings) as caught:
        load_settings(cwd=tmp_path)
    assert caught.value.message == message
