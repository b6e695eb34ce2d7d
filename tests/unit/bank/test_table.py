"""The page that lists the bank."""

from pathlib import Path

from coach.bank.loader import BankFolder
from coach.bank.resources import shipped_bank
from coach.bank.table import page
from tests.fakes import concept_question, design_question

PAGE = Path(__file__).parents[3] / "docs" / "bank.md"


def test_the_page_lists_what_is_shipped() -> None:
    folder = BankFolder(shipped_bank())
    written = page([folder.question(slug) for slug in sorted(folder.entries)])
    assert PAGE.read_text(encoding="utf-8") == written, "run: scripts/bank-table > docs/bank.md"


def test_kinds_are_counted_and_cells_hold() -> None:
    text = page([concept_question().replace(summary="a | b"), design_question()])
    assert "| a / b |" in text
    assert "| Technical concepts | " in text
    assert text.count("\n| ") == 4 + 1 + 4 + 2
