"""Which interview is meant by what somebody typed, and whether they may act in it."""

from coach.bootstrap import LOCAL_USER, SCRIPT_USER
from coach.domain.session import InterviewSession
from coach.interview.finding import LAST
from coach.interview.service import InterviewService


async def meant(service: InterviewService, reference: str) -> InterviewSession:
    """By an id anybody's; `last` and `last-N` are the person's own, or a script's where they have none.

    Raises NotFound, BadInput for an ambiguous prefix.
    """
    if not LAST.fullmatch(reference):
        return await service.find_session(reference)
    own = await service.list_sessions(LOCAL_USER, limit=1)
    return await service.find_session(reference, LOCAL_USER if own else SCRIPT_USER)
