"""The interviews that were read or stored last: of a long one, each move opens only what is new."""

from collections import OrderedDict
from functools import partial

from sqlite_utils import Database

from coach.domain.event import Event
from coach.domain.session import InterviewSession
from coach.store.held import Held, Log
from coach.store.reading import ATTEMPTS, EVENTS, RESPONSES, events_of, session_row
from coach.store.rows import Rows
from coach.store.statements import first, select
from coach.store.writing import Written

AT = "SELECT * FROM events WHERE session_id = ? AND sequence = ?"
MOST_INTERVIEWS = 256
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
        self._size = 0
        """Of all."""

    def forget(self) -> None:
        """Hold nothing any more."""
        self._held.clear()
        self._sizes.clear()
        self._size = 0

    def saved(self, written: Written) -> None:
        """Hold what was stored, once it is committed; what is read otherwise than it was given is read anew."""
        step, session_id = written.step, written.row["id"]
        if not written.is_exact:
            self._drop(session_id)
            return
        held = (self._held.get(session_id) if written.before else None) or Held()
        if held.log.row == written.before:
            held.log.grow(written.events, step.events)
            held.log.row = written.row
        held.row, held.session = written.row, step.stored
        held.responses.add(written.responses, step.new_responses)
        held.attempts.add(written.attempts, step.changed_attempts)
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
                return self._load(db, session_id, held)
        except BaseException:
            self._drop(session_id)
            raise

    def _load(self, db: Database, session_id: str, held: Held) -> InterviewSession:
        with db.atomic():
            # The look before may be older than the transaction.
            row = session_row(db, session_id)
            responses, attempts = select(db, RESPONSES, [session_id]), select(db, ATTEMPTS, [session_id])
        session = self._rows.session(row, (), ()).replace(
            responses=held.responses.take(responses, partial(self._rows.response, row["user_id"])),
            attempts=held.attempts.take(attempts, partial(self._rows.attempt, row["user_id"])),
        )
        held.row, held.session = row, session
        self._keep(session_id, held)
        return session

    def events(self, db: Database, session_id: str, after: int) -> tuple[Event, ...]:
        """Raises NotFound, StoreError, KeyLost."""
        try:
            row, held = session_row(db, session_id), self._held.get(session_id) or Held()
            if held.log.row == row:
                self._rows.prove(row)
                self._held.move_to_end(session_id)
                return held.log.after(after)
            with self._rows.steady():
                return self._read_on(db, session_id, held, after)
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
            rows = select(db, EVENTS, [session_id, known])
            held.log.grow(rows, [self._rows.event(row["user_id"], event) for event in rows])
            held.log.row = row
        self._keep(session_id, held)
        return held.log.after(after)

    def _is_beginning(self, db: Database, log: Log) -> bool:
        """False where there is no log, or it is another: it was erased and stored anew since."""
        return log.end is not None and first(db, AT, [log.end["session_id"], log.end["sequence"]]) == log.end

    def _keep(self, session_id: str, held: Held) -> None:
        self._held[session_id] = held
        self._held.move_to_end(session_id)
        size = held.size
        self._size += size - self._sizes.get(session_id, 0)
        self._sizes[session_id] = size
        while len(self._held) > 1 and (len(self._held) > MOST_INTERVIEWS or self._size > MOST_BYTES):
            self._drop(next(iter(self._held)))

    def _drop(self, session_id: str) -> None:
        self._held.pop(session_id, None)
        self._size -= self._sizes.pop(session_id, 0)
