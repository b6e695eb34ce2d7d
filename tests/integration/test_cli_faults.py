"""What the outside can do to the command line: one clear line, the right exit code, the answer kept."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine_faults import Faults
from tests.processes import unmeasured

COACH = Path(sys.executable).with_name("coach")
SCRIPT = """\
schema: 1
name: Slow
candidate:
  - question: two-sum
    moves:
      - say: "I remember what I have seen."
      - code: |
          import time
          def two_sum(nums, target):
              time.sleep(0.6)
              return [0, 0]
      - submit: "This takes a while."
"""

pytestmark = pytest.mark.slow


def coach(*arguments: str, stdin: str = "", prefix: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    command = ["sh", "-c", f'{prefix} exec "$0" "$@"', str(COACH), *arguments]
    # A process whose disk is full cannot keep coverage figures either.
    merged = unmeasured(**environment) if prefix else {**os.environ, **environment}
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=240, check=False, env=merged)


def one_clear_line(done: "subprocess.CompletedProcess[str]", code: int, said: str) -> None:
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("✗") == 1


@pytest.mark.parametrize("home", ["/proc/nowhere", "{file}/below"])
def test_a_home_that_cannot_be_written(tmp_path: Path, home: str) -> None:
    (tmp_path / "file").write_text("a file")
    place = home.format(file=tmp_path / "file")
    done = coach("interview", "--plain", "--yes", "--no-input", COACH_HOME=place)
    one_clear_line(done, 6, place)


def test_a_disk_that_fills_up_keeps_what_was_stored(tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    script.write_text(SCRIPT.replace("time.sleep(0.6)", "pass"))
    assert coach("run", str(script), "--runner", "local").returncode == 0
    # No file may grow beyond 64 KiB from here on: the next writes fail as on a full disk.
    done = coach("run", str(script), "--runner", "local", prefix="ulimit -f 128;")
    assert done.returncode == 6, done.stderr
    assert "Traceback" not in done.stderr
    listed = json.loads(coach("history", "--all", "--json").stdout)["sessions"]
    assert listed[-1]["status"] == "completed"


def test_words_that_find_no_room_are_kept_elsewhere(tmp_path: Path, empty_home: Path) -> None:
    coach("interview", "--plain", "--yes", "--no-input", "--question", "hash-tables", stdin="First words.\n")
    (folder,) = (empty_home / "coach").rglob("workspaces/*")
    answer = folder / "q1-hash-tables.md"
    answer.unlink(missing_ok=True)
    answer.symlink_to("/proc/version")
    done = coach("resume", "--no-input", stdin="The key is hashed to find a bucket.\n")
    assert "is kept in" in done.stderr, done.stderr
    kept = Path(done.stderr.partition("is kept in ")[2].splitlines()[0])
    assert kept.read_text().strip() == "The key is hashed to find a bucket."


def test_an_answer_of_five_megabytes_is_refused_and_kept(empty_home: Path) -> None:
    coach("interview", "--plain", "--yes", "--no-input", "--question", "hash-tables", stdin="First words.\n")
    (folder,) = (empty_home / "coach").rglob("workspaces/*")
    answer = folder / "q1-hash-tables.md"
    answer.write_text("hash " * 1_000_000)
    done = coach("resume", "--no-input", stdin="/submit\n")
    one_clear_line(done, 0, "1,000,000")
    assert answer.stat().st_size == 5_000_000


def test_a_database_that_another_program_holds(empty_home: Path) -> None:
    import sqlite3

    coach("history")
    coach("interview", "--plain", "--yes", "--no-input", "--question", "hash-tables")
    database = next(path for path in (empty_home / "coach").rglob("*.db") if "key" not in path.name)
    with sqlite3.connect(database, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        one_clear_line(coach("history"), 6, str(database))
        other.execute("ROLLBACK")
    assert coach("history").returncode == 0


@pytest.fixture
def faults(tmp_path: Path, docker_engine: None) -> Iterator[Faults]:
    opened = Faults(tmp_path / "engine.sock")
    yield opened
    opened.close()


def cut_during_the_run(tmp_path: Path, faults: Faults, runner: str) -> tuple[int, str]:
    script = tmp_path / "script.yaml"
    script.write_text(SCRIPT)
    environment = {**os.environ, "DOCKER_HOST": f"unix://{tmp_path / 'engine.sock'}"}
    process = subprocess.Popen(
        [COACH, "run", str(script), "--runner", runner],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stderr is not None
    told = ""
    for line in process.stderr:
        told += line
        if "snapshot" in line:
            break
    # The submission is running now, or is about to.
    time.sleep(1.5)
    faults.break_at = b"/"
    faults.cut_all()
    told += process.stderr.read()
    return process.wait(120), told


@pytest.mark.docker
def test_an_engine_that_dies_in_a_run_where_docker_was_asked_for(tmp_path: Path, faults: Faults) -> None:
    code, told = cut_during_the_run(tmp_path, faults, "docker")
    assert code == 3, told
    assert "Traceback" not in told
    kept = json.loads(coach("show", "last", "--json").stdout or coach("history", "--all", "--json").stdout)
    assert kept
    listed = json.loads(coach("history", "--all", "--json").stdout)["sessions"]
    assert listed[0]["answered"] == 1
    shown = json.loads(coach("show", listed[0]["id"], "--json").stdout)["session"]
    assert shown["responses"][0]["response_text"] == "This takes a while."


@pytest.mark.docker
def test_an_engine_that_dies_in_a_run_is_replaced_where_any_runner_will_do(tmp_path: Path, faults: Faults) -> None:
    code, told = cut_during_the_run(tmp_path, faults, "auto")
    assert code == 0, told
    assert "completed" in told
