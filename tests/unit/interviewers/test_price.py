"""What calls cost, as far as anybody knows."""

import sys
import threading
from decimal import Decimal
from queue import SimpleQueue

import pytest

from coach.interviewers.models import price
from coach.interviewers.models.price import NOTHING, Cost, describe, estimate, is_local
from coach.interviewers.models.protocol import Usage

USAGE = Usage(input=100_000, output=20_000, cached=40_000, calls=12)


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (Cost(Decimal("0.1649")), "about $0.16 (estimate)"),
        (Cost(Decimal("1234.5")), "about $1,234.50 (estimate)"),
        (Cost(Decimal("0.01")), "about $0.01 (estimate)"),
        (Cost(Decimal("0.0099")), "less than $0.01 (estimate)"),
        (Cost(Decimal(0)), "about $0.00 (estimate)"),
        (Cost(), "cost unknown"),
        (NOTHING, "local: no charge"),
    ],
)
def test_words(cost: Cost, words: str) -> None:
    assert cost.words == words


@pytest.mark.parametrize(("provider", "model"), [("openai", "gpt-4o"), ("anthropic", "claude-sonnet-4-5")])
def test_a_listed_model_has_a_price_and_what_was_cached_is_cheaper(provider: str, model: str) -> None:
    cost = estimate(provider, model, USAGE)
    plain = estimate(provider, model, Usage(input=100_000, output=20_000))
    assert cost.usd is not None
    assert plain.usd is not None
    assert Decimal(0) < cost.usd < plain.usd
    assert "(estimate)" in cost.words


def test_the_price_list_goes_by_the_address_where_there_is_one() -> None:
    ours = estimate("openai", "gpt-4o", USAGE, "https://api.openai.com/v1")
    assert ours == estimate("openai", "gpt-4o", USAGE)
    assert estimate("openai", "gpt-4o", USAGE, "https://models.example.org/v1") == Cost()


@pytest.mark.parametrize(
    ("provider", "model"), [("openai", "no-such-model"), ("nobody", "gpt-4o"), ("openai", ""), ("anthropic", "gpt-4o")]
)
def test_what_no_list_has_is_unknown(provider: str, model: str) -> None:
    assert estimate(provider, model, USAGE) == Cost()


def test_usage_that_makes_no_sense_costs_no_interview() -> None:
    assert estimate("openai", "gpt-4o", Usage(input=10, cached=90)).usd is not None
    assert estimate("openai", "gpt-4o", Usage(input=-10)) == Cost()


def test_without_price_lists_the_cost_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genai_prices", None)
    assert estimate("openai", "gpt-4o", USAGE) == Cost()


def test_the_price_list_is_read_on_a_thread_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: SimpleQueue[str] = SimpleQueue()
    monkeypatch.setattr(price, "estimate", lambda *_: threads.put(threading.current_thread().name))
    price.preload()
    assert threads.get(timeout=60) != threading.current_thread().name


@pytest.mark.parametrize("provider", ["recorded", "offline"])
def test_who_calls_nobody_charges_nothing(provider: str) -> None:
    assert estimate(provider, "any", USAGE) == NOTHING


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:11434/v1", True),
        ("http://models.localhost/v1", True),
        ("http://127.0.0.1:8080", True),
        ("http://[::1]:8080/v1", True),
        ("http://192.168.1.4:8080", False),
        ("https://localhost.example.org", False),
        ("https://api.openai.com/v1", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_this_machine_is_free(url: str | None, local: bool) -> None:
    assert is_local(url) is local
    assert (estimate("openai", "gpt-4o", USAGE, url) == NOTHING) is local


def test_costs_add_up_and_what_is_unknown_stays_so() -> None:
    one = Cost(Decimal("0.10"))
    assert one + one == Cost(Decimal("0.20"))
    assert one + NOTHING == one
    assert NOTHING + NOTHING == NOTHING
    assert one + Cost() == Cost()


def test_tokens_are_told_whatever_the_cost() -> None:
    assert describe(USAGE, Cost()) == "120,000 tokens, cost unknown"
    assert describe(Usage(input=1), NOTHING) == "1 token, local: no charge"
    guessed = Usage(input=1_000, output=500, estimated=True)
    assert describe(guessed, Cost(Decimal("0.5"))) == "about 1,500 tokens, about $0.50 (estimate)"
