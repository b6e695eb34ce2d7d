"""`coach data retention`: interviews that are old enough go."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from coach.domain.wording import number

OPERATOR = "cli"
"""Who does it, in the audit log."""
ACTION = "retention"


def apply(
    days: Annotated[
        int | None, typer.Option(min=1, max=36_500, help="How old they are at least. Default: storage.keep_days.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing; needs --yes.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Delete the interviews, everybody's, that were made so many days ago or earlier, and their files."""
    from coach.cli.loop import run
    from coach.cli.output import write_json
    from coach.cli.problems import narrate, next_step
    from coach.telemetry.clock import SystemClock

    kept = _days(days)
    before = SystemClock().now() - timedelta(days=kept)
    if not (yes or _is_agreed(before, kept, asks=not no_input)):
        narrate("Nothing was deleted.")
        return
    deleted = run(_discard(before))
    if json_:
        write_json({"deleted": deleted, "days": kept})
        return
    narrate(f"✓ Deleted {number(deleted, 'interview')}.")
    next_step("coach history")


def _days(given: int | None) -> int:
    """Raises BadInput where nothing says how long interviews are kept."""
    from coach.errors import BadInput
    from coach.settings import load_settings

    days = given or load_settings().storage.keep_days
    if days is None:
        raise BadInput(
            "How old is old? Neither --days nor storage.keep_days says it.",
            why="Without either, interviews are kept for ever.",
            fix="coach data retention --days 365",
        )
    return days


def _is_agreed(before: datetime, days: int, *, asks: bool) -> bool:
    """Whether somebody wants it, told how many would go. Raises BadInput where nobody can be asked."""
    from coach.cli.loop import run
    from coach.cli.problems import can_ask, narrate, no_terminal

    if not (asks and can_ask()):
        raise no_terminal("Your confirmation", "--yes")
    count = run(_count(before))
    narrate(f"{number(count, 'interview')} made {days} days ago or earlier will be gone for good, files too.")
    return count > 0 and typer.confirm("Delete them?", err=True)


async def _count(before: datetime) -> int:
    from coach.bootstrap import OpenOptions, open_service

    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        return len(await service.made_before(before))


async def _discard(before: datetime) -> int:
    """How many went. Files go first: cut off in between, the interviews are still there to be found again."""
    from coach.bootstrap import OpenOptions, open_cipher, open_service
    from coach.bootstrap.server import open_server_store
    from coach.domain.account import AuditEntry
    from coach.settings import history_file, load_paths, load_settings
    from coach.store.sqlite import SqliteStore
    from coach.telemetry.clock import SystemClock
    from coach.workspace.files import FileWorkspace

    paths = load_paths()
    store = SqliteStore(history_file(paths), open_cipher(paths, load_settings()))
    async with open_service(OpenOptions(front_door="cli", consent_by="", store=store)) as service:
        for old in await service.made_before(before):
            FileWorkspace(paths.workspaces).remove(old.id)
        count = await service.discard_before(before)
        if count:
            gone = number(count, "interview")
            entry = AuditEntry(at=SystemClock().now(), actor=OPERATOR, action=ACTION, subject=gone)
            await open_server_store(store).append(entry)
    return count
