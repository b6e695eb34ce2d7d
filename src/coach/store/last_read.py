"""The interviews that were read or stored last: of a long one, each move opens only what is new."""

from collections import OrderedDict
from contextlib import suppress
from functools import partial

from sqlite_utils import Database

from coach.domain.event import Event
from coach.domain.session import InterviewSession
from coach.store.held import Held, Known, Log, Read
from coach.store.quick import NotNow
from coach.store.reading import ATTEMPTS, EVENTS, RESPONSES, events_of, session_row
from coach.store.rows import Rows
from coach.store.statements import first, select
from coach.store.writing import Written

AT = "SELECT * FROM events WHERE session_id = ? AND sequence = ?"
MOST_INTERVIEWS = 256
MOST_BYTES = 4 * 2**20
"""Of all that are held, about; the one that was asked for last is held whatever it takes."""


class LastRead:
    """Reads sessions and logs, and holds those asked for last. For the thread of the database, but for `…_now`.

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

    def known(self, session_id: str) -> Known | None:
        """What is held to go on from, where the person's key opens it. Raises KeyLost."""
        held = self._held.get(session_id)
        known = held.known if held else None
        return known if known and known.mark == self._rows.mark(known.row) else None

    def saved(self, written: Written) -> None:
        """Hold what was stored, once it is committed; what is read otherwise than it was given is read anew."""
        step, session_id = written.step, written.row["id"]
        if not written.is_exact:
            self._drop(session_id)
            return
        held = (self._held.get(session_id) if written.before else None) or Held()
        if held.log.row == written.before:
            held.log = held.log.grown(written.row, written.mark, written.events, step.events)
        held.read = Read(written.row, written.mark, step.stored)
        held.responses.add(written.responses, step.new_responses)
        held.attempts.add(written.attempts, step.changed_attempts)
        self._keep(session_id, held)

    def load_now(self, db: Database, session_id: str) -> InterviewSession:
        """What is held, in any thread. Raises NotFound, and NotNow where there is more to do."""
        row, held = session_row(db, session_id), self._held.get(session_id)
        read = held.read if held else None
        if read is None or read.row != row or read.mark != self._rows.mark_now(row):
            raise NotNow
        self._used(session_id)
        return read.session

    def events_now(self, db: Database, session_id: str, after: int) -> tuple[Event, ...]:
        """The same of the log."""
        row, held = session_row(db, session_id), self._held.get(session_id)
        log = held.log if held else Log()
        if log.row != row or log.mark != self._rows.mark_now(row):
            raise NotNow
        self._used(session_id)
        return log.after(after)

    def log_of(self, session: InterviewSession) -> tuple[Event, ...] | None:
        """The log at that very state, in any thread; None where it is not held.

        Nothing is looked up: whoever has the session was given it, and this belongs to it whatever was stored since.
        """
        held = self._held.get(session.id)
        read, log = (held.read, held.log) if held else (None, Log())
        return log.events if read and read.session is session and log.row == read.row else None

    def load(self, db: Database, session_id: str) -> InterviewSession:
        """Raises NotFound, StoreError, KeyLost."""
        try:
            with self._rows.steady():
                row, held = session_row(db, session_id), self._held.get(session_id) or Held()
                if held.read and held.read.row == row and held.read.mark == self._rows.mark(row):
                    self._used(session_id)
                    return held.read.session
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
        held.read = Read(row, self._rows.mark(row), session)
        self._keep(session_id, held)
        return session

    def events(self, db: Database, session_id: str, after: int) -> tuple[Event, ...]:
        """Raises NotFound, StoreError, KeyLost."""
        try:
            with self._rows.steady():
                row, held = session_row(db, session_id), self._held.get(session_id) or Held()
                if held.log.row == row and held.log.mark == self._rows.mark(row):
                    self._used(session_id)
                    return held.log.after(after)
                return self._read_on(db, session_id, held, after)
        except BaseException:
            self._drop(session_id)
            raise

    def _read_on(self, db: Database, session_id: str, held: Held, after: int) -> tuple[Event, ...]:
        with db.atomic():
            row = session_row(db, session_id)
            self._rows.prove(row)
            log = held.log
            if not self._is_beginning(db, log):
                # Whoever follows another interview wants its end, which is no reason to read all of it.
                if after:
                    return events_of(db, self._rows, row, after)
                log = Log()
            rows = select(db, EVENTS, [session_id, log.end["sequence"] if log.end else 0])
        events = [self._rows.event(row["user_id"], event) for event in rows]
        held.log = log.grown(row, self._rows.mark(row), rows, events)
        self._keep(session_id, held)
        return held.log.after(after)

    def _is_beginning(self, db: Database, log: Log) -> bool:
        """False where there is no log, or it is another: it was erased and stored anew since."""
        return log.end is not None and first(db, AT, [log.end["session_id"], log.end["sequence"]]) == log.end

    def _used(self, session_id: str) -> None:
        """One step for all threads, as is letting the oldest go."""
        with suppress(KeyError):
            self._held.move_to_end(session_id)

    def _keep(self, session_id: str, held: Held) -> None:
        size = held.size
        self._size += size - self._sizes.get(session_id, 0)
        self._held[session_id], self._sizes[session_id] = held, size
        self._used(session_id)
        while len(self._held) > 1 and (len(self._held) > MOST_INTERVIEWS or self._size > MOST_BYTES):
            oldest, _ = self._held.popitem(last=False)
            self._size -= self._sizes.pop(oldest)

    def _drop(self, session_id: str) -> None:
        self._held.pop(session_id, None)
        self._size -= self._sizes.pop(session_id, 0)
