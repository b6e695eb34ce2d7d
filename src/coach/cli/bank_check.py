"""`coach bank check`: putting a bank through its gate, and telling how far it has come."""

import shutil
import sys
from pathlib import Path

from coach.bank.check import Progress, check_bank, check_patterns
from coach.bank.check_programs import Depth
from coach.bank.problem import CheckReport, MutationResult
from coach.bank.resources import shipped_bank, shipped_patterns
from coach.bootstrap import LazyRunner
from coach.cli.narration import Preparing
from coach.cli.output import write, write_json
from coach.cli.problems import narrate, wants_json
from coach.errors import BadInput
from coach.settings import RunnerChoice, load_paths

CLEAR_LINE = "\r\x1b[K"


async def check_bank_folder(
    path: Path | None, *, depth: Depth, schema_only: bool, runner: RunnerChoice | None, as_json: bool
) -> bool:
    """Put a bank through the gate; True when nothing is wrong."""
    folder = path or shipped_bank()
    chosen = None if schema_only else LazyRunner(runner or RunnerChoice.AUTO, Preparing())
    told = ProgressLine()
    try:
        report = await check_bank(folder, chosen, load_paths().cache_dir, depth=depth, progress=told)
    finally:
        told.clear()
        if chosen:
            await chosen.close()
    if not report.questions and not report.problems:
        raise BadInput(
            f"{folder} holds no questions.", why="A bank has coding, concepts … folders.", fix="check the path"
        )
    problems = [*report.problems, *([] if path else check_patterns(shipped_patterns()))]
    if as_json:
        found = [each.model_dump(mode="json") for each in problems]
        mutations = [each.model_dump(mode="json") for each in report.mutations]
        unchecked = list(report.unchecked)
        write_json({"questions": report.questions, "problems": found, "unchecked": unchecked, "mutations": mutations})
        return not problems
    for problem in problems:
        write(f"✗ {problem}\n  Mend it: {problem.fix}")
    _tell_mutations(report.mutations)
    _tell_end(report, len(problems))
    return not problems


class ProgressLine:
    """One line that is written over on a terminal; elsewhere a line for each question that is done."""

    def __init__(self) -> None:
        self._in_place = not wants_json() and sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        if not self._in_place:
            if progress.is_end:
                narrate(f"  {progress.done}/{progress.total} {progress.question}: {_state(progress)}")
            return
        if progress.problems:
            narrate(f"{CLEAR_LINE}  {progress.question}: {_state(progress)}")
        text = f"  {progress.done} of {progress.total} questions"
        if progress.seconds_left:
            text += f" · about {in_words(progress.seconds_left)} left"
        if progress.running:
            text += f" · {', '.join(progress.running)}"
        most = shutil.get_terminal_size().columns - 1
        narrate(CLEAR_LINE + (text if len(text) <= most else text[: most - 1] + "…"), end="")

    def clear(self) -> None:
        """Leave nothing on the line."""
        if self._in_place:
            narrate(CLEAR_LINE, end="")


def _state(progress: Progress) -> str:
    if progress.unchanged:
        return "unchanged"
    return f"{progress.problems} problems" if progress.problems else "ok"


def in_words(seconds: float) -> str:
    """A stretch of time as roughly as it is known."""
    return f"{round(seconds / 60)} min" if seconds >= 90 else f"{max(5, round(seconds / 5) * 5)} s"


def _tell_mutations(results: tuple[MutationResult, ...]) -> None:
    for result in results:
        survived = f", {len(result.holes)} survived" if result.holes else ""
        narrate(
            f"  {result.question}: {result.mutants} mutants, {result.killed} caught, {result.equivalent} equivalent"
            f"{survived} ({result.seconds:.1f} s)"
        )
        for hole in result.holes:
            narrate(f"    line {hole.line}: {hole.change} is wrong on {hole.input}")


def _tell_end(report: CheckReport, problems: int) -> None:
    state = "all well" if not problems else f"{problems} problems"
    narrate(
        f"{report.questions} questions, {state}; {report.ran} run, {report.unchanged} unchanged, {report.seconds:.1f} s"
    )
    if report.unchecked:
        left_out = ", ".join(language.value for language in report.unchecked)
        narrate(f"Not checked here, since they need a container: solutions in {left_out}.")
