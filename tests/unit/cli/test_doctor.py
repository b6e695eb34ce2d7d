"""`coach doctor`: what it says of machines in every state."""

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coach.bootstrap import LOCAL_USER, OpenOptions, open_service
from coach.cli import doctor
from coach.cli.app import build
from coach.cli.doctor import judge_runners
from coach.cli.doctor_check import Mark
from coach.cli.loop import run as in_loop
from coach.cli.problems import run_guarded
from coach.sandbox.choose import RunnerStatus
from coach.settings import load_paths
from tests.fake_models import FakeModels, Fault

Coach = Callable[..., tuple[int, str, str]]
DOCKER = RunnerStatus("docker", True, "", "29.1.0")
OLD_DOCKER = RunnerStatus("docker", True, "runc 1.1.0 has known ways out of a container", "20.10.1")
NO_DOCKER = RunnerStatus("docker", False, "Can't reach Docker: refused")
BUBBLEWRAP = RunnerStatus("bubblewrap", True, "your own code only")
NO_PLAIN = RunnerStatus("plain", False, "no user namespaces")


@pytest.fixture
def statuses(monkeypatch: pytest.MonkeyPatch) -> list[RunnerStatus]:
    """What the runners say of themselves; change it in place."""
    found = [DOCKER]

    async def told() -> list[RunnerStatus]:
        return found

    monkeypatch.setattr("coach.sandbox.choose.runner_statuses", told)
    return found


@pytest.fixture
def coach(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    statuses: list[RunnerStatus],
) -> Coach:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


def marks(coach: Coach) -> dict[str, dict[str, Any]]:
    _, out, _ = coach("doctor", "--json")
    return {check["name"]: check for check in json.loads(out)["checks"]}


async def _plan_one(user_id: str = LOCAL_USER) -> None:
    async with open_service(OpenOptions()) as service:
        await service.create_interview_session(user_id=user_id)


