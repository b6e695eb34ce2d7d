"""The rules of the gate that run code: starters, references, brute force, wrong solutions, generators, limits."""

from collections.abc import AsyncIterator, Callable, Mapping

from coach.bank.material import MaterialShelf
from coach.bank.problem import Problem, from_error
from coach.bank.programs import Input, Programs, Size, solution_file
from coach.domain.coding import CodingQuestion, Complexity
from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.execution import CaseOutcome, ExecutionReport
from coach.domain.material import MOST_LIMIT, PreparedCase, TestMaterial
from coach.domain.starter import starter
from coach.errors import ContentError, LanguageUnavailable
from coach.evaluation.complexity import classes_of, distance
from coach.evaluation.correctness import report_of

SMALL_SIZES = range(1, 11)
SEEDS_QUICK = 20
"""Times ten sizes: 200 random inputs."""
SEEDS_FULL = 100
FEWEST_DIFFERENT = 20
"""So many of the small random inputs must differ, or comparing on them shows nothing."""
GROWTH_REPEATS = 20
TOO_QUICK: tuple[Complexity, ...] = ("1", "log n")
"""A sound solution of these classes takes microseconds at any size; only slower ones can be told from it."""
PYTHON = ProgrammingLanguage.PYTHON

NAMED_GROUPS = (TestGroup.CORE, TestGroup.EDGE, TestGroup.PERF)


