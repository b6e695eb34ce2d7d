"""What `coach sandbox` does."""

import asyncio
import contextlib
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import humanize

from coach.cli.output import write, write_json, write_table
from coach.cli.problems import STATE, narrate, next_step
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, OutcomeStatus, RunRequest
from coach.domain.signature import Parameter, Signature
from coach.domain.starter import starter
from coach.domain.wording import number
from coach.errors import RunnerUnavailable
from coach.languages.language import load
from coach.ports import CodeRunner

_RAN = (OutcomeStatus.RAISED, OutcomeStatus.CRASHED)
_STEP = re.compile(r"(?i)(?:\[\S+ )?step (\d+)/(\d+)")


async def show_status(*, as_json: bool) -> None:
    """Raises RunnerUnavailable."""
    from coach.sandbox.choose import image_statuses

    found = await image_statuses()
    if as_json:
        write_json({"images": [each._asdict() for each in found]})
        return
    rows = [
        (each.language, "built" if each.built else "not built yet", _size(each.size) if each.built else "", each.tag)
        for each in found
    ]
    write_table(("language", "image", "size", "tag"), rows)
    next_step("coach sandbox doctor" if all(each.built for each in found) else "coach sandbox build")


def _size(count: int) -> str:
    return humanize.naturalsize(count, format="%.0f")


def list_languages(*, as_json: bool) -> None:
    languages = [load(language.value) for language in ProgrammingLanguage.known()]
    if as_json:
        found = [{"name": each.name, "title": each.title, "extension": each.extension} for each in languages]
        write_json({"languages": found})
        return
    write_table(("language", "title", "file"), [(each.name, each.title, each.source) for each in languages])
    next_step("coach interview --plain --language go")


async def build(chosen: tuple[ProgrammingLanguage, ...], *, again: bool) -> None:
    """Build images one after the other, with a bar on stderr. Raises RunnerUnavailable."""
    from coach.sandbox.choose import build_image, image_statuses

    built = {each.language for each in await image_statuses() if each.built}
    wanted = [each for each in chosen or ProgrammingLanguage.known() if again or each.value not in built]
    for language in wanted:
        began = time.monotonic()
        with _progress(load(language.value).title) as tell:
            tag = await build_image(language, tell, from_scratch=again)
        narrate(f"{load(language.value).title}: built in {time.monotonic() - began:.0f} s")
        write(tag)
    if not wanted:
        narrate("Every image is built already.")
    next_step("coach sandbox doctor")


@contextlib.contextmanager
def _progress(title: str) -> Iterator[Callable[[str], None]]:
    """A bar over the steps of a build; without a terminal, a line for each step."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(file=sys.stderr, markup=False, highlight=False, emoji=False)
    if STATE.quiet or not console.is_terminal:
        yield lambda line: narrate(line) if _STEP.match(line) else None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[step]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None, step="")

        def tell(line: str) -> None:
            if step := _STEP.match(line):
                done, total = int(step[1]) - 1, int(step[2])
                bar.update(task, completed=done, total=total, step=f"step {done + 1} of {total}")

        yield tell


async def clean(*, everything: bool, as_json: bool) -> None:
    """Raises RunnerUnavailable."""
    from coach.sandbox.choose import clean_images, sweep_containers

    containers = await sweep_containers()
    removed = await clean_images(keep_current=not everything)
    if as_json:
        write_json({"images": removed, "containers": containers})
        return
    for tag in removed:
        write(tag)
    narrate(f"{number(len(removed), 'image')} and {number(containers, 'forgotten container')} removed.")
    next_step("coach sandbox status")


class Examined(NamedTuple):
    """How a small program fared; times in milliseconds."""

    language: str
    ok: bool
    says: str
    first_ms: float
    warm_ms: float


async def examine(chosen: tuple[ProgrammingLanguage, ...], *, as_json: bool) -> bool:
    """Run each language's empty starter, which must compile and say that it is empty. Raises RunnerUnavailable."""
    from coach.sandbox.choose import choose_runner

    runner = await choose_runner("docker", progress=lambda line: narrate(line) if line.startswith("Building") else None)
    try:
        found = [await _examined(runner, language) for language in chosen or ProgrammingLanguage.known()]
    finally:
        await runner.close()
    if as_json:
        write_json({"ok": all(each.ok for each in found), "languages": [each._asdict() for each in found]})
    else:
        rows = [
            ("✓" if each.ok else "✗", each.language, f"{each.first_ms:.0f} ms", f"{each.warm_ms:.0f} ms", each.says)
            for each in found
        ]
        write_table(("", "language", "first run", "warm run", ""), rows)
        next_step("coach interview --plain" if all(each.ok for each in found) else "coach sandbox build --again")
    return all(each.ok for each in found)


_PROBE = Signature(function="coach_probe", params=(Parameter(name="value", type="int"),), returns="int")
_READY_SECONDS = 3.0


async def _examined(runner: CodeRunner, language: ProgrammingLanguage) -> Examined:
    took = []
    execution = None
    for blank_lines in (0, 1):
        request = RunRequest(
            language=language,
            source=starter(_PROBE, language) + "\n" * blank_lines,  # other text, so that it is compiled again
            signature=_PROBE,
            cases=(CaseInput(id="probe", input={"value": 1}),),
        )
        began = time.monotonic()
        try:
            execution = await runner.run(request)
        except RunnerUnavailable as problem:
            return Examined(language.value, False, f"{problem.message}: {problem.why}".splitlines()[-1], 0.0, 0.0)
        took.append((time.monotonic() - began) * 1000)
        await asyncio.sleep(0 if blank_lines else _READY_SECONDS)
    ok = bool(execution and execution.outcomes[0].status in _RAN)
    says = "" if ok or execution is None else execution.compile_error or execution.outcomes[0].error
    return Examined(language.value, ok, says, *took)
