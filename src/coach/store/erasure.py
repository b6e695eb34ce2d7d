"""Leaving nothing of an erased person in our files."""

import sqlite3
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
            erase_from_copy(copy, user_id, busy_timeout)
        except sqlite3.DatabaseError:
            copy.unlink(missing_ok=True)


def erase_from_copy(copy: Path, user_id: str, busy_timeout: float) -> None:
    db = connect(copy, busy_timeout)
    try:
        with immediate(db):
            # By columns, not by our list of tables: the copy has the tables of an older coach.
            for table in db.tables:
                if "user_id" in table.columns_dict:
                    table.delete_where("user_id = ?", [user_id])
        compact(db)
    finally:
        db.close()
