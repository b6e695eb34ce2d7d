"""The server does what its description says: every operation, by every role, with right and wrong requests.

`COACH_SOAK=1` runs every phase for every role at the full count.
"""

import asyncio
import itertools
import json
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

from coach.api.examples import operations
from coach.domain.consent import NOTICE_VERSION
from tests.fakes_api import ADA, ANA, BEN, INA, ApiStudio
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
REFUSED = ("400", "401", "403", "404", "405", "409", "422")
SETTINGS: dict[str, Any] = {
    "seed": SEED,
    "generation": {"max-examples": EXAMPLES, "deterministic": True, "database": "none"},
    # What is longer than a schema takes can be more than the server reads.
    "checks": {"negative_data_rejection": {"expected-statuses": [*REFUSED, "413"]}},
    "operations": [
        {"include-operation-id": name, "checks": {"positive_data_acceptance": {"enabled": False}}}
        for name in BY_MEANING
    ],
}


@schemathesis.serializer("application/jsonl")
def lines(context: Any, value: Any) -> bytes:
    """A history is sent as it stands."""
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


@pytest.fixture
def api(tmp_path: Path) -> Described:
    made = Described(tmp_path)
    asyncio.run(made.prepare())
    return made


def described(api: Described, who: str | None, phases: tuple[str, ...]) -> Any:
    """The description as schemathesis has it, asking as somebody."""
    chosen: dict[str, Any] = {name: {"enabled": name in phases} for name in PHASES}
    # Its examples are chains of requests, and short ones lead nowhere.
    chosen["stateful"]["generation"] = {"max-examples": EXAMPLES * 5, "deterministic": True, "database": "none"}
    settings = SETTINGS | {"phases": chosen}
    if who:
        settings |= {"auth": {"openapi": {"token": {"bearer": api.access[who]}}}}
    config = schemathesis.Config.from_dict(settings)
    return schemathesis.openapi.from_asgi("/openapi.json", api, config=config)


class Choose:
    """Puts what is there in the place of most of what was made up, which would lead to nothing but 404 and 422."""

    def __init__(self, api: Described, who: str) -> None:
        self._sessions, self._who, self._numbers = api.sessions, who, itertools.count()

    def __call__(self, case: Any) -> None:
        number = next(self._numbers)
        if case.headers.get("Idempotency-Key"):
            # Another request with a key that was used is refused, as it should be.
            case.headers["Idempotency-Key"] = f"key-{number}"
        if case.meta is None or case.meta.is_negative_at(ParameterLocation.PATH):
            return
        operation = case.operation.definition.raw["operationId"]
        # In the stateful phase ids come from the answers before.
        if case.meta.phase.name.value != "stateful" and number % 5:
            self._place(case.path_parameters, operation, number)
        if operation == "stream_events":
            # The stream of an interview that goes on has no end: only that of one that is over is asked for.
            case.path_parameters["session_id"] = self._sessions[CANCELLED]
        if isinstance(case.body, dict) and case.meta.generation.mode.is_positive and number % 5:
            case.body.update({name: value for name, value in self._known.items() if name in case.body})

    def _place(self, places: dict[str, Any], operation: str, number: int) -> None:
        people = (BEN, ADA, INA) if self._who == ADA else (self._who,)
        known = {
            "session_id": self._sessions[(OPEN, OPEN, OPEN, DONE, PLANNED)[number % 5]],
            "user_id": INA if operation in ("assign", "unassign") else people[number % len(people)],
        }
        places.update({name: known[name] for name in known if name in places})

    @property
    def _known(self) -> dict[str, Any]:
        return {
            "question_id": "q1",
            "questions": ["hash-tables"],
            "version": NOTICE_VERSION,
            "user_id": self._who,
            "on": "2026-02-01",
        }


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
    assert statuses[200 if who else 401] > 40, statuses


def test_every_example_fits_its_schema(tmp_path: Path) -> None:
    document = ApiStudio(tmp_path).app.openapi()
    jsonschema_rs.meta.validate(document["components"]["schemas"]["Problem"])
    checked = 0
    for operation in operations(document):
        sent = operation.get("requestBody", {}).get("content", {})
        answered = [
            content
            for status, response in operation["responses"].items()
            for content in response.get("content", {}).values()
            if status.startswith("2")
        ]
        for content in [*sent.values(), *answered]:
            # The lines of a stream have a schema for each.
            schema = {**content.get("schema", {"type": "string"}), "components": document["components"]}
            validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
            faults = [str(fault) for fault in validator.iter_errors(content["example"])]
            assert not faults, (operation["operationId"], faults, "run: scripts/answer-examples")
            checked += 1
    assert checked > 60


def test_links_name_operations_and_parameters_that_are_there(tmp_path: Path) -> None:
    document = ApiStudio(tmp_path).app.openapi()
    known = {
        operation["operationId"]: {parameter["name"] for parameter in operation.get("parameters", ())}
        for operation in operations(document)
    }
    links = [
        link
        for operation in operations(document)
        for response in operation["responses"].values()
        for link in response.get("links", {}).values()
    ]
    assert len(links) > 20
    for link in links:
        assert set(link["parameters"]) <= known[link["operationId"]]
