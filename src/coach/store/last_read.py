"""The interviews that were read or stored last: of a long one, each move opens only what is new."""

from collections import OrderedDict
from functools import partial

from sqlite_utils import Database

from coach.domain.event import Event
from coach.domain.session import InterviewSession
from coach.store.held import Held, Log
from coach.store.reading import ATTEMPTS, EVENTS, RESPONSES, events_of, session_row
from coach.store.rows import Row, Rows
from coach.store.statements import first, select
from coach.store.writing import Written

AT = "SELECT * FROM events WHERE session_id = ? AND sequence = ?"
MOST_INTERVIEWS = 64
MOST_BYTES = 4 * 2**20
"""Of all that are held, about; the one that was asked for last is held whatever it takes."""


class LastRead:
    """Reads sessions and logs, and holds those asked for last. For the thread of the database alone.

    What is held is given only where the session's row is the one in the database, and the person's key opens it.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._sizes: dict[str, int] = {}

    def forget(self) -> None:
        """Hold nothing any more."""
        self._held.clear()
        self._sizes.clear()

    def saved(self, written: Written) -> None:
        """Hold what was stored, once it is committed; it is read, when it is asked for, from the rows as they are."""
        session_id = written.row["id"]
        held = self._held.get(session_id) if written.before else Held()
        if held is None:
            return
        if held.row == written.before:
            held.row, held.session = written.row, None
            held.responses.add(written.responses)
            held.attempts.add(written.attempts)
        if held.log.row == written.before:
            held.log.row = written.row
            held.log.written.extend(written.events)
        self._keep(session_id, held)

    def load(self, db: Database, session_id: str) -> InterviewSession:
        """Raises NotFound, StoreError, KeyLost."""
        try:
            row, held = session_row(db, session_id), self._held.get(session_id) or Held()
            if held.row == row and held.session:
                self._rows.prove(row)
                self._held.move_to_end(session_id)
                return held.session
            with self._rows.steady():
                return self._load(db, row, held)
        except BaseException:
            self._drop(session_id)
            raise

    def _load(self, db: Database, row: Row, held: Held) -> InterviewSession:
        if held.row != row or not self._catch_up(held, row):
            with db.atomic():
                # The look before may be older than the transaction.
                row = session_row(db, row["id"])
                responses, attempts = select(db, RESPONSES, [row["id"]]), select(db, ATTEMPTS, [row["id"]])
            held.responses.take(responses, partial(self._rows.response, row["user_id"]))
            held.attempts.take(attempts, partial(self._rows.attempt, row["user_id"]))
        session = self._rows.session(row, (), ())
        session = session.replace(responses=held.responses.values, attempts=held.attempts.values)
        held.row, held.session = row, session
        self._keep(row["id"], held)
        return session

    def _catch_up(self, held: Held, row: Row) -> bool:
        person = row["user_id"]
        responses = held.responses.catch_up(partial(self._rows.response, person))
        return held.attempts.catch_up(partial(self._rows.attempt, person)) and responses

    def events(self, db: Database, session_id: str, after: int) -> tuple[Event, ...]:
        """Raises NotFound, StoreError, KeyLost."""
        try:
            row, held = session_row(db, session_id), self._held.get(session_id) or Held()
            with self._rows.steady():
                if held.log.row != row:
                    return self._read_on(db, session_id, held, after)
                self._rows.prove(row)
                held.log.grow(held.log.written, partial(self._rows.event, row["user_id"]))
            self._keep(session_id, held)
            return held.log.after(after)
        except BaseException:
            self._drop(session_id)
            raise

    def _read_on(self, db: Database, session_id: str, held: Held, after: int) -> tuple[Event, ...]:
        with db.atomic():
            row = session_row(db, session_id)
            self._rows.prove(row)
            if not self._is_beginning(db, held.log):
                # Whoever follows another interview wants its end, which is no reason to read all of it.
                if after:
                    return events_of(db, self._rows, row, after)
                held.log = Log()
            known = held.log.end["sequence"] if held.log.end else 0
            held.log.grow(select(db, EVENTS, [session_id, known]), partial(self._rows.event, row["user_id"]))
            held.log.row = row
        self._keep(session_id, held)
        return held.log.after(after)

    def _is_beginning(self, db: Database, log: Log) -> bool:
        """False where there is no log, or it is another: it was erased and stored anew since."""
        return log.end is not None and first(db, AT, [log.end["session_id"], log.end["sequence"]]) == log.end

    def _keep(self, session_id: str, held: Held) -> None:
        self._held[session_id] = held
        self._held.move_to_end(session_id)
        self._sizes[session_id] = held.size
        while len(self._held) > 1 and (len(self._held) > MOST_INTERVIEWS or sum(self._sizes.values()) > MOST_BYTES):
            self._drop(next(iter(self._held)))

    def _drop(self, session_id: str) -> None:
        self._held.pop(session_id, None)
        self._sizes.pop(session_id, None)
