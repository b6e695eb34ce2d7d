"""The shipped folders, in a checkout and in a wheel."""

from pathlib import Path

import pytest

from coach.bank import resources
from coach.errors import ContentError


def test_a_checkout_has_them_at_the_top() -> None:
    top = Path(__file__).parents[3]
    assert resources.shipped_bank() == top / "question_bank"
    assert resources.shipped_patterns() == top / "company_patterns"


def test_a_wheel_has_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_data" / "question_bank").mkdir(parents=True)
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    assert resources.shipped_bank() == tmp_path / "_data" / "question_bank"


def test_an_incomplete_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    monkeypatch.setattr(resources, "CHECKOUT", tmp_path)
    with pytest.raises(ContentError, match="missing from this installation"):
        resources.shipped_patterns()
