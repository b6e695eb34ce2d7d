"""Answers whose form is sound and whose text is not what was asked for."""

import json
from typing import Any

from tests.fake_models.faults import Fault
from tests.fake_models.replies import Finish, Json, Reply

FAR_TOO_LARGE = 1_000_000
UNHEARD_OF = "unheard-of"
GERMAN = "Gern! Ihre Lösung ist übersichtlich, aber erklären Sie bitte noch, wie groß der Aufwand wird."
DECLINED = "I cannot help with that request."
THOUGHT = '<think>\nThey want an object such as {"draft": 1}. Let me be careful.\n</think>\n\n'
BEFORE, AFTER = "Sure, here is what you asked for:\n\n", "\n\nTell me if {anything} should change."
DRONE = "and one more thing that could be said about this is that "
DRONE_PIECE = 65_536


def as_text(payload: Json | str) -> str:
    return payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)


def faulty(fault: Fault, payload: Json | str, over_long: int) -> Reply:
    """What a model says that fails so; `payload` is what it should have said. Raises KeyError for other faults."""
    text = as_text(payload)
    half = text[: len(text) // 2]
    match fault:
        case Fault.CLEAN_TRUNCATION:
            return Reply(half, Finish.NONE, pieces=2)
        case Fault.FINISH_LENGTH:
            return Reply(half, Finish.LENGTH, pieces=2)
        case Fault.CONTENT_FILTER:
            return Reply(half, Finish.FILTER, pieces=2)
        case Fault.REFUSAL:
            return Reply(DECLINED, Finish.REFUSAL)
        case Fault.OVER_LONG:
            return Reply((DRONE * (over_long // len(DRONE) + 1))[:over_long], pieces=over_long // DRONE_PIECE + 1)
    return Reply(_texts(payload)[fault])


def _texts(payload: Json | str) -> dict[Fault, str]:
    text = as_text(payload)
    return {
        Fault.EMPTY: "",
        Fault.MALFORMED: text[: len(text) // 2],
        Fault.FENCED: f"```json\n{text}\n```",
        Fault.THINKING: THOUGHT + text,
        Fault.PROSE_AROUND: BEFORE + text + AFTER,
        Fault.OUT_OF_RANGE: as_text(_far_out(payload)),
        Fault.MISSING_FIELDS: as_text(_bereft(payload)),
        Fault.WRONG_LANGUAGE: _in_german(payload),
        Fault.MARKDOWN: _in_markdown(payload),
    }


def _far_out(value: Any) -> Any:
    match value:
        case bool():
            return 7
        case int() | float():
            return FAR_TOO_LARGE
        case str():
            return value if len(value.split()) > 1 else UNHEARD_OF
        case list():
            return [_far_out(item) for item in value]
        case dict():
            return {name: _far_out(item) for name, item in value.items()}
    return value


def _bereft(value: Any) -> Any:
    match value:
        case list():
            return [_bereft(item) for item in value]
        case dict() if any(map(_holds_objects, value.values())):
            return {name: _bereft(item) for name, item in value.items()}
        case dict():
            return dict(list(value.items())[: 1 if len(value) > 1 else 0])
    return value


def _holds_objects(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_objects, value)))


def _in_german(payload: Json | str) -> str:
    changed = _translated(payload)
    return as_text(changed) if changed != payload else GERMAN


def _translated(value: Any) -> Any:
    match value:
        case str():
            return GERMAN if len(value.split()) > 1 else value
        case list():
            return [_translated(item) for item in value]
        case dict():
            return {name: _translated(item) for name, item in value.items()}
    return value


def _in_markdown(payload: Json | str) -> str:
    if isinstance(payload, str):
        return (
            f"## My answer\n\n**{payload}**\n\n* `first`\n* [second](https://example.invalid)\n\n| a | b |\n|---|---|\n"
        )
    return "## My answer\n\n" + "".join(f"* **{name}:** {value}\n" for name, value in payload.items())
