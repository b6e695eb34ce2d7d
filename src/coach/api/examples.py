"""An example for every request and every answer of the description."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from coach.domain.consent import NOTICE_VERSION

Schema = dict[str, Any]

CODE = """\
def two_sum(nums, target):
    seen = {}
    for i, n in enumerate(nums):
        if target - n in seen:
            return [seen[target - n], i]
        seen[n] = i
"""
SOON = timedelta(days=60)
"""From today until a day to come."""
REQUESTS: dict[str, Any] = {
    "create_session": {
        "interview_type": "technical_coding",
        "company_type": "big_tech",
        "difficulty_level": "medium",
        "max_questions": 5,
        "time_limit": 60,
    },
    "start_session": {"user_preferences": {"allow_hints": True}},
    "schedule_session": {"scheduled_at": "{soon}T18:00:00+02:00"},
    "submit_response": {
        "question_id": "q1",
        "response_text": "I keep what I have seen in a hash map.",
        "code_solution": CODE,
        "language": "python",
        "confidence_level": 4,
    },
    "generate_follow_up": {"question_id": "q1"},
    "run_samples": {"code_solution": CODE, "language": "python"},
    "clarify": {"text": "Can the same number be used twice?"},
    "say": {"text": "I will sort first, then walk from both ends."},
    "save_snapshot": {"code_solution": CODE},
    "rate_question": {"question_id": "q1", "rating": 3},
    "dispute": {"criterion_id": "explains-growth", "because": "I said that it is linear, and why."},
    "put_review": {"score": 7.5, "notes": "Asked before writing; tested the empty list unasked."},
    "get_prediction": {"company": "big_tech", "on": "{soon}", "practice_per_week": 2},
    "give_consent": {"version": NOTICE_VERSION},
    "import_history": '{"format": "coach-history", …}\n{"session": …}\n',
    "put_person": {"role": "interviewer"},
    "refresh_token": {"refresh_token": "eyJ…"},
}
"""operation id → what is sent; {soon} is a day to come."""
ANSWERS: dict[str, Any] = {
    "stream_events": 'event: asked\nid: 3\ndata: {"sequence": 3, "kind": "asked", …}\n\n',
    "export_history": '{"format": "coach-history", …}\n{"session": …}\n',
    "get_metrics": "coach_requests_in_flight 1.0\n",
}
"""operation id → an answer that is no JSON document."""

VALUES: dict[str, Any] = {
    "id": "k7m2pq9xw4",
    "session_id": "k7m2pq9xw4",
    "user_id": "ada",
    "interviewer_id": "grace",
    "question_id": "q1",
    "current_question_id": "q1",
    "title": "Pair with a sum",
    "text": "Given a list of numbers and a target, is there a pair that adds up to it?",
    "role": "backend",
    "language": "python",
    "status": "in_progress",
    "code": "COACH-501",
    "overall_score": 7.4,
    "access_token": "eyJ…",
    "refresh_token": "eyJ…",
    "token_type": "Bearer",
    "expires_in": 3600,
    "sequence": 3,
    "latency_ms": 0.8,
    "source": "bank",
    "interviewer": "offline",
    "runner": "docker",
    "notes": "Asked before writing; tested the empty list unasked.",
}
"""property → a likely value, where its schema takes it."""
DEEPEST = 6


def complete(document: Schema, today: date) -> None:
    """Give every request body and every answer an example."""
    schemas = document["components"]["schemas"]
    for operation in operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            example = REQUESTS.get(operation["operationId"])
            content["example"] = _dated(example, today) if example else sample(content.get("schema", {}), schemas)
        for status, response in operation["responses"].items():
            for content in response.get("content", {}).values():
                if status.startswith("2"):
                    text = ANSWERS.get(operation["operationId"])
                    content["example"] = sample(content["schema"], schemas) if text is None else text


def _dated(example: Any, today: date) -> Any:
    if not isinstance(example, dict):
        return example
    soon = str(today + SOON)
    return {key: it.replace("{soon}", soon) if isinstance(it, str) else it for key, it in example.items()}


def operations(document: Schema) -> Iterator[Schema]:
    for path in document["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict) and "operationId" in operation:
                yield operation


def sample(schema: Schema, schemas: Schema, name: str = "", depth: int = 0) -> Any:
    """A value that the schema takes, short where there is a choice."""
    schema = resolved(schema, schemas)
    if name in VALUES and fits(VALUES[name], schema):
        return VALUES[name]
    for key in ("const", "default"):
        if key in schema:
            return schema[key]
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            return _object(schema, schemas, depth)
        case "array":
            return _array(schema, schemas, name, depth)
        case kind:
            return _scalar(str(kind), schema)


def resolved(schema: Schema, schemas: Schema) -> Schema:
    """The schema itself: references followed, of a choice the first that is not null."""
    while True:
        if "$ref" in schema:
            schema = schemas[schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema or "oneOf" in schema:
            choices = schema.get("anyOf") or schema["oneOf"]
            schema = next((one for one in choices if one.get("type") != "null"), choices[0])
        elif "allOf" in schema:
            schema = schema["allOf"][0]
        else:
            return schema


def fits(value: Any, schema: Schema) -> bool:
    if "enum" in schema:
        return value in schema["enum"]
    kinds: dict[str, tuple[type, ...]] = {"string": (str,), "number": (int, float), "integer": (int,)}
    kind = kinds.get(schema.get("type", ""), ())
    return isinstance(value, kind) and "pattern" not in schema and "format" not in schema


def _object(schema: Schema, schemas: Schema, depth: int) -> dict[str, Any]:
    required = set(schema.get("required", ()))
    properties = schema.get("properties", {})
    wanted = [key for key in properties if key in required or depth < 2]
    return {key: sample(properties[key], schemas, key, depth + 1) for key in wanted}


def _array(schema: Schema, schemas: Schema, name: str, depth: int) -> list[Any]:
    least = schema.get("minItems", 0)
    if "prefixItems" in schema:
        return [sample(item, schemas, "", depth + 1) for item in schema["prefixItems"]]
    count = max(least, 1 if depth < DEEPEST else 0)
    return [sample(schema.get("items", {}), schemas, name.removesuffix("s"), depth + 1) for _ in range(count)]


def _scalar(kind: str, schema: Schema) -> Any:
    match kind, schema.get("format"):
        case "string", "date-time":
            return "2030-05-04T16:00:00Z"
        case "string", "date":
            return "2030-05-04"
        case "string", _:
            return "q1" if "pattern" in schema else "…"
        case (("number" | "integer"), _):
            return schema.get("minimum", 1)
        case "boolean", _:
            return True
    return None
