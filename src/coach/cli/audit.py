"""`coach data audit`: who did what on a server."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coach.domain.account import AuditEntry

COLUMNS = ("number", "time", "who", "did what", "to whom or what", "outcome", "request")


def show(
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="At most so many lines.")] = 50,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List who did what on your server, newest first. People stand in it by a keyed hash."""
    from coach.cli.loop import run
    from coach.cli.output import write_json, write_table
    from coach.cli.problems import narrate, next_step

    entries = run(_entries(limit))
    if json_:
        write_json({"entries": [entry.model_dump(mode="json") for entry in entries]})
        return
    if not entries:
        narrate("Nothing was done on a server yet.")
    else:
        write_table(COLUMNS, [_row(entry) for entry in entries])
    next_step("coach token list")


async def _entries(limit: int) -> "tuple[AuditEntry, ...]":
    from coach.bootstrap.server import open_server_store, open_sessions
    from coach.settings import load_paths, load_settings

    sessions = open_sessions(load_paths(), load_settings())
    try:
        return await open_server_store(sessions).audit(limit)
    finally:
        await sessions.close()


def _row(entry: "AuditEntry") -> Sequence[str]:
    time = f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}"
    return (str(entry.sequence), time, entry.actor, entry.action, entry.subject, entry.outcome, entry.request_id)
