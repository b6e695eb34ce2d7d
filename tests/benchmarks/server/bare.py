"""A bare FastAPI server over one SQLite file: what requests to `coach serve` are held against.

`python bare.py DATABASE` reads plans from stdin and prints its port. Nothing is checked, signed, encrypted, limited,
logged or counted; a request does to the database what its plan says, in one thread as any async server must.
"""

import asyncio
import json
import socket
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

TABLE = "CREATE TABLE IF NOT EXISTS items (id TEXT PRIMARY KEY, owner TEXT NOT NULL, payload TEXT NOT NULL)"
PRAGMAS = (
    "journal_mode = TRUNCATE",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "foreign_keys = ON",
)


class Plan(BaseModel):
    """What one kind of request does."""

    jobs: list[tuple[int, int]]
    """Each in one transaction: rows read by their key, bytes of JSON written."""
    answer: dict[str, Any]
    """What is in the item that is answered."""


class Item(BaseModel):
    id: str
    owner: str
    payload: dict[str, Any]


class Wish(BaseModel):
    """As many fields as are sent with the requests."""

    interview_type: str = ""
    questions: list[str] = []
    question_id: str = ""
    response_text: str = ""
    confidence_level: int = 0


class Items:
    """The one connection, used in the one thread."""

    def __init__(self, path: str) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for statement in (*(f"PRAGMA {pragma}" for pragma in PRAGMAS), TABLE):
            self._connection.execute(statement)
        self._count = 0

    async def run(self, reads: int, written: int, item: str) -> tuple[str, str, str] | None:
        """The row read last."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, reads, written, item)

    def _run(self, reads: int, written: int, item: str) -> tuple[str, str, str] | None:
        row = None
        together = reads + bool(written) > 1
        if together:
            self._connection.execute("BEGIN IMMEDIATE" if written else "BEGIN")
        for _ in range(reads):
            row = self._connection.execute("SELECT id, owner, payload FROM items WHERE id = ?", [item]).fetchone()
        if written:
            self.put(f"new-{self._count}", json.dumps({"filled": "x" * written}))
        if together:
            self._connection.execute("COMMIT")
        return row

    def put(self, item: str, payload: str) -> None:
        self._count += 1
        self._connection.execute("INSERT OR REPLACE INTO items VALUES (?, 'ada', ?)", [item, payload])


def application(items: Items, plans: dict[str, Plan]) -> FastAPI:
    app = FastAPI()
    for name, plan in plans.items():
        items.put(name, json.dumps(plan.answer))

    @app.get("/items/{name}")
    async def read(name: str) -> Item:
        row = None
        for reads, written in plans[name].jobs:
            row = await items.run(reads, written, name) or row
        assert row is not None
        return Item(id=row[0], owner=row[1], payload=json.loads(row[2]))

    @app.post("/items/{name}", status_code=201)
    async def write(name: str, wish: Wish) -> Item:
        for reads, written in plans[name].jobs:
            await items.run(reads, written, name)
        return Item(id=wish.question_id, owner="ada", payload=plans[name].answer)

    return app


def main() -> None:
    plans = {name: Plan.model_validate(plan) for name, plan in json.loads(sys.stdin.read()).items()}
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(listening.getsockname()[1], flush=True)
    app = application(Items(sys.argv[1]), plans)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, proxy_headers=False, ws="none", lifespan="off",
        http="h11",
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