def test_a_machine_that_can_hold_an_interview(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sh -c")
    code, out, err = coach("doctor")
    assert code == 0, out
    assert "✗" not in out
    assert "✓ sandbox    Docker 29.1.0" in out
    assert "✓ editor     sh -c (" in out
    assert "✓ history    none yet" in out
    assert err.splitlines() == ["An interview can be held.", "Next: coach interview"]
    assert not load_paths().database.exists()


def test_as_json(coach: Coach) -> None:
    code, out, err = coach("doctor", "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert (document["ok"], document["exit_code"]) == (True, 0)
    names = [check["name"] for check in document["checks"]]
    assert names == [
        "python",
        "settings",
        "history",
        "key",
        "editor",
        "sandbox",
        "model",
        "questions",
        "disk",
        "log",
        "terminal",
    ]
    assert all(set(check) == {"name", "mark", "words", "fix"} for check in document["checks"])
    assert all(check["fix"] for check in document["checks"] if check["mark"] != "ok")


def test_without_a_runner_it_exits_3(coach: Coach, statuses: list[RunnerStatus]) -> None:
    statuses[:] = [NO_DOCKER, NO_PLAIN]
    code, out, err = coach("doctor")
    assert code == 3
    assert "✗ sandbox    no runner (auto is asked for). docker: Can't reach Docker" in out
    assert "Mend it: install and start Docker" in out
    assert "Next: mend what is marked ✗" in err


class Judged(NamedTuple):
    wanted: str
    statuses: list[RunnerStatus]
    mark: Mark
    words: str


@pytest.mark.parametrize(
    "case",
    [
        Judged("auto", [DOCKER, BUBBLEWRAP], Mark.OK, "Docker 29.1.0"),
        Judged("auto", [OLD_DOCKER], Mark.WARNING, "runc 1.1.0"),
        Judged("auto", [NO_DOCKER, BUBBLEWRAP], Mark.WARNING, "local (bubblewrap)"),
        Judged("auto", [NO_DOCKER, NO_PLAIN], Mark.PROBLEM, "no user namespaces"),
        Judged("docker", [NO_DOCKER, BUBBLEWRAP], Mark.PROBLEM, "docker is asked for"),
        Judged("docker", [DOCKER], Mark.OK, "Docker"),
        Judged("local", [DOCKER, BUBBLEWRAP], Mark.OK, "local (bubblewrap)"),
        Judged("local", [DOCKER, NO_PLAIN], Mark.PROBLEM, "local is asked for"),
    ],
)
def test_runners_are_judged_by_what_is_asked_for(case: Judged) -> None:
    check = judge_runners(case.wanted, case.statuses)
    assert check.mark is case.mark
    assert case.words in check.words
    assert bool(check.fix) is (check.mark is not Mark.OK)
    assert check.exit_code == (3 if check.mark is Mark.PROBLEM else 0)


def test_every_wrong_setting_is_a_line(coach: Coach) -> None:
    Path("coach.toml").write_text('[interview]\nminutes = 0\n[sandbox]\nrunner = "local"\n')
    code, out, _ = coach("doctor")
    assert code == 2
    assert out.count("✗ settings") == 2
    assert "✓ questions" in out


def test_settings_name_their_sources(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_INTERVIEW_ROLE", "sre")
    Path("coach.toml").write_text("[interview]\nminutes = 20\n")
    words = marks(coach)["settings"]["words"]
    assert "COACH_INTERVIEW_ROLE" in words
    assert "coach.toml" in words


def test_without_a_home(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COACH_HOME")
    monkeypatch.setenv("HOME", "")
    code, out, _ = coach("doctor")
    assert code == 2
    assert "✗ folders  There is no home folder" in out


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (None, "neither editor.command, $VISUAL nor $EDITOR"),
        ("no-such-editor", "was not found"),
        ("vi 'x", "command line"),
    ],
)
def test_an_editor_that_is_missing_is_a_warning(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, command: str | None, words: str
) -> None:
    if command:
        monkeypatch.setenv("VISUAL", command)
    check = marks(coach)["editor"]
    assert (check["mark"], check["fix"]) == ("warning", "coach config set editor.command nano")
    assert words in check["words"]


def test_a_history_that_can_be_read(coach: Coach) -> None:
    in_loop(_plan_one())
    found = marks(coach)
    assert found["history"]["words"] == f"1 interview in {load_paths().database}"
    assert found["key"] == {"name": "key", "mark": "ok", "words": "opens what is stored", "fix": ""}


def test_an_empty_history_needs_no_key(coach: Coach) -> None:
    in_loop(_plan_one())
    assert coach("data", "erase", "--yes")[0] == 0
    assert marks(coach)["key"]["words"] == "nothing is stored that needs one"


def test_what_a_server_keeps_for_others_counts_and_needs_the_key(coach: Coach) -> None:
    in_loop(_plan_one("ada"))
    in_loop(_plan_one("ben"))
    found = marks(coach)
    assert found["history"]["words"] == f"2 interviews in {load_paths().database}"
    assert found["key"]["words"] == "opens what is stored"
    load_paths().key_file.unlink()
    assert coach("doctor")[0] == 6


@pytest.mark.parametrize(("people", "whose"), [(("ada",), "one person"), (("ada", "ben"), "2 people")])
def test_a_history_elsewhere_needs_the_key_too(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, people: tuple[str, ...], whose: str
) -> None:
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    for person in people:
        in_loop(_plan_one(person))
    monkeypatch.delenv("COACH_DATABASE_URL")
    words = f"locks the data of {whose}; no interview of theirs is in this history"
    assert marks(coach)["key"]["words"] == words
    load_paths().key_file.unlink()
    assert marks(coach)["key"]["mark"] == "problem"


def test_before_the_first_interview_there_is_no_key(coach: Coach) -> None:
    assert marks(coach)["key"]["words"] == "none yet; it is made with the first interview"
    assert not load_paths().keys_database.exists()


def test_a_lost_key_exits_6(coach: Coach) -> None:
    in_loop(_plan_one())
    load_paths().key_file.unlink()
    code, out, _ = coach("doctor")
    assert code == 6
    assert "✗ key" in out
    assert "✓ history" in out


def test_a_file_that_is_no_history_exits_6(coach: Coach) -> None:
    load_paths().database.parent.mkdir(parents=True)
    load_paths().database.write_bytes(b"not a database" * 100)
    code, out, _ = coach("doctor")
    assert code == 6
    assert "✗ history" in out
    assert load_paths().database.read_bytes() == b"not a database" * 100


def test_damage_is_found(coach: Coach, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    in_loop(_plan_one())
    assert doctor.find_damage(load_paths().database) == ""
    assert "unable to open" in doctor.find_damage(tmp_path / "none.db")
    index = tmp_path / "damaged.db"
    with sqlite3.connect(index) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.executemany("INSERT INTO t VALUES (?)", [("x" * 500,)] * 100)
    raw = bytearray(index.read_bytes())
    raw[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    index.write_bytes(raw)
    assert doctor.find_damage(index)
    monkeypatch.setattr(doctor, "find_damage", lambda _: "page 3 is broken")
    code, out, _ = coach("doctor")
    assert code == 6
    assert "is damaged: page 3 is broken" in out


class Usage(NamedTuple):
    free: int


@pytest.mark.parametrize(("mib", "mark", "code"), [(10_000, "ok", 0), (500, "warning", 0), (5, "problem", 6)])
def test_room_on_the_disk(coach: Coach, monkeypatch: pytest.MonkeyPatch, mib: int, mark: str, code: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(mib * 1024 * 1024))
    assert marks(coach)["disk"]["mark"] == mark
    assert coach("doctor")[0] == code


def test_where_the_log_is(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    file = load_paths().log_file
    assert marks(coach)["log"]["words"] == f"none yet; it will be {file}"
    file.parent.mkdir(parents=True)
    file.touch()
    assert marks(coach)["log"]["words"] == str(file)
    monkeypatch.setattr("coach.cli.doctor.os.access", lambda place, mode: False)
    check = marks(coach)["log"]
    assert (check["mark"], check["words"]) == ("warning", f"{file} cannot be written")


def test_a_disk_that_does_not_answer(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    assert "Input/output error" in marks(coach)["disk"]["words"]


class Bank:
    """A bank with so many questions and problems."""

    def __init__(self, questions: int, problems: int) -> None:
        self.counts = questions, problems

    def __call__(self, *_: object) -> "Bank":
        return self

    async def catalog(self) -> list[int]:
        return [0] * self.counts[0]

    async def patterns(self) -> list[int]:
        return [0] * 3

    async def problems(self) -> list[Any]:
        from coach.bank.problem import Problem

        return [Problem(question=f"q{at}", file="q.yaml", reason="is odd", fix="") for at in range(self.counts[1])]


@pytest.mark.parametrize(
    ("bank", "mark", "words"),
    [
        (Bank(0, 0), "problem", "0 questions, 3 company patterns"),
        (Bank(5, 2), "warning", "5 questions, 3 company patterns; 2 questions left out"),
        (Bank(5, 0), "ok", "5 questions, 3 company patterns"),
    ],
)
def test_the_bank(coach: Coach, monkeypatch: pytest.MonkeyPatch, bank: Bank, mark: str, words: str) -> None:
    monkeypatch.setattr("coach.bank.source.BankSource", bank)
    check = marks(coach)["questions"]
    assert (check["mark"], check["words"]) == (mark, words)


class Screen(NamedTuple):
    is_terminal: bool = True
    is_dumb_terminal: bool = False
    size: tuple[int, int] = (100, 30)
    encoding: str = "utf-8"


@pytest.mark.parametrize(
    ("screen", "mark", "words"),
    [
        (Screen(), Mark.OK, "100×30 · utf-8"),
        (Screen(is_terminal=False), Mark.OK, "none: plain lines"),
        (Screen(encoding="iso8859-1"), Mark.WARNING, "not every sign"),
        (Screen(is_dumb_terminal=True), Mark.WARNING, "line mode only"),
        (Screen(size=(59, 30)), Mark.WARNING, "line mode only"),
        (Screen(size=(80, 10)), Mark.WARNING, "line mode only"),
    ],
)
def test_the_terminal(monkeypatch: pytest.MonkeyPatch, screen: Screen, mark: Mark, words: str) -> None:
    monkeypatch.setattr("rich.console.Console", lambda: screen)
    check = doctor.check_terminal()
    assert check.mark is mark
    assert words in check.words


def test_other_pythons_and_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.check_python().mark is Mark.OK
    monkeypatch.setattr(sys, "platform", "win32")
    assert doctor.check_python().mark is Mark.WARNING
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    assert doctor.check_python().mark is Mark.PROBLEM


def test_a_model_is_named_and_asked_only_when_wanted(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "bank" in marks(coach)["model"]["words"]
    with FakeModels() as server:
        server.say("Yes.")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url + "/v1")
        monkeypatch.setenv("AI_MODEL_NAME", "small-one")
        assert marks(coach)["model"]["words"] == "small-one on this machine, not tried"
        assert server.requests == []
        code, out, _ = coach("doctor", "--model")
        assert (code, len(server.requests)) == (0, 1)
        assert "✓ model      small-one on this machine answered in" in out


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.UNAUTHORIZED, "key refused"),
        (Fault.UNKNOWN_MODEL, "model not found"),
        (Fault.NO_CREDIT, "no credit left"),
        (Fault.RATE_LIMITED_LONG, "rate limited"),
    ],
)
def test_the_class_of_a_models_failure_is_named(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, fault: Fault, kind: str
) -> None:
    with FakeModels() as server:
        server.say(fault)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url + "/v1")
        monkeypatch.setenv("OPENAI_API_KEY", "sk-a-secret-heron")
        code, out, err = coach("doctor", "--model")
    assert code == 4
    assert f"on this machine: {kind}." in out
    assert "heron" not in out + err


def test_a_model_that_is_wanted_and_has_no_key(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MODEL_PROVIDER", "anthropic")
    code, out, _ = coach("doctor")
    assert code == 0
    assert "! model      Practising offline: ANTHROPIC_API_KEY is not set." in out
    assert "coach keys set" in out
    assert coach("doctor", "--model")[0] == 4
