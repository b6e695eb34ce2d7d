"""Every step from every past version of the tables, ended by a kill at every statement.

A released version of the tables gets its dump here, with a little content, before the next step is written: `DUMPS`
is what coaches of the past left on people's disks, and is never regenerated.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from coach.errors import StoreError
from coach.security.encryption import FieldCipher
from coach.store.connection import APPLICATION_ID, open_database
from coach.store.migrations import STEPS, Step
from coach.store.sqlite import SqliteStore
from tests.contract import session_store_values as values

ROOT = Path(__file__).parents[2]
DUMPS = Path(__file__).parent / "test_store_dumps"
NEWEST = len(STEPS)


def add_notes(db: Database) -> None:
    """A step of a coach to come, to try the machinery on more than the tables there are."""
    db.executescript("CREATE TABLE notes (id INTEGER PRIMARY KEY, user_id TEXT NOT NULL, payload BLOB NOT NULL)")
    db.execute("INSERT INTO notes SELECT rowid, user_id, payload FROM sessions")


def rename_notes(db: Database) -> None:
    db.execute("ALTER TABLE notes RENAME TO remarks")


STEPS_TO_COME: tuple[Step, ...] = (*STEPS, add_notes, rename_notes)

CRASHES = """
import os, signal, sqlite3, sys
from pathlib import Path
from coach.store import connection
from tests.integration import test_store_migrations as here

folder, version, steps = Path(sys.argv[1]), int(sys.argv[2]), getattr(here, sys.argv[3])
plain_connect = sqlite3.connect

def upgrade(path, fatal):
    count = 0
    def counted(statement):
        nonlocal count
        count += 1
        if count == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
    def connect(*args, **options):
        opened = plain_connect(*args, **options)
        opened.set_trace_callback(counted)
        return opened
    connection.sqlite3.connect = connect
    connection.open_database(path, 1.0, steps).close()

for fatal in range(1, 200):
    path = folder / f"{fatal:03}" / "history.db"
    path.parent.mkdir()
    here.from_dump(path, version)
    child = os.fork()
    if child == 0:
        upgrade(path, fatal)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        sys.exit(status)
sys.exit("an upgrade takes more statements than expected")
"""
"""Upgrades one database after the other, the n-th killed before its n-th statement, until one upgrade ends whole."""


def from_dump(path: Path, version: int) -> None:
    """The database that a coach of that version left; nothing for version 0."""
    if version:
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript((DUMPS / f"v{version}.sql").read_text(encoding="utf-8"))


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables_of(path: Path) -> dict[str, str]:
    """Name → its SQL, however that is laid out."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        return {name: " ".join(sql.split()) for name, sql in found}


def content_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            line for line in connection.iterdump() if line.startswith("INSERT") and "_sqlite_migrations" not in line
        ]


def crashed_at_every_statement(folder: Path, version: int, steps: str) -> list[Path]:
    """The same old database many times, each left by an upgrade that was killed one statement later."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    subprocess.run([sys.executable, "-c", CRASHES, str(folder), str(version), steps], env=environment, check=True)
    return [found / "history.db" for found in sorted(folder.iterdir()) if found.name.isdigit()]


def test_every_past_version_has_its_dump() -> None:
    assert sorted(path.name for path in DUMPS.iterdir()) == [f"v{version}.sql" for version in range(1, NEWEST + 1)]


@pytest.mark.parametrize("version", range(NEWEST + 1))
def test_every_version_becomes_the_newest(tmp_path: Path, version: int) -> None:
    fresh, upgraded = tmp_path / "fresh.db", tmp_path / "upgraded.db"
    open_database(fresh, 1.0).close()
    from_dump(upgraded, version)
    before = content_of(upgraded)
    open_database(upgraded, 1.0).close()
    assert version_of(upgraded) == NEWEST
    assert tables_of(upgraded) == tables_of(fresh)
    assert len(content_of(upgraded)) >= len(before)


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_an_upgrade_leaves_a_backup_of_what_was(tmp_path: Path, version: int) -> None:
    path = tmp_path / "history.db"
    from_dump(path, version)
    before = content_of(path)
    open_database(path, 1.0, STEPS_TO_COME).close()
    backup = tmp_path / f"history.db.v{version}.bak"
    assert version_of(path) == len(STEPS_TO_COME)
    assert version_of(backup) == version
    assert content_of(backup) == before
    assert backup.stat().st_mode & 0o777 == 0o600
    open_database(path, 1.0, STEPS_TO_COME).close()
    assert {found.name for found in tmp_path.iterdir() if "bak" in found.name} == {backup.name}


@pytest.mark.parametrize(
    ("version", "steps"),
    [(version, "STEPS") for version in range(NEWEST)]
    + [(version, "STEPS_TO_COME") for version in range(1, NEWEST + 1)],
)
def test_a_kill_at_any_statement_leaves_the_old_version_or_the_new(tmp_path: Path, version: int, steps: str) -> None:
    known: Sequence[Step] = globals()[steps]
    versions = []
    for path in crashed_at_every_statement(tmp_path, version, steps):
        versions.append(version_of(path) if path.exists() else 0)
        open_database(path, 1.0, known).close()
        assert version_of(path) == len(known)
    assert set(versions) == {version, len(known)}
    assert versions == sorted(versions)


def test_a_step_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    def broken(db: Database) -> None:
        db.execute("DROP TABLE snapshots")
        raise sqlite3.OperationalError("no")

    path = tmp_path / "history.db"
    from_dump(path, NEWEST)
    before = (tables_of(path), content_of(path))
    with pytest.raises(sqlite3.OperationalError):
        open_database(path, 1.0, (*STEPS, add_notes, broken))
    assert (tables_of(path), content_of(path)) == before
    assert version_of(path) == NEWEST
    open_database(path, 1.0).close()


async def test_erasing_reaches_the_backups(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    cipher = FieldCipher(tmp_path / "keys.db", tmp_path / "data.key")
    store = SqliteStore(path, cipher)
    for person in ("canary-kim", "canary-lee"):
        await store.save(None, values.full_session(f"of-{person}", person), values.log(f"of-{person}"))
        await store.record_consent(values.consent(person))
    await store.close()
    # As a coach to come would leave it, with this coach looking at the copy from before.
    open_database(path, 1.0, STEPS_TO_COME).close()
    path.with_name(f"history.db.v{NEWEST}.bak").rename(path.with_name("history.db.v9.bak"))
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"DROP TABLE remarks; PRAGMA user_version = {NEWEST}")
    path.with_name("history.db.v8.bak").write_bytes(b"canary-kim, unreadable")
    path.with_name("history.db.v9.bak.part").write_bytes(b"canary-kim, half a copy")

    store = SqliteStore(path, cipher)
    assert await store.erase("canary-kim") == 1
    await store.close()
    files = {found.name: found.read_bytes() for found in tmp_path.iterdir() if found.is_file()}
    assert "history.db.v9.bak" in files
    assert not [name for name, content in files.items() if b"canary-kim" in content]
    assert b"canary-lee" in files["history.db.v9.bak"]


@pytest.mark.parametrize("version", [NEWEST + 1, 99])
def test_a_database_of_the_future_is_left_alone(tmp_path: Path, version: int) -> None:
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {version}; CREATE TABLE wonders (x)"
        )
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer coach"):
        open_database(path, 1.0)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir() if found.is_file()] == ["history.db"]
