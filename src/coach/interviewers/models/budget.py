"""How much one interview may spend on a model. Beyond it optional calls are refused; judging has a reserve."""

from collections.abc import Callable
from decimal import Decimal

from coach.errors import BadInput
from coach.interviewers.models.price import Cost, estimate
from coach.interviewers.models.protocol import Purpose, Usage

JUDGING = frozenset({Purpose.JUDGE, Purpose.FEEDBACK})
"""What an interview is worth little without."""
RESERVE = Decimal("0.3")
"""The share of the limit that only judging may use."""
DEAR_INPUT, DEAR_OUTPUT = Decimal("0.000015"), Decimal("0.000075")
"""US dollars per token of a dear model, for one that no price list has: the limit is to hold in any case."""

Measure = Callable[[Usage], Decimal]
"""What usage counts for in the unit of the limit."""


class Budget:
    """Counts what was used. `allow` and `on_usage` are the hooks of a caller.

    A call that is allowed may go past the limit, since nobody knows its length before; the next one is refused.
    """

    def __init__(self, limit: Decimal | None, *, measure: Measure, reserve: Decimal = RESERVE) -> None:
        """None: no limit. 0 refuses everything. `reserve` is a share, 0–1. Raises BadInput."""
        if limit is not None and not (limit.is_finite() and limit >= 0):
            raise BadInput("A budget is 0 or more.", fix="0 switches the model off; leave it out for no limit")
        if not 0 <= reserve <= 1:
            raise BadInput("The reserve for judging is a share between 0 and 1.")
        self.limit = limit
        self.refused = 0
        """Calls that were not made."""
        self._measure = measure
        self._reserve = reserve
        self._spent = Decimal(0)
        self._usage: dict[Purpose, Usage] = {}

    @classmethod
    def of_tokens(cls, limit: int | None, *, reserve: Decimal = RESERVE) -> "Budget":
        """A budget of input and output tokens. Raises BadInput."""
        return cls(None if limit is None else Decimal(limit), measure=_tokens, reserve=reserve)

    @classmethod
    def of_dollars(
        cls,
        limit: Decimal | None,
        provider: str,
        model: str,
        base_url: str | None = None,
        *,
        reserve: Decimal = RESERVE,
    ) -> "Budget":
        """A budget of US dollars at list prices; a model without one counts as a dear one. Raises BadInput."""
        return cls(
            limit, measure=lambda usage: _dollars(usage, estimate(provider, model, usage, base_url)), reserve=reserve
        )

    def allow(self, purpose: Purpose) -> bool:
        """Whether a call may be made."""
        allowed = self.limit is None or self._spent < self._ceiling(self.limit, purpose)
        self.refused += not allowed
        return allowed

    def _ceiling(self, limit: Decimal, purpose: Purpose) -> Decimal:
        return limit if purpose in JUDGING else limit * (1 - self._reserve)

    def on_usage(self, purpose: Purpose, usage: Usage) -> None:
        """Count a call that was made, whatever came of it."""
        self._usage[purpose] = self._usage.get(purpose, Usage()) + usage
        self._spent += self._measure(usage)

    @property
    def totals(self) -> dict[Purpose, Usage]:
        """Usage by purpose, in the order of the purposes."""
        return {purpose: self._usage[purpose] for purpose in Purpose if purpose in self._usage}

    @property
    def total(self) -> Usage:
        return sum(self._usage.values(), Usage())

    @property
    def spent(self) -> Decimal:
        """In the unit of the limit."""
        return self._spent


def _tokens(usage: Usage) -> Decimal:
    return Decimal(usage.input + usage.output)


def _dollars(usage: Usage, cost: Cost) -> Decimal:
    if cost.usd is not None:
        return cost.usd
    return usage.input * DEAR_INPUT + usage.output * DEAR_OUTPUT
