"""Every error as a problem document (RFC 9457), from the error tree."""

import logging
import re
import traceback
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import JsonValue
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from coach.api.parts import parts_of
from coach.domain.base import Model
from coach.domain.exchange import PREFIX
from coach.domain.session import allowed_actions
from coach.errors import (
    BadInput,
    BadSettings,
    CoachError,
    Conflict,
    ContentError,
    Forbidden,
    IllegalTransition,
    KeyLost,
    LanguageUnavailable,
    Limited,
    ModelUnavailable,
    NotFound,
    RunnerUnavailable,
    StoreError,
    Unauthenticated,
)
from coach.telemetry.correlation import correlation_id

STATUSES: tuple[tuple[type[CoachError], int], ...] = (
    (BadSettings, 500),
    (ContentError, 500),
    (BadInput, 422),
    (LanguageUnavailable, 422),
    (RunnerUnavailable, 503),
    (ModelUnavailable, 503),
    (NotFound, 404),
    (IllegalTransition, 409),
    (Conflict, 409),
    (KeyLost, 500),
    (StoreError, 503),
    (Unauthenticated, 401),
    (Limited, 429),
    (Forbidden, 403),
    (CoachError, 500),
)
"""The first class that fits gives the status."""
MEDIA_TYPE = "application/problem+json"
TOLD: dict[int, tuple[type[CoachError], str]] = {
    400: (BadInput, "The body cannot be read; it must be JSON in UTF-8."),
    404: (NotFound, "There is nothing at this address."),
    405: (NotFound, "Nothing like that can be done at this address."),
    408: (Limited, "The rest of the request did not come."),
    413: (Limited, "The request is too large."),
}
"""What the framework refuses, in our words."""
KEPT = "What you handed in is stored."
MAKE_UP = "resume the interview later: that makes up for the rest"
AGAIN = "try again later"
CONSENT = f"read GET {PREFIX}/notice, and agree with POST {PREFIX}/users/{{user_id}}/consent"
INSTEAD = {
    "coach data consent": CONSENT,
    "coach resume asks": CONSENT,
    "coach resume": f"resume it: POST {PREFIX}/sessions/{{session_id}}/resume",
    "coach history": f"GET {PREFIX}/sessions lists yours",
    "coach bank list": f"GET {PREFIX}/questions lists them",
    "coach report": f"GET {PREFIX}/sessions/{{session_id}}/feedback",
    "coach why": f"GET {PREFIX}/sessions/{{session_id}}/feedback has every finding",
    "coach show": f"GET {PREFIX}/sessions/{{session_id}}",
}
"""By command: what it is over HTTP."""
RETRY_SECONDS = {429: 60, 503: 5}
MOST_FAULTS = 20
WORDS = {
    "tuple_type": "Input should be a valid list",
    "model_attributes_type": "Input should be a valid object",
    "dict_type": "Input should be a valid object",
}
"""Of faults that are told in words of Python's."""

logger = logging.getLogger("coach.api")


class Fault(Model):
    """One thing that is wrong with a request."""

    field: str
    """Where: body.time_limit, query.limit, path.session_id …"""
    problem: str


class Problem(Model):
    """What went wrong (RFC 9457), what it is about and how to mend it."""

    type: str = "about:blank"
    title: str
    """The status in words."""
    status: int
    code: str
    """A code of the error tree, stable: COACH-501 …"""
    detail: str
    """What happened, in a sentence."""
    why: str = ""
    fix: str = ""
    """The next step."""
    errors: tuple[Fault, ...] = ()
    """Every fault of a request that is not as it should be."""
    allowed_actions: tuple[str, ...] | None = None
    """What is possible in the state that an interview is in, where that is the matter."""
    request_id: str = ""


def status_of(error: CoachError) -> int:
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def problem_of(error: CoachError, **more: Any) -> Problem:
    status = status_of(error)
    # What a person at the machine is told of files, keys and hosts is nobody else's business.
    private = status >= 500
    return Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        code=error.code,
        detail=_detail(error, status),
        why=KEPT if error.kept else "" if private else error.why,
        fix=MAKE_UP if error.kept else AGAIN if status == 503 else "" if private else _fix(error.fix),
        request_id=correlation_id(),
        **more,
    )


