"""What in a question counts as still to be written."""

from pathlib import Path

from coach.bank.check_placeholders import placeholders
from tests.fakes_bank import pair_sum


def test_the_data_of_tests_are_meant(tmp_path: Path) -> None:
    question = pair_sum(tmp_path)
    first = question.tests[0]
    test = first.replace(input={**first.input, "numbers": ["todo"]}, expected="TODO: milk")
    program = "TODO: milk"
    changed = question.replace(
        tests=(test, *question.tests[1:]), twist_solutions={"distinct": program}, summary="TODO: one line"
    )
    assert list(placeholders(changed)) == [(("summary",), "one line")]
