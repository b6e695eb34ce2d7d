"""One key per person, locked by another; losing, rotating and sharing them."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from coach.errors import KeyLost, StoreError
from coach.security.encryption import FieldCipher
from coach.security.key_database import KeyDatabase
from coach.security.keys import KeyFile, KeySource, Passphrase, to_text
from tests.processes import unmeasured

SOURCE = Path(__file__).parents[3] / "src"
PLACE = "events|s1/1|payload"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def open_cipher(folder: Path, source: KeySource | None = None, busy_timeout: float = 1.0) -> FieldCipher:
    return FieldCipher(folder / "keys.db", source or KeyFile(folder / "data.key"), busy_timeout=busy_timeout)


def state_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_nothing_is_made_before_it_is_needed(folder: Path) -> None:
    cipher = open_cipher(folder)
    with pytest.raises(KeyLost):
        cipher.open("kim", PLACE, b"\x01" + bytes(30))
    cipher.forget("kim")
    cipher.close()
    assert not folder.exists()


def test_a_mark_that_would_take_a_wait_is_not_told(folder: Path) -> None:
    cipher, other = open_cipher(folder, busy_timeout=60.0), open_cipher(folder)
    cipher.seal("kim", PLACE, b"mine")
    mark = cipher.mark("kim")
    with closing(sqlite3.connect(folder / "keys.db", isolation_level=None)) as neighbour:
        neighbour.execute("BEGIN EXCLUSIVE")
        assert cipher.mark_now("kim") is None
        neighbour.execute("ROLLBACK")
    assert cipher.mark_now("kim") == mark
    with ThreadPoolExecutor(1) as elsewhere, cipher._guard:
        assert elsewhere.submit(cipher.mark_now, "kim").result() is None
    # What another process wrote may be that the key is gone: only who may wait finds out.
    other.seal("lee", PLACE, b"theirs")
    assert cipher.mark_now("kim") is None
    assert cipher.mark("kim") == cipher.mark_now("kim") == mark
    (folder / "keys.db").rename(folder / "moved.db")
    assert cipher.mark_now("kim") is None
    shutil.copy(folder / "moved.db", folder / "keys.db")
    assert cipher.mark_now("kim") is None
    assert cipher.mark("kim") == mark


def test_the_mark_of_keys_that_were_not_written_for_long_is_told_whoever_uses_them(folder: Path) -> None:
    cipher, other = open_cipher(folder), open_cipher(folder)
    cipher.seal("kim", PLACE, b"mine")
    os.utime(folder / "keys.db", (1_000_000_000.0, 1_000_000_000.0))
    mark = cipher.mark("kim")
    with closing(sqlite3.connect(folder / "keys.db", isolation_level=None)) as neighbour, cipher._guard:
        neighbour.execute("BEGIN EXCLUSIVE")
        with ThreadPoolExecutor(1) as elsewhere:
            assert elsewhere.submit(cipher.mark_now, "kim").result() == mark
        assert cipher.mark_now("lee") is None
        neighbour.execute("ROLLBACK")
    other.forget("kim")
    assert cipher.mark_now("kim") is None
    # What was just written may be written again within the same tick of the clock: that is not told by its time.
    with pytest.raises(KeyLost):
        cipher.mark("kim")
    assert not cipher._database.is_untouched()
    (folder / "keys.db").unlink()
    assert cipher.mark_now("kim") is None


def test_a_look_without_a_wait_leaves_the_patience_of_others(folder: Path) -> None:
    cipher = open_cipher(folder, busy_timeout=60.0)
    cipher.seal("kim", PLACE, b"mine")
    cipher.mark_now("kim")
    with closing(sqlite3.connect(folder / "keys.db", isolation_level=None, check_same_thread=False)) as neighbour:
        neighbour.execute("BEGIN EXCLUSIVE")
        with ThreadPoolExecutor(1) as elsewhere:
            waiting = elsewhere.submit(cipher.mark, "kim")
            time.sleep(0.1)
            assert not waiting.done()
            neighbour.execute("ROLLBACK")
            assert waiting.result(60) == cipher.mark("kim")


def data_key_of(folder: Path, person: str) -> bytes:
    """As it is in keys.db, unlocked."""
    with closing(sqlite3.connect(folder / "keys.db")) as connection:
        (locked,) = connection.execute("SELECT locked FROM data_keys WHERE person = ?", [person]).fetchone()
    (key,) = KeyFile(folder / "data.key").load(b"")
    return AESGCM(key).decrypt(locked[1:13], locked[13:], f"data_keys|{person}".encode())


def test_files_are_private_and_hold_no_data_key(folder: Path) -> None:
    cipher = open_cipher(folder)
    cipher.seal("kim", PLACE, b"mine")
    data_key = data_key_of(folder, "kim")
    for path in folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
        assert data_key not in path.read_bytes()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_format_is_version_nonce_and_gcm(folder: Path) -> None:
    cipher = open_cipher(folder)
    sealed = cipher.seal("kim", PLACE, b"mine")
    data_key = data_key_of(folder, "kim")
    assert sealed[:1] == b"\x01"
    assert len(sealed) == 1 + 12 + 4 + 16
    assert AESGCM(data_key).decrypt(sealed[1:13], sealed[13:], b"events|s1/1|payload|kim") == b"mine"
    assert len(data_key) == 32


def test_the_key_is_on_disk_before_the_first_sealed_field_is(folder: Path) -> None:
    cipher = open_cipher(folder)
    sealed = cipher.seal("kim", PLACE, b"mine")
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    assert open_cipher(copy, KeyFile(folder / "data.key")).open("kim", PLACE, sealed) == b"mine"


def test_a_path_is_taken_for_a_key_file(folder: Path) -> None:
    sealed = FieldCipher(folder / "keys.db", folder / "data.key").seal("kim", PLACE, b"mine")
    assert open_cipher(folder).open("kim", PLACE, sealed) == b"mine"


def test_another_cipher_on_the_same_files_opens_it(folder: Path) -> None:
    one, two = open_cipher(folder), open_cipher(folder)
    sealed = one.seal("kim", PLACE, b"mine")
    assert two.open("kim", PLACE, sealed) == b"mine"
    assert one.open("kim", PLACE, two.seal("kim", PLACE, b"too")) == b"too"


def test_what_one_destroys_no_other_uses(folder: Path) -> None:
    one, two = open_cipher(folder), open_cipher(folder)
    old = one.seal("kim", PLACE, b"mine")
    assert two.open("kim", PLACE, old) == b"mine"
    one.forget("kim")
    with pytest.raises(KeyLost):
        two.open("kim", PLACE, old)
    assert one.open("kim", PLACE, two.seal("kim", PLACE, b"new")) == b"new"


def test_in_a_steady_block_keys_are_looked_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[KeyDatabase] = []
    look = KeyDatabase.changed

    def counted(database: KeyDatabase) -> bool:
        looks.append(database)
        return look(database)

    monkeypatch.setattr(KeyDatabase, "changed", counted)
    cipher = open_cipher(folder)
    sealed = cipher.seal("kim", PLACE, b"mine")
    looks.clear()
    for _ in range(2):
        with cipher.steady(), cipher.steady():
            other = cipher.seal("lee", PLACE, b"mine")
            assert cipher.open("kim", PLACE, sealed) == cipher.open("lee", PLACE, other) == b"mine"
    assert len(looks) == 2
    cipher.open("kim", PLACE, sealed)
    cipher.seal("kim", PLACE, b"mine")
    assert len(looks) == 4


def test_a_steady_block_begins_with_the_keys_as_they_are(folder: Path) -> None:
    one, two = open_cipher(folder), open_cipher(folder)
    old = one.seal("kim", PLACE, b"mine")
    assert two.open("kim", PLACE, old) == b"mine"
    one.forget("kim")
    with two.steady():
        with pytest.raises(KeyLost):
            two.open("kim", PLACE, old)
        new = two.seal("kim", PLACE, b"new")
        # What this very cipher forgets is gone at once all the same.
        two.forget("kim")
        with pytest.raises(KeyLost):
            two.open("kim", PLACE, new)


def test_a_steady_block_is_one_threads_own_and_ends(folder: Path) -> None:
    one, two = open_cipher(folder), open_cipher(folder)
    sealed = one.seal("kim", PLACE, b"mine")

    def opens() -> bool:
        try:
            return two.open("kim", PLACE, sealed) == b"mine"
        except KeyLost:
            return False

    with ThreadPoolExecutor(1) as pool:
        assert opens() and pool.submit(opens).result()
        with pytest.raises(ZeroDivisionError), two.steady():
            one.forget("kim")
            assert opens()
            assert not pool.submit(opens).result()
            raise ZeroDivisionError
        assert not opens()


def test_a_closed_cipher_opens_again(folder: Path) -> None:
    cipher = open_cipher(folder)
    sealed = cipher.seal("kim", PLACE, b"mine")
    cipher.close()
    cipher.close()
    assert cipher.open("kim", PLACE, sealed) == b"mine"


@pytest.mark.parametrize("content", [None, b"", b"short", to_text(bytes(32)).encode()])
def test_a_lost_or_wrong_key_is_named_and_not_replaced(folder: Path, content: bytes | None) -> None:
    sealed = open_cipher(folder).seal("kim", PLACE, b"mine")
    key = folder / "data.key"
    key.unlink()
    if content is not None:
        key.write_bytes(content)
        key.chmod(0o600)
    before = state_of(folder)
    cipher = open_cipher(folder)
    for action in (
        lambda: cipher.open("kim", PLACE, sealed),
        lambda: cipher.seal("kim", PLACE, b"more"),
        lambda: cipher.seal("lee", PLACE, b"first"),
        cipher.rotate,
        cipher.export_key,
        cipher.people,
    ):
        with pytest.raises(KeyLost) as caught:
            action()
        assert str(key) in caught.value.message
        assert "\n" not in caught.value.message
        assert caught.value.fix
    assert state_of(folder) == before


def test_the_wrong_source_learns_which_is_right(folder: Path) -> None:
    sealed = open_cipher(folder, Passphrase("four words in mind")).seal("kim", PLACE, b"mine")
    for source in (Passphrase("four other words"), KeyFile(folder / "data.key")):
        with pytest.raises(KeyLost) as caught:
            open_cipher(folder, source).open("kim", PLACE, sealed)
        assert "locked with the passphrase" in caught.value.why
    assert open_cipher(folder, Passphrase("four words in mind")).open("kim", PLACE, sealed) == b"mine"


def test_when_all_is_erased_a_lost_key_matters_no_more(folder: Path) -> None:
    open_cipher(folder).seal("kim", PLACE, b"mine")
    (folder / "data.key").unlink()
    cipher = open_cipher(folder)
    cipher.forget("kim")
    sealed = cipher.seal("kim", PLACE, b"again")
    assert open_cipher(folder).open("kim", PLACE, sealed) == b"again"


def test_rotating_locks_all_with_a_fresh_key(folder: Path) -> None:
    cipher, other = open_cipher(folder), open_cipher(folder)
    sealed = {person: cipher.seal(person, PLACE, person.encode()) for person in ("kim", "lee", "ö")}
    assert other.open("kim", PLACE, sealed["kim"]) == b"kim"
    old_key, old_database = cipher.export_key(), (folder / "keys.db").read_bytes()
    assert cipher.rotate() == 3
    assert cipher.export_key() != old_key
    for each in (cipher, other, open_cipher(folder)):
        for person, field in sealed.items():
            assert each.open(person, PLACE, field) == person.encode()
    assert other.open("new", PLACE, other.seal("new", PLACE, b"x")) == b"x"
    assert open_cipher(folder).open("new", PLACE, cipher.seal("new", PLACE, b"y")) == b"y"
    # A copy of keys.db from before still opens with the same key file.
    cipher.close()
    (folder / "keys.db").write_bytes(old_database)
    assert open_cipher(folder).open("kim", PLACE, sealed["kim"]) == b"kim"


def test_rotating_to_another_source(folder: Path) -> None:
    cipher = open_cipher(folder)
    sealed = cipher.seal("kim", PLACE, b"mine")
    assert cipher.rotate(Passphrase("four words in mind")) == 1
    (folder / "data.key").unlink()
    assert cipher.open("kim", PLACE, sealed) == b"mine"
    assert open_cipher(folder, Passphrase("four words in mind")).open("kim", PLACE, sealed) == b"mine"
    assert cipher.rotate() == 1
    assert cipher.rotate(KeyFile(folder / "new.key")) == 1
    assert open_cipher(folder, KeyFile(folder / "new.key")).open("kim", PLACE, sealed) == b"mine"


def test_rotating_before_the_first_use(folder: Path) -> None:
    cipher = open_cipher(folder)
    assert cipher.rotate() == 0
    assert open_cipher(folder).open("kim", PLACE, cipher.seal("kim", PLACE, b"mine")) == b"mine"


def test_an_exported_key_opens_everything(folder: Path) -> None:
    for source in (KeyFile(folder / "data.key"), Passphrase("four words in mind")):
        cipher = open_cipher(folder, source)
        sealed = cipher.seal("kim", PLACE, b"mine")
        copy = folder / "copy.key"
        copy.write_text(cipher.export_key() + "\n")
        copy.chmod(0o600)
        assert open_cipher(folder, KeyFile(copy)).open("kim", PLACE, sealed) == b"mine"
        cipher.rotate(Passphrase("four words in mind"))


ROTATE = """
import os, signal, sqlite3, sys
from pathlib import Path
from coach.security import key_database
from coach.security.encryption import FieldCipher
from coach.security.key_database import KeyDatabase

