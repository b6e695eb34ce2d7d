"""Processes that are killed, and processes that share one history."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import IO

import pytest

from coach.domain.session import InterviewSession
from coach.security.encryption import FieldCipher
from coach.store.sqlite import SqliteStore
from tests.contract import session_store_values as values
from tests.processes import unmeasured

ROOT = Path(__file__).parents[2]
SOAK = os.environ.get("COACH_SOAK") == "1"
KILLS = 200 if SOAK else 8

OPEN = """
import asyncio, sys
from pathlib import Path
from coach.errors import Conflict, NotFound
from coach.security.encryption import FieldCipher
from coach.store.sqlite import SqliteStore
from tests.contract import session_store_values as values

def say(text):
    print(text, flush=True)

folder, name = Path(sys.argv[1]), sys.argv[2]
store = SqliteStore(folder / "history.db", FieldCipher(folder / "keys.db", folder / "data.key"))
say("ready")
sys.stdin.readline()
"""

WRITE = (
    OPEN
    + """
async def write():
    try:
        session = await store.load(name)
    except NotFound:
        session = await store.save(None, values.session(name), [values.event(name)])
    while True:
        say(session.version)
        number = session.version + 1
        after = session.with_attempt(values.attempt(name, number))
        if number % 3 == 0:
            after = after.with_response(values.response(name, number))
        if number % 5 == 0:
            after = after.with_attempt(values.finished(after.attempts[-2]))
        snapshots = [values.snapshot(f"{name}-{number}")]
        session = await store.save(session, after, [values.event(name, number)], snapshots)

asyncio.run(write())
"""
)

CONTEND = (
    OPEN
    + """
async def count_up():
    done = 0
    while done < int(sys.argv[3]):
        session = await store.load(name)
        try:
            await store.save(session, session.replace(elapsed=session.elapsed + 1))
            done += 1
        except Conflict:
            pass
    await store.close()
    say("done")

asyncio.run(count_up())
"""
)

BEGIN_AT_ONCE = (
    OPEN
    + """
async def begin():
    await store.save(None, values.full_session(name, "kim"), values.log(name))
    await store.close()

asyncio.run(begin())
say("done")
"""
)


@contextmanager
def process(program: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A Python process that has said it is ready; a line on its stdin lets it go on."""
    child = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=unmeasured(PYTHONPATH=os.pathsep.join([str(ROOT / "src"), str(ROOT)])),
    )
    try:
        assert lines_of(child).readline() == "ready\n"
        yield child
    finally:
        child.kill()
        with child:  # closes its pipes
            pass


def go(child: subprocess.Popen[str]) -> None:
    assert child.stdin
    child.stdin.write("go\n")
    child.stdin.flush()


def lines_of(child: subprocess.Popen[str]) -> IO[str]:
    assert child.stdout
    return child.stdout


def integrity(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def open_store(folder: Path) -> SqliteStore:
    return SqliteStore(folder / "history.db", FieldCipher(folder / "keys.db", folder / "data.key"))


async def read(folder: Path, name: str) -> tuple[InterviewSession, int]:
    """The session and how many events its log has."""
    store = open_store(folder)
    try:
        events = await store.events(name)
        assert [event.sequence for event in events] == list(range(1, len(events) + 1))
        return await store.load(name), len(events)
    finally:
        await store.close()


def kill_while_writing(folder: Path, names: list[str], dice: random.Random) -> dict[str, int]:
    """Let a process per name write for a moment, kill all; the last version each had acknowledged."""
    with ExitStack() as running:
        children = {name: running.enter_context(process(WRITE, folder, name)) for name in names}
        for child in children.values():
            go(child)
        seen = {name: [lines_of(child).readline()] for name, child in children.items()}
        for _ in range(dice.randint(0, 25)):
            seen[names[0]].append(lines_of(children[names[0]]).readline())
        time.sleep(dice.uniform(0, 0.02))
        for child in children.values():
            child.send_signal(signal.SIGKILL)
        for name, child in children.items():
            seen[name] += lines_of(child).read().splitlines(keepends=True)
    # A line without its end was not acknowledged: the kill came in between.
    return {name: max(int(line) for line in lines if line.endswith("\n")) for name, lines in seen.items()}


@pytest.mark.slow
@pytest.mark.timeout(0 if SOAK else 300)
async def test_a_kill_loses_no_acknowledged_save(tmp_path: Path) -> None:
    dice = random.Random(20250304)
    for turn in range(KILLS):
        names = ["s1", "s2"] if turn % 4 == 3 else ["s1"]
        for name, version in kill_while_writing(tmp_path, names, dice).items():
            session, events = await read(tmp_path, name)
            assert version <= session.version <= version + 1
            assert events == session.version
            assert len(session.attempts) == session.version - 1
            assert len(session.responses) == session.version // 3
            assert not [attempt for attempt in session.attempts if attempt.report and attempt.sequence % 5 != 4]
        assert integrity(tmp_path / "history.db") == "ok"
    assert not [path for path in tmp_path.iterdir() if path.is_file() and b"CANARY" in path.read_bytes()]


async def test_two_processes_change_one_session(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    await store.save(None, values.session())
    await store.close()
    with process(CONTEND, tmp_path, "s1", 25) as one, process(CONTEND, tmp_path, "s1", 25) as two:
        go(one)
        go(two)
        assert all(lines_of(child).readline() == "done\n" for child in (one, two))
    session, _ = await read(tmp_path, "s1")
    assert (session.version, session.elapsed) == (51, 50.0)


async def test_processes_that_start_at_once_agree_on_the_keys(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"
    names = [f"s{number}" for number in range(4)]
    with ExitStack() as running:
        children = [running.enter_context(process(BEGIN_AT_ONCE, folder, name)) for name in names]
        for child in children:
            go(child)
        assert [lines_of(child).readline() for child in children] == ["done\n"] * 4
    for name in names:
        session, events = await read(folder, name)
        assert (session, events) == (values.full_session(name).replace(version=1), 3)
    assert len((folder / "data.key").read_text().splitlines()) == 1
    assert sorted(path.name for path in folder.iterdir()) == [
        "data.key",
        "history.db",
        "history.db-journal",
        "keys.db",
        "keys.db-journal",
    ]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (folder, folder.parent)} == {0o700}
