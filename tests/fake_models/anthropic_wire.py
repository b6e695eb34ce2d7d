"""Anthropic's messages, as bytes."""

import json

from coach.interviewers.models.protocol import Usage
from tests.fake_models.faults import Fault
from tests.fake_models.replies import Finish, Json, Reply, Request, Status
from tests.fake_models.wire import Stream

PATH = "/v1/messages"
FINISH = {
    Finish.STOP: "end_turn",
    Finish.LENGTH: "max_tokens",
    Finish.REFUSAL: "refusal",
    Finish.FILTER: "refusal",
    Finish.NONE: None,
}
REQUEST_ID = "req_fake"
TROUBLE = {
    Fault.FORBIDDEN: (403, "permission_error", "Your API key does not have permission to use the specified resource."),
    Fault.TOO_LARGE: (413, "request_too_large", "Request exceeds the maximum size"),
    Fault.CONTEXT_EXCEEDED: (400, "invalid_request_error", "prompt is too long: 210448 tokens > 200000 maximum"),
    Fault.NO_CREDIT: (
        400,
        "invalid_request_error",
        "Your credit balance is too low to access the Anthropic API. "
        "Please go to Plans & Billing to upgrade or purchase credits.",
    ),
    Fault.ERROR_500: (500, "api_error", "Internal server error"),
    Fault.OVERLOADED: (529, "overloaded_error", "Overloaded"),
}
"""Status, type and message of what does not depend on the request."""


def whole(reply: Reply, request: Request) -> Json:
    said = reply.text if reply.finish is not Finish.REFUSAL else ""
    content = [{"type": "text", "text": said, "citations": None}] if said else []
    return _message(request, content, reply.usage, reply.usage.output if reply.usage else 0) | _stopped(reply)


def stream(reply: Reply, request: Request) -> Stream:
    start = _event("message_start", message=_message(request, [], reply.usage, 1))
    ping = _event("ping")
    pieces = [
        _event("content_block_delta", index=0, delta={"type": "text_delta", "text": part})
        for part in (reply.parts() if reply.finish is not Finish.REFUSAL else [])
    ]
    opened = [_event("content_block_start", index=0, content_block={"type": "text", "text": ""})] if pieces else []
    tail: list[bytes] = []
    if reply.finish is not Finish.NONE:
        counted = {"usage": {"output_tokens": reply.usage.output}} if reply.usage else {}
        tail = [_event("content_block_stop", index=0)] if pieces else []
        tail += [_event("message_delta", delta=_stopped(reply), **counted), _event("message_stop")]
    return Stream([start, *opened, ping], pieces, tail)


def error_event() -> bytes:
    return _event("error", error={"type": "overloaded_error", "message": "Overloaded"}, request_id=REQUEST_ID)


def broken_event() -> bytes:
    return b'event: content_block_delta\ndata: {"type": "content_block_delta", "delta": {"te\n\n'


def error(fault: Fault, request: Request) -> Status | None:
    """The status that a fault stands for; None for the others."""
    wrong = "invalid_request_error"
    match fault:
        case Fault.UNAUTHORIZED:
            return _status(401, "authentication_error", f"invalid x-api-key: {request.headers.get('x-api-key', '')}")
        case Fault.UNKNOWN_MODEL:
            return _status(404, "not_found_error", f"model: {request.model}")
        case Fault.NO_JSON_SCHEMA if request.wants_schema:
            return _status(400, wrong, "output_config.format: Extra inputs are not permitted")
        case Fault.BAD_REQUEST:
            return _status(400, wrong, f"messages.0.content: invalid value {request.last_words!r}")
        case Fault.RATE_LIMITED_SHORT | Fault.RATE_LIMITED_LONG:
            seconds = "1" if fault is Fault.RATE_LIMITED_SHORT else "3600"
            text = "This request would exceed your organization's rate limit. Please try again later."
            return _status(429, "rate_limit_error", text, {"retry-after": seconds})
    return _status(*TROUBLE[fault]) if fault in TROUBLE else None


def _status(status: int, kind: str, message: str, headers: dict[str, str] | None = None) -> Status:
    body = {"type": "error", "error": {"type": kind, "message": message}, "request_id": REQUEST_ID}
    return Status(status, body, {"request-id": REQUEST_ID, **(headers or {})})


def _message(request: Request, content: list[Json], usage: Usage | None, written: int) -> Json:
    message: Json = {
        "id": "msg_fake",
        "type": "message",
        "role": "assistant",
        "model": request.model,
        "content": content,
        "stop_reason": None,
        "stop_sequence": None,
    }
    if usage is None:
        return message
    counted = {
        "input_tokens": usage.input - usage.cached,
        "cache_read_input_tokens": usage.cached,
        "cache_creation_input_tokens": 0,
        "output_tokens": written,
    }
    return {**message, "usage": counted}


def _stopped(reply: Reply) -> Json:
    reason = FINISH[reply.finish]
    stopped: Json = {"stop_reason": reason, "stop_sequence": None}
    if reason != "refusal":
        return stopped
    words = reply.text if reply.finish is Finish.REFUSAL else None
    return {**stopped, "stop_details": {"type": "refusal", "category": "general_harms", "explanation": words}}


def _event(name: str, **fields: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps({'type': name, **fields})}\n\n".encode()
