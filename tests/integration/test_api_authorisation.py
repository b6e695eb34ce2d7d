"""Who may do what over HTTP: every operation of the description, by everybody, with ids of every kind.

An operation without a row in EXPECTED fails, and so does a row without an operation.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import product
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.fakes_api import ADA, ADDRESS, ANA, BEN, INA
from tests.fakes_described import CANCELLED, IDO, OPEN, Described

ANONYMOUS = "anonymous"
ACTORS = (ANONYMOUS, ANA, BEN, IDO, INA, ADA)
"""Nobody; the owner; another candidate; an interviewer that is not assigned, one that is; an administrator."""


class Access(Enum):
    """A class of operations: who may do them."""

    SESSION_READ = "see an interview"
    SESSION_MOVE = "act as its candidate"
    SESSION_REVIEW = "leave an opinion of it"
    ASSIGN = "say who sees it"
    PERSON_READ = "see what is kept of a person"
    PERSON_OWN = "agree for oneself"
    PERSON_ERASE = "erase a person's data"
    ADMIN = "run the server"
    SIGNED_IN = "anybody with a token, for themselves"
    PUBLIC = "everybody"


IN, FORBIDDEN, HIDDEN, UNKNOWN = "let in", "403", "404, as if it were not there", "401"
MEANING: dict[Access, tuple[str, ...]] = {
    #                      anonymous  owner      other      unassigned  assigned   admin
    Access.SESSION_READ: (UNKNOWN, IN, HIDDEN, HIDDEN, IN, IN),
    Access.SESSION_MOVE: (UNKNOWN, IN, HIDDEN, HIDDEN, FORBIDDEN, FORBIDDEN),
    Access.SESSION_REVIEW: (UNKNOWN, FORBIDDEN, HIDDEN, HIDDEN, IN, IN),
    Access.ASSIGN: (UNKNOWN, FORBIDDEN, HIDDEN, HIDDEN, FORBIDDEN, IN),
    Access.PERSON_READ: (UNKNOWN, IN, HIDDEN, HIDDEN, HIDDEN, IN),
    Access.PERSON_OWN: (UNKNOWN, IN, HIDDEN, HIDDEN, HIDDEN, FORBIDDEN),
    Access.PERSON_ERASE: (UNKNOWN, IN, HIDDEN, HIDDEN, HIDDEN, IN),
    Access.ADMIN: (UNKNOWN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, IN),
    Access.SIGNED_IN: (UNKNOWN, IN, IN, IN, IN, IN),
    Access.PUBLIC: (IN, IN, IN, IN, IN, IN),
}
OF_A_SESSION = frozenset({Access.SESSION_READ, Access.SESSION_MOVE, Access.SESSION_REVIEW, Access.ASSIGN})
EXPECTED: dict[str, Access] = {
    "create_session": Access.SIGNED_IN,
    "list_sessions": Access.SIGNED_IN,
    "get_session": Access.SESSION_READ,
    "start_session": Access.SESSION_MOVE,
    "schedule_session": Access.SESSION_MOVE,
    "pause_session": Access.SESSION_MOVE,
    "resume_session": Access.SESSION_MOVE,
    "cancel_session": Access.SESSION_MOVE,
    "complete_session": Access.SESSION_MOVE,
    "get_current_question": Access.SESSION_READ,
    "submit_response": Access.SESSION_MOVE,
    "generate_follow_up": Access.SESSION_MOVE,
    "run_samples": Access.SESSION_MOVE,
    "clarify": Access.SESSION_MOVE,
    "say": Access.SESSION_MOVE,
    "get_hint_offer": Access.SESSION_MOVE,
    "take_hint": Access.SESSION_MOVE,
    "skip_question": Access.SESSION_MOVE,
    "save_snapshot": Access.SESSION_MOVE,
    "rate_question": Access.SESSION_MOVE,
    "get_feedback": Access.SESSION_READ,
    "dispute": Access.SESSION_MOVE,
    "list_events": Access.SESSION_READ,
    "stream_events": Access.SESSION_READ,
    "put_review": Access.SESSION_REVIEW,
    "list_reviews": Access.SESSION_READ,
    "get_analytics": Access.PERSON_READ,
    "get_schedule": Access.PERSON_READ,
    "get_prediction": Access.PERSON_READ,
    "get_notice": Access.SIGNED_IN,
    "get_consent": Access.PERSON_READ,
    "give_consent": Access.PERSON_OWN,
    "withdraw_consent": Access.PERSON_OWN,
    "export_data": Access.PERSON_READ,
    "export_history": Access.PERSON_READ,
    "import_history": Access.ADMIN,
    "erase_data": Access.PERSON_ERASE,
    "list_people": Access.ADMIN,
    "put_person": Access.ADMIN,
    "remove_person": Access.ADMIN,
    "create_tokens": Access.ADMIN,
    "revoke_tokens": Access.ADMIN,
    "list_interviewers": Access.ASSIGN,
    "assign": Access.ASSIGN,
    "unassign": Access.ASSIGN,
    "list_audit": Access.ADMIN,
    "apply_retention": Access.ADMIN,
    "rotate_keys": Access.ADMIN,
    "list_company_patterns": Access.SIGNED_IN,
    "get_company_pattern": Access.SIGNED_IN,
    "list_questions": Access.SIGNED_IN,
    "refresh_token": Access.PUBLIC,
    "revoke_token": Access.SIGNED_IN,
    "get_health": Access.PUBLIC,
    "get_live": Access.PUBLIC,
    "get_ready": Access.PUBLIC,
    "get_metrics": Access.PUBLIC,
}
MISSING = {"session_id": "id99999999", "user_id": "nobody"}
MALFORMED = (
    "%00",
    "..%2F..%2Fetc",
    "x" * 201,
    "%27%20OR%201=1--",
    "%F0%9F%98%80",
    "%FF",
    "{session_id}",
    "%0d%0aX-A:1",
)
ASSIGNED_BY_ROLE = {"role": "admin", "score": 10, "overall_score": 10, "status": "completed", "is_admin": True}
OF_SOMEBODY = {"user_id": BEN, "id": "id99999999", "session_id": "id99999999", "interviewer_id": ADA}
TAKEN = {
    ("create_session", "user_id"): 422,
    # A job, not a role here.
    ("create_session", "role"): 201,
    ("get_prediction", "role"): 200,
    ("submit_response", "session_id"): 422,
    ("put_person", "role"): 200,
    ("put_review", "score"): 200,
}
"""Fields of that name that a body does have, and what becomes of them: what is somebody else's is refused."""
SAME_ID = {"X-Request-ID": "the-same"}


