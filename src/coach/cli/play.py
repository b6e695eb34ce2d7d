"""Playing scripts from the command line, and showing what came of them."""

import asyncio
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from coach.bootstrap import LazyRunner, OpenOptions, open_bank, open_service
from coach.cli.narration import Preparing, describe_run, framed
from coach.cli.output import printable, show, write, write_json
from coach.cli.problems import narrate, next_step
from coach.domain.execution import ExecutionReport
from coach.domain.question import InterviewQuestion
from coach.errors import CoachError, StoreError
from coach.reporting import words
from coach.reporting.origin import written_by
from coach.scripted.check import check_names
from coach.scripted.player import Audience, Played, Player
from coach.scripted.results import Failed, Judged, Result, document, expectations, failure_document, junit
from coach.scripted.script import Script, load_script
from coach.settings import RunnerChoice, load_paths
from coach.telemetry.clock import ScriptedClock


@dataclass(frozen=True)
class Order:
    """What `coach run` was asked to do."""

    scripts: tuple[str, ...]
    junit: Path | None = None
    summary: Path | None = None
    min_score: float | None = None
    jobs: int = 1
    seed: int | None = None
    runner: RunnerChoice | None = None
    in_memory: bool = False
    as_json: bool = False


class Log(Audience):
    """Says what is stored, line by line."""

    def __init__(self, name: str) -> None:
        self._name = name

    def saved(self, session_id: str, what: str) -> None:
        narrate(printable(f"{self._name}: {session_id} {what}"))

    def passed_over(self, move: str) -> None:
        narrate(printable(f"{self._name}: {move} came too late and is passed over"))


class Stage(Audience):
    """Shows the whole conversation, and the step in which it is."""

    def question(self, number: int, of: int, question: InterviewQuestion) -> None:
        kind = question.question_type.value.replace("_", " ")
        about = " · ".join(part for part in (kind, question.title, written_by(question)) if part)
        narrate(f"\n── Question {number} of {of} · {printable(about)} ──")

    def spoke(self, speaker: str, text: str) -> None:
        narrate(framed(speaker, text.strip()))

    def wrote(self, code: str) -> None:
        narrate("candidate writes>\n" + textwrap.indent(printable(code).rstrip(), "    "))

    def ran(self, report: ExecutionReport, *, hidden: bool) -> None:
        narrate(describe_run(report, hidden=hidden))


async def _play(script: Script, order: Order, audience: Audience) -> Played:
    clock = ScriptedClock()
    options = OpenOptions(
        runner=order.runner, in_memory=order.in_memory, clock=clock, front_door="scripted", progress=Preparing()
    )
    async with open_service(options) as service:
        return await Player(service, clock, script, audience, seed=order.seed).play()


async def run_all(order: Order) -> bool:
    """Play every script and write what was asked for; False for an unmet expectation. Raises the worst error last."""
    scripts = [load_script(path) for path in order.scripts]
    bank = open_bank(load_paths(), LazyRunner(RunnerChoice.AUTO))
    for script in scripts:
        await check_names(script, bank)
    gate = asyncio.Semaphore(order.jobs)

    async def one(script: Script) -> Result:
        async with gate:
            try:
                played = await _play(script, order, Log(script.name))
            except CoachError as error:
                # The others still play: what they show must not be lost with this one.
                return Failed(script.name, error)
            return Judged(played, expectations(played, order.min_score))

    results = await asyncio.gather(*(one(script) for script in scripts))
    _write_files(order, results)
    _write_results(order, results)
    errors = [result.error for result in results if isinstance(result, Failed)]
    if errors:
        raise max(errors, key=lambda error: error.exit_code)
    return all(check.met for result in results if isinstance(result, Judged) for check in result.checks)


def _write_results(order: Order, results: Sequence[Result]) -> None:
    if order.as_json:
        write_json({"sessions": [_as_document(result) for result in results]})
        return
    for result in results:
        write(printable(_in_brief(result)))
    finished = [result.played.session.id for result in results if isinstance(result, Judged)]
    if finished:
        next_step(f"coach report {finished[-1]}")


def _as_document(result: Result) -> dict[str, Any]:
    return failure_document(result) if isinstance(result, Failed) else document(result.played, result.checks)


def _write_files(order: Order, results: Sequence[Result]) -> None:
    if order.junit:
        _write_file(order.junit, junit(results))
    if order.summary:
        _write_file(order.summary, "\n".join(_as_markdown(result) for result in results))


def _as_markdown(result: Result) -> str:
    from coach.reporting.markdown import failure, markdown

    if isinstance(result, Failed):
        return failure(result.name, result.error)
    return markdown(result.played.session, result.played.feedback)


def _write_file(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.", fix="choose another place") from None


def _in_brief(result: Result) -> str:
    if isinstance(result, Failed):
        return f"{result.name}: ✗ {result.error.message} ({result.error.code})"
    played, feedback = result.played, result.played.feedback
    head = ", ".join(f"{name} {words.score(value)}" for name, value in words.scores(feedback))
    lines = [f"{played.script.name}: {head}" + (f" · code ran in {played.runner}" if played.runner else "")]
    lines += [f"  {one.question_id} {one.title}: {words.score(one.score)}" for one in feedback.questions]
    lines += [
        f"  {'✓' if check.met else '✗'} {check.name}: expected {check.expected}, got {check.got}"
        for check in result.checks
    ]
    return "\n".join(lines)


async def play_demo(runner: RunnerChoice | None, *, as_json: bool = False) -> None:
    """The shipped demo: the conversation on stderr, the report on stdout. It leaves nothing in the history."""
    from coach.reporting.terminal import report

    order = Order(scripts=(), runner=runner or RunnerChoice.AUTO, in_memory=True)
    with as_file(files("coach.scripted") / "demo.yaml") as path:
        script = load_script(str(path))
        narrate("A whole interview, played by a script. Nothing is stored and nothing is sent anywhere.")
        played = await _play(script, order, Stage())
    if as_json:
        write_json({"sessions": [document(played, ())]})
        return
    narrate()
    show(report(played.session, played.feedback))
    narrate(f"The code was executed by: {played.runner}.")
    next_step("coach interview")