folder, fatal, count = Path(sys.argv[1]), int(sys.argv[2]), 0

def step(*_):
    global count
    count += 1
    if count == fatal:
        os.kill(os.getpid(), signal.SIGKILL)

def counting(function):
    def counted(*args, **options):
        step()
        result = function(*args, **options)
        step()
        return result
    return counted

plain_connect = sqlite3.connect
def connect(*args, **options):
    opened = plain_connect(*args, **options)
    opened.set_trace_callback(step)
    return opened

key_database.sqlite3.connect = connect
for name in ("fsync", "replace"):
    setattr(os, name, counting(getattr(os, name)))
cipher = FieldCipher(folder / "keys.db", folder / "data.key")
cipher.seal("kim", "place", b"more")
cipher.rotate()
os._exit(0)  # what others do at the exit of a process is not to be counted
"""
"""Rotates, and is killed before the n-th statement, or around the n-th step with the key file."""


def killed_at_every_step(folder: Path, check: Callable[[Path], None]) -> int:
    """How many different places there were to be killed at."""
    original = folder.with_name("original")
    if folder.exists():
        shutil.copytree(folder, original)
    for fatal in range(1, 100):
        shutil.rmtree(folder, ignore_errors=True)
        if original.exists():
            shutil.copytree(original, folder)
        done = subprocess.run(
            [sys.executable, "-c", ROTATE, str(folder), str(fatal)],
            env=unmeasured(PYTHONPATH=str(SOURCE)),
            check=False,
        )
        check(folder)
        if done.returncode == 0:
            return fatal - 1
        assert done.returncode == -9
    pytest.fail("rotating takes more steps than expected")


@pytest.mark.slow
def test_a_kill_at_any_step_of_a_rotation_leaves_every_key_usable(folder: Path) -> None:
    cipher = open_cipher(folder)
    sealed = {person: cipher.seal(person, PLACE, person.encode()) for person in ("kim", "lee")}
    cipher.close()

    def check(folder: Path) -> None:
        again = open_cipher(folder)
        for person, field in sealed.items():
            assert again.open(person, PLACE, field) == person.encode()
        assert again.rotate() == 2
        assert again.open("kim", PLACE, sealed["kim"]) == b"kim"
        again.close()

    assert killed_at_every_step(folder, check) > 10


@pytest.mark.slow
def test_a_kill_at_any_step_of_the_first_use_leaves_no_trap(folder: Path) -> None:
    def check(folder: Path) -> None:
        again = open_cipher(folder)
        assert again.open("kim", PLACE, again.seal("kim", PLACE, b"mine")) == b"mine"
        again.close()

    assert killed_at_every_step(folder, check) > 20


def a_text_file(path: Path) -> None:
    path.write_text("Dear diary\n" * 100)


def a_foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE data_keys (x)")


def a_database_of_the_future(path: Path) -> None:
    open_cipher(path.parent).seal("kim", PLACE, b"mine")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9")


def a_truncated_database(path: Path) -> None:
    open_cipher(path.parent).seal("kim", PLACE, b"mine")
    os.truncate(path, 5000)


def a_directory(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    "make",
    [a_text_file, a_foreign_database, a_database_of_the_future, a_truncated_database, a_directory],
    ids=lambda make: make.__name__,
)
def test_a_key_database_that_cannot_be_one_is_left_alone(folder: Path, make: Callable[[Path], None]) -> None:
    folder.mkdir()
    path = folder / "keys.db"
    make(path)
    before = state_of(folder)
    cipher = open_cipher(folder)
    for action in (
        lambda: cipher.seal("kim", PLACE, b"x"),
        lambda: cipher.open("kim", PLACE, b"\x01" + bytes(40)),
        lambda: cipher.forget("kim"),
        cipher.rotate,
    ):
        with pytest.raises(StoreError) as caught:
            action()
        assert str(path) in caught.value.message
        assert caught.value.fix
    assert state_of(folder) == before


def test_an_empty_key_database_is_a_beginning(folder: Path) -> None:
    folder.mkdir()
    (folder / "keys.db").touch(0o644)
    cipher = open_cipher(folder)
    with pytest.raises(KeyLost):
        cipher.open("kim", PLACE, b"\x01" + bytes(40))
    assert cipher.open("kim", PLACE, cipher.seal("kim", PLACE, b"mine")) == b"mine"
    assert (folder / "keys.db").stat().st_mode & 0o777 == 0o600


def test_a_locked_key_database_is_waited_for_and_then_named(folder: Path) -> None:
    open_cipher(folder).seal("kim", PLACE, b"mine")
    cipher = open_cipher(folder, busy_timeout=0.1)
    with closing(sqlite3.connect(folder / "keys.db", isolation_level=None)) as neighbour:
        neighbour.execute("BEGIN EXCLUSIVE")
        for action in (lambda: cipher.seal("kim", PLACE, b"x"), lambda: cipher.forget("kim")):
            with pytest.raises(StoreError, match="could not be read or written") as caught:
                action()
            assert not isinstance(caught.value, KeyLost)
        neighbour.execute("ROLLBACK")
    cipher.seal("kim", PLACE, b"x")


def test_a_damaged_data_key_is_named(folder: Path) -> None:
    sealed = open_cipher(folder).seal("kim", PLACE, b"mine")
    with closing(sqlite3.connect(folder / "keys.db")) as connection:
        connection.execute("UPDATE data_keys SET locked = zeroblob(61)")
        connection.commit()
    with pytest.raises(KeyLost, match="'kim' is damaged"):
        open_cipher(folder).open("kim", PLACE, sealed)


def test_people_are_counted_and_every_key_is_tried(folder: Path) -> None:
    cipher = open_cipher(folder)
    assert cipher.people() == 0
    assert not folder.exists()
    for person in ("kim", "lee"):
        cipher.seal(person, PLACE, b"mine")
    assert open_cipher(folder).people() == 2
    cipher.forget("kim")
    assert open_cipher(folder).people() == 1
    with closing(sqlite3.connect(folder / "keys.db")) as connection:
        connection.execute("UPDATE data_keys SET locked = zeroblob(61)")
        connection.commit()
    with pytest.raises(KeyLost, match="'lee' is damaged"):
        open_cipher(folder).people()


def test_a_data_key_given_to_somebody_else_does_not_open(folder: Path) -> None:
    cipher = open_cipher(folder)
    cipher.seal("kim", PLACE, b"mine")
    cipher.seal("lee", PLACE, b"mine")
    with closing(sqlite3.connect(folder / "keys.db")) as connection:
        connection.execute("UPDATE data_keys SET locked = (SELECT locked FROM data_keys WHERE person = 'kim')")
        connection.commit()
    with pytest.raises(KeyLost, match="'lee' is damaged"):
        cipher.seal("lee", PLACE, b"x")


def test_a_key_database_that_was_replaced_is_read_anew(folder: Path) -> None:
    cipher = open_cipher(folder)
    sealed = cipher.seal("kim", PLACE, b"mine")
    elsewhere = folder.with_name("elsewhere")
    shutil.copytree(folder, elsewhere)
    cipher.forget("kim")
    (elsewhere / "keys.db").replace(folder / "keys.db")
    assert cipher.open("kim", PLACE, sealed) == b"mine"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cipher = open_cipher(tmp_path / "file" / "keys")
    with pytest.raises(StoreError) as caught:
        cipher.seal("kim", PLACE, b"x")
    assert str(tmp_path / "file" / "keys" / "keys.db") in caught.value.message
