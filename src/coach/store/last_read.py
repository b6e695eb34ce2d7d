"""The interview that was read last: of a long one, each move opens only what is new."""

from sqlite_utils import Database

from coach.domain.event import Event
from coach.domain.response import Attempt
from coach.domain.session import InterviewSession
from coach.store.reading import ATTEMPTS, RESPONSES, events_of, session_row
from coach.store.rows import Row, Rows
from coach.store.statements import first, select

AT = "SELECT * FROM events WHERE session_id = ? AND sequence = ?"


class LastRead:
    """Reads sessions and logs, and holds one of each. For the thread of the database alone."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.forget()

    def forget(self) -> None:
        """Hold nothing any more."""
        self._session: tuple[Row, InterviewSession] | None = None
        """With the row it was read from."""
        self._attempts: dict[tuple[str, bytes], Attempt] = {}
        """Those of the session, by id and sealed payload."""
        self._log: tuple[Row, tuple[Event, ...]] | None = None
        """With the row of its last event."""

    def load(self, db: Database, session_id: str) -> InterviewSession:
        """Raises NotFound, StoreError, KeyLost."""
        row = self._proven(db, session_id)
        # Every save seals the row anew, so while it is the same, its responses and attempts are.
        if self._session is not None and self._session[0] == row:
            return self._session[1]
        with db.atomic():
            # Opened below; the look before may be older than the transaction.
            row = session_row(db, session_id)
            self._session = row, self._session_of(db, row)
            return self._session[1]

    def _session_of(self, db: Database, row: Row) -> InterviewSession:
        known, self._attempts = self._attempts, {}
        for found in select(db, ATTEMPTS, [row["id"]]):
            key = found["id"], found["payload"]
            self._attempts[key] = known.get(key) or self._rows.attempt(row["user_id"], found)
        session = self._rows.session(row, select(db, RESPONSES, [row["id"]]), ())
        return session.replace(attempts=tuple(self._attempts.values()))

    def events(self, db: Database, session_id: str, after: int) -> tuple[Event, ...]:
        """Raises NotFound, StoreError, KeyLost."""
        with db.atomic():
            row = self._proven(db, session_id)
            log = self._held(db, session_id)
            if after and not log:
                # Whoever follows another interview wants its end, which is no reason to read all of it.
                return events_of(db, self._rows, row, after)
            if more := events_of(db, self._rows, row, log[-1].sequence if log else 0):
                log += more
                self._log = select(db, AT, [session_id, log[-1].sequence])[0], log
            return tuple(event for event in log if event.sequence > after) if after else log

    def _held(self, db: Database, session_id: str) -> tuple[Event, ...]:
        """The log as it was read before; empty where it is another, or was erased and stored anew since."""
        if self._log is None:
            return ()
        end, log = self._log
        return log if first(db, AT, [session_id, end["sequence"]]) == end else ()

    def _proven(self, db: Database, session_id: str) -> Row:
        row = session_row(db, session_id)
        # What is held must not outlive the person's key.
        self._rows.prove(row)
        return row
