"""Works out what code is judged by on this machine: cases, expected values, limits, growth ladder."""

import asyncio
import hashlib
import json
import os
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from coach.bank.imported_material import imported_material
from coach.bank.programs import Input, Programs, Size, solution_file
from coach.domain.coding import CodingQuestion, Generator, TestCase
from coach.domain.enums import ProgrammingLanguage, TestGroup
from coach.domain.execution import CaseOutcome, Execution
from coach.domain.imported import ImportedQuestion
from coach.domain.material import LadderStep, PreparedCase, TestMaterial, limit_for
from coach.evaluation.correctness import report_of

MATERIAL_VERSION = 1
"""Raised when the same content would give other material, so that what is kept from before is built again."""
Build = Callable[[Programs], Awaitable[TestMaterial]]


def growth_generator(question: CodingQuestion) -> Generator:
    """The generator whose sizes are the growth ladder: the first of the perf group, else the first."""
    perf = (generator for generator in question.generators if generator.group == "perf")
    return next(perf, question.generators[0])


async def build_material(programs: Programs) -> TestMaterial:
    """The material of a question, worked out in the sandbox. Raises ContentError, RunnerUnavailable."""
    question = programs.question
    if isinstance(question, ImportedQuestion):
        return await imported_material(programs, question)
    ladder_of = growth_generator(question)
    sizes = [Size(max(generator.n), generator.seed) for generator in question.generators]
    rungs = [Size(n, ladder_of.seed) for n in ladder_of.n]
    made = await programs.inputs([*sizes, *rungs])
    generated = {
        f"{generator.id}-{max(generator.n)}": value for generator, value in zip(question.generators, made, strict=False)
    }
    written = {test.id: test.input for test in question.tests}
    if len({*written, *generated}) < len(written) + len(question.generators):
        raise programs.error("question.yaml", "names two cases alike", fix="give each generator and test its own id")
    outcomes = {outcome.id: outcome for outcome in await programs.reference({**written, **generated})}
    cases = [_written_case(test, outcomes[test.id]) for test in question.tests]
    check_written(programs, cases, [outcomes[test.id] for test in question.tests])
    cases += [
        _generated_case(generator, case_id, value, outcomes[case_id])
        for generator, (case_id, value) in zip(question.generators, generated.items(), strict=True)
    ]
    cases += _twist_cases(question, max(case.cpu_seconds for case in cases))
    ladder = tuple(
        LadderStep.model_construct(n=size.n, input=value) for size, value in zip(rungs, made[len(sizes) :], strict=True)
    )
    return TestMaterial(content_hash=question.content_hash, cases=tuple(cases), ladder=ladder)


async def build_samples(programs: Programs) -> TestMaterial:
    """As `build_material`, but the samples alone: no large input is made. Raises ContentError, RunnerUnavailable."""
    question = programs.question
    outcomes = await programs.reference({test.id: test.input for test in question.samples})
    cases = [_written_case(test, outcome) for test, outcome in zip(question.samples, outcomes, strict=True)]
    check_written(programs, cases, list(outcomes))
    return TestMaterial(content_hash=question.content_hash, cases=tuple(cases))


def _written_case(test: TestCase, outcome: CaseOutcome) -> PreparedCase:
    limit = limit_for(outcome.cpu_seconds)
    return PreparedCase(**test.model_dump(), cpu_seconds=limit)


def _generated_case(generator: Generator, case_id: str, value: Input, outcome: CaseOutcome) -> PreparedCase:
    return PreparedCase.model_construct(
        id=case_id,
        group=TestGroup(generator.group),
        input=value,
        expected=outcome.value,
        why=f"a generated input of size {max(generator.n):,}",
        cpu_seconds=limit_for(outcome.cpu_seconds),
    )


def _twist_cases(question: CodingQuestion, limit: float) -> list[PreparedCase]:
    """The tests of the twists, as `<twist>-<test>`. The reference answers the question as it was before."""
    return [
        PreparedCase(
            id=f"{twist.id}-{test.id}",
            group=TestGroup.TWIST,
            input=test.input,
            expected=test.expected,
            why=test.why,
            cpu_seconds=limit,
        )
        for twist in question.twists
        for test in twist.tests
    ]


def check_written(programs: Programs, cases: list[PreparedCase], outcomes: list[CaseOutcome]) -> None:
    """Raises ContentError when the reference returns something else than a hand-written test expects."""
    language = ProgrammingLanguage.PYTHON
    execution = Execution(runner="", language=language, outcomes=tuple(outcomes))
    report = report_of(execution, tuple(cases), programs.question.compare)
    if failed := report.smallest_failure:
        why = f"Test {failed.id} expects {failed.expected}, the reference returns {failed.got}."
        message = "disagrees with the tests of the question"
        raise programs.error(solution_file(language), message, why=why, fix="mend the test or the reference")


class MaterialCache:
    """Material on disk, one file per content: a digest, then JSON. A damaged file counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, content_hash: str) -> Path:
        return self._folder / f"{content_hash}-{MATERIAL_VERSION}.json"

    def load(self, content_hash: str) -> TestMaterial | None:
        try:
            digest, _, body = self._path(content_hash).read_bytes().partition(b"\n")
        except OSError:
            return None
        if digest != _digest(body):
            return None
        material = _trusted(json.loads(body))
        return material if material.content_hash == content_hash else None

    def save(self, material: TestMaterial) -> None:
        """Whole or not at all; a disk that refuses costs only time."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            body = material.model_dump_json().encode()
            write_atomically(self._path(material.content_hash), _digest(body) + b"\n" + body)


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _trusted(kept: dict[str, Any]) -> TestMaterial:
    """Material whose digest was right: its large inputs are taken as they are, validating them takes a second."""
    cases = [PreparedCase.model_construct(**case | {"group": TestGroup(case["group"])}) for case in kept["cases"]]
    ladder = [LadderStep.model_construct(**step) for step in kept["ladder"]]
    return TestMaterial(content_hash=kept["content_hash"], cases=tuple(cases), ladder=tuple(ladder))


def write_atomically(path: Path, raw: bytes) -> None:
    """Raises OSError, leaving what was there before."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class MaterialShelf:
    """Builds material once per content: simultaneous calls share a build, later ones read what was kept."""

    def __init__(self, cache: MaterialCache, build: Build = build_material, in_memory: int = 1) -> None:
        """`in_memory`: how many materials stay there, of which the largest hold tens of MiB."""
        self._cache = cache
        self._build = build
        self._in_memory = in_memory
        self._recent: dict[str, TestMaterial] = {}
        self._building: dict[str, asyncio.Task[TestMaterial]] = {}

    async def material(self, programs: Programs) -> TestMaterial:
        """Raises ContentError, RunnerUnavailable."""
        key = programs.question.content_hash
        if key in self._recent:
            return self._recent[key]
        if key not in self._building:
            task = asyncio.create_task(self._load_or_build(programs))
            self._building[key] = task
            task.add_done_callback(lambda done: self._finished(key, done))
        # One caller who gives up must not take the build away from the others.
        return await asyncio.shield(self._building[key])

    def _finished(self, key: str, task: asyncio.Task[TestMaterial]) -> None:
        del self._building[key]
        if not task.cancelled() and task.exception() is None:
            self._recent[key] = task.result()
            if len(self._recent) > self._in_memory:
                del self._recent[next(iter(self._recent))]

    async def _load_or_build(self, programs: Programs) -> TestMaterial:
        key = programs.question.content_hash
        if kept := await asyncio.to_thread(self._cache.load, key):
            return kept
        material = await self._build(programs)
        await asyncio.to_thread(self._cache.save, material)
        return material
