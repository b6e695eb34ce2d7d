"""An hour's interview: so many messages, and so many runs.

Prints the resident memory before it, at its end and at its peak, in MiB, the number of runs, and the CPU time of a
message among the first hundred and among the last, in ms.
"""

import asyncio
import os
import re
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from coach.settings import RunnerChoice
from coach.tui.screens.interview import InterviewScreen
from coach.tui.widgets.composer import Composer
from tests.benchmarks.screens.led import led, reached
from tests.benchmarks.two_sum import SOURCE


def resident() -> list[float]:
    status = Path("/proc/self/status").read_text()
    return [int(found) / 1024 for name in ("VmRSS", "VmHWM") for found in re.findall(rf"{name}:\s+(\d+)", status)]


def under_way(screen: InterviewScreen) -> bool:
    """Whether the screen has still to show what happened."""
    return any(worker.group.startswith(("talk", "sync")) and not worker.is_finished for worker in screen.workers)


async def main(messages: int, runs: int) -> None:
    async with led("two-sum", RunnerChoice.LOCAL) as (_, screen, _pilot):
        path = await screen.leader.work_file()
        began, cpu = resident(), [time.process_time()]
        for number in range(messages):
            screen.on_composer_sent(Composer.Sent(f"Message {number}: I keep what was seen in a map, in one pass."))
            await reached(lambda: not under_way(screen))
            if number % (messages // runs) == 0:
                path.write_text(f"{SOURCE}# {number}\n")
                done = len(screen.leader.runs)
                await reached(lambda done=done: len(screen.leader.runs) > done)  # type: ignore[misc]
            cpu.append(time.process_time())
        await asyncio.sleep(1)
        some = min(messages, 100)
        took = ((cpu[end] - cpu[end - some]) / some * 1000 for end in (some, messages))
        print(
            *(f"{each:.0f}" for each in (began[0], *resident())),
            len(screen.leader.runs),
            *(f"{each:.0f}" for each in took),
        )


if __name__ == "__main__":
    with TemporaryDirectory() as home:
        os.environ["COACH_HOME"] = home
        asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
