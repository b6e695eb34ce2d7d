"""Makes the entries of the audit log, in which people stand by a hash that only this server can make."""

import hashlib
import hmac

from coach.domain.account import Actor, AuditEntry
from coach.ports import Clock

DONE = "done"
HEX_DIGITS = 16


class Audit:
    """Writes nothing itself; its entries go to an AuditLog."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        # A key of its own, so that the one given can serve other ends too.
        self._key = hmac.digest(key, b"coach audit: people", hashlib.sha256)
        self._clock = clock

    def person(self, user_id: str) -> str:
        """The same 16 hex digits for the same person; without the key they say nothing about whom."""
        return hmac.digest(self._key, user_id.encode(errors="backslashreplace"), hashlib.sha256).hex()[:HEX_DIGITS]

    def entry(
        self, actor: Actor | str, action: str, subject: str = "", outcome: str = DONE, request_id: str = ""
    ) -> AuditEntry:
        """What was done at this moment.

        actor: who is asking, or the name of a job or command; subject: the id of an interview, or `person` of somebody;
        outcome: done, or the code of the error.
        """
        return AuditEntry(
            at=self._clock.now(),
            actor=self.person(actor.user_id) if isinstance(actor, Actor) else actor,
            action=action,
            subject=subject,
            outcome=outcome,
            request_id=request_id,
        )