@dataclass(frozen=True)
class Operation:
    """One operation, ready to be asked for."""

    name: str
    method: str
    path: str
    body: dict[str, Any] = field(default_factory=dict)
    """Arguments for the client."""
    schema: dict[str, Any] = field(default_factory=dict)
    """Of its JSON body."""

    @property
    def access(self) -> Access:
        return EXPECTED[self.name]

    def expected(self, actor: str) -> str:
        return MEANING[self.access][ACTORS.index(actor)]


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            sent = described.get("requestBody", {}).get("content", {})
            body: dict[str, Any] = {}
            schema: dict[str, Any] = {}
            if content := sent.get("application/json"):
                body, schema = (
                    {"json": content["example"]},
                    resolved(content["schema"], document["components"]["schemas"]),
                )
            elif sent:
                body = {"content": next(iter(sent.values()))["example"]}
            if described["operationId"] == "apply_retention":
                body["params"] = {"days": 36_500}
            yield Operation(described["operationId"], method, path, body, schema)


def resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """The schema itself: references followed, of a choice the first."""
    while "$ref" in schema or "anyOf" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema["anyOf"][0]
    return schema


class Desk:
    """Asks for operations as somebody."""

    def __init__(self, api: Described, http: httpx2.AsyncClient) -> None:
        self.api, self.http = api, http
        self.operations = tuple(operations(api.app.openapi()))

    def signed(self, actor: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.api.access[actor]}"} if actor != ANONYMOUS else {}

    async def ask(self, actor: str, operation: Operation, ids: dict[str, str], **more: Any) -> httpx2.Response:
        """`ids`: instead of those of Ana and of her interview."""
        session_id = self.api.sessions[CANCELLED if operation.name == "stream_events" else OPEN]
        user_id = INA if operation.access is Access.ASSIGN else ANA
        path = operation.path
        for name, value in ({"session_id": session_id, "user_id": user_id, "company": "big_tech"} | ids).items():
            path = path.replace(f"{{{name}}}", value)
        headers = SAME_ID | self.signed(actor)
        return await self.http.request(operation.method, path, **(operation.body | {"headers": headers} | more))


@pytest.fixture
async def desk(tmp_path: Path) -> Any:
    api = Described(tmp_path)
    await api.prepare()
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(api), base_url=ADDRESS) as http:
        yield Desk(api, http)


def outcome(response: httpx2.Response) -> str:
    if response.status_code >= 500:
        return f"{response.status_code}"
    return {401: UNKNOWN, 403: FORBIDDEN, 404: HIDDEN}.get(response.status_code, IN)


async def test_every_operation_has_a_row_and_every_row_an_operation(desk: Desk) -> None:
    assert {operation.name for operation in desk.operations} == set(EXPECTED)
    assert set(MEANING) == set(Access)


