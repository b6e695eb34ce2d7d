"""`coach companies`, as somebody types it."""

import json
import sys
from collections.abc import Callable

import pytest

from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.domain.enums import CompanyType

Coach = Callable[..., tuple[int, str, str]]


@pytest.fixture
def coach(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", "companies", *words])
        code = run_guarded(build())
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_every_type_is_listed(coach: Coach) -> None:
    code, out, err = coach("list")
    assert code == 0
    assert all(company.value in out for company in CompanyType)
    assert "Next: coach companies show" in err


def test_one_type_says_what_counts_and_why(coach: Coach) -> None:
    _, out, err = coach("show", "fintech")
    assert "counts ×" in out
    assert "bar         junior" in out
    assert "principles" in out
    assert "Next: coach interview --company fintech" in err


def test_both_as_json(coach: Coach) -> None:
    listed = json.loads(coach("list", "--json")[1])["companies"]
    assert len(listed) == len(CompanyType)
    shown = json.loads(coach("show", "startup", "--json")[1])["company"]
    assert shown in listed
    assert sum(shown["mix"].values()) == 100


def test_an_unknown_type_is_told_with_the_known_ones(coach: Coach) -> None:
    code, _, err = coach("show", "circus")
    assert code == 2
    assert "big_tech" in err
