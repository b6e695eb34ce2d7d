"""A budget: optional calls stop first, judging has a reserve, and nothing is lost from the count."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import BadInput
from coach.interviewers.models.budget import JUDGING, Budget
from coach.interviewers.models.price import estimate
from coach.interviewers.models.protocol import Purpose, Usage

OPTIONAL = [purpose for purpose in Purpose if purpose not in JUDGING]


def allowed(budget: Budget) -> set[Purpose]:
    return {purpose for purpose in Purpose if budget.allow(purpose)}


def test_optional_calls_stop_at_the_reserve_and_judging_at_the_limit() -> None:
    budget = Budget.of_tokens(1_000, reserve=Decimal("0.3"))
    assert allowed(budget) == set(Purpose)
    budget.on_usage(Purpose.OPEN, Usage(input=500, output=199))
    assert allowed(budget) == set(Purpose)
    budget.on_usage(Purpose.CLARIFY, Usage(output=1))
    assert allowed(budget) == {Purpose.JUDGE, Purpose.FEEDBACK}
    budget.on_usage(Purpose.JUDGE, Usage(input=299))
    assert allowed(budget) == {Purpose.JUDGE, Purpose.FEEDBACK}
    budget.on_usage(Purpose.JUDGE, Usage(input=1))
    assert allowed(budget) == set()


def test_a_budget_of_nothing_refuses_everything() -> None:
    for budget in (Budget.of_tokens(0), Budget.of_dollars(Decimal(0), "recorded", "")):
        assert allowed(budget) == set()
        assert budget.refused == len(Purpose)


def test_without_a_limit_everything_is_allowed_and_counted() -> None:
    budget = Budget.of_tokens(None)
    budget.on_usage(Purpose.GENERATE, Usage(input=10**9))
    assert allowed(budget) == set(Purpose)
    assert budget.refused == 0
    assert budget.spent == 10**9


def test_a_whole_reserve_leaves_nothing_but_judging() -> None:
    assert allowed(Budget.of_tokens(100, reserve=Decimal(1))) == JUDGING
    budget = Budget.of_tokens(100, reserve=Decimal(0))
    budget.on_usage(Purpose.OPEN, Usage(input=99))
    assert allowed(budget) == set(Purpose)


def test_dollars_are_counted_at_list_prices() -> None:
    usage = Usage(input=100_000, output=10_000)
    price = estimate("openai", "gpt-4o", usage).usd
    assert price is not None
    budget = Budget.of_dollars(price * 2, "openai", "gpt-4o")
    budget.on_usage(Purpose.OPEN, usage)
    assert budget.spent == price
    assert budget.allow(Purpose.HINT)
    budget.on_usage(Purpose.OPEN, usage)
    assert allowed(budget) == set()


def test_a_model_without_a_price_counts_as_a_dear_one() -> None:
    usage = Usage(input=100_000, output=10_000)
    budget = Budget.of_dollars(Decimal("0.5"), "openai", "nobody-lists-this")
    budget.on_usage(Purpose.OPEN, usage)
    assert budget.spent > (estimate("anthropic", "claude-sonnet-4-5", usage).usd or 0)
    assert allowed(budget) == set()


def test_a_model_on_this_machine_costs_no_dollars() -> None:
    budget = Budget.of_dollars(Decimal("0.01"), "openai", "a-local-one", "http://localhost:11434/v1")
    budget.on_usage(Purpose.OPEN, Usage(input=10**9))
    assert allowed(budget) == set(Purpose)


@pytest.mark.parametrize("limit", ["-1", "NaN", "Infinity"])
def test_a_limit_that_is_none_is_refused(limit: str) -> None:
    with pytest.raises(BadInput):
        Budget.of_dollars(Decimal(limit), "openai", "gpt-4o")


@pytest.mark.parametrize("reserve", ["-0.1", "1.1"])
def test_a_reserve_is_a_share(reserve: str) -> None:
    with pytest.raises(BadInput):
        Budget.of_tokens(100, reserve=Decimal(reserve))


def test_totals_are_told_by_purpose() -> None:
    budget = Budget.of_tokens(None)
    budget.on_usage(Purpose.JUDGE, Usage(input=5, output=2, calls=1))
    budget.on_usage(Purpose.OPEN, Usage(input=3, cached=1, calls=1))
    budget.on_usage(Purpose.JUDGE, Usage(input=1, calls=1, estimated=True))
    assert list(budget.totals.items()) == [
        (Purpose.OPEN, Usage(input=3, cached=1, calls=1)),
        (Purpose.JUDGE, Usage(input=6, output=2, calls=2, estimated=True)),
    ]
    assert budget.total == Usage(input=9, output=2, cached=1, calls=3, estimated=True)


CALLS = st.lists(st.tuples(st.sampled_from(Purpose), st.integers(0, 500)), max_size=60)


@given(limit=st.integers(0, 5_000), calls=CALLS)
def test_at_most_one_call_goes_past_the_limit_and_judging_outlasts_the_rest(
    limit: int, calls: list[tuple[Purpose, int]]
) -> None:
    budget = Budget.of_tokens(limit)
    for purpose, tokens in calls:
        assert budget.allow(Purpose.JUDGE) or not any(budget.allow(each) for each in OPTIONAL)
        if budget.allow(purpose):
            assert budget.spent < limit
            budget.on_usage(purpose, Usage(input=tokens))
    assert budget.spent < max(1, limit) + 500
