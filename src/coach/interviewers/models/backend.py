"""What an adapter of a vendor's SDK is, and what the adapters share: the address, the client, the classes of faults."""

import math
import re
from collections.abc import AsyncGenerator, Container, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.interviewers.models.price import is_local
from coach.interviewers.models.protocol import Rung, Usage

if TYPE_CHECKING:
    import httpx2

LEAST_OUTPUT = 8192
"""Tokens. What a model thinks before it speaks counts as output too."""
CONNECT_SECONDS, READ_SECONDS = 5.0, 300.0
"""Of one read at most; the deadline of a call is kept by the caller."""


class Finish(StrEnum):
    """Why a model stopped."""

    DONE = "done"
    LENGTH = "length"
    FULL = "full"
    """Question and answer together no longer fit the model."""
    REFUSED = "refused"


FINISHES = {
    "length": Finish.LENGTH,
    "max_tokens": Finish.LENGTH,
    "model_length": Finish.LENGTH,
    "model_context_window_exceeded": Finish.FULL,
    "refusal": Finish.REFUSED,
    "content_filter": Finish.REFUSED,
}


@dataclass(frozen=True)
class Form:
    """The JSON schema that an answer is to fit."""

    name: str
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """One request as an adapter sends it."""

    system: str = field(repr=False)
    user: str = field(repr=False)
    max_output: int
    rung: Rung = Rung.TEXT
    form: Form | None = None
    """Sent along on the rung SCHEMA."""
    history: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """What the model answered and what it was told then, in pairs."""


@dataclass(frozen=True)
class Chunk:
    """What arrived: any of these, or nothing but a sign of life."""

    text: str = field(default="", repr=False)
    finish: Finish | None = None
    usage: Usage | None = None
    refusal: str = field(default="", repr=False)


class Backend(Protocol):
    """One model behind one SDK. `stream` may raise anything; `translate` makes a ModelFault of it."""

    @property
    def name(self) -> str:
        """The provider."""
        ...

    @property
    def model(self) -> str: ...

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The best first, at least one."""
        ...

    @property
    def is_local(self) -> bool:
        """Whether the model is on this machine."""
        ...

    def stream(self, call: Call) -> AsyncGenerator[Chunk, None]:
        """Send one request. Closing the iterator ends it."""
        ...

    def translate(self, error: Exception) -> ModelFault: ...

    async def close(self) -> None:
        """Safe to call twice."""
        ...


@dataclass(frozen=True)
class Endpoint:
    """Where a model is reached, address and key checked."""

    provider: str
    url: str
    key: str = field(repr=False)
    is_own: bool = False
    """The vendor's own service, not one that speaks like it."""

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def is_local(self) -> bool:
        return is_local(self.url)


def http_client(endpoint: Endpoint) -> "httpx2.AsyncClient":
    """A client that keeps to the address. Raises ModelFault where the proxy settings cannot be used."""
    import httpx2

    try:
        return httpx2.AsyncClient(
            # A proxy cannot reach this machine's own addresses.
            trust_env=not endpoint.is_local,
            # A redirect would carry the candidate's words to a host that nobody agreed to.
            follow_redirects=False,
            timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        )
    except (ImportError, ValueError, OSError, httpx2.InvalidURL) as error:
        why = "a SOCKS proxy needs the package socksio" if isinstance(error, ImportError) else ""
        raise ModelFault(
            FaultKind.NOT_CONFIGURED,
            "The proxy or certificate settings of this machine cannot be used",
            why=why,
            fix="Check HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE",
        ) from None


def ended(reason: object) -> Finish | None:
    """The finish that a vendor's word means; words that are not known mean a usual end."""
    return FINISHES.get(reason, Finish.DONE) if isinstance(reason, str) and reason else None


def words(value: object) -> str:
    """Text as a server sent it, or none: SDKs do not check what they hand on."""
    return sendable(value) if isinstance(value, str) else ""


def sendable(text: str) -> str:
    """Text without half characters, which terminals and servers let through and no encoder takes."""
    return text.encode("utf-8", "replace").decode()


def count(value: object) -> int:
    """Tokens as a server counted them."""
    return max(value, 0) if isinstance(value, int) else 0


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, where a server says them."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        if math.isfinite(seconds):
            return max(seconds, 0.0)
    return None


@dataclass(frozen=True)
class Rejection:
    """What a server said instead of an answer. `text` is only searched, never shown: it may quote key or prompt."""

    status: int = 0
    """0: told inside a stream."""
    code: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    retry_after: float | None = None


