"""What a server answers: its problems as errors of the tree, and nothing taken for an answer that is none."""

from collections.abc import AsyncIterator
from typing import TypeVar

import httpx2
from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from coach import errors
from coach.domain.wording import number
from coach.errors import CoachError

T = TypeVar("T")
JSON, JSON_LINES, EVENTS = "application/json", "application/jsonl", "text/event-stream"
NOTHING = "nothing"
"""The kind of an answer that has no content."""
NO_CONTENT = 204
LONGEST_DETAIL = 200
ADDRESS_FIX = "look at the address, and at what stands between here and the server"


class ServerFailed(CoachError):
    """The server is not there, or said something that this client does not understand."""

    code = "COACH-402"
    exit_code = 4


def require_kind(answer: httpx2.Response, kind: str) -> None:
    """Raises the error that an answer tells of, and ServerFailed for a redirection and for content of another kind.

    The answer must have been read if it is an error.
    """
    if answer.is_error:
        raise error_of(answer)
    address = f"{answer.url.scheme}://{answer.url.netloc.decode('ascii')}"
    if not answer.is_success:
        place = answer.headers.get("location", "")
        raise ServerFailed(
            f"The server at {address} answered with status {answer.status_code}, which is no answer to this.",
            why=place and f"It names {place:.{LONGEST_DETAIL}}.",
            fix="give CoachClient the address that answers by itself",
        )
    found = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_wanted = answer.status_code == NO_CONTENT if kind == NOTHING else found == kind
    if not is_wanted:
        raise ServerFailed(
            f"The server at {address} does not answer as a coach server does.",
            why=f"It sent {found or NOTHING}, and {kind} was expected.",
            fix=ADDRESS_FIX,
        )


def read(content: bytes, kind: type[T] | TypeAdapter[T]) -> T:
    """Raises ServerFailed for what is not of that kind."""
    adapter = kind if isinstance(kind, TypeAdapter) else TypeAdapter(kind)
    try:
        return adapter.validate_json(content)
    except ValidationError as error:
        raise ServerFailed(
            "The server's answer is not what this client expects.", why=number(error.error_count(), "fault")
        ) from None


async def lines_of(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The lines of a stream of events. Raises ServerFailed when it ends in the middle of one."""
    # By line feeds alone: the words in an event may hold whatever else ends a line of text.
    pending = b""
    async for chunk in chunks:
        *whole, pending = (pending + chunk).split(b"\n")
        for line in whole:
            yield line.removesuffix(b"\r")
    if pending:
        raise ServerFailed("The stream ended in the middle of a line.", fix="go on behind the last event")


def failed(error: httpx2.HTTPError, address: object, fix: str) -> ServerFailed:
    """For a connection that was not made or broke off; `fix` is for the latter."""
    detail = " ".join(str(error).split())[:LONGEST_DETAIL]
    why = f"{type(error).__name__}: {detail}" if detail else type(error).__name__
    match error:
        case httpx2.ConnectError() | httpx2.ConnectTimeout() | httpx2.ProxyError():
            return ServerFailed(f"The server at {address} does not answer.", why=why, fix=ADDRESS_FIX)
        case httpx2.TimeoutException():
            return ServerFailed(f"The server at {address} did not answer in time.", why=why, fix=fix)
        case httpx2.DecodingError():
            return ServerFailed("The server's answer is not what this client expects.", why=why, fix=ADDRESS_FIX)
        case _:
            return ServerFailed(
                f"The connection to the server at {address} broke off before its answer was whole.", why=why, fix=fix
            )


def error_of(answer: httpx2.Response) -> CoachError:
    """The error that a problem document tells of."""
    try:
        problem = from_json(answer.content)
        code, detail = str(problem["code"]), str(problem["detail"])
        why, fix = (str(problem.get(name) or "") for name in ("why", "fix"))
    except (ValueError, KeyError, TypeError):
        return ServerFailed(f"The server answered with status {answer.status_code}, and without a reason.")
    kind = _error_classes(errors.CoachError).get(code, CoachError)
    # Not every class takes what the base takes.
    error = CoachError.__new__(kind)
    CoachError.__init__(error, detail, why=why, fix=fix)
    return error


def _error_classes(root: type[CoachError]) -> dict[str, type[CoachError]]:
    found = {root.code: root}
    for child in root.__subclasses__():
        found.update(_error_classes(child))
    return found
