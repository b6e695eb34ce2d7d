"""A `coach serve` of its own, in a folder of its own, and what its requests do to the database."""

import os
import re
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.domain.exchange import PREFIX
from tests.benchmarks.paired import PYTHON
from tests.benchmarks.server.load import Request, ask

MOST_REQUESTS = 100_000
"""Of one person in a minute; the most that can be set."""


@dataclass(frozen=True)
class Person:
    """Somebody at a running server."""

    port: int
    pid: int
    user_id: str
    token: str

    def request(self, method: str, path: str, body: Any = None) -> Request:
        return Request(method, PREFIX + path, body, self.token)

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        return await ask(self.port, self.request(method, path, body))

    async def interview(self, *questions: str, kind: str = "behavioral") -> str:
        """The id of a new interview."""
        wishes = {"interview_type": kind, "questions": list(questions)}
        return str((await self.ask("POST", "/sessions", wishes))["id"])


def environment(home: Path) -> dict[str, str]:
    """Of commands that keep everything in that folder; their modules are compiled, as people's are."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours = {"COACH_HOME": str(home), "COACH_SERVER_REQUESTS_PER_MINUTE": str(MOST_REQUESTS)}
    return {**usual, **ours, "AI_MODEL_PROVIDER": "offline"}


@contextmanager
def process(command: list[str], env: dict[str, str], said: str = "") -> Iterator[tuple[int, int]]:
    """The port that a server prints, and its process id; it is ended with the block."""
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(said)
        running.stdin.close()
        try:
            printed = running.stdout.readline().strip()
            yield int(printed.rpartition(":")[2]), running.pid
        finally:
            running.terminate()
            running.wait(60)


@asynccontextmanager
async def served(home: Path, user_id: str = "ada") -> AsyncIterator[Person]:
    """Somebody who has agreed to the notice, at a server of this process's own."""
    env = environment(home)
    made = [PYTHON, "-m", "coach", "token", "create", user_id]
    token = subprocess.run(made, env=env, capture_output=True, text=True, check=True).stdout.strip()
    with process([PYTHON, "-m", "coach", "serve", "--offline", "--port", "0"], env) as (port, pid):
        person = Person(port, pid, user_id, token)
        await person.ask("POST", f"/users/{user_id}/consent", {"version": 1})
        yield person


def memory_mib(pid: int) -> float:
    """Resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1024


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
