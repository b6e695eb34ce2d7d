"""Opening the history file."""

import errno
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from coach.errors import Conflict, KeyLost, StoreError
from coach.store.connection import APPLICATION_ID, back_up, backups, connect, immediate, open_database
from coach.store.failures import explained
from coach.store.migrations import STEPS

SOURCE = Path(__file__).parents[3] / "src"


def value_of(path: Path, pragma: str) -> object:
    """A setting of the connections we open."""
    db = connect(path, 7.5)
    try:
        return db.execute(f"PRAGMA {pragma}").fetchone()[0]
    finally:
        db.close()


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 7500),
        ("application_id", APPLICATION_ID),
        ("user_version", len(STEPS)),
    ],
)
def test_settings(tmp_path: Path, pragma: str, expected: object) -> None:
    path = tmp_path / "history.db"
    open_database(path, 1.0).close()
    assert value_of(path, pragma) == expected


def test_a_history_turned_to_wal_is_turned_back(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    open_database(path, 1.0).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    open_database(path, 1.0).close()
    assert path.read_bytes()[18:20] == b"\x01\x01"
    assert not path.with_name("history.db-wal").exists()


def test_opening_again_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    open_database(path, 1.0).close()
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    open_database(path, 1.0).close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_looking_at_the_file_keeps_the_locks_of_this_process(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    holder = open_database(path, 1.0)
    with immediate(holder):
        open_database(path, 1.0).close()
        # A lock is between processes: this one has to hold against another.
        probe = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
        done = subprocess.run([sys.executable, "-c", probe, str(path)], capture_output=True, text=True, check=False)
    assert "database is locked" in done.stderr
    holder.close()


def test_a_relative_path_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_database(Path("below") / "history.db", 1.0).close()
    assert (tmp_path / "below" / "history.db").is_file()


def test_a_link_to_the_history_is_followed(tmp_path: Path) -> None:
    open_database(tmp_path / "real.db", 1.0).close()
    (tmp_path / "history.db").symlink_to(tmp_path / "real.db")
    open_database(tmp_path / "history.db", 1.0).close()
    assert (tmp_path / "history.db").is_symlink()


def test_a_crash_within_a_transaction_is_rolled_back_on_opening(tmp_path: Path) -> None:
    path, crashed = tmp_path / "history.db", tmp_path / "crashed" / "history.db"
    crashed.parent.mkdir()
    db = open_database(path, 1.0)
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN IMMEDIATE")
    for number in range(200):
        db.execute("INSERT INTO snapshots VALUES ('kim', ?, zeroblob(4000))", [str(number)])
    # What is on disk in the middle of it, a journal with content beside it, is what a power cut leaves.
    for name in ("history.db", "history.db-journal"):
        (crashed.parent / name).write_bytes((tmp_path / name).read_bytes())
    db.rollback()
    db.close()
    assert (crashed.parent / "history.db-journal").stat().st_size
    again = open_database(crashed, 1.0)
    assert again.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert again.table("snapshots").count == 0
    again.close()


def test_a_backup_holds_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    db = open_database(path, 1.0)
    db.execute("INSERT INTO consents VALUES ('kim', 1, 'hash', 'then', 'candidate', '')")
    (tmp_path / "history.db.v1.bak.part").write_text("left by a crash")
    (tmp_path / "history.db.v1.bak").write_text("an older copy")
    (tmp_path / "other.db.v1.bak").write_text("not ours")
    with immediate(db):
        db.execute("INSERT INTO consents VALUES ('lee', 1, 'hash', 'then', 'candidate', '')")
        copy = back_up(path, 1)
    db.close()
    assert backups(path) == (copy,)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT user_id FROM consents").fetchall() == [("kim",)]


def test_a_transaction_that_fails_changes_nothing(tmp_path: Path) -> None:
    db = open_database(tmp_path / "history.db", 1.0)
    with pytest.raises(KeyboardInterrupt), immediate(db):
        db.execute("INSERT INTO consents VALUES ('kim', 1, 'hash', 'then', 'candidate', '')")
        raise KeyboardInterrupt
    assert not db.conn.in_transaction
    assert db.table("consents").count == 0
    db.close()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "disk is full"),
        (errno.EROFS, "cannot be written"),
        (errno.EACCES, "cannot be written"),
        (errno.EIO, "could not be read or written"),
        (errno.ENAMETOOLONG, "could not be used"),
    ],
)
def test_troubles_of_the_system_in_words(number: int, words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught, explained(Path("/data/history.db")):
        raise OSError(number, os.strerror(number))
    assert caught.value.message.startswith("The history /data/history.db ")
    assert caught.value.why == os.strerror(number)
    assert caught.value.fix


def test_troubles_without_a_code_in_words() -> None:
    with pytest.raises(StoreError, match="could not be used") as caught, explained(Path("x")):
        raise sqlite3.ProgrammingError("Cannot operate on a closed database.")
    assert caught.value.why == "Cannot operate on a closed database."


def test_what_is_already_explained_stays() -> None:
    for error in (KeyLost("gone"), Conflict("late")):
        with pytest.raises(type(error)) as caught, explained(Path("x")):
            raise error
        assert caught.value is error


@pytest.mark.parametrize("package", ["coach.store", "coach.security", "coach.store.memory"])
def test_importing_the_package_loads_nothing_heavy(package: str) -> None:
    program = f"import sys, {package}\nprint({{'sqlite_utils', 'cryptography', 'keyring'}} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
