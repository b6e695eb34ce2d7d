"""The rules of the gate that run code: starters, references, brute force, wrong solutions, twists, generators."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from coach.bank.check_mutants import MutationCheck, in_short, mutation_problems
from coach.bank.marks import Marks, cases_alone, judged_by, mark_key
from coach.bank.material import MaterialShelf
from coach.bank.problem import MutationResult, Problem, from_error
from coach.bank.programs import Programs, Size, solution_file
from coach.bank.random_cases import RandomCases, small_sizes
from coach.domain.coding import CodingQuestion, Complexity, Twist
from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.execution import ExecutionReport
from coach.domain.material import MOST_LIMIT, PreparedCase, TestMaterial
from coach.domain.starter import starter
from coach.errors import ContentError, LanguageUnavailable
from coach.evaluation.complexity import classes_of, distance
from coach.evaluation.correctness import report_of

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

Depth = Literal["quick", "full", "mutants"]
"""Everything on 200 random inputs; that on 1,000, with growth and mutants; mutants alone."""


@dataclass(frozen=True)
class Rule:
    """One rule for one question."""

    name: str
    depends: tuple[str, ...]
    """Beside what its cases depend on: when none of it has changed, the rule is still kept."""
    problems: Callable[[TestMaterial], Awaitable[list[Problem]]]

    def key(self, judged: str) -> str:
        return mark_key(self.name, (judged, *self.depends))


class ProgramCheck:
    """Checks the programs of one coding question against each other. Raises RunnerUnavailable only."""

    def __init__(self, programs: Programs, shelf: MaterialShelf, marks: Marks, *, depth: Depth = "quick") -> None:
        self._programs = programs
        self._shelf = shelf
        self._marks = marks
        self._depth = depth
        self._seeds = SEEDS_QUICK if depth == "quick" else SEEDS_FULL
        self._random = RandomCases(programs, self._seeds)
        self.unchecked: set[ProgrammingLanguage] = set()
        """Languages with a solution that this machine could not run."""
        self.mutation: MutationResult | None = None
        self.ran = False
        """Whether anything had to be run."""

    @property
    def _question(self) -> CodingQuestion:
        return self._programs.question

    async def problems(self) -> list[Problem]:
        """Every broken rule; without usable material only the reason for that."""
        judged = judged_by(self._question)
        left = [rule for rule in self._rules() if not self._has_passed(rule, judged)]
        if not left:
            return []
        self.ran = True
        try:
            material = await self._shelf.material(self._programs)
            found = await asyncio.gather(*(self._kept(rule, judged, material) for rule in left))
        except ContentError as error:
            return [from_error(self._question.id, error)]
        finally:
            await self._random.close()
        # What keeps a program from running is found by every rule that needs it.
        return list(dict.fromkeys(problem for problems in found for problem in problems))

    def _rules(self) -> list[Rule]:
        question = self._question
        seeds = str(self._seeds)
        mutants = Rule("mutants", (seeds,), self._mutants)
        if self._depth == "mutants":
            return [mutants]
        rules = [Rule("limits", (), self._limits)]
        rules += [self._language_rule(language, source) for language, source in question.solutions.items()]
        rules += [self._wrong_rule(name, source) for name, source in question.wrong.items()]
        rules.append(Rule("brute force", (question.brute_force, seeds), self._brute_force))
        rules += [self._twist_rule(twist) for twist in question.twists if twist.id in question.twist_solutions]
        rules.append(Rule("generator", (seeds,), self._generator))
        if self._depth == "full":
            rules.append(Rule("growth", (repr(question.complexity),), self._growth))
            rules.append(mutants)
        return rules

    def _has_passed(self, rule: Rule, judged: str) -> bool:
        key = rule.key(judged)
        if not self._marks.passed(key):
            return False
        if rule.name == "mutants":
            try:
                kept = MutationResult.model_validate_json(self._marks.note(key))
            except ValueError:
                return False
            # The same programs may have passed as another question.
            self.mutation = kept.replace(question=self._question.id)
        return True

    async def _kept(self, rule: Rule, judged: str, material: TestMaterial) -> list[Problem]:
        """The problems of a rule; it is remembered when there are none."""
        try:
            problems = await rule.problems(material)
        except LanguageUnavailable:
            return []
        except ContentError as error:
            return [from_error(self._question.id, error)]
        if not problems:
            note = self.mutation.model_dump_json() if rule.name == "mutants" and self.mutation else ""
            await asyncio.to_thread(self._marks.keep, rule.key(judged), note)
        return problems

    def _problem(self, file: str, reason: str, fix: str) -> Problem:
        error = self._programs.error(file, reason, fix=fix)
        return Problem(question=self._question.id, file=error.file, reason=reason, fix=fix)

    async def _report(
        self, source: str, cases: Sequence[PreparedCase], language: ProgrammingLanguage = PYTHON
    ) -> ExecutionReport:
        inputs = {case.id: case.input for case in cases}
        limits = {case.id: case.cpu_seconds for case in cases}
        execution = await self._programs.run(language, source, inputs, limits)
        return report_of(execution, tuple(cases), self._question.compare)

    async def _sound_report(
        self, source: str, cases: Sequence[PreparedCase], language: ProgrammingLanguage = PYTHON
    ) -> ExecutionReport:
        """Of a program that should pass: if only too slow it is tried again, as the machine may be busy."""
        report = await self._report(source, cases, language)
        verdicts = {case.verdict for case in report.cases} - {Verdict.ACCEPTED}
        return await self._report(source, cases, language) if verdicts == {Verdict.TIME_LIMIT} else report

    async def _limits(self, material: TestMaterial) -> list[Problem]:
        slow = [case.id for case in material.cases if case.cpu_seconds >= MOST_LIMIT]
        fix = "make the largest n smaller, or the reference faster"
        about = f"the reference takes over {MOST_LIMIT / 10:.0f} s on"
        return [self._problem("question.yaml", f"{about} {name}", fix) for name in slow]

    def _language_rule(self, language: ProgrammingLanguage, source: str) -> Rule:
        async def problems(material: TestMaterial) -> list[Problem]:
            empty = starter(self._question.signature, language)
            try:
                begun, done = await asyncio.gather(
                    self._report(empty, material.samples, language),
                    self._sound_report(source, _judged(material), language),
                )
            except LanguageUnavailable:
                self.unchecked.add(language)
                raise
            return [*self._starter_problems(language, begun), *self._reference_problems(language, done)]

        return Rule(f"solution in {language.value}", (source,), problems)

    def _starter_problems(self, language: ProgrammingLanguage, report: ExecutionReport) -> Iterator[Problem]:
        if report.compile_error:
            reason = f"the {language.value} starter does not load: {report.compile_error}"
            yield self._problem("question.yaml", reason, "mend `signature`")
        elif report.all_passed:
            reason = f"the empty {language.value} starter passes the samples"
            yield self._problem("question.yaml", reason, "add a sample with a result that is not empty")

    def _reference_problems(self, language: ProgrammingLanguage, report: ExecutionReport) -> Iterator[Problem]:
        if not report.all_passed:
            yield self._problem(solution_file(language), f"fails: {summary(report)}", "mend it, or the test")

    def _wrong_rule(self, name: str, source: str) -> Rule:
        async def problems(material: TestMaterial) -> list[Problem]:
            written, made = self._written_and_made(material)
            report = await self._report(source, written)
            file = f"wrong/{name}.py"
            samples = report.in_group(TestGroup.SAMPLE)
            if report.compile_error or any(case.verdict is not Verdict.ACCEPTED for case in samples):
                fix = "make the mistake subtler"
                return [self._problem(file, f"does not pass the samples: {summary(report)}", fix)]
            # What fails a written test already need not be waited for on large inputs.
            if failed_groups(report) or failed_groups(await self._report(source, made)):
                return []
            groups = ", ".join(group.value for group in NAMED_GROUPS)
            return [self._problem(file, f"passes every test of {groups}", "add a test that catches this mistake")]

        return Rule(f"wrong {name}", (source,), problems)

    def _written_and_made(self, material: TestMaterial) -> tuple[list[PreparedCase], list[PreparedCase]]:
        """The judged cases that people wrote, and those of the generators."""
        names = {test.id for test in self._question.tests}
        cases = _judged(material)
        return [case for case in cases if case.id in names], [case for case in cases if case.id not in names]

    def _twist_rule(self, twist: Twist) -> Rule:
        source = self._question.twist_solutions[twist.id]

        async def problems(material: TestMaterial) -> list[Problem]:
            cases = material.cases_for(twist)
            own = [case for case in cases if case.group is TestGroup.TWIST]
            solved, before = await asyncio.gather(
                self._sound_report(source, cases), self._report(self._question.solutions[PYTHON], own)
            )
            found = []
            if not solved.all_passed:
                fix = "mend it; where an old test and the changed question disagree, mend the twist"
                found.append(self._problem(f"twists/{twist.id}.py", f"fails: {summary(solved)}", fix))
            if before.all_passed:
                reason = f"the twist {twist.id} changes nothing: the reference passes its tests"
                found.append(self._problem("question.yaml", reason, "add a test that the old solution fails"))
            return found

        return Rule(f"twist {twist.id}", (source, json.dumps(cases_alone(twist.tests))), problems)

    async def _brute_force(self, material: TestMaterial) -> list[Problem]:
        if not (source := self._question.brute_force):
            return []
        # In the group perf it may fail as it likes.
        judged = [case for case in _judged(material) if case.group is not TestGroup.PERF]
        report = await self._report(source, judged)
        if report.compile_error or failed_groups(report):
            return [self._problem("brute_force.py", f"fails: {summary(report)}", "it may fail in perf only")]
        report = await self._report(source, await self._random.cases())
        if failed := report.smallest_failure:
            reason = f"disagrees with the reference on {failed.input}: {failed.got}, not {failed.expected}"
            fix = "one of the two is wrong: find out which"
            return [self._problem("brute_force.py", f"{reason}{failed.error}", fix)]
        return []

    async def _generator(self, material: TestMaterial) -> list[Problem]:
        largest = [(each, max(each.n)) for each in self._question.generators]
        sizes = [*small_sizes(SEEDS_QUICK), *(Size(n, each.seed) for each, n in largest)]
        again = await self._programs.inputs(sizes)
        made = {case.id: case.input for case in material.cases}
        first = await self._random.inputs()
        before = [first.get(size.id) for size in small_sizes(SEEDS_QUICK)]
        before += [made[f"{each.id}-{n}"] for each, n in largest]
        for size, one, other in zip(sizes, before, again, strict=True):
            if one != other:
                reason = f"generate({size.n}, {size.seed}) gives another input each time"
                return [self._problem("generate.py", reason, "draw everything from random.Random(seed)")]
        small = {json.dumps(each) for each in again[: -len(largest)]}
        if len(small) < FEWEST_DIFFERENT:
            reason = f"gives only {len(small)} different inputs for sizes 1 to 10"
            return [self._problem("generate.py", reason, "let the seed decide more of the input")]
        return []

    async def _mutants(self, material: TestMaterial) -> list[Problem]:
        check = MutationCheck(self._programs, _judged(material))
        self.mutation = await check.result(in_short(await self._random.cases()))
        return mutation_problems(self._programs, self.mutation)

    async def _growth(self, material: TestMaterial) -> list[Problem]:
        sizes = {f"n-{step.n}": step.n for step in material.ladder}
        inputs = {f"n-{step.n}": step.input for step in material.ladder}
        source = self._question.solutions[PYTHON]
        execution = await self._programs.run(PYTHON, source, inputs, repeats=GROWTH_REPEATS)
        outcomes = self._programs.all_returned(solution_file(PYTHON), execution)
        classes = classes_of([(sizes[outcome.id], outcome.cpu_seconds) for outcome in outcomes])
        target = self._question.complexity
        if target is None or (not classes and target.time in TOO_QUICK):
            return []
        if not classes:
            reason = "the growth of the reference cannot be measured on the first perf generator"
            return [self._problem("question.yaml", reason, "use larger sizes, at least four of them above 0.1 ms")]
        if distance(classes, target.acceptable) or distance((target.time,), classes):
            reason = f"the reference grows like {' or '.join(classes)}, complexity.time says {target.time}"
            return [self._problem("question.yaml", reason, "mend complexity, the reference or the sizes")]
        return []


def _judged(material: TestMaterial) -> tuple[PreparedCase, ...]:
    """The cases of the question before its twists."""
    return tuple(case for case in material.cases if case.group is not TestGroup.TWIST)


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
