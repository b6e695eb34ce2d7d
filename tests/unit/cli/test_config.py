"""`coach config`, as somebody types it."""

import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.settings import load_paths
from coach.settings.model import Sections, dotted_names

Coach = Callable[..., tuple[int, str, str]]


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    """Runs a command in an empty folder; returns exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets $EDITOR to a script; the file is "$1"."""

    def use(script: str) -> None:
        path = tmp_path / "an editor"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv("EDITOR", shlex.quote(str(path)))

    return use


def test_show_names_value_and_source(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_INTERVIEW_HINTS", "no")
    code, out, err = coach("config", "show")
    assert code == 0
    lines = {line.split()[0]: line.split()[1:] for line in out.splitlines() if "." in line}
    assert lines["interview.hints"] == ["false", "COACH_INTERVIEW_HINTS"]
    assert lines["interview.company"] == ["big_tech", "default"]
    assert lines["editor.command"] == ["–", "default"]
    assert err.startswith("Next: coach config")


def test_show_as_json(coach: Coach) -> None:
    code, out, err = coach("config", "show", "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["schema_version"] == 1
    assert list(document["settings"]) == list(dotted_names())
    assert document["settings"]["interview.idle_minutes"] == {"value": 30, "source": "default"}


def test_set_then_get(coach: Coach) -> None:
    code, out, err = coach("config", "set", "interview.minutes", "45")
    assert (code, out) == (0, "")
    assert f"✓ interview.minutes is set in {load_paths().config_file}." in err
    assert coach("config", "get", "interview.minutes")[:2] == (0, "45\n")
    document = json.loads(coach("config", "get", "interview.minutes", "--json")[1])
    assert document == {
        "schema_version": 1,
        "key": "interview.minutes",
        "value": 45,
        "source": str(load_paths().config_file),
    }
    assert coach("config", "set", "interview.minutes", "--default")[0] == 0
    code, out, err = coach("config", "get", "interview.minutes")
    assert (code, out, err) == (0, "", "interview.minutes is unset.\n")


def test_what_outranks_a_new_value_is_said(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_INTERVIEW_ROLE", "sre")
    assert (
        "! COACH_INTERVIEW_ROLE says something else, and counts more."
        in coach("config", "set", "interview.role", "data")[2]
    )
    assert "COACH_INTERVIEW_ROLE" in coach("config", "set", "interview.role", "--default")[2]
    monkeypatch.setenv("COACH_INTERVIEW_HINTS", "perhaps")
    code, _, err = coach("config", "set", "interview.role", "data")
    assert code == 0
    assert "! Another setting is wrong: COACH_INTERVIEW_HINTS" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("get", "interview.duration"), 'Did you mean "interview.minutes"?'),
        (("set", "interview.minutes", "ten"), "must be a whole number"),
        (("set", "interview.minutes"), "Give a value for interview.minutes, or --default."),
        (("set", "interview.minutes", "5", "--default"), "Give a value for interview.minutes, or --default."),
        (("set", "model.api_key", "x"), "There is no setting 'model.api_key'."),
        (("validate", "none.toml"), "there is no such file"),
        (("frobnicate",), "No such command"),
    ],
)
def test_mistakes_exit_2(coach: Coach, arguments: tuple[str, ...], words: str) -> None:
    code, out, err = coach("config", *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert not load_paths().config_file.exists()


def test_errors_as_json(coach: Coach) -> None:
    Path("coach.toml").write_text("[interview]\nduratoin = 3\n")
    code, out, err = coach("config", "show", "--json")
    assert (code, out) == (2, "")
    error = json.loads(err)["error"]
    assert error["code"] == "COACH-201"
    assert error["message"].startswith("coach.toml:2  interview.duratoin – unknown key.")


def test_path(coach: Coach) -> None:
    assert coach("config", "path")[:2] == (0, f"{load_paths().config_file}\n")
    assert json.loads(coach("config", "path", "--json")[1])["database"] == str(load_paths().database)
    assert "keys_database" in coach("config", "path", "--all")[1]


def test_validate_names_everything(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    assert coach("config", "validate")[0] == 0
    path = load_paths().config_file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[interview]\nminutes = 0\nquestions = 0\n")
    Path("coach.toml").write_text("[interview]\nhints = true\n")
    monkeypatch.setenv("COACH_SANDBOX_RUNNER", "podman")
    code, out, err = coach("config", "validate")
    assert (code, out) == (2, "")
    assert f"{path}:2" in err
    assert f"{path}:3" in err
    assert "✓ coach.toml" in err.replace(f"{Path.cwd()}/", "")
    assert "COACH_SANDBOX_RUNNER" in err
    code, out, err = coach("config", "validate", "--json")
    document = json.loads(out)
    assert (code, document["valid"], len(document["problems"])) == (2, False, 3)
    assert len(document["checked"]) == 3


def test_validate_a_variable_that_is_a_section(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_SANDBOX", "docker")
    code, _, err = coach("config", "validate")
    assert code == 2
    assert "COACH_SANDBOX  names a whole section." in err


def test_validate_one_file(coach: Coach) -> None:
    Path("mine.toml").write_text('[sandbox]\nrunner = "local"\n')
    assert coach("config", "validate", "mine.toml")[0] == 0
    Path("coach.toml").write_text('[sandbox]\nrunner = "local"\n')
    code, _, err = coach("config", "validate", "coach.toml")
    assert code == 2
    assert "may set the interview section only" in err


def test_schema(coach: Coach) -> None:
    code, out, _ = coach("config", "schema")
    document = json.loads(out)
    assert code == 0
    assert set(document["properties"]) == set(Sections.model_fields)
    assert document["additionalProperties"] is False
    assert document["$defs"]["InterviewSection"]["properties"]["hints"]["description"]


def test_edit_begins_with_the_template(coach: Coach, editor: Callable[[str], None]) -> None:
    editor("""grep -q '# minutes' "$1" && printf '[interview]\\nminutes = 5\\n' > "$1" """)
    code, _, err = coach("config", "edit")
    assert code == 0, err
    assert coach("config", "get", "interview.minutes")[1] == "5\n"


def test_edit_checks_what_was_saved(coach: Coach, editor: Callable[[str], None]) -> None:
    editor("""printf '[interview]\\nminutes = no\\n' > "$1" """)
    code, _, err = coach("config", "edit")
    assert code == 2
    assert "is not valid TOML" in err
    assert "Next: coach config edit" in err
    editor(""": > "$1" """)
    assert coach("config", "edit")[0] == 0


def test_edit_without_an_editor(coach: Coach) -> None:
    code, _, err = coach("config", "edit")
    assert code == 2
    assert "COACH-203" in err
    assert not load_paths().config_file.exists()


def test_help_names_the_commands(coach: Coach) -> None:
    _, out, err = coach("config", "--help")
    assert all(name in out + err for name in ("show", "get", "set", "edit", "path", "validate", "schema"))
