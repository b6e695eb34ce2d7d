"""Which interview is meant by what somebody typed."""

import re

from coach.errors import BadInput, NotFound
from coach.ports import SessionStore

LAST = re.compile(r"last(?:-([0-9]{1,6}))?")


async def find(store: SessionStore, reference: str, user_id: str | None = None) -> str:
    """The id meant by an id, a unique prefix, `last` or `last-N`. Raises NotFound, BadInput for an ambiguous prefix."""
    if age := LAST.fullmatch(reference):
        found = await store.sessions(user_id, limit=1, offset=int(age[1] or 0))
        if not found:
            raise NotFound(
                f"There is no interview {reference!r}.",
                why="The history is shorter.",
                fix="coach history",
            )
        return found[0].id
    ids = await store.matching_ids(reference, user_id)
    if len(ids) > 1:
        raise BadInput(f"{reference!r} fits {len(ids)} interviews: {', '.join(ids[:5])}.", fix="Give more of the id.")
    if not ids:
        raise NotFound(f"There is no interview {reference!r}.", fix="coach history")
    return ids[0]
