"""Files, disks and neighbours that do not behave: one clear sentence, and nothing harmed."""

import asyncio
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coach.errors import CoachError, Conflict, KeyLost, StoreError
from coach.security.encryption import FieldCipher
from coach.store.sqlite import SqliteStore
from tests.contract import session_store_values as values

NOBODY = 65534


def open_store(folder: Path, busy_timeout: float = 5.0) -> SqliteStore:
    cipher = FieldCipher(folder / "keys.db", folder / "data.key", busy_timeout=busy_timeout)
    return SqliteStore(folder / "history.db", cipher, busy_timeout=busy_timeout)


async def write_some(folder: Path) -> None:
    store = open_store(folder)
    for number in range(1, 4):
        session_id = f"s{number}"
        await store.save(None, values.full_session(session_id), values.log(session_id), [values.snapshot()])
    await store.close()


def integrity(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def assert_clear(error: CoachError, path: Path) -> None:
    """One line that names the file, and a way out."""
    assert str(path) in error.message
    for text in (error.message, error.why, error.fix):
        assert "\n" not in text
        assert "sqlite3." not in text
    assert error.fix.endswith((".", "again"))


def text_file(path: Path) -> None:
    path.write_text("Dear diary, today I practised graphs.\n" * 50)


def short_text_file(path: Path) -> None:
    path.write_text("x")


def zeros(path: Path) -> None:
    path.write_bytes(bytes(100_000))


def directory(path: Path) -> None:
    path.mkdir()


def fifo(path: Path) -> None:
    os.mkfifo(path)


def dangling_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE sessions (id TEXT); INSERT INTO sessions VALUES ('theirs')")


def foreign_database_in_wal(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA application_id = 7; CREATE TABLE t (x)")


def empty_foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA user_version = 3; VACUUM")


def future_database(path: Path) -> None:
    asyncio.run(write_some(path.parent))
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA user_version = 1000")


def versionless_database(path: Path) -> None:
    asyncio.run(write_some(path.parent))
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA user_version = 0")


def truncated_by_half(path: Path) -> None:
    asyncio.run(write_some(path.parent))
    os.truncate(path, path.stat().st_size // 2)


def truncated_within_the_header(path: Path) -> None:
    asyncio.run(write_some(path.parent))
    os.truncate(path, 50)


def overwritten_schema(path: Path) -> None:
    asyncio.run(write_some(path.parent))
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3000)


UNUSABLE: list[Callable[[Path], None]] = [
    text_file,
    short_text_file,
    zeros,
    directory,
    fifo,
    dangling_link,
    foreign_database,
    foreign_database_in_wal,
    empty_foreign_database,
    future_database,
    versionless_database,
    truncated_by_half,
    truncated_within_the_header,
    overwritten_schema,
]


def state_of(folder: Path) -> dict[str, object]:
    """Names, times of change and bytes of all there is."""
    return {
        path.name: (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"") for path in folder.iterdir()
    }


@pytest.mark.parametrize("make", UNUSABLE, ids=lambda make: make.__name__)
def test_a_file_that_cannot_be_a_history_is_left_alone(tmp_path: Path, make: Callable[[Path], None]) -> None:
    folder = tmp_path / "with spaces, ünïcödé & 50% #1?"
    folder.mkdir()
    path = folder / "history.db"
    make(path)
    before = state_of(folder)

    async def use() -> tuple[object, ...]:
        store = open_store(folder)
        try:
            return await asyncio.gather(
                store.save(None, values.session("new")),
                store.load("s1"),
                store.sessions(),
                store.erase("kim"),
                return_exceptions=True,
            )
        finally:
            await store.close()

    for result in asyncio.run(use()):
        assert isinstance(result, StoreError)
        assert not isinstance(result, Conflict | KeyLost)
        assert_clear(result, path)
    assert state_of(folder) == before


async def test_damage_inside_is_reported_and_not_written_over(tmp_path: Path) -> None:
    await write_some(tmp_path)
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as connection:
        page, size = connection.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'sessions'"
        ).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    damaged = path.read_bytes()
    store = open_store(tmp_path)
    for action in (store.load("s1"), store.sessions(), store.save(None, values.session("s9")), store.export("kim")):
        with pytest.raises(StoreError) as caught:
            await action
        assert_clear(caught.value, path)
    await store.close()
    assert path.read_bytes() == damaged


async def test_an_empty_file_becomes_a_history(tmp_path: Path) -> None:
    (tmp_path / "history.db").touch(mode=0o644)
    await write_some(tmp_path)
    assert (tmp_path / "history.db").stat().st_mode & 0o777 == 0o600


async def test_folders_are_made_for_oneself_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b c" / "ö"
    await write_some(folder)
    for made in (folder, folder.parent, folder.parent.parent):
        assert made.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


async def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    store = open_store(tmp_path / "file" / "folder")
    with pytest.raises(StoreError) as caught:
        await store.save(None, values.session())
    assert_clear(caught.value, tmp_path / "file" / "folder" / "history.db")
    assert (tmp_path / "file").read_text() == "mine"


async def test_a_locked_history_is_waited_for_and_then_named(tmp_path: Path) -> None:
    await write_some(tmp_path)
    store = open_store(tmp_path, busy_timeout=0.3)
    known = await store.load("s1")
    clock = asyncio.get_running_loop().time
    with closing(sqlite3.connect(tmp_path / "history.db", isolation_level=None)) as neighbour:
        neighbour.execute("BEGIN EXCLUSIVE")
        began = clock()
        for action in (store.load("s1"), store.save(known, known), store.erase("kim")):
            with pytest.raises(StoreError, match="in use by another program") as caught:
                await action
            assert_clear(caught.value, tmp_path / "history.db")
        assert 0.9 <= clock() - began < 5
        neighbour.execute("COMMIT")
    assert (await store.save(known, known)).version == 2
    await store.close()


async def test_a_short_lock_is_only_a_delay(tmp_path: Path) -> None:
    await write_some(tmp_path)
    store = open_store(tmp_path)
    known = await store.load("s1")
    with closing(sqlite3.connect(tmp_path / "history.db", isolation_level=None, check_same_thread=False)) as neighbour:
        neighbour.execute("BEGIN EXCLUSIVE")
        asyncio.get_running_loop().call_later(0.2, neighbour.execute, "ROLLBACK")
        assert (await store.save(known, known)).version == 2
    await store.close()


@pytest.fixture
def unprivileged_folder() -> Iterator[Path]:
    """A folder of somebody who is not root, for whom permissions count; the test runs as that person."""
    folder = Path(tempfile.mkdtemp(prefix="coach-test-"))
    root = os.geteuid() == 0
    if root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_without_permission_to_write(tmp_path: Path, unprivileged_folder: Path) -> None:
    folder, path = unprivileged_folder, unprivileged_folder / "history.db"
    asyncio.run(write_some(folder))
    before = state_of(folder)

    async def use() -> None:
        store = open_store(folder)
        known = await store.load("s1")
        assert len(await store.sessions("kim")) == 3
        with pytest.raises(StoreError) as caught:
            await store.save(known, known.replace(elapsed=1.0))
        assert_clear(caught.value, path)
        with pytest.raises(StoreError) as caught:
            await store.erase("kim")
        assert_clear(caught.value, path)
        assert await store.load("s1") == known
        await store.close()

    for file_mode, folder_mode in ((0o400, 0o700), (0o400, 0o500), (0o600, 0o500)):
        path.chmod(file_mode)
        folder.chmod(folder_mode)
        # The journal between transactions is an empty file; a folder without it must hold too.
        asyncio.run(use())
        folder.chmod(0o700)
        path.chmod(0o600)
        path.with_name("history.db-journal").unlink(missing_ok=True)
    before.pop("history.db-journal")
    assert {name: state for name, state in state_of(folder).items() if name in before} == before


@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_without_permission_to_make_the_file(unprivileged_folder: Path, mode: int) -> None:
    unprivileged_folder.chmod(mode)

    async def use() -> None:
        for folder in (unprivileged_folder, unprivileged_folder / "deeper"):
            store = open_store(folder)
            with pytest.raises(StoreError) as caught:
                await store.save(None, values.session())
            assert_clear(caught.value, folder / "history.db")
            await store.close()

    asyncio.run(use())


@pytest.mark.parametrize("replacement", ["nothing", "another history"])
async def test_a_history_that_is_moved_away_in_use(tmp_path: Path, replacement: str) -> None:
    await write_some(tmp_path)
    store = open_store(tmp_path)
    known = await store.load("s1")
    path = tmp_path / "history.db"
    path.rename(tmp_path / "moved.db")
    if replacement == "another history":
        shutil.copy(tmp_path / "moved.db", path)
    with pytest.raises(StoreError, match="moved, deleted or replaced") as caught:
        await store.save(known, known)
    assert_clear(caught.value, path)
    (tmp_path / "moved.db").replace(path)
    assert (await store.save(known, known)).version == 2
    await store.close()


async def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    await store.close()
    with pytest.raises(StoreError, match="was closed"):
        await store.sessions()
    assert list(tmp_path.glob("*.db")) == []


async def test_names_that_no_database_can_hold(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(StoreError) as caught:
        await store.save(None, values.session("half \ud83d"))
    assert_clear(caught.value, tmp_path / "history.db")
    await store.close()


async def test_a_payload_from_another_time_is_explained(tmp_path: Path) -> None:
    await write_some(tmp_path)
    cipher = FieldCipher(tmp_path / "keys.db", tmp_path / "data.key")
    sealed = cipher.seal("kim", "sessions|s1|payload", b'{"id": "s1", "wonder": true}')
    with closing(sqlite3.connect(tmp_path / "history.db")) as connection:
        connection.execute("UPDATE sessions SET payload = ? WHERE id = 's1'", [sealed])
        connection.commit()
    store = open_store(tmp_path)
    with pytest.raises(StoreError, match="The interview s1 cannot be understood"):
        await store.load("s1")
    assert (await store.load("s2")).id == "s2"
    await store.close()
