"""A history as a file of JSON Lines: written whole or not at all, read as far as it can be believed."""

import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from coach.bootstrap import LOCAL_USER, SCRIPT_USER, OpenOptions, open_service
from coach.cli.loop import run
from coach.cli.output import printable, write_json
from coach.cli.problems import narrate, next_step, show
from coach.domain.wording import number
from coach.errors import BadInput, ContentError, StoreError
from coach.interview.service import InterviewService
from coach.ports import SessionRecord
from coach.store.transfer import HistoryFile, header_line, record_line

HERE = OpenOptions(front_door="cli", consent_by="")
OWNERS = (LOCAL_USER, SCRIPT_USER)
ALL = 1_000_000
OPERATOR = "local operator"
"""Who agrees for scripts, as when they are played."""
SHOWN = 20
"""So many refused lines are told one by one."""


@dataclass
class Tally:
    """What became of the lines of a file."""

    imported: int = 0
    known: int = 0
    """Interviews that are there already."""
    refused: list[ContentError] = field(default_factory=list)


def export_history(output: Path | None) -> None:
    """Write every interview of this machine's person, and the scripted ones, a line each."""
    if output is None or str(output) == "-":
        run(_write(sys.stdout))
        return
    count = _replace(output)
    wrote = number(count, "interview")
    narrate(f"✓ Wrote {wrote} to {output}, readable for you alone: your answers stand in it in the clear.")
    next_step(f"coach data import {output}, where they are wanted")


def _replace(output: Path) -> int:
    """Make the file, or put another in its place once it is whole. Raises StoreError."""
    target = output.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
                count = run(_write(file))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError as error:
        raise StoreError(
            f"{output} cannot be written: {error.strerror or error}.",
            why="What was there before is unchanged.",
            fix="choose another place with -o",
        ) from None
    return count


async def _write(file: TextIO) -> int:
    async with open_service(HERE) as service:
        ids = await _oldest_first(service)
        file.write(header_line(len(ids)))
        for session_id in ids:
            file.write(record_line(await service.export_session(session_id)))
    file.flush()
    return len(ids)


async def _oldest_first(service: InterviewService) -> list[str]:
    """Ids of the person's interviews, and behind them those of the scripted ones."""
    found = [reversed(await service.list_sessions(owner, limit=ALL)) for owner in OWNERS]
    return [summary.id for summaries in found for summary in summaries]


def import_history(path: Path, *, as_me: bool, as_json: bool) -> None:
    """Store what the file holds and is not there yet; every line that cannot be taken is told. Raises BadInput."""
    tally = run(_read(path, as_me))
    if as_json:
        refused = [
            {"line": error.line, "field": error.field, "problem": printable(error.in_a_line)} for error in tally.refused
        ]
        write_json({"imported": tally.imported, "known": tally.known, "refused": refused})
    else:
        known = f"; {number(tally.known, 'interview')} of the file were there already" if tally.known else ""
        narrate(f"✓ Imported {number(tally.imported, 'interview')}{known}.")
        for error in tally.refused[:SHOWN]:
            show(error)
    if count := len(tally.refused):
        raise BadInput(
            f"{path}: {count} {'fault was' if count == 1 else 'faults were'} found.",
            why="What has none is stored.",
            fix="mend the lines and import the file again; what is stored is passed over",
        )
    next_step("coach history")


async def _read(path: Path, as_me: bool) -> Tally:
    tally = Tally()
    with _opened(path) as stream:
        file = HistoryFile(stream, str(path), datetime.now(UTC), frozenset(OWNERS), LOCAL_USER if as_me else None)
        async with open_service(HERE) as service:
            for found in file.records():
                if isinstance(found, ContentError):
                    tally.refused.append(found)
                elif await _restore(service, found):
                    tally.imported += 1
                else:
                    tally.known += 1
    return tally


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.", fix="name a file of yours") from None


async def _restore(service: InterviewService, record: SessionRecord) -> bool:
    user_id = record.session.user_id
    if user_id == SCRIPT_USER and not await service.has_consent(user_id):
        await service.give_consent(user_id, OPERATOR)
    return await service.restore_session(record)
