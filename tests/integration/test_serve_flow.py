"""The flows that the documentation shows, executed by bash and curl against a real server, code run in Docker."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.server_process import PATIENCE, ServerProcess, sign_in

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)

pytestmark = [pytest.mark.docker, pytest.mark.slow, pytest.mark.usefixtures("docker_engine")]


@pytest.fixture
def server() -> Iterator[ServerProcess]:
    with ServerProcess() as started:
        yield started


def flow_of(page: str, server: ServerProcess) -> str:
    """The one shell block of a page, at the address of the server."""
    (block,) = BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert "http://127.0.0.1:8000" in block
    return str(block).replace("http://127.0.0.1:8000", server.address)


def executed(flow: str, folder: Path) -> tuple[list[Any], str]:
    """The JSON answers that a flow prints, one a line, and what it says beside."""
    programs = folder / "bin"
    programs.mkdir()
    (programs / "coach").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m coach "$@"\n')
    (programs / "coach").chmod(0o755)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", flow],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=folder,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line], done.stderr


def require_solved(answered: dict[str, Any]) -> None:
    (attempt,) = answered["session"]["attempts"]
    report = attempt["report"]
    assert report["runner"] == "docker"
    assert len(report["cases"]) >= 8
    assert {case["verdict"] for case in report["cases"]} == {"accepted"}


def test_the_interview_of_the_servers_page(server: ServerProcess, tmp_path: Path) -> None:
    answers, _ = executed(flow_of("docs/server.md", server), tmp_path)
    notice, consent, started, question, answered, follow_up, completed, feedback, analytics, patterns = answers
    assert notice["version"] == consent["version"] == 1
    assert "keeps your interviews" in notice["text"]
    assert consent["user_id"] == "ada"
    assert started["status"] == "in_progress"
    assert (question["id"], question["title"]) == ("q1", "Two sum")
    require_solved(answered)
    assert follow_up["parent_id"] == "q1"
    assert completed["status"] == "completed"
    assert 0 < feedback["overall_score"] <= 10
    assert feedback["technical_score"] > 0
    assert analytics["interviews"] == 1
    assert len(patterns) == 10
    made = json.loads((tmp_path / "session.json").read_text())
    assert (made["id"], made["status"]) == (started["id"], "scheduled")
    assert (tmp_path / "token.txt").stat().st_mode & 0o077 == 0


def test_the_interview_of_the_readme(server: ServerProcess, tmp_path: Path) -> None:
    answers, _ = executed(flow_of("README.md", server), tmp_path)
    *_, answered, completed, feedback = answers
    require_solved(answered)
    assert completed["status"] == "completed"
    assert feedback["overall_score"] > 0


def test_the_client_example_runs(server: ServerProcess) -> None:
    token = asyncio.run(sign_in("ada"))
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "http_client.py"), "ada", server.address],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "COACH_TOKEN": token},
    )
    assert done.returncode == 0, done.stderr
    *_, tests, scores, counts = done.stdout.splitlines()
    passed = re.fullmatch(r"(\d+) of (\d+) tests passed \(docker\)", tests)
    assert passed and passed[1] == passed[2]
    assert re.fullmatch(r"Overall [\d.]+, technical [\d.]+", scores)
    assert counts == "Interviews: 1, company patterns: 10"
