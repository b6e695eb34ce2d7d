"""The id that ties lines of a request together."""

import asyncio

import pytest

from coach.telemetry.correlation import accepted_correlation_id, correlated, correlation_id


@pytest.mark.parametrize("given", ["", "two words", "x" * 65, "line\nend", "é", "<b>"])
def test_an_id_that_cannot_be_used_is_replaced(given: str) -> None:
    assert accepted_correlation_id(given) != given
    assert len(accepted_correlation_id(given)) == 16


async def test_an_id_reaches_the_tasks_of_its_block_and_ends_with_it() -> None:
    async def inner() -> str:
        await asyncio.sleep(0)
        return correlation_id()

    async def request(given: str) -> tuple[str, str]:
        with correlated(given) as identifier:
            return identifier, await asyncio.create_task(inner())

    found = tuple(await asyncio.gather(request("abc-1"), request("abc-2")))
    assert found == (("abc-1", "abc-1"), ("abc-2", "abc-2"))
    assert correlation_id() == ""