async def test_everybody_gets_what_their_row_says(desk: Desk) -> None:
    wrong = {}
    for actor, operation in product(ACTORS, desk.operations):
        response = await desk.ask(actor, operation, {})
        if operation.name == "refresh_token":
            # It is public, and its example is no good.
            assert response.status_code == 401
        elif outcome(response) != operation.expected(actor):
            wrong[actor, operation.name] = (operation.expected(actor), response.status_code, response.text[:200])
        if response.status_code == 401:
            assert response.headers["www-authenticate"] == "Bearer"
    assert not wrong


async def test_what_is_not_theirs_is_to_the_byte_what_is_not_there(desk: Desk) -> None:
    compared = 0
    for actor, operation in product(ACTORS, desk.operations):
        if operation.expected(actor) != HIDDEN:
            continue
        signed = SAME_ID | desk.signed(actor)
        # Neither may a wrong body tell the one from the other, nor a key.
        ways: tuple[dict[str, Any], ...] = ({}, {"json": {"x": 1}}, {"headers": signed | {"Idempotency-Key": "k"}})
        for more in ways:
            theirs = await desk.ask(actor, operation, {}, **more)
            missing = await desk.ask(actor, operation, missing_ids(operation), **more)
            assert theirs.status_code == 404, (actor, operation.name)
            assert theirs.content == missing.content, (actor, operation.name)
            assert theirs.headers == missing.headers, (actor, operation.name)
            compared += 1
    assert compared > 200


def missing_ids(operation: Operation) -> dict[str, str]:
    if operation.access is Access.ASSIGN:
        return {"session_id": MISSING["session_id"]}
    return MISSING


async def test_what_is_not_there(desk: Desk) -> None:
    for actor, operation in product(ACTORS, desk.operations):
        if "{session_id}" not in operation.path and "{user_id}" not in operation.path:
            continue
        response = await desk.ask(actor, operation, missing_ids(operation))
        if operation.access in OF_A_SESSION and actor != ANONYMOUS:
            assert response.status_code == 404, (actor, operation.name)
        elif actor != ADA:
            # Of people it is not even said whether they are there.
            assert outcome(response) == operation.expected(BEN if actor == ANA else actor), (actor, operation.name)
        assert response.status_code < 500, (actor, operation.name)


async def test_ids_that_are_none(desk: Desk) -> None:
    allowed = {ANONYMOUS: {401, 404, 405}, ANA: {403, 404, 405, 422}, ADA: {404, 405, 422}}
    for actor, operation in product(allowed, desk.operations):
        for name in ("session_id", "user_id", "company"):
            if f"{{{name}}}" not in operation.path:
                continue
            for bad in MALFORMED if actor == ADA else MALFORMED[:2]:
                response = await desk.ask(actor, operation, {name: bad})
                assert response.status_code in allowed[actor], (actor, operation.name, bad, response.status_code)
                assert "X-A" not in response.headers


async def test_what_a_body_may_not_say_is_refused(desk: Desk) -> None:
    taken = {}
    for operation in desk.operations:
        body = operation.body.get("json")
        if not isinstance(body, dict):
            continue
        actor = next(actor for actor in (ANA, INA, ADA) if operation.expected(actor) == IN)
        for name, value in (ASSIGNED_BY_ROLE | OF_SOMEBODY).items():
            response = await desk.ask(actor, operation, {}, json=body | {name: value})
            if name in operation.schema["properties"]:
                taken[operation.name, name] = response.status_code
            else:
                assert response.status_code == 422, (operation.name, name)
                assert [fault["field"] for fault in response.json()["errors"]] == [f"body.{name}"], operation.name
    assert taken == TAKEN


async def test_a_job_called_admin_makes_nobody_one(desk: Desk) -> None:
    create = next(operation for operation in desk.operations if operation.name == "create_session")
    people = next(operation for operation in desk.operations if operation.name == "list_people")
    assert (await desk.ask(ANA, create, {}, json={"role": "admin"})).json()["user_id"] == ANA
    assert (await desk.ask(ANA, people, {})).status_code == 403


async def test_an_address_says_whose_it_is_and_nothing_else_does(desk: Desk) -> None:
    """Neither the query nor a header that some proxies set changes who is asking, or about whom."""
    elsewhere = {
        "user_id": BEN,
        "session_id": MISSING["session_id"],
        "role": "admin",
        "access_token": desk.api.access[ADA],
    }
    claimed = {
        "X-Mock-User": f"{ADA}:admin",
        "X-User-Id": ADA,
        "X-Forwarded-User": ADA,
        "X-HTTP-Method-Override": "DELETE",
    }
    for operation in desk.operations:
        if operation.method != "get" or operation.access in (Access.PUBLIC, Access.ADMIN):
            continue
        plain = await desk.ask(ANA, operation, {})
        claiming = await desk.ask(ANA, operation, {}, params=elsewhere, headers=SAME_ID | desk.signed(ANA) | claimed)
        if operation.name == "list_sessions":
            assert (claiming.status_code, BEN in claiming.text) == (404, False)
        else:
            assert claiming.content == plain.content, operation.name
