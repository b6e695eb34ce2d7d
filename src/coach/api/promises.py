"""What the description says of every operation alike: problems, headers, keys, and what an answer leads to."""

from typing import Any

from coach.api.examples import Schema
from coach.api.once import HEADER, KEY, NEVER_KEPT
from coach.api.problems import documented

ANY_OPERATION = (403, 421, 500, 503)
"""A page of another origin, another name of the server, a bug, a database that does not answer."""
WITH_A_BODY = (400, 408, 413)
"""One that is no JSON, that does not come, that is too large."""
HEADERS: dict[str, Schema] = {
    "X-Request-ID": {
        "description": "The id of the request, as sent or new; the server's log has it too.",
        "required": True,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9._:-]{1,64}$"},
    },
    "WWW-Authenticate": {"description": "How to sign in.", "required": True, "schema": {"const": "Bearer"}},
    "Retry-After": {
        "description": "Seconds to wait.",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
    },
}
AFTER = {401: "WWW-Authenticate", 429: "Retry-After"}
"""Status → a header that comes with it."""
ONCE: Schema = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "The same request with the same key is done once, and gets the same answer.",
    "schema": {"type": "string", "pattern": f"^{KEY}$"},
}
LEADING = {"create_session": ("session_id", "$response.body#/id"), "put_person": ("user_id", "$response.body#/user_id")}
"""Operation → the parameter that its answer gives to others, and where it stands."""


def complete(document: Schema) -> None:
    """Add all of it to a description."""
    document["components"]["headers"] = HEADERS
    found = [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    for method, _, operation in found:
        _add_problems(operation)
        for parameter in operation.get("parameters", ()):
            parameter["schema"] = _never_null(parameter["schema"])
        _add_headers(operation["responses"])
        if method == "post" and is_once(operation):
            operation.setdefault("parameters", []).append(ONCE)
    for _, _, operation in found:
        if leading := LEADING.get(operation["operationId"]):
            name, place = leading
            takers = [other["operationId"] for _, path, other in found if _takes(path, name)]
            answer = next(response for status, response in operation["responses"].items() if status.startswith("2"))
            answer["links"] = {taker: {"operationId": taker, "parameters": {name: place}} for taker in takers}


def is_once(operation: Schema) -> bool:
    """Whether an operation minds an idempotency key, if it is a POST."""
    return operation["operationId"] not in NEVER_KEPT and "tokens" not in operation["tags"]


def _takes(path: str, name: str) -> bool:
    return f"{{{name}}}" in path and path.count("{") == 1


def _add_problems(operation: Schema) -> None:
    statuses = ANY_OPERATION + (WITH_A_BODY if "requestBody" in operation else ())
    responses: dict[str, Any] = operation["responses"]
    for status, response in documented(*statuses).items():
        responses.setdefault(str(status), response)


def _never_null(schema: Schema) -> Schema:
    """Addresses and headers have no way to say null: what may be left out is left out."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"]
    if len(choices) != 1:
        return schema
    return {**choices[0], **{key: value for key, value in schema.items() if key not in ("anyOf", "default")}}


def _add_headers(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        names = ["X-Request-ID", *([AFTER[int(status)]] if int(status) in AFTER else [])]
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
