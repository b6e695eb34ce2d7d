"""The statements that every step of an interview needs, without a look at the tables before each of them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]
Values = Sequence[Any] | Mapping[str, Any]


def select(db: Database, query: str, values: Values = ()) -> list[Row]:
    """All rows of a SELECT."""
    cursor = db.conn.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def first(db: Database, query: str, values: Values = ()) -> Row | None:
    """The first row of a SELECT."""
    return next(iter(select(db, query, values)), None)


def insert(db: Database, table: str, rows: Iterable[Row]) -> None:
    """Add rows; to be called within a transaction, as all below."""
    for row in rows:
        db.conn.execute(_insertion(table, tuple(row)), row)


def put(db: Database, table: str, rows: Iterable[Row], key: tuple[str, ...]) -> None:
    """Add rows, each in the place of the row that has the same key."""
    for row in rows:
        db.conn.execute(_insertion(table, tuple(row), key), row)


def change(db: Database, table: str, row: Row, before: Row, key: str) -> None:
    """Bring a row up to date in what differs, of which there is something; no index of the rest is written."""
    db.conn.execute(_change(table, _differing(row, before), key), row)


def exchange(db: Database, table: str, row: Row, before: Row, key: str) -> bool:
    """The same where the stored row still has the payload from before, else nothing; whether it had."""
    statement = f"{_change(table, _differing(row, before), key)} AND payload = :before"
    return db.conn.execute(statement, {**row, "before": before["payload"]}).rowcount > 0


def _differing(row: Row, before: Row) -> tuple[str, ...]:
    return tuple(column for column in row if row[column] != before[column])


def delete(db: Database, table: str, column: str, value: str) -> None:
    """Take out the rows that have the value."""
    db.conn.execute(f"DELETE FROM {table} WHERE {column} = ?", [value])  # noqa: S608 – names of ours


@cache
def _insertion(table: str, columns: tuple[str, ...], key: tuple[str, ...] = ()) -> str:
    values = ", ".join(f":{column}" for column in columns)
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})"  # noqa: S608 – names of ours
    if not key:
        return statement
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in key)
    return f"{statement} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"


@cache
def _change(table: str, columns: tuple[str, ...], key: str) -> str:
    changes = ", ".join(f"{column} = :{column}" for column in columns)
    return f"UPDATE {table} SET {changes} WHERE {key} = :{key}"  # noqa: S608 – names of ours
