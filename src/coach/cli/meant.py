"""Which interview is meant by what somebody typed, and whether they may act in it."""

from coach.bootstrap import LOCAL_USER, SCRIPT_USER
from coach.domain.consent import CANDIDATE
from coach.domain.session import InterviewSession
from coach.errors import Forbidden
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


async def require_acting(service: InterviewService, session_id: str) -> None:
    """Raises Forbidden unless the person at this machine may act as the candidate of the interview.

    That is in their own, and in those of somebody they agreed for, as for scripts and in programs of theirs.
    """
    owner = await service.get_owner(session_id)
    if owner == LOCAL_USER:
        return
    from coach.bootstrap.server import has_account

    consent = await service.get_consent(owner)
    agreed_themselves = consent is None or consent.given_by == CANDIDATE
    if agreed_themselves or await has_account(owner):
        raise Forbidden(
            f"Interview {session_id} is that of {owner!r}, and nobody else acts in it.",
            fix=f"coach show {session_id} and coach report {session_id} read it",
        )
