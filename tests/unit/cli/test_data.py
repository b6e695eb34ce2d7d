"""`coach data`: agreement, export and erasure, as somebody types them."""

import json
import stat
from pathlib import Path

import pytest

from coach.bootstrap import LOCAL_USER, SCRIPT_USER, OpenOptions, open_service, open_store
from coach.cli.loop import run as in_loop
from coach.domain.consent import NOTICE, NOTICE_VERSION
from coach.errors import StoreError
from coach.interview.service import InterviewService
from coach.settings import Settings, load_paths
from coach.workspace.files import FileWorkspace
from tests.unit.cli.conftest import Coach


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Makes a terminal with somebody at it, who gives these answers."""
    answers: list[bool] = []
    monkeypatch.setattr("coach.cli.problems.can_ask", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda *_, **__: answers.pop(0))
    return answers


async def _plan(user_id: str) -> str:
    async with open_service(OpenOptions()) as service:
        return (await service.create_interview_session(user_id=user_id)).id


def workspace() -> FileWorkspace:
    return FileWorkspace(load_paths().workspaces)


def test_at_first_nothing_is_agreed_to(coach: Coach) -> None:
    code, out, err = coach("data", "consent")
    assert (code, out) == (0, "Not agreed to; nothing new is stored.\n")
    assert NOTICE in err
    assert err.endswith("Next: coach data consent give\n")


def test_agreement_is_given_and_withdrawn(coach: Coach) -> None:
    code, out, err = coach("data", "consent", "give")
    assert code == 0
    assert NOTICE in err
    assert out.startswith("Agreed to on ")
    assert out.endswith(" by candidate.\n")
    document = json.loads(coach("data", "consent", "--json")[1])
    assert document["current"] is True
    assert document["consent"]["version"] == NOTICE_VERSION
    assert document["notice"] == NOTICE
    code, out, err = coach("data", "consent", "withdraw")
    assert (code, out) == (0, "Not agreed to; nothing new is stored.\n")
    assert "Next: coach data erase" in err
    assert json.loads(coach("data", "consent", "show", "--json")[1])["consent"] is None


@pytest.mark.parametrize("agrees", [True, False])
def test_in_a_terminal_it_asks(coach: Coach, asked: list[bool], agrees: bool) -> None:
    asked.append(agrees)
    code, out, err = coach("data", "consent")
    assert code == 0
    assert err.count(NOTICE) == 1
    assert out.startswith("Agreed to" if agrees else "Not agreed to")
    assert not asked


def test_nothing_is_asked_where_it_is_not_wanted(coach: Coach, asked: list[bool]) -> None:
    for arguments in (("--no-input",), ("show",), ("--json",)):
        assert coach("data", "consent", *arguments)[0] == 0
    assert coach("data", "consent", "give")[0] == 0
    assert coach("data", "consent")[0] == 0


def test_an_agreement_to_an_older_notice_is_not_enough(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    coach("data", "consent", "give")
    monkeypatch.setattr("coach.domain.consent.NOTICE_VERSION", NOTICE_VERSION + 1)
    assert "The notice has changed since" in coach("data", "consent", "show")[1]


def test_the_host_that_may_receive_answers_is_named(coach: Coach) -> None:
    async def agree() -> None:
        async with open_service(OpenOptions()) as service:
            await service.give_consent(LOCAL_USER, model_host="models.example")

    in_loop(agree())
    assert "Answers may go to models.example." in coach("data", "consent")[1]


def test_export_holds_everything(coach: Coach) -> None:
    session_id, script_id = in_loop(_plan(LOCAL_USER)), in_loop(_plan(SCRIPT_USER))
    workspace().file(session_id, "Lösung.py", "mine")
    code, out, err = coach("data", "export")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["schema_version"] == 1
    assert session_id in out
    assert script_id in json.dumps(document["scripted"])
    assert document["files"] == {f"{session_id}/Lösung.py": "mine"}


def test_export_into_a_file_of_ones_own(coach: Coach, tmp_path: Path) -> None:
    code, out, err = coach("data", "export", "-o", "mein export.json")
    assert (code, out) == (0, "")
    assert "✓ Wrote mein export.json" in err
    path = tmp_path / "mein export.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text())["schema_version"] == 1
    assert coach("data", "export", "-o", "-")[1].startswith("{")


def test_export_that_cannot_be_written_exits_6(coach: Coach, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    code, out, err = coach("data", "export", "-o", "folder")
    assert (code, out) == (6, "")
    assert "folder cannot be written" in err


def test_erase_leaves_nothing(coach: Coach) -> None:
    session_id = in_loop(_plan(LOCAL_USER))
    in_loop(_plan(SCRIPT_USER))
    path = workspace().file(session_id, "solution.py", "canary")
    code, out, err = coach("data", "erase", "--yes")
    assert (code, out) == (0, "")
    assert "✓ Erased 2 interviews, your files and your key." in err
    assert not path.exists()
    document = json.loads(coach("data", "export")[1])
    assert session_id not in json.dumps(document)
    assert document["files"] == {}
    assert json.loads(coach("data", "consent", "--json")[1])["consent"] is None
    assert json.loads(coach("data", "erase", "--yes", "--json")[1]) == {"schema_version": 1, "erased": 0}


def test_a_database_that_cannot_be_erased_spares_no_files(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workspace().file(in_loop(_plan(LOCAL_USER)), "solution.py", "canary")

    async def refuse(*_: object) -> int:
        raise StoreError("The database is locked.")

    monkeypatch.setattr(InterviewService, "erase_data", refuse)
    code, out, err = coach("data", "erase", "--yes")
    assert (code, out) == (6, "")
    assert not path.exists()
    assert err.index("Erased: your files.") < err.index("The database is locked.")
    monkeypatch.setattr(FileWorkspace, "erase", lambda _: _refuse_files())
    code, _, err = coach("data", "erase", "--yes")
    assert code == 6
    assert "The database is locked." in err
    assert "cannot be removed" in err


def test_files_that_cannot_be_erased_are_told_beside_what_was(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    in_loop(_plan(LOCAL_USER))
    monkeypatch.setattr(FileWorkspace, "erase", lambda _: _refuse_files())
    code, _, err = coach("data", "erase", "--yes")
    assert code == 6
    assert err.index("Erased: 1 interview and your key.") < err.index("cannot be removed")


def _refuse_files() -> None:
    raise StoreError("The files cannot be removed.")


@pytest.mark.parametrize("arguments", [(), ("--no-input",)])
def test_nobody_is_erased_by_accident(coach: Coach, arguments: tuple[str, ...]) -> None:
    in_loop(_plan(LOCAL_USER))
    code, out, err = coach("data", "erase", *arguments)
    assert (code, out) == (2, "")
    assert "--yes" in err
    store = open_store(load_paths(), Settings())
    assert len(in_loop(_sessions(store))) == 1


async def _sessions(store: object) -> tuple[object, ...]:
    from coach.store.sqlite import SqliteStore

    assert isinstance(store, SqliteStore)
    try:
        return await store.sessions()
    finally:
        await store.close()


def test_erasing_asks_in_a_terminal(coach: Coach, asked: list[bool]) -> None:
    in_loop(_plan(LOCAL_USER))
    asked += [False, True]
    code, _, err = coach("data", "erase")
    assert code == 0
    assert "1 interview and every file" in err
    assert "Nothing was erased." in err
    code, _, err = coach("data", "erase")
    assert "✓ Erased 1 interview," in err
