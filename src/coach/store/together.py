"""Changes that wait at the same time are one transaction: the disk confirms it once for all of them."""

from asyncio import AbstractEventLoop, Future
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlite_utils import Database

from coach.errors import CoachError
from coach.store.connection import immediate

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Change(Generic[T]):
    """What somebody wants changed, and waits for."""

    work: Callable[[Database], T]
    """Called within a transaction, and again in another when that one fails."""
    committed: Callable[[T], object]
    """Told what it made, once that is on the disk."""
    loop: AbstractEventLoop
    given: "Future[T]"

    def alone(self, db: Database) -> T:
        """In a transaction of its own. Raises what the work raises, sqlite3.Error."""
        with immediate(db):
            result = self.work(db)
        return self.finished(result)

    def finished(self, outcome: Any) -> T:
        """What was made, or was refused, in a transaction that is over. Raises the refusal."""
        if isinstance(outcome, Refused):
            raise outcome.error
        self.committed(outcome)
        return outcome  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Refused:
    """The outcome of a change that was waited for in vain."""

    error: CoachError


def together(
    changes: Sequence[Change[Any]], db: Database, steady: Callable[[], AbstractContextManager[None]]
) -> list[Any]:
    """What each of them makes, in one transaction. Raises what one of them raises: then none was made."""
    with immediate(db), steady():
        return [change.work(db) for change in changes]
