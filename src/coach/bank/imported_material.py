"""Material of an imported question: the answers are the package's, the time limit is inferred on this machine."""

import math
from collections.abc import AsyncIterator, Mapping

from coach.bank.imported import ACCEPTED, language_of, names_of
from coach.bank.programs import Input, Programs
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseOutcome, Execution, OutcomeStatus
from coach.domain.imported import ImportedQuestion
from coach.domain.material import LEAST_LIMIT, MOST_LIMIT, PreparedCase, TestMaterial
from coach.errors import LanguageUnavailable

ACCEPTED_FACTOR = 2.0
"""The format's own rule: an accepted submission needs at most half of the limit, and the limit is a whole number."""
USUAL_LIMIT = 2.0
"""CPU seconds where there is no accepted submission to go by."""
MOST_TRIES = 3
"""So often a test is tried on which a program only waited."""
RUN_WALL_SECONDS = 100.0
"""Longest wall time of the tests that are run at once; a sandbox ends a run after two minutes."""


def inferred_limit(slowest: float) -> float:
    """The CPU limit in seconds for a slowest accepted run of so many seconds."""
    return min(MOST_LIMIT, float(max(1, math.ceil(ACCEPTED_FACTOR * slowest))))


def stated_limit(seconds: float) -> float:
    """A package's own limit as far as it can be kept here."""
    return min(MOST_LIMIT, max(LEAST_LIMIT, seconds))


async def imported_material(programs: Programs, question: ImportedQuestion) -> TestMaterial:
    """Every test of the package under one limit. Raises RunnerUnavailable."""
    if question.time_limit is not None:
        limit = stated_limit(question.time_limit)
    else:
        limit = await _inferred(programs, question)
    cases = tuple(PreparedCase(**test.model_dump(), cpu_seconds=limit) for test in question.tests)
    return TestMaterial(content_hash=question.content_hash, cases=cases)


async def _inferred(programs: Programs, question: ImportedQuestion) -> float:
    inputs = {test.id: test.input for test in question.tests}
    took: list[float] = []
    for name in names_of(question.submissions, ACCEPTED):
        if (language := language_of(name)) is None:
            continue
        runs = executions_of(programs, language, question.submissions[name], inputs, MOST_LIMIT)
        try:
            async for execution in runs:
                took += [each.cpu_seconds for each in execution.outcomes if each.status is OutcomeStatus.RETURNED]
        except LanguageUnavailable:
            continue
    return inferred_limit(max(took)) if took else USUAL_LIMIT


async def executions_of(
    programs: Programs, language: ProgrammingLanguage, source: str, inputs: Mapping[str, Input], limit: float
) -> AsyncIterator[Execution]:
    """The runs of a program on some inputs at a time; a test that a run had no time left for is in the next one.

    Raises LanguageUnavailable, RunnerUnavailable.
    """
    left = list(inputs)
    at_once = max(1, int(RUN_WALL_SECONDS // (3 * limit + 1)))
    tries = dict.fromkeys(inputs, 1)
    while left:
        batch, left = left[:at_once], left[at_once:]
        chosen = {id_: inputs[id_] for id_ in batch}
        execution = await programs.run(language, source, chosen, dict.fromkeys(batch, limit))
        ran = [outcome for outcome in execution.outcomes if outcome.status is not OutcomeStatus.NOT_RUN]
        late = {outcome.id for outcome in ran if _waited(outcome, limit) and tries[outcome.id] < MOST_TRIES}
        yield execution.replace(outcomes=tuple(outcome for outcome in ran if outcome.id not in late))
        if execution.compile_error or not ran:
            return
        for id_ in late:
            tries[id_] += 1
        done = {outcome.id for outcome in ran} - late
        left = [*(id_ for id_ in batch if id_ not in done), *left]


def _waited(outcome: CaseOutcome, limit: float) -> bool:
    """Whether a program was ended that had hardly computed: on a busy machine that says little of the program."""
    return outcome.status is OutcomeStatus.TIME_LIMIT and outcome.cpu_seconds < limit / 2
