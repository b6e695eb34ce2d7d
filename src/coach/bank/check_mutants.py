"""Whether the tests of a question notice small mistakes in its reference solution."""

import asyncio
import time
from collections.abc import Sequence

from coach.bank.mutants import FEWEST_MUTANTS, Mutant, mutants_of
from coach.bank.problem import Hole, MutationResult, Problem
from coach.bank.programs import Input, Programs, solution_file
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseResult, Execution, OutcomeStatus
from coach.domain.material import LEAST_LIMIT, PreparedCase
from coach.errors import ContentError
from coach.evaluation.correctness import report_of

PYTHON = ProgrammingLanguage.PYTHON
LEAST_KILLED = 0.95
"""Of the mutants that differ from the reference, what part the tests must catch."""


class MutationCheck:
    """Runs the mutants of one reference: first on the tests, then, where they survive, beside the reference."""

    def __init__(self, programs: Programs, judged: Sequence[PreparedCase]) -> None:
        self._programs = programs
        written = {test.id for test in programs.question.tests}
        small = [case for case in judged if case.id in written]
        large = [case for case in judged if case.id not in written]
        # A mutant that never ends uses up a limit for each case that it is given, so it is given one at first.
        self._stages = [stage for stage in (small[:1], small[1:], large) if stage]

    async def result(self, random_cases: Sequence[PreparedCase]) -> MutationResult:
        """What the tests noticed; `random_cases` expect what the reference returns.

        Raises RunnerUnavailable, ContentError.
        """
        began = time.monotonic()
        mutants = await self._mutants()
        alive = mutants
        for stage in self._stages:
            alive = [mutant for mutant, failed in await self._failures(alive, stage) if not failed]
        compared = await self._failures(alive, random_cases)
        holes = [
            Hole(line=mutant.line, change=mutant.change, input=", ".join(failed.input.splitlines()))
            for mutant, failed in compared
            if failed
        ]
        return MutationResult(
            question=self._programs.question.id,
            mutants=len(mutants),
            killed=len(mutants) - len(alive),
            equivalent=len(alive) - len(holes),
            holes=tuple(holes),
            seconds=round(time.monotonic() - began, 3),
        )

    async def _mutants(self) -> list[Mutant]:
        try:
            return await asyncio.to_thread(mutants_of, self._programs.question.solutions[PYTHON])
        except ContentError as error:
            raise self._programs.error(solution_file(PYTHON), error.message, fix=error.fix) from None

    async def _failures(
        self, mutants: Sequence[Mutant], cases: Sequence[PreparedCase]
    ) -> list[tuple[Mutant, CaseResult | None]]:
        """Each mutant with the smallest case that it fails."""
        inputs: dict[str, Input] = {case.id: case.input for case in cases}
        limits = {case.id: case.cpu_seconds for case in cases}
        runs = [self._programs.run(PYTHON, mutant.source, inputs, limits) for mutant in mutants]
        executions = await asyncio.gather(*runs)
        return [
            (mutant, self._failure(execution, cases)) for mutant, execution in zip(mutants, executions, strict=True)
        ]

    def _failure(self, execution: Execution, cases: Sequence[PreparedCase]) -> CaseResult | None:
        # What was not run behind cases without end says nothing of its own input.
        idle = {outcome.id for outcome in execution.outcomes if outcome.status is OutcomeStatus.NOT_RUN}
        run = tuple(case for case in cases if case.id not in idle) or tuple(cases)
        return report_of(execution, run, self._programs.question.compare).smallest_failure


def in_short(cases: Sequence[PreparedCase]) -> list[PreparedCase]:
    """The same cases with the least limit: small inputs take a sound program no time."""
    return [case.replace(cpu_seconds=LEAST_LIMIT) for case in cases]


def mutation_problems(programs: Programs, result: MutationResult) -> list[Problem]:
    """Too few mutants to tell anything, and the holes of a result when they are too many."""
    problems = [_too_few(programs, result)] if result.mutants < FEWEST_MUTANTS else []
    differ = result.killed + len(result.holes)
    if result.killed >= LEAST_KILLED * differ:
        return problems
    for hole in result.holes:
        reason = f"with {hole.change} passes every test, although it is wrong on {hole.input}"
        error = programs.error(solution_file(PYTHON), reason, line=hole.line, fix="add a test that this mistake fails")
        problems.append(
            Problem(question=result.question, file=error.file, line=hole.line, reason=reason, fix=error.fix)
        )
    return problems


def _too_few(programs: Programs, result: MutationResult) -> Problem:
    reason = f"{result.question} gives only {result.mutants} mutants, at least {FEWEST_MUTANTS} are needed"
    fix = "write out in the reference what it leaves to the library"
    error = programs.error(solution_file(PYTHON), reason)
    return Problem(question=result.question, file=error.file, reason=reason, fix=fix)
