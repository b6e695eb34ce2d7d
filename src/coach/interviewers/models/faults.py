"""How a call of a model fails: one error, its class told by `kind`."""

from enum import StrEnum

from coach.errors import ModelUnavailable


class FaultKind(StrEnum):
    NOT_CONFIGURED = "not configured"
    AUTH_FAILED = "key refused"
    MODEL_NOT_FOUND = "model not found"
    QUOTA_EXHAUSTED = "no credit left"
    RATE_LIMITED = "rate limited"
    SERVICE_DOWN = "not reachable"
    DEADLINE_EXCEEDED = "too slow"
    TRUNCATED = "cut off"
    OUTPUT_LIMIT = "answer too long"
    UNSUPPORTED = "request not supported"
    TOO_LONG = "text too long"
    BAD_OUTPUT = "unreadable answer"
    REFUSED = "declined"
    OVER_BUDGET = "budget used up"


LASTING = frozenset(
    {FaultKind.NOT_CONFIGURED, FaultKind.AUTH_FAILED, FaultKind.MODEL_NOT_FOUND, FaultKind.QUOTA_EXHAUSTED}
)
"""What only the person can mend: no further call is made in the session."""
PASSING = frozenset({FaultKind.RATE_LIMITED, FaultKind.SERVICE_DOWN, FaultKind.TRUNCATED})
"""What may be tried again within the deadline."""
TELLING = frozenset({FaultKind.RATE_LIMITED, FaultKind.SERVICE_DOWN, FaultKind.DEADLINE_EXCEEDED})
"""What tells of the service and not of one call: two in a row open the breaker."""


class ModelFault(ModelUnavailable):
    """A call that gave nothing to use. Never holds a key, nor what the candidate wrote."""

    def __init__(
        self, kind: FaultKind, message: str, *, why: str = "", fix: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(message, why=why, fix=fix)
        self.kind = kind
        self.retry_after = retry_after
        """Seconds, where the service said."""
