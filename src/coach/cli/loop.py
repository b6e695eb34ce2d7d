"""The one place where the command line enters the event loop."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run to the end; ctrl-c cancels it and is raised again as KeyboardInterrupt once everything is closed."""
    return asyncio.run(main)