def _fix(fix: str) -> str:
    """What to do about it here, where nobody has the command line."""
    if "coach " not in fix:
        return fix
    return next((told for command, told in INSTEAD.items() if command in fix), "")


def _detail(error: CoachError, status: int) -> str:
    if status == 500:
        return "Something is wrong on the server; its log says what."
    return (
        "The history cannot be used at the moment."
        if status == 503 and isinstance(error, StoreError)
        else error.message
    )


def respond(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    # What is stored is not to be sent again.
    retry = RETRY_SECONDS.get(problem.status) if problem.fix != MAKE_UP else None
    all_headers = {**({"Retry-After": str(retry)} if retry else {}), **(headers or {})}
    if problem.status == 401:
        all_headers["WWW-Authenticate"] = "Bearer"
    content = problem.model_dump(mode="json", exclude_none=True)
    return JSONResponse(content, problem.status, headers=all_headers, media_type=MEDIA_TYPE)


def answer_to(error: CoachError, **more: Any) -> JSONResponse:
    """The problem document of an error; what is wrong with the server itself is logged."""
    if status_of(error) >= 500:
        logger.error("%s: %s", error.code, error.in_a_line)
    return respond(problem_of(error, **more))


def install(app: FastAPI) -> None:
    """Answer every error with a problem document."""
    app.add_exception_handler(CoachError, _coach_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _coach_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, CoachError)  # noqa: S101 - registered for it
    if isinstance(error, IllegalTransition) and (session_id := request.path_params.get("session_id")):
        # Whoever meets a wrong state was let near the interview before.
        with suppress(CoachError):
            session = await parts_of(request).service.get_session(session_id)
            return answer_to(error, allowed_actions=allowed_actions(session.status))
    return answer_to(error)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
    faults = tuple(_fault(detail) for detail in error.errors()[:MOST_FAULTS])
    first = faults[0]
    # What does not say that it is JSON is not read as such.
    fix = "" if _is_json(request) or first.field != "body" else "send it with Content-Type: application/json"
    told = problem_of(BadInput(f"{first.field}: {first.problem}.".replace("..", "."), fix=fix), errors=faults)
    if any(detail["type"] == "json_invalid" for detail in error.errors()):
        told = told.replace(status=400, title=HTTPStatus(400).phrase)
    return respond(told)


def _is_json(request: Request) -> bool:
    return bool(re.match(r"application/([^;]*\+)?json\b", request.headers.get("content-type", "")))


def _fault(detail: Mapping[str, Any]) -> Fault:
    place = ".".join(str(part) for part in detail["loc"])
    told = WORDS.get(detail["type"], str(detail["msg"]).removeprefix("Value error, "))
    return Fault(field=place[:200], problem=told[:300])


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    if error.status_code == 405 and (methods := methods_at(request)):
        error.headers = {"Allow": ", ".join(methods)}
    return refused(error)


def methods_at(request: Request) -> list[str]:
    """What can be done at an address; the framework names the methods of one of its operations only."""
    paths = request.app.openapi()["paths"]
    found = (paths[path] for path in paths if compile_path(path)[0].match(request.url.path))
    return sorted({method.upper() for methods in found for method in methods})


def refused(error: HTTPException) -> JSONResponse:
    """What the framework refuses, in our words."""
    kind, message = TOLD.get(error.status_code, (BadInput, f"{error.detail}.".replace("..", ".")))
    told = problem_of(kind(message)).replace(
        status=error.status_code, title=HTTPStatus(error.status_code).phrase, request_id=correlation_id()
    )
    return respond(told, error.headers)


def cut_off() -> JSONResponse:
    """The answer to a request for which the server has no time left: what was stored of it is there."""
    told = problem_of(Limited("cut off")).replace(
        detail="The server is ending, and this was not done in time.",
        why="What was stored before is there.",
        fix="look at the interview later; resuming it makes up for the rest",
        status=503,
        title=HTTPStatus(503).phrase,
    )
    return respond(told)


def bug(error: Exception) -> JSONResponse:
    """The answer to a request that met a bug of ours; its kind and place are logged."""
    # Not its text: that may hold what somebody wrote.
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    logger.error("bug", extra={"fields": {"kind": type(error).__name__, "frames": frames[-12:]}})
    return respond(problem_of(CoachError("a bug")))


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems of an operation, for its description."""
    content: dict[str, JsonValue] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}
