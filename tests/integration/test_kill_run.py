"""`coach run` killed in the middle: what was acknowledged is there, and the interview goes on where it was."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coach.settings import load_paths
from tests.processes import unmeasured

STRONG = Path(__file__).parents[2] / "examples" / "strong.yaml"
NAME = "A strong candidate: "
SOAK = os.environ.get("COACH_SOAK") == "1"
KILLS = 30 if SOAK else 3
COACH = (sys.executable, "-m", "coach")
RUN = (*COACH, "run", str(STRONG), "--runner", "local")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(0 if SOAK else 600)]


@dataclass(frozen=True)
class Killed:
    session_id: str
    acknowledged: tuple[str, ...]
    """What the process said is stored, in order."""

    def answers(self) -> set[str]:
        return {said.split()[2] for said in self.acknowledged if said.startswith("answered ")}

    def count(self, word: str) -> int:
        return sum(said.split()[0] == word for said in self.acknowledged)


def acknowledged(lines: list[str]) -> Killed:
    told = [line.removeprefix(NAME).split(maxsplit=1) for line in lines if line.startswith(NAME)]
    return Killed(told[0][0], tuple(words for _, words in told))


def run_and_kill(after: int, delay: float) -> Killed:
    """Kill the process a moment after so many lines of acknowledgement."""
    process = subprocess.Popen(RUN, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=unmeasured())
    assert process.stderr is not None
    with process:
        lines = [process.stderr.readline() for _ in range(after)]
        time.sleep(delay)
        process.kill()
        lines += process.stderr.readlines()
    return acknowledged([line.rstrip("\n") for line in lines if line.endswith("\n")])


def coach(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*COACH, *arguments], input=stdin, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return done


def shown(session_id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    document = json.loads(coach("show", session_id, "--json").stdout)
    return document["session"], document["events"]


def current(session: dict[str, Any]) -> dict[str, Any] | None:
    questions, position = session["questions"], session["position"]
    return questions[position] if position < len(questions) else None


def require_everything(killed: Killed, session: dict[str, Any], events: list[dict[str, Any]]) -> None:
    stored = {response["id"]: response for response in session["responses"]}
    assert killed.answers() <= stored.keys()
    assert all(stored[answer]["response_text"] or stored[answer]["code_solution"] for answer in killed.answers())
    kinds = [event["kind"] for event in events]
    for word, found in {
        "created": kinds.count("created"),
        "started": kinds.count("started"),
        "said": kinds.count("said") + kinds.count("clarified"),
        "snapshot": kinds.count("saved"),
        "hint": kinds.count("hinted"),
        "skipped": kinds.count("skipped"),
        "completed": kinds.count("completed"),
    }.items():
        assert found >= killed.count(word), word
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))


def require_sound_database() -> None:
    with closing(sqlite3.connect(load_paths().database)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def require_the_right_question(session: dict[str, Any], events: list[dict[str, Any]]) -> None:
    """Resume, look at the question that is put, and pause."""
    reference = "last" if session["status"] == "in_progress" else session["id"]
    done = coach("resume", reference, "--plain", "--no-input", "--runner", "local", stdin="/pause\n")
    after, _ = shown(session["id"])
    before, now = current(session), current(after)
    judged = {event["data"].get("response") for event in events if event["kind"] == "assessed"}
    last = session["responses"][-1] if session["responses"] else None
    if last and last["id"] not in judged:
        # The answer was stored and not judged: that is made up for, and nobody is asked for it again.
        assert now is None or now["id"] != last["question_id"]
    elif session["status"] != "scheduled":
        assert now == before
    if now is None:
        assert after["status"] == "completed"
    else:
        assert after["status"] == "paused"
        assert is_put(now, done.stderr), done.stderr
    assert {one["id"] for one in session["responses"]} <= {one["id"] for one in after["responses"]}


def is_put(question: dict[str, Any], stderr: str) -> bool:
    """A root question by its number, since its wording grows with the interview; a follow-up by its words."""
    if not question["parent_id"]:
        return f"── Question {question['id'].removeprefix('q')} of 4 " in stderr
    return " ".join(question["text"].split()[:5]) in " ".join(stderr.split())


def test_nothing_that_was_acknowledged_is_lost() -> None:
    whole = subprocess.run(RUN, capture_output=True, text=True, timeout=240, check=True)
    points = len(acknowledged(whole.stderr.splitlines()).acknowledged)
    chance = random.Random(20_260)
    for _ in range(KILLS):
        killed = run_and_kill(chance.randint(1, points), chance.uniform(0, 0.2))
        session, events = shown(killed.session_id)
        require_everything(killed, session, events)
        require_sound_database()
        if session["status"] != "completed":
            require_the_right_question(session, events)
