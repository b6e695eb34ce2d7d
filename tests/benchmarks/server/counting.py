"""What a request to coach does to the database: counted within this process, so that a bare server can do the same."""

import asyncio
import gc
import json
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from fastapi import FastAPI
from sqlite_utils import Database

from coach.api.binding import Bind
from coach.api.chores import chores
from coach.api.feed import Feed
from coach.api.putting import application, parts_for
from coach.bootstrap.serving import open_server
from coach.domain.execution import Execution, RunRequest
from coach.ports import CodeRunner
from coach.store.quick import NotNow
from coach.store.sqlite import SqliteStore
from tests.benchmarks.server.load import Request

BLOB = re.compile(r"x'([0-9A-Fa-f]*)'", re.IGNORECASE)
Job = tuple[int, int]
"""Rows or lists read, and bytes written; 0: nothing is committed."""


@dataclass
class Counted:
    """The jobs in the database thread since they were last taken."""

    statements: list[list[str]] = field(default_factory=list)
    in_sandbox: float = 0.0
    """Seconds in which code ran."""
    counts: bool = True
    """Whether statements are counted, which takes time: SQLite writes each of them out for it."""

    def take(self) -> list[Job]:
        found, self.statements = self.statements, []
        return [_job(each) for each in found]

    def trace(self, statement: str) -> None:
        self.statements[-1].append(statement)


def _job(statements: list[str]) -> Job:
    # What a library looks up about the tables themselves is nothing that a request needs.
    reads = sum(each.lstrip()[:6].upper() == "SELECT" and "sqlite_" not in each for each in statements)
    # By which row is changed, nothing is written.
    found = (each.lstrip() for each in statements)
    changes = [each.split(" WHERE ")[0] for each in found if each.startswith(("INSERT", "UPDATE", "DELETE"))]
    # A blob is shown as two digits for each byte.
    return reads, sum(len(BLOB.sub(lambda found: "." * (len(found[1]) // 2), each)) for each in changes)


@asynccontextmanager
async def counting() -> AsyncIterator[tuple[Callable[[Request], Awaitable[bytes]], Counted]]:
    """Asks a server within this process, on the environment's settings, as it runs, and counts."""
    feed, bind, counted = Feed(), Bind("127.0.0.1", 8000), Counted()
    async with open_server(model=False, saved=feed.announce) as served:
        store = cast(SqliteStore, served.service._engine.store)
        _count_jobs(store, counted)
        _count_runs(served.service._engine.runner, counted)
        parts = parts_for(served, feed, bind)
        app = application(parts, bind)

        async def ask(request: Request) -> bytes:
            return await ask_within(app, request)

        async with chores(parts):
            # Behind the first of them garbage is spared, and none of what they do is counted.
            while not gc.get_freeze_count():
                await asyncio.sleep(0.01)
            counted.take()
            yield ask, counted


async def ask_within(app: FastAPI, request: Request) -> bytes:
    """The answer of a server in this process as it is sent, without what a client does to read it."""
    sent = b"" if request.body is None else json.dumps(request.body).encode()
    headers = {"host": "127.0.0.1", "content-type": "application/json", "authorization": f"Bearer {request.token}"}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "scheme": "http",
        "method": request.method,
        "path": request.path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    said: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": sent}

    async def send(message: Any) -> None:
        said.append(message)

    await app(scope, receive, send)
    assert said[0]["status"] < 300, said
    return cast(bytes, said[1]["body"])


def _count_jobs(store: SqliteStore, counted: Counted) -> None:
    perform = store._thread._perform

    def performed(job: Callable[[Database], Any]) -> Any:
        if not counted.counts:
            return perform(job)
        counted.statements.append([])
        return perform(lambda db: _traced(db, counted, job))

    def read(job: Callable[[Database], Any], file: Any) -> Any:
        if not counted.counts:
            return look(job, file)
        counted.statements.append([])
        try:
            return look(lambda db: _traced(db, counted, job), file)
        except NotNow:
            counted.statements.pop()
            raise

    look = store._thread._quick.read
    store._thread._perform = performed  # type: ignore[method-assign]
    store._thread._quick.read = read  # type: ignore[method-assign]


def _traced(db: Database, counted: Counted, job: Callable[[Database], Any]) -> Any:
    db.conn.set_trace_callback(counted.trace)
    try:
        return job(db)
    finally:
        db.conn.set_trace_callback(None)


def _count_runs(runner: CodeRunner, counted: Counted) -> None:
    run = runner.run

    async def ran(request: RunRequest) -> Execution:
        began = time.perf_counter()
        try:
            return await run(request)
        finally:
            counted.in_sandbox += time.perf_counter() - began

    runner.run = ran  # type: ignore[method-assign]
