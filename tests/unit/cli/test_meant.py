"""Whose interview a command takes: beside a server the history holds other people's, too."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.bootstrap import SCRIPT_USER
from coach.cli.app import build
from coach.cli.problems import run_guarded
from tests.unit.cli.test_closer import held

Coach = Callable[..., tuple[int, str, str]]


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


# -- last -------------------------------------------------------------------------------------------------------------


def test_the_last_of_somebody_else_is_not_ones_own(coach: Coach) -> None:
    theirs = held(user_id="ada")
    for command in (
        ("show",),
        ("show", "last"),
        ("report", "last"),
        ("why",),
        ("dispute", "--criterion", "claimed"),
        ("compare", theirs, "last"),
        ("report", "last-0"),
    ):
        code, out, err = coach(*command)
        assert (code, out) == (5, ""), command
        assert theirs not in err


def test_interviews_of_others_are_not_counted_by_last(coach: Coach) -> None:
    own, _ = held(), held(user_id="ada")
    assert json.loads(coach("show", "--json")[1])["session"]["id"] == own
    assert json.loads(coach("report", "last-0", "--json")[1])["session"] == own
    code, _, err = coach("show", "last-1")
    assert code == 5 and "The history is shorter." in err


def test_the_last_is_a_scripts_where_there_is_none_of_ones_own(coach: Coach) -> None:
    scripted, _ = held(user_id=SCRIPT_USER), held(user_id="ada")
    assert json.loads(coach("show", "--json")[1])["session"]["id"] == scripted
    own = held()
    held(user_id=SCRIPT_USER)
    assert json.loads(coach("show", "--json")[1])["session"]["id"] == own


def test_by_its_id_anybodys_can_be_read(coach: Coach) -> None:
    theirs = held(user_id="ada")
    assert theirs in coach("show", theirs[:6])[1]
    assert json.loads(coach("report", theirs, "--json")[1])["session"] == theirs
    assert coach("why", theirs)[0] == 0