IN_STREAM = range(300)
ANY = range(600)
BAD = (400, 422)
QUOTA = r"insufficient_quota|billing_(error|hard_limit|not_active)|credit balance|spend_limit"
RULES: tuple[tuple[FaultKind, Container[int], str], ...] = (
    (FaultKind.QUOTA_EXHAUSTED, (402,), ""),
    (FaultKind.QUOTA_EXHAUSTED, (*IN_STREAM, *BAD, 403, 429), QUOTA),
    (FaultKind.AUTH_FAILED, (401, 403), ""),
    (FaultKind.AUTH_FAILED, (*IN_STREAM, *BAD), r"authentication_error|permission_error|invalid_api_key|key not valid"),
    (FaultKind.MODEL_NOT_FOUND, (404,), ""),
    (FaultKind.MODEL_NOT_FOUND, (*IN_STREAM, *BAD), r"model_not_found|not a valid model|model not found"),
    (FaultKind.TOO_LONG, (413,), ""),
    (FaultKind.TOO_LONG, ANY, r"context[ _](length|window|size)|prompt is too long|request[ _]too[ _]large"),
    (FaultKind.RATE_LIMITED, (429,), ""),
    (FaultKind.RATE_LIMITED, IN_STREAM, r"rate_limit"),
    (FaultKind.UNSUPPORTED, ANY, r"response_format|json_(schema|object)|output_(config|format)|grammar"),
    (FaultKind.SERVICE_DOWN, (408, 409, 425, 499, *range(500, 600)), ""),
    (FaultKind.SERVICE_DOWN, IN_STREAM, ""),
    (FaultKind.NOT_CONFIGURED, range(300, 400), ""),
)
"""The first that fits counts: a status, and words where there are some. Rejections that none fits are UNSUPPORTED."""

SENTENCES = {
    FaultKind.QUOTA_EXHAUSTED: ("The account at {host} has no credit left", "Add credit, or practise offline"),
    FaultKind.AUTH_FAILED: ("{host} refused the key", "coach keys set {provider}"),
    FaultKind.MODEL_NOT_FOUND: ("{host} does not know the model {model}", "Check AI_MODEL_NAME and the base URL"),
    FaultKind.TOO_LONG: ("The text is too long for {model}", ""),
    FaultKind.RATE_LIMITED: ("{host} takes no more requests at the moment", ""),
    FaultKind.UNSUPPORTED: ("{host} does not take this kind of request", ""),
    FaultKind.SERVICE_DOWN: ("{host} could not answer", ""),
    FaultKind.NOT_CONFIGURED: ("{host} sends requests on to another address", "Set the base URL to that address"),
}


def rejected(endpoint: Endpoint, model: str, rejection: Rejection) -> ModelFault:
    """The fault that a server's rejection means."""
    said = f"{rejection.code} {rejection.text}".lower()
    kind = next(
        (kind for kind, statuses, marks in RULES if rejection.status in statuses and re.search(marks, said)),
        FaultKind.UNSUPPORTED,
    )
    message, fix = SENTENCES[kind]
    # A code is shown only where it cannot be a key or a name.
    code = rejection.code if re.fullmatch(r"[a-z_]{3,50}", rejection.code) else ""
    status = f"HTTP {rejection.status}" if rejection.status not in IN_STREAM else "told in the middle of an answer"
    return ModelFault(
        kind,
        message.format(host=endpoint.host, model=model),
        why=", ".join(part for part in (status, code) if part),
        fix=fix.format(provider=endpoint.provider),
        retry_after=rejection.retry_after,
    )


def unreachable(endpoint: Endpoint, error: BaseException) -> ModelFault:
    """The fault of a connection that could not be made or broke off."""
    why = type(error).__name__
    if "certificate" in str(error).lower():
        why = "its certificate is not trusted on this machine"
    return ModelFault(FaultKind.SERVICE_DOWN, f"The connection to {endpoint.host} failed", why=why, fix="coach doctor")


def unreadable(endpoint: Endpoint, error: Exception) -> ModelFault:
    """The fault of an answer that the SDK, or its adapter, stumbled over."""
    if isinstance(error, OSError):
        return unreachable(endpoint, error)
    why = type(error).__name__
    return ModelFault(FaultKind.BAD_OUTPUT, f"{endpoint.host} sent something that cannot be read", why=why)
