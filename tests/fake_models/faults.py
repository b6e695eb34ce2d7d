"""Everything that can go wrong with a model, by name."""

import contextlib
import socket
from collections.abc import Iterator
from enum import StrEnum


class Fault(StrEnum):
    """One way to fail; the docstrings say what the client receives."""

    UNAUTHORIZED = "unauthorized"
    """401; the message repeats the whole key."""
    FORBIDDEN = "forbidden"
    """403."""
    UNKNOWN_MODEL = "unknown model"
    """404."""
    NO_JSON_SCHEMA = "no json schema"
    """400 to a request that asks for a schema; any other is answered well."""
    BAD_REQUEST = "bad request"
    """400; the message repeats what the last user turn said."""
    TOO_LARGE = "too large"
    """413."""
    CONTEXT_EXCEEDED = "context exceeded"
    """400, more tokens than the model takes."""
    RATE_LIMITED_SHORT = "rate limited, short"
    """429, retry after 1 s."""
    RATE_LIMITED_LONG = "rate limited, long"
    """429, retry after an hour."""
    NO_CREDIT = "no credit"
    """OpenAI: 429 insufficient_quota; Anthropic: 400 with a sentence about the balance."""
    ERROR_500 = "error 500"
    """500."""
    ERROR_500_THEN_OK = "error 500, then ok"
    """500 the first time, answered well from then on."""
    OVERLOADED = "overloaded"
    """529."""

    SLOW_HEADERS = "slow headers"
    """Nothing for `slow` seconds, then a good answer."""
    DRIP = "drip"
    """One character every `drip` seconds, without end."""
    STALL = "stall"
    """The beginning, nothing for `stall` seconds, then a cut."""
    REFUSED_CONNECTION = "refused connection"
    """Nobody listens: `refused_connection()` gives the URL, the server cannot."""
    HANG_UP = "hang up"
    """The request is read and the connection closed."""
    SHORT_BODY = "short body"
    """Closed before as many bytes came as content-length says."""
    HTML_200 = "html 200"
    """200 with a page, as from the login of a hotel."""
    BROKEN_JSON = "broken json"
    """An event, or a whole body, that is no JSON; well framed."""
    CLEAN_TRUNCATION = "clean truncation"
    """Half of the text and an orderly end, without a finish reason."""
    TCP_CUT = "tcp cut"
    """A reset in the middle."""
    ERROR_EVENT = "error event"
    """200, and an error in the middle of the stream; in a whole body, an error instead of the answer."""
    BAD_CHUNK = "bad chunk"
    """A chunk whose size is no number, in the middle."""

    FINISH_LENGTH = "finish length"
    """Half of the text; the finish reason says that the limit on output was met."""
    REFUSAL = "refusal"
    """The vendor's refusal, from the start."""
    CONTENT_FILTER = "content filter"
    """Half of the text, then stopped by the vendor."""
    EMPTY = "empty"
    """A good finish and no text."""
    MALFORMED = "malformed"
    """Half of the text and a good finish."""
    FENCED = "fenced"
    """Inside a Markdown fence."""
    THINKING = "thinking"
    """After a <think> block with braces in it."""
    PROSE_AROUND = "prose around"
    """Between two sentences, one with braces."""
    OUT_OF_RANGE = "out of range"
    """Numbers far too large, single words unheard of, 7 for a boolean."""
    MISSING_FIELDS = "missing fields"
    """Innermost objects keep their first field of several, none of one."""
    OVER_LONG = "over long"
    """`over_long` characters of prose: 10 million."""
    WRONG_LANGUAGE = "wrong language"
    """Prose in German; where there was none, German instead of JSON."""
    MARKDOWN = "markdown"
    """Headings, emphasis and lists instead of JSON."""


STATUSES = tuple(Fault)[: tuple(Fault).index(Fault.SLOW_HEADERS)]
"""Answered with an HTTP status of 400 or more, at least at first."""
CONTENT = tuple(Fault)[tuple(Fault).index(Fault.FINISH_LENGTH) :]
"""Sound as a response; what the model says is not what was asked for."""
IN_TRANSIT = tuple(fault for fault in Fault if fault not in STATUSES and fault not in CONTENT)
"""Lost, late or broken on the way."""


@contextlib.contextmanager
def refused_connection() -> Iterator[str]:
    """A URL where connections are refused: the port is taken, so that nobody else can listen there, but not opened."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{closed.getsockname()[1]}"
