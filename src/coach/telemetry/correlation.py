"""One id on all log lines of a request, whatever layers it goes through."""

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("coach_correlation_id", default="")
_HARMLESS = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def correlation_id() -> str:
    """The id of the request that is being worked on; empty outside of one."""
    return _current.get()


def new_correlation_id() -> str:
    """Sixteen hexadecimal digits."""
    # It tells requests apart and opens nothing: the system need not be asked for each.
    return f"{random.getrandbits(64):016x}"


def accepted_correlation_id(given: str) -> str:
    """An id that somebody sent, if it is short and harmless; a new one otherwise."""
    return given if _HARMLESS.fullmatch(given) else new_correlation_id()


@contextmanager
def correlated(given: str = "") -> Iterator[str]:
    """Give all lines of the block, and of the tasks it starts, an id: the given one if it can be used."""
    identifier = accepted_correlation_id(given)
    token = _current.set(identifier)
    try:
        yield identifier
    finally:
        _current.reset(token)
