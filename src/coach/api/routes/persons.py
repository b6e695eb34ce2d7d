"""A person's progress, and what they can do about what is stored of them."""

from io import BytesIO
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import PlainTextResponse

from coach.accounts import Act
from coach.api.access import PeopleManaged, PersonId, person_access
from coach.api.identity import ActorOf
from coach.api.once import OnceRoute
from coach.api.parts import Parts, PartsOf
from coach.api.problems import documented
from coach.domain.analytics import Due, InterviewAnalytics, Prediction
from coach.domain.consent import CANDIDATE, NOTICE_VERSION, SERVER_NOTICE, Consent
from coach.domain.exchange import PREFIX, AgreementWish, Count, Notice, PredictionWish
from coach.domain.session import OVER
from coach.domain.views import event_view, own_copy
from coach.errors import BadInput, ContentError
from coach.ports import SessionRecord
from coach.store.transfer import HistoryFile, header_line, record_line

router = APIRouter(prefix=PREFIX, tags=["people"], route_class=OnceRoute, responses=documented(401, 403, 404, 422, 429))
MOST_INTERVIEWS = 100_000
JSON_LINES = "application/jsonl"


class JsonLines(PlainTextResponse):
    """A JSON document on each line."""

    media_type = JSON_LINES


Reading = Annotated[str, Depends(person_access(Act.READ_PERSON))]
Agreeing = Annotated[str, Depends(person_access(Act.ACT_FOR_PERSON))]
Erasing = Annotated[str, Depends(person_access(Act.ERASE_PERSON))]


@router.get("/users/{user_id}/analytics", operation_id="get_analytics")
async def get_analytics(user_id: Reading, parts: PartsOf) -> InterviewAnalytics:
    """How somebody is doing over all their interviews; what rests on too little is null and says so."""
    return await parts.service.get_analytics(user_id)


@router.get("/users/{user_id}/schedule", operation_id="get_schedule")
async def get_schedule(user_id: Reading, parts: PartsOf) -> list[Due]:
    """When to practise each concept again, the most urgent first."""
    return list(await parts.service.get_schedule(user_id))


@router.post("/users/{user_id}/prediction", operation_id="get_prediction")
async def get_prediction(user_id: Reading, parts: PartsOf, wish: PredictionWish) -> Prediction:
    """The chance to pass an interview on a day to come, as an interval."""
    return await parts.service.get_prediction(user_id, **wish.model_dump(exclude_unset=True))


@router.get("/notice", operation_id="get_notice")
async def get_notice(actor: ActorOf, parts: PartsOf) -> Notice:
    """What is stored, and who receives answers: what you agree to before anything of yours is kept."""
    return Notice(version=NOTICE_VERSION, text=SERVER_NOTICE, model_host=parts.service.model_host)


@router.get("/users/{user_id}/consent", operation_id="get_consent")
async def get_consent(user_id: Reading, parts: PartsOf) -> Consent | None:
    """What somebody agreed to, if anything."""
    return await parts.service.get_consent(user_id)


@router.post("/users/{user_id}/consent", status_code=201, operation_id="give_consent")
async def give_consent(user_id: Agreeing, actor: ActorOf, parts: PartsOf, wish: AgreementWish) -> Consent:
    """Agree to the notice; nothing of yours is stored before."""
    if wish.version != NOTICE_VERSION:
        raise BadInput(f"version: the notice is version {NOTICE_VERSION}.", fix="read it and agree to that")
    if wish.model_host not in ("", parts.service.model_host):
        raise BadInput("model_host: must be the one that the notice names, or empty.")
    consent = await parts.service.give_consent(user_id, CANDIDATE, wish.model_host)
    await parts.audit(actor, "give_consent", f"person:{user_id}")
    return consent


@router.delete("/users/{user_id}/consent", status_code=204, operation_id="withdraw_consent")
async def withdraw_consent(user_id: Agreeing, actor: ActorOf, parts: PartsOf) -> None:
    """From now on nothing more is stored about you; what was stays until it is erased."""
    await parts.service.withdraw_consent(user_id)
    await parts.audit(actor, "withdraw_consent", f"person:{user_id}")


@router.get("/users/{user_id}/export", operation_id="export_data")
async def export_data(user_id: Reading, actor: ActorOf, parts: PartsOf) -> dict[str, Any]:
    """Everything that is stored about somebody, as one document; of your own what is still to come is left out."""
    await parts.audit(actor, "export_data", f"person:{user_id}")
    document = await parts.service.export_data(user_id)
    if actor.user_id == user_id:
        document["sessions"] = [await _own(parts, kept) for kept in document["sessions"]]
    return document


async def _own(parts: Parts, kept: dict[str, Any]) -> dict[str, Any]:
    """An exported interview without what its candidate is not shown before it is over."""
    if kept["session"]["status"] in OVER:
        return kept
    own = own_record(await parts.service.export_session(kept["session"]["id"]))
    return own.model_dump(mode="json", exclude={"snapshots"})


@router.get(
    "/users/{user_id}/history",
    operation_id="export_history",
    response_class=JsonLines,
)
async def export_history(user_id: Reading, actor: ActorOf, parts: PartsOf) -> JsonLines:
    """Somebody's interviews as JSON Lines, which `coach data import` and this API take in again.

    Of your own what is still to come is left out.
    """
    found = await parts.service.list_sessions(user_id, limit=MOST_INTERVIEWS)
    lines = [header_line(len(found))]
    for summary in reversed(found):
        record = await parts.service.export_session(summary.id)
        lines.append(record_line(own_record(record) if actor.user_id == user_id else record))
    await parts.audit(actor, "export_history", f"person:{user_id}")
    return JsonLines("".join(lines))


def own_record(record: SessionRecord) -> SessionRecord:
    """The same of one line of a history."""
    events = tuple(event_view(record.session, event) for event in record.events)
    return record.replace(session=own_copy(record.session), events=events)


@router.post(
    "/users/{user_id}/history",
    operation_id="import_history",
    openapi_extra={"requestBody": {"required": True, "content": {JSON_LINES: {"schema": {"type": "string"}}}}},
)
async def import_history(user_id: PersonId, admin: PeopleManaged, parts: PartsOf, request: Request) -> Count:
    """Add exported interviews to somebody's history, all or none; an administrator's work, since nobody may make up
    results of their own. Those that are there already stay as they are."""
    file = HistoryFile(BytesIO(await request.body()), "body", parts.now(), frozenset({user_id}))
    records = []
    try:
        for found in file.records():
            if isinstance(found, ContentError):
                raise found
            records.append(found)
    except ContentError as error:
        raise BadInput(error.message, why=error.why) from None
    count = sum([await parts.service.restore_session(record) for record in records])
    await parts.audit(admin, "import_history", f"person:{user_id}")
    return Count(count=count)


@router.delete("/users/{user_id}/data", operation_id="erase_data")
async def erase_data(user_id: Erasing, actor: ActorOf, parts: PartsOf) -> Count:
    """Destroy everything that is stored about somebody, and the key to it; how many interviews that were."""
    count = await parts.service.erase_data(user_id)
    await parts.audit(actor, "erase_data", f"person:{user_id}")
    return Count(count=count)
