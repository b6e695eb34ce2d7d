"""What lies on the candidate's desk in line mode: the template of a design, and a clock that sees them at work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from coach.errors import CoachError
from coach.interview.service import InterviewService

HEADINGS = ("Requirements", "Estimates", "API and data", "Design", "Scaling", "Failures", "Trade-offs")
DESIGN_TEMPLATE = "".join(f"# {heading}\n\n" for heading in HEADINGS).rstrip("\n") + "\n"
AWAKE_SECONDS = 60.0
TERMINAL_LINE_BYTES = 4095
"""A terminal hands over at most so many bytes of one line, and drops the rest without a word."""


def written_in(text: str) -> str:
    """A design without the template's headings that nothing was written under."""
    lines = text.splitlines()
    given = {f"# {heading}" for heading in HEADINGS}
    kept = []
    for number, line in enumerate(lines):
        following = next((later for later in lines[number + 1 :] if later.strip()), "#")
        if not (line.strip() in given and following.startswith("#")):
            kept.append(line)
    return "\n".join(kept).strip()


def was_cut(line: str) -> bool:
    """Whether a line typed in a terminal has the length at which terminals cut."""
    return len(line.rstrip("\r\n").encode(errors="surrogateescape")) >= TERMINAL_LINE_BYTES


@asynccontextmanager
async def kept_awake(service: InterviewService, session_id: str) -> AsyncIterator[None]:
    """While the block runs the candidate is at work, however long nothing is typed here."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(AWAKE_SECONDS)
            with suppress(CoachError):
                await service.keep_awake(session_id)

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
