"""What may be stored about a person: nothing without their agreement."""

from coach.domain.consent import NOTICE_VERSION, Consent, notice_hash
from coach.errors import Forbidden
from coach.interview.engine import Engine


async def has_consent(engine: Engine, user_id: str) -> bool:
    """Whether the person agreed to the current notice, and to the host that answers are sent to, if there is one."""
    consent = await engine.store.consent(user_id)
    if consent is None or consent.version < NOTICE_VERSION:
        return False
    return not engine.model_host or consent.model_host == engine.model_host


async def give_consent(engine: Engine, user_id: str, given_by: str, model_host: str | None = None) -> Consent:
    """Record that a person agreed to the current notice and to a host that answers are sent to; None: the one in use.

    Raises StoreError.
    """
    consent = Consent(
        user_id=user_id,
        version=NOTICE_VERSION,
        text_hash=notice_hash(engine.front_door),
        given_at=engine.clock.now(),
        given_by=given_by,
        model_host=engine.model_host if model_host is None else model_host,
    )
    await engine.store.record_consent(consent)
    return consent


async def require_consent(engine: Engine, user_id: str) -> None:
    """Raises Forbidden."""
    if await has_consent(engine, user_id):
        return
    if engine.model_host and await engine.store.consent(user_id):
        raise Forbidden(
            f"The candidate has not agreed that answers are sent to {engine.model_host}.",
            fix="coach resume asks for it; AI_MODEL_PROVIDER=offline goes on without a model",
        )
    raise Forbidden("Nothing is stored before the candidate has agreed to it.", fix="coach data consent give")


async def consent_to_begin(engine: Engine, user_id: str) -> None:
    """The person's agreement, or that of whoever acts for them here. Raises Forbidden."""
    if engine.consent_by and not await has_consent(engine, user_id):
        await give_consent(engine, user_id, engine.consent_by)
    await require_consent(engine, user_id)
