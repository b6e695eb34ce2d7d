"""Names in a script are looked up before anything is played."""

from pathlib import Path

import pytest

from coach.errors import ContentError
from coach.scripted.check import check_names
from coach.scripted.script import load_script
from tests.fakes import Studio


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: x\ninterview:\n  company: fintech\n", 3, "There is no pattern for fintech."),
        ("name: x\ninterview:\n  questions:\n    - pair-sum\n    - pair-sun\n", 5, "There is no question 'pair-sun'."),
        ("name: x\ncandidate:\n  - question: conflict\n  - question: peace\n", 4, "There is no question 'peace'."),
    ],
)
async def test_unknown_names_have_a_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "script.yaml"
    path.write_text(text)
    with pytest.raises(ContentError) as caught:
        await check_names(load_script(str(path)), Studio(tmp_path).engine.questions)
    assert caught.value.line == line
    assert caught.value.message.startswith(f"{path}:{line}  ")
    assert words in caught.value.message


TESTS = """\
name: x
candidate:
  - moves: []
  - question: {}
    moves:
      - tests: |
          # mine
          {}
"""


@pytest.mark.parametrize(
    ("slug", "tests", "words"),
    [
        ("pair-sum", "- {numbers: [1], target: x, expected: true}", "test line 2  target 'x' is not of type int"),
        ("pair-sum", "- {numbers: [1]", "test line 2 is not a test: "),
        ("pair-sum", "#" * 200_000, "holds more than 200,000 characters"),
        ("conflict", "- {numbers: [1], target: 1, expected: true}", "conflict is answered in words"),
    ],
)
async def test_own_tests_are_read_before_anything_is_played(tmp_path: Path, slug: str, tests: str, words: str) -> None:
    path = tmp_path / "script.yaml"
    path.write_text(TESTS.format(slug, tests))
    with pytest.raises(ContentError) as caught:
        await check_names(load_script(str(path)), Studio(tmp_path).engine.questions)
    assert caught.value.message.startswith(f"{path}:6  candidate.1.moves.0.tests – {words}")
    assert caught.value.fix


async def test_own_tests_that_fit_pass(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    path.write_text(TESTS.format("pair-sum", "- {numbers: [1], target: 1, expected: true}"))
    await check_names(load_script(str(path)), Studio(tmp_path).engine.questions)


async def test_known_names_pass(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    path.write_text("name: x\ninterview: {company: startup}\ncandidate:\n  - question: conflict\n  - moves: []\n")
    await check_names(load_script(str(path)), Studio(tmp_path).engine.questions)
