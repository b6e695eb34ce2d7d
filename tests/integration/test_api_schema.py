"""The server does what its description says: every operation, by every role, with right and wrong requests.

`COACH_SOAK=1` runs every phase for every role at the full count.
"""

import asyncio
import itertools
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.engine import events, from_schema
from schemathesis.hooks import unregister

from coach.domain.consent import NOTICE_VERSION
from coach.store.transfer import header_line
from tests.fakes_api import ADA, ANA, INA, ApiStudio
from tests.fakes_described import CANCELLED, DONE, OPEN, PLANNED, Described

SOAK = os.environ.get("COACH_SOAK") == "1"
PHASES = ("examples", "coverage", "fuzzing", "stateful")
EXAMPLES = 60 if SOAK else 4
SEED = 20261127
BY_MEANING = (
    # What they take depends on more than a schema can say: ids of questions that were asked, days to come, the
    # version of the notice, a role of one's own that stays.
    "create_session",
    "start_session",
    "schedule_session",
    "submit_response",
    "generate_follow_up",
    "run_samples",
    "rate_question",
    "dispute",
    "get_prediction",
    "give_consent",
    "put_person",
    "remove_person",
    "assign",
    "import_history",
)
"""Operations that may refuse a request of the right shape with 422."""
SETTINGS: dict[str, Any] = {
    "seed": SEED,
    "generation": {"max-examples": EXAMPLES, "deterministic": True, "database": "none"},
    "operations": [
        {"include-operation-id": name, "checks": {"positive_data_acceptance": {"enabled": False}}}
        for name in BY_MEANING
    ],
}


@schemathesis.serializer("application/jsonl")
def lines(context: Any, value: Any) -> bytes:
    """A history is sent as it stands."""
    return value.encode() if isinstance(value, str) else header_line(0).encode()


@pytest.fixture
def api(tmp_path: Path) -> Described:
    made = Described(tmp_path)
    asyncio.run(made.prepare())
    return made


def described(api: Described, who: str | None, phases: tuple[str, ...]) -> Any:
    """The description as schemathesis has it, asking as somebody."""
    settings = SETTINGS | {"phases": {name: {"enabled": name in phases} for name in PHASES}}
    if who:
        settings |= {"auth": {"openapi": {"token": {"bearer": api.access[who]}}}}
    config = schemathesis.Config.from_dict(settings)
    return schemathesis.openapi.from_asgi("/openapi.json", api, config=config)


class Choose:
    """Puts what is there in the place of most ids that were made up, since those lead to nothing but 404."""

    def __init__(self, api: Described, who: str) -> None:
        self._sessions, self._who, self._numbers = api.sessions, who, itertools.count()

    def __call__(self, case: Any) -> None:
        number = next(self._numbers)
        if case.headers.get("Idempotency-Key"):
            # Another request with a key that was used is refused, as it should be.
            case.headers["Idempotency-Key"] = f"key-{number}"
        if case.meta is None or case.meta.phase.name.value == "stateful" or not number % 5:
            return
        for name in set(case.path_parameters or ()) & {"session_id", "user_id"}:
            if not case.meta.is_negative_at(ParameterLocation.PATH):
                case.path_parameters[name] = self._session(case, number) if name == "session_id" else self._who
        if isinstance(case.body, dict) and case.meta.generation.mode.is_positive:
            known = {"question_id": "q1", "version": NOTICE_VERSION, "user_id": self._who}
            case.body.update({name: known[name] for name in known if name in case.body})

    def _session(self, case: Any, number: int) -> str:
        if case.operation.definition.raw["operationId"] == "stream_events":
            # The stream of an interview that goes on has no end.
            return self._sessions[CANCELLED]
        return self._sessions[(OPEN, OPEN, OPEN, DONE, PLANNED)[number % 5]]


@contextmanager
def choosing(choose: Choose) -> Iterator[None]:
    """While requests are made."""

    def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
        choose(case)

    schemathesis.hook(before_call)
    try:
        yield
    finally:
        unregister(before_call)


def failures(schema: Any) -> tuple[dict[str, str], Counter[int]]:
    """What is wrong, each with a request that shows it, and how often each status came."""
    found: dict[str, str] = {}
    statuses: Counter[int] = Counter()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            found[str(event)[:200]] = str(getattr(event, "value", event))
        if not isinstance(event, events.ScenarioFinished):
            continue
        recorded = event.recorder
        statuses.update(one.response.status_code for one in recorded.interactions.values() if one.response)
        for name, checks in recorded.checks.items():
            for check in checks:
                if info := check.failure_info:
                    answer = recorded.interactions[name].response
                    shown = f"{info.failure.message}\n{info.code_sample}\n{answer and answer.content[:300]!r}"
                    found.setdefault(f"{check.name}: {info.failure.operation}", shown)
    return found, statuses


def told(found: dict[str, str]) -> str:
    return "\n\n".join(f"{title}\n{shown}" for title, shown in found.items())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "phases"),
    [
        (ANA, PHASES),
        (INA, PHASES if SOAK else ("examples", "fuzzing", "stateful")),
        (ADA, PHASES if SOAK else ("examples", "fuzzing", "stateful")),
        (None, PHASES if SOAK else ("examples", "fuzzing")),
    ],
    ids=["candidate", "interviewer", "admin", "anonymous"],
)
def test_every_operation_keeps_to_the_description(api: Described, who: str | None, phases: tuple[str, ...]) -> None:
    with choosing(Choose(api, who or ANA)):
        found, statuses = failures(described(api, who, phases))
    assert not found, told(found)
    # Else nothing was tested.
    assert statuses[200] > (10 if who is None else 40), statuses
