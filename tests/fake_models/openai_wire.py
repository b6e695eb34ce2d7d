"""OpenAI's chat completions, as bytes."""

import json

from coach.interviewers.models.protocol import Usage
from tests.fake_models.faults import Fault
from tests.fake_models.replies import Finish, Json, Reply, Request, Status
from tests.fake_models.wire import Stream

PATH = "/v1/chat/completions"
FINISH = {
    Finish.STOP: "stop",
    Finish.LENGTH: "length",
    Finish.REFUSAL: "stop",
    Finish.FILTER: "content_filter",
    Finish.NONE: None,
}
WRONG, OURS = "invalid_request_error", "server_error"
TROUBLE: dict[Fault, tuple[int, tuple[str, ...]]] = {
    Fault.FORBIDDEN: (
        403,
        (
            "Country, region, or territory not supported",
            "request_forbidden",
            "unsupported_country_region_territory",
        ),
    ),
    Fault.TOO_LARGE: (413, ("Maximum content size limit (26214400) exceeded (31457280 bytes read)", WRONG)),
    Fault.CONTEXT_EXCEEDED: (
        400,
        (
            "This model's maximum context length is 128000 tokens. However, your messages resulted in 130211 tokens. "
            "Please reduce the length of the messages.",
            WRONG,
            "context_length_exceeded",
            "messages",
        ),
    ),
    Fault.NO_CREDIT: (
        429,
        (
            "You exceeded your current quota, please check your plan and billing details.",
            "insufficient_quota",
            "insufficient_quota",
        ),
    ),
    Fault.ERROR_500: (500, ("The server had an error while processing your request.", OURS)),
    Fault.OVERLOADED: (529, ("That model is currently overloaded with other requests.", OURS)),
}
"""Status, and message, type, code and parameter, of what does not depend on the request."""
ID: Json = {"id": "chatcmpl-fake", "created": 1_767_600_000}


def whole(reply: Reply, request: Request) -> Json:
    refuses = reply.finish is Finish.REFUSAL
    message: Json = {
        "role": "assistant",
        "content": None if refuses else reply.text,
        "refusal": reply.text if refuses else None,
        "annotations": [],
    }
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": FINISH[reply.finish]}
    body = {**ID, "object": "chat.completion", "model": request.model, "choices": [choice]}
    return body if reply.usage is None else {**body, "usage": _usage(reply.usage)}


def stream(reply: Reply, request: Request) -> Stream:
    told = bool((request.body.get("stream_options") or {}).get("include_usage")) and reply.usage is not None
    pieces = [_delta(request, told, {_field(reply): part}) for part in reply.parts()]
    tail: list[bytes] = []
    if reply.finish is not Finish.NONE:
        tail.append(_chunk(request, told, [_choice({}, FINISH[reply.finish])]))
        if told and reply.usage is not None:
            tail.append(_chunk(request, told, [], _usage(reply.usage)))
        tail.append(b"data: [DONE]\n\n")
    return Stream([_delta(request, told, {"role": "assistant", "content": "", "refusal": None})], pieces, tail)


def error_event() -> bytes:
    return _event(_error("The server had an error while processing your request.", OURS))


def broken_event() -> bytes:
    return b'data: {"id": "chatcmpl-fake", "choices": [{"index"\n\n'


def error(fault: Fault, request: Request) -> Status | None:
    """The status that a fault stands for; None for the others."""
    match fault:
        case Fault.UNAUTHORIZED:
            key = request.headers.get("authorization", "").removeprefix("Bearer ")
            return _status(401, _error(f"Incorrect API key provided: {key}.", WRONG, "invalid_api_key"))
        case Fault.UNKNOWN_MODEL:
            text = f"The model `{request.model}` does not exist or you do not have access to it."
            return _status(404, _error(text, WRONG, "model_not_found"))
        case Fault.NO_JSON_SCHEMA if request.wants_schema:
            text = "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."
            return _status(400, _error(text, WRONG))
        case Fault.BAD_REQUEST:
            text = f"Invalid value for 'messages': {request.last_words!r}."
            return _status(400, _error(text, WRONG, "invalid_value", "messages"))
        case Fault.RATE_LIMITED_SHORT | Fault.RATE_LIMITED_LONG:
            seconds = "1" if fault is Fault.RATE_LIMITED_SHORT else "3600"
            text = f"Rate limit reached for {request.model} on tokens per min (TPM). Please try again in {seconds}s."
            return _status(429, _error(text, "tokens", "rate_limit_exceeded"), {"retry-after": seconds})
    status, details = TROUBLE.get(fault, (0, ()))
    return _status(status, _error(*details)) if status else None


def _status(status: int, body: Json, headers: dict[str, str] | None = None) -> Status:
    return Status(status, body, {"x-request-id": "req_fake", **(headers or {})})


def _error(message: str, kind: str, code: str | None = None, param: str | None = None) -> Json:
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def _field(reply: Reply) -> str:
    return "refusal" if reply.finish is Finish.REFUSAL else "content"


def _delta(request: Request, told: bool, delta: Json) -> bytes:
    return _chunk(request, told, [_choice(delta, None)])


def _choice(delta: Json, finish: str | None) -> Json:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}


def _chunk(request: Request, told: bool, choices: list[Json], usage: Json | None = None) -> bytes:
    chunk = {**ID, "object": "chat.completion.chunk", "model": request.model, "choices": choices}
    return _event({**chunk, "usage": usage} if told else chunk)


def _event(data: Json) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()


def _usage(usage: Usage) -> Json:
    return {
        "prompt_tokens": usage.input,
        "completion_tokens": usage.output,
        "total_tokens": usage.input + usage.output,
        "prompt_tokens_details": {"cached_tokens": usage.cached, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }
