"""A real `coach serve`, for tests: started on a free port, asked over the network, and stopped."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import httpx2

from coach.api.examples import CODE
from coach.bootstrap.server import open_accounts
from coach.domain.account import Role
from coach.settings import load_paths, load_settings
from tests.fakes_api import API

COACH = (sys.executable, "-m", "coach")
PATIENCE = 90.0
"""Seconds: a guard against hanging, nothing else."""
UNLIMITED = {"COACH_SERVER_REQUESTS_PER_MINUTE": "100000", "COACH_SERVER_RUNS_AT_ONCE": "64"}
SOLUTION = CODE
"""The one that the description of the API shows."""
CODING = {"interview_type": "technical_coding", "questions": ["two-sum"]}
IN_WORDS = {"interview_type": "system_design", "questions": ["hash-tables"]}


class ServerProcess:
    """One process, from its start to its end; its history lies where the test's environment says."""

    def __init__(self, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        with tempfile.NamedTemporaryFile(prefix="coach-serve-", suffix=".log", delete=False) as log:
            self._log = Path(log.name)
            self.process = subprocess.Popen(
                [*COACH, "serve", *(arguments or ("--port", "0"))],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, **(environment or {})},
            )
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        assert self.address, self.stderr

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop(signal.SIGKILL)
        self._log.unlink(missing_ok=True)

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    @property
    def stderr(self) -> str:
        """All that was written to stderr so far."""
        return self._log.read_text(encoding="utf-8")

    @property
    def log(self) -> list[dict[str, Any]]:
        """The lines of the log: every one is a JSON object."""
        return [json.loads(line) for line in self.stderr.splitlines()]

    def stop(self, with_signal: int = signal.SIGTERM) -> int:
        """End it, if it runs; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        code = self.process.wait(PATIENCE)
        if self.process.stdout:
            self.process.stdout.close()
        return code

    @contextmanager
    def http(self, token: str = "", **headers: str) -> Iterator[httpx2.Client]:
        """A plain client below the address of the API."""
        if token:
            headers["Authorization"] = f"Bearer {token}"
        with httpx2.Client(base_url=self.address + API, headers=headers, timeout=PATIENCE) as client:
            yield client

    def many(self, token: str, at_once: int = 200) -> httpx2.AsyncClient:
        """A client for many requests at once."""
        limits = httpx2.Limits(max_connections=at_once, max_keepalive_connections=at_once)
        headers = {"Authorization": f"Bearer {token}"}
        return httpx2.AsyncClient(base_url=self.address + API, headers=headers, timeout=PATIENCE, limits=limits)


async def sign_in(user_id: str, role: Role = Role.CANDIDATE) -> str:
    """An access token of somebody who is known from now on, as `coach token create` gives it."""
    async with open_accounts(load_paths(), load_settings()) as accounts:
        await accounts.permit(user_id, role)
        return (await accounts.sign_in(user_id)).access_token


def agree(client: httpx2.Client, user_id: str) -> None:
    """Read the notice and agree to it."""
    notice = client.get("/notice").raise_for_status().json()
    body = {"version": notice["version"], "model_host": notice["model_host"]}
    client.post(f"/users/{user_id}/consent", json=body).raise_for_status()


def begin(client: httpx2.Client, wishes: Mapping[str, Any]) -> str:
    """The id of an interview that runs."""
    made = client.post("/sessions", json=dict(wishes)).raise_for_status().json()
    client.post(f"/sessions/{made['id']}/start").raise_for_status()
    return str(made["id"])
