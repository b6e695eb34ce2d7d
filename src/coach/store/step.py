"""One save: the step of a session from one state to the next, and the rules every store holds it to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from coach.domain.event import Event, Snapshot
from coach.domain.response import Attempt, InterviewResponse
from coach.domain.session import InterviewSession
from coach.errors import Conflict, NotFound

Part = TypeVar("Part", InterviewResponse, Attempt)
MATCHES = 20
"""How many ids a prefix may bring up."""
AGREED = "candidate"
"""Who must have agreed for a person to be compared with: they themselves, not an operator on their behalf."""
RELOAD = "Load it again and repeat the step."


@dataclass(frozen=True)
class Step:
    before: InterviewSession | None
    after: InterviewSession
    events: Sequence[Event] = ()
    snapshots: Sequence[Snapshot] = ()

    @cached_property
    def stored(self) -> InterviewSession:
        """The session as it is after the step."""
        return self.after.replace(version=(self.before.version if self.before else 0) + 1)

    @cached_property
    def new_responses(self) -> tuple[InterviewResponse, ...]:
        return _changed(self.before.responses if self.before else (), self.after.responses)

    @cached_property
    def changed_attempts(self) -> tuple[Attempt, ...]:
        return _changed(self.before.attempts if self.before else (), self.after.attempts)

    @property
    def is_in_order(self) -> bool:
        """Whether responses and attempts stand as they are read again: by their numbers, each of them there once."""
        return _in_order(self.after.responses) and _in_order(self.after.attempts)

    def follows(self, owner: str, version: int, last_event: int) -> bool:
        """Whether it goes on from what is stored: `check` has nothing against it."""
        try:
            self.check(owner, version, last_event)
        except Conflict:
            return False
        return True

    def check(self, owner: str | None, version: int, last_event: int) -> None:
        """Hold the step against what is stored: owner (None: no such session), version, last event. Raises Conflict."""
        session_id = self.after.id
        if self.before is None:
            if owner is not None:
                raise Conflict(f"There is already an interview {session_id}.", fix=RELOAD)
        elif owner is None:
            raise Conflict(f"The interview {session_id} is not stored, or was erased in the meantime.")
        elif (self.before.version, self.after.user_id) != (version, owner):
            why = f"It is at version {version}, the change was made to version {self.before.version}."
            raise Conflict(f"The interview {session_id} was changed elsewhere in the meantime.", why=why, fix=RELOAD)
        for sequence, event in enumerate(self.events, start=last_event + 1):
            if (event.session_id, event.sequence) != (session_id, sequence):
                why = f"Event {sequence} comes next, not {event.sequence} of {event.session_id}."
                raise Conflict(
                    f"The log of interview {session_id} went on elsewhere in the meantime.", why=why, fix=RELOAD
                )


def _changed(before: tuple[Part, ...], after: tuple[Part, ...]) -> tuple[Part, ...]:
    known = {part.id: part for part in before}
    # Most are the very same, of which a comparison would look at every field of every report.
    return tuple(part for part in after if (old := known.get(part.id)) is not part and old != part)


def _in_order(parts: Sequence[Part]) -> bool:
    return all(one.sequence < other.sequence for one, other in pairwise(parts))


def no_session(session_id: str) -> NotFound:
    return NotFound(f"There is no interview {session_id!r}.", fix="List the interviews with: coach history")


def no_snapshot(content_hash: str) -> NotFound:
    return NotFound(f"There is no saved state {content_hash!r} of a file.")


def no_account(user_id: str) -> NotFound:
    return NotFound(f"Nobody here is called {user_id!r}.", fix="Add the account first.")
