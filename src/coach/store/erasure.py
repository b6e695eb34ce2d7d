"""Leaving nothing of an erased person in our files."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from coach.store.connection import backups, connect, immediate


def compact(db: Database) -> None:
    """Write the database anew, without the free pages where content once stood."""
    db.vacuum()


def erase_from_backups(path: Path, user_id: str, busy_timeout: float) -> None:
    """Take a person out of every copy we made of the database; a copy that cannot be read is deleted."""
    for copy in backups(path):
        if copy.suffix != ".bak":
            copy.unlink(missing_ok=True)
            continue
        try:
            change_copy(copy, lambda db: erase_from_copy(db, user_id), busy_timeout)
        except sqlite3.DatabaseError:
            copy.unlink(missing_ok=True)


def erase_from_copy(db: Database, user_id: str) -> bool:
    """More than from the database: the account, and everybody's kept answers, which are worth nothing in a copy."""
    with immediate(db):
        # By columns, not by our list of tables: the copy has the tables of another coach.
        for table in db.tables:
            if "user_id" in table.columns_dict:
                table.delete_where("user_id = ?", [user_id])
            if table.name == "answers":
                table.delete_where()
    return True


def change_backups(path: Path, change: Callable[[Database], bool], busy_timeout: float) -> None:
    """Change every whole copy of the database; one that cannot be read is left as it is."""
    for copy in backups(path):
        if copy.suffix == ".bak":
            with suppress(sqlite3.DatabaseError):
                change_copy(copy, change, busy_timeout)


def change_copy(copy: Path, change: Callable[[Database], bool], busy_timeout: float) -> None:
    """`change` says whether it changed anything."""
    db = connect(copy, busy_timeout)
    try:
        if change(db):
            compact(db)
    finally:
        db.close()
