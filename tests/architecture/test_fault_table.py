"""The page of faults has every fault and every place; what stands in its cells is checked where they happen."""

from pathlib import Path

from tests.fake_models import Fault
from tests.model_faults import SITES

PAGE = Path(__file__).parents[2] / "docs" / "model-faults.md"


def test_the_page_has_a_row_for_every_fault_and_a_column_for_every_place() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert head[1:] == [site.replace("_", " ") for site in SITES]
    assert [row[0] for row in rows] == [fault.value for fault in Fault]
    assert all(len(row) == len(head) and all(row) for row in rows)
