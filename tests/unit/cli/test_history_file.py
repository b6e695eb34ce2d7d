"""`coach data export --format jsonl` and `coach data import`, as somebody types them."""

import json
import stat
from pathlib import Path

import pytest

from coach.bootstrap import LOCAL_USER, SCRIPT_USER, open_store
from coach.cli.loop import run as in_loop
from coach.domain.session import InterviewSession
from coach.interview.service import InterviewService
from coach.settings import Settings, load_paths
from tests.contract import session_store_values as values
from tests.unit.cli.conftest import Coach


async def _keep(sessions: tuple[InterviewSession, ...]) -> None:
    store = open_store(load_paths(), Settings())
    for session in sessions:
        (event, snapshot) = values.saved(session.id, content=f"of {session.id} {values.SECRET}")
        await store.save(None, session.replace(events=1), [event], [snapshot])
    await store.close()


def keep(*sessions: InterviewSession) -> None:
    in_loop(_keep(sessions))


def three() -> None:
    keep(values.judged("s1", LOCAL_USER), values.full_session("s2", LOCAL_USER), values.session("s3", SCRIPT_USER))


def forget(coach: Coach) -> None:
    assert coach("data", "erase", "--yes")[0] == 0
    assert coach("data", "consent", "give")[0] == 0


def test_a_history_goes_out_and_comes_back(coach: Coach, tmp_path: Path) -> None:
    three()
    code, out, err = coach("data", "export", "--format", "jsonl", "-o", "mine.jsonl")
    assert (code, out) == (0, "")
    assert "✓ Wrote 3 interviews to mine.jsonl" in err
    assert stat.S_IMODE((tmp_path / "mine.jsonl").stat().st_mode) == 0o600
    written, document = (tmp_path / "mine.jsonl").read_text(), json.loads(coach("data", "export")[1])
    assert coach("data", "export", "-f", "jsonl") == (0, written, "")
    assert coach("data", "export", "-f", "jsonl", "-o", "-")[1] == written

    forget(coach)
    code, out, err = coach("data", "import", "mine.jsonl")
    assert (code, out) == (0, "")
    assert err == "✓ Imported 3 interviews.\nNext: coach history\n"
    assert coach("data", "export", "-f", "jsonl")[1] == written
    again = json.loads(coach("data", "export")[1])
    assert again["sessions"] == document["sessions"]
    assert again["snapshots"] == document["snapshots"]
    assert again["scripted"]["sessions"] == document["scripted"]["sessions"]


def test_what_is_there_is_passed_over(coach: Coach) -> None:
    three()
    coach("data", "export", "-f", "jsonl", "-o", "mine.jsonl")
    coach("data", "consent", "give")
    code, _, err = coach("data", "import", "mine.jsonl")
    assert code == 0
    assert "✓ Imported 0 interviews; 3 interviews of the file were there already." in err


def test_faults_are_named_and_the_rest_is_imported(coach: Coach, tmp_path: Path) -> None:
    three()
    coach("data", "export", "-f", "jsonl", "-o", "mine.jsonl")
    header, first, second, third = (tmp_path / "mine.jsonl").read_text().splitlines(keepends=True)
    late = first.replace('"elapsed": 0.0', '"elapsed": -1.0', 1)
    (tmp_path / "mine.jsonl").write_text(header + late + second + "\n" + third)
    forget(coach)
    code, out, err = coach("data", "import", "mine.jsonl")
    assert (code, out) == (2, "")
    assert "✓ Imported 2 interviews." in err
    assert "✗ mine.jsonl:2  session.elapsed – is negative (COACH-202)" in err
    assert "✗ mine.jsonl:4 – The line is not JSON (COACH-202)" in err
    assert "✗ mine.jsonl: 3 faults were found. (COACH-200)" in err
    assert "Traceback" not in err
    code, out, err = coach("data", "import", "mine.jsonl", "--json")
    document = json.loads(out)
    assert code == 2
    assert (document["imported"], document["known"]) == (0, 2)
    assert [(one["line"], one["field"]) for one in document["refused"]] == [
        (2, "session.elapsed"),
        (4, ""),
        (None, ""),
    ]
    assert json.loads(err)["error"]["code"] == "COACH-200"


def test_without_an_agreement_nothing_is_imported(coach: Coach) -> None:
    three()
    coach("data", "export", "-f", "jsonl", "-o", "mine.jsonl")
    coach("data", "erase", "--yes")
    code, _, err = coach("data", "import", "mine.jsonl")
    assert code == 7
    assert "coach data consent give" in err


def test_somebody_elses_interviews_become_mine_when_asked(coach: Coach, tmp_path: Path) -> None:
    keep(values.judged("s1", LOCAL_USER))
    coach("data", "export", "-f", "jsonl", "-o", "mine.jsonl")
    theirs = (tmp_path / "mine.jsonl").read_text().replace('"user_id": "local"', '"user_id": "kim"')
    (tmp_path / "theirs.jsonl").write_text(theirs)
    forget(coach)
    code, _, err = coach("data", "import", "theirs.jsonl")
    assert code == 2
    assert "session.user_id – is another person's" in err
    assert "--as-me makes it yours" in err
    code, _, err = coach("data", "import", "theirs.jsonl", "--as-me")
    assert code == 0
    assert "✓ Imported 1 interview." in err
    assert coach("data", "export", "-f", "jsonl")[1] == (tmp_path / "mine.jsonl").read_text()


@pytest.mark.parametrize("name", ["nowhere.jsonl", "folder"])
def test_a_file_that_cannot_be_read_exits_2(coach: Coach, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    code, out, err = coach("data", "import", name)
    assert (code, out) == (2, "")
    assert f"{name} cannot be read" in err


def test_a_document_is_no_history(coach: Coach) -> None:
    coach("data", "export", "-o", "mine.json")
    code, _, err = coach("data", "import", "mine.json")
    assert code == 2
    assert "mine.json is not a history that this coach can read." in err
    assert "coach data export --format jsonl" in err


@pytest.mark.parametrize("place", ["folder", "nowhere/mine.jsonl"])
def test_an_export_that_cannot_be_written_exits_6(coach: Coach, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    code, out, err = coach("data", "export", "-f", "jsonl", "-o", place)
    assert (code, out) == (6, "")
    assert f"{place} cannot be written" in err
    assert {path.name for path in tmp_path.iterdir()} <= {"folder", "home"}


def test_an_export_that_fails_leaves_what_was_there(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three()
    (tmp_path / "mine.jsonl").write_text("kept")

    async def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(InterviewService, "export_session", fail)
    code, _, err = coach("data", "export", "-f", "jsonl", "-o", "mine.jsonl")
    assert code == 6
    assert "No space left on device" in err
    assert (tmp_path / "mine.jsonl").read_text() == "kept"
    assert {path.name for path in tmp_path.iterdir()} == {"home", "mine.jsonl"}
