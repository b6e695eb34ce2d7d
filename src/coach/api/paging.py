"""Lists come in parts."""

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple, TypeVar

from fastapi import Depends, Query

from coach.domain.exchange import MOST_ITEMS

T = TypeVar("T")


class Paging(NamedTuple):
    """Which part of a list is wanted."""

    limit: int
    offset: int

    @property
    def ask(self) -> tuple[int, int]:
        """Limit and offset for a store: one more than wanted tells whether there are more."""
        return self.limit + 1, self.offset

    def page(self, found: Sequence[T]) -> dict[str, Any]:
        """The fields of a page, of what a store gave for `ask`."""
        more = self.offset + self.limit if len(found) > self.limit else None
        return {"items": found[: self.limit], "next_offset": more}


async def _paging(
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS)] = 50, offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> Paging:
    return Paging(limit, offset)


PagingOf = Annotated[Paging, Depends(_paging)]
