"""What calls of a model cost, as an estimate from public price lists."""

import threading
from dataclasses import dataclass
from decimal import Decimal
from ipaddress import ip_address
from urllib.parse import urlsplit

from coach.interviewers.models.protocol import Usage

FREE = frozenset({"offline", "recorded"})
"""Providers that call nobody."""
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Cost:
    """What was spent, as far as that is known."""

    usd: Decimal | None = None
    local: bool = False
    """The model runs on this machine."""

    @property
    def words(self) -> str:
        """For the person, e.g. "about $0.16 (estimate)"."""
        if self.local:
            return "local: no charge"
        if self.usd is None:
            return "cost unknown"
        if 0 < self.usd < CENT:
            return "less than $0.01 (estimate)"
        return f"about ${self.usd:,.2f} (estimate)"

    def __add__(self, other: "Cost") -> "Cost":
        """The cost of both; unknown when either is."""
        known = None if self.usd is None or other.usd is None else self.usd + other.usd
        return Cost(known, self.local and other.local)


NOTHING = Cost(Decimal(0), local=True)


def estimate(provider: str, model: str, usage: Usage, base_url: str | None = None) -> Cost:
    """The cost at today's list price; unknown for a model, or a server, that no list has."""
    if provider in FREE or is_local(base_url):
        return NOTHING
    try:
        return Cost(_list_price(provider, model, usage, base_url))
    except Exception:
        # Price lists change their form and their errors; an estimate must never cost an interview.
        return Cost()


def _list_price(provider: str, model: str, usage: Usage, base_url: str | None) -> Decimal:
    from genai_prices import Usage as Counted
    from genai_prices import calc_price

    cached = min(usage.cached, usage.input)
    counted = Counted(input_tokens=usage.input, output_tokens=usage.output, cache_read_tokens=cached)
    if base_url:
        return calc_price(counted, model, provider_api_url=base_url).total_price
    return calc_price(counted, model, provider_id=provider).total_price


def is_local(base_url: str | None) -> bool:
    """Whether a server is on this machine; the vendors' own, for which no address is given, are not."""
    try:
        host = urlsplit(base_url or "").hostname or ""
        return host == "localhost" or host.endswith(".localhost") or ip_address(host).is_loopback
    except ValueError:
        return False


def describe(usage: Usage, cost: Cost) -> str:
    """Tokens and cost in one line; tokens are always told, whether or not the cost is known."""
    total = usage.input + usage.output
    about = "about " if usage.estimated else ""
    return f"{about}{total:,} token{'' if total == 1 else 's'}, {cost.words}"


def preload() -> None:
    """Read the price list on a thread of its own: it takes half a second that no answer should wait for."""
    threading.Thread(target=estimate, args=("openai", "gpt-4o", Usage(input=1)), daemon=True).start()