class ProgramCheck:
    """Checks the programs of one coding question against each other. Raises RunnerUnavailable only."""

    def __init__(self, programs: Programs, shelf: MaterialShelf, *, quick: bool) -> None:
        self._programs = programs
        self._shelf = shelf
        self._quick = quick
        self._seeds = SEEDS_QUICK if quick else SEEDS_FULL
        self.unchecked: set[ProgrammingLanguage] = set()
        """Languages with a solution that this machine could not run."""

    @property
    def _question(self) -> CodingQuestion:
        return self._programs.question

    async def problems(self) -> list[Problem]:
        """Every broken rule; without usable material only the reason for that."""
        try:
            material = await self._shelf.material(self._programs)
        except ContentError as error:
            return [from_error(self._question.id, error)]
        found: list[Problem] = []
        rules: tuple[Callable[[TestMaterial], AsyncIterator[Problem]], ...] = (
            self._limits,
            self._starters,
            self._references,
            self._wrong_solutions,
            self._brute_force,
            self._generator,
            *(() if self._quick else (self._growth,)),
        )
        for rule in rules:
            try:
                found += [problem async for problem in rule(material)]
            except ContentError as error:
                found.append(from_error(self._question.id, error))
        return found

    def _problem(self, file: str, reason: str, fix: str) -> Problem:
        error = self._programs.error(file, reason, fix=fix)
        return Problem(question=self._question.id, file=error.file, reason=reason, fix=fix)

    async def _report(
        self, source: str, cases: tuple[PreparedCase, ...], language: ProgrammingLanguage = PYTHON
    ) -> ExecutionReport:
        inputs = {case.id: case.input for case in cases}
        limits = {case.id: case.cpu_seconds for case in cases}
        execution = await self._programs.run(language, source, inputs, limits)
        return report_of(execution, cases, self._question.compare)

    async def _limits(self, material: TestMaterial) -> AsyncIterator[Problem]:
        for case in material.cases:
            if case.cpu_seconds >= MOST_LIMIT:
                reason = f"the reference takes over {MOST_LIMIT / 10:.0f} s on {case.id}"
                yield self._problem("question.yaml", reason, "make the largest n smaller, or the reference faster")

    async def _starters(self, material: TestMaterial) -> AsyncIterator[Problem]:
        for language in self._question.solutions:
            source = starter(self._question.signature, language)
            try:
                report = await self._report(source, material.samples, language)
            except LanguageUnavailable:
                self.unchecked.add(language)
                continue
            if report.compile_error:
                reason = f"the {language.value} starter does not load: {report.compile_error}"
                yield self._problem("question.yaml", reason, "mend `signature`")
            elif report.all_passed:
                reason = f"the empty {language.value} starter passes the samples"
                yield self._problem("question.yaml", reason, "add a sample with a result that is not empty")

    async def _references(self, material: TestMaterial) -> AsyncIterator[Problem]:
        cases = _judged(material)
        for language, source in self._question.solutions.items():
            if language in self.unchecked:
                continue
            report = await self._report(source, cases, language)
            if not report.all_passed:
                yield self._problem(solution_file(language), f"fails: {summary(report)}", "mend it, or the test")

    async def _wrong_solutions(self, material: TestMaterial) -> AsyncIterator[Problem]:
        cases = _judged(material)
        for name, source in self._question.wrong.items():
            report = await self._report(source, cases)
            file = f"wrong/{name}.py"
            samples = report.in_group(TestGroup.SAMPLE)
            if report.compile_error or any(case.verdict is not Verdict.ACCEPTED for case in samples):
                yield self._problem(file, f"does not pass the samples: {summary(report)}", "make the mistake subtler")
            elif not failed_groups(report):
                groups = ", ".join(group.value for group in NAMED_GROUPS)
                yield self._problem(file, f"passes every test of {groups}", "add a test that catches this mistake")

    async def _brute_force(self, material: TestMaterial) -> AsyncIterator[Problem]:
        if not self._question.brute_force:
            return
        report = await self._report(self._question.brute_force, _judged(material))
        if report.compile_error or failed_groups(report) - {TestGroup.PERF}:
            yield self._problem("brute_force.py", f"fails: {summary(report)}", "it may fail in perf only")
            return
        inputs = await self._small_inputs()
        reference = await self._programs.reference(inputs)
        report = await self._report(self._question.brute_force, _random_cases(inputs, reference))
        if failed := report.smallest_failure:
            reason = f"disagrees with the reference on {failed.input}: {failed.got}, not {failed.expected}"
            yield self._problem("brute_force.py", f"{reason}{failed.error}", "one of the two is wrong: find out which")

    async def _small_inputs(self) -> dict[str, Input]:
        sizes = [Size(n, seed) for n in SMALL_SIZES for seed in range(1, self._seeds + 1)]
        return dict(zip((size.id for size in sizes), await self._programs.inputs(sizes), strict=True))

    async def _generator(self, material: TestMaterial) -> AsyncIterator[Problem]:
        small = [Size(n, seed) for n in SMALL_SIZES for seed in range(1, SEEDS_QUICK + 1)]
        sizes = [*small, *(Size(max(generator.n), generator.seed) for generator in self._question.generators)]
        first, second = await self._programs.input_texts(sizes), await self._programs.input_texts(sizes)
        for size, one, other in zip(sizes, first, second, strict=True):
            if one != other:
                reason = f"generate({size.n}, {size.seed}) gives another input each time"
                yield self._problem("generate.py", reason, "draw everything from random.Random(seed)")
                return
        if (different := len(set(first[: len(small)]))) < FEWEST_DIFFERENT:
            reason = f"gives only {different} different inputs for sizes 1 to 10"
            yield self._problem("generate.py", reason, "let the seed decide more of the input")

    async def _growth(self, material: TestMaterial) -> AsyncIterator[Problem]:
        sizes = {f"n-{step.n}": step.n for step in material.ladder}
        inputs = {f"n-{step.n}": step.input for step in material.ladder}
        source = self._question.solutions[PYTHON]
        execution = await self._programs.run(PYTHON, source, inputs, repeats=GROWTH_REPEATS)
        outcomes = self._programs.all_returned(solution_file(PYTHON), execution)
        classes = classes_of([(sizes[outcome.id], outcome.cpu_seconds) for outcome in outcomes])
        target = self._question.complexity
        if not classes and target.time in TOO_QUICK:
            return
        if not classes:
            reason = "the growth of the reference cannot be measured on the first perf generator"
            yield self._problem("question.yaml", reason, "use larger sizes, at least four of them above 0.1 ms")
        elif distance(classes, target.acceptable) or distance((target.time,), classes):
            reason = f"the reference grows like {' or '.join(classes)}, complexity.time says {target.time}"
            yield self._problem("question.yaml", reason, "mend complexity, the reference or the sizes")


def _judged(material: TestMaterial) -> tuple[PreparedCase, ...]:
    """The cases of the question before its twists."""
    return tuple(case for case in material.cases if case.group is not TestGroup.TWIST)


def _random_cases(inputs: Mapping[str, Input], outcomes: tuple[CaseOutcome, ...]) -> tuple[PreparedCase, ...]:
    return tuple(
        PreparedCase.model_construct(
            id=outcome.id,
            group=TestGroup.CORE,
            input=inputs[outcome.id],
            expected=outcome.value,
            why="a random input",
            cpu_seconds=MOST_LIMIT,
        )
        for outcome in outcomes
    )


def failed_groups(report: ExecutionReport) -> set[TestGroup]:
    return {case.group for case in report.cases if case.verdict is not Verdict.ACCEPTED}


def summary(report: ExecutionReport) -> str:
    """What went wrong in a run, in one line: the compile error, or the first failing cases."""
    if report.compile_error:
        return report.compile_error
    failed = [case for case in report.cases if case.verdict is not Verdict.ACCEPTED]
    named = [f"{case.id} ({case.verdict.value.replace('_', ' ')})" for case in failed[:3]]
    more = len(failed) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
