"""The gate's profile for an imported question: its submissions get the verdicts that its package says they get."""

from collections.abc import AsyncIterator
from typing import NamedTuple

from coach.bank.imported import ACCEPTED, SUBMISSIONS, language_of
from coach.bank.imported_material import executions_of
from coach.bank.marks import Marks, mark_key
from coach.bank.material import MaterialShelf
from coach.bank.problem import Problem, from_error
from coach.bank.programs import Programs
from coach.domain.enums import ProgrammingLanguage, Verdict
from coach.domain.execution import CaseResult
from coach.domain.imported import ImportedQuestion
from coach.domain.material import PreparedCase, TestMaterial
from coach.errors import ContentError, LanguageUnavailable
from coach.evaluation.correctness import report_of

RIGHT, WRONG = Verdict.ACCEPTED, Verdict.WRONG_ANSWER
SLOW, BROKEN = Verdict.TIME_LIMIT, Verdict.RUNTIME_ERROR
AS_BROKEN = frozenset({Verdict.MEMORY_LIMIT, Verdict.OUTPUT_LIMIT})
"""The package format has no verdicts of their own for these."""


class Expectation(NamedTuple):
    """What is to come of a submission."""

    permitted: frozenset[Verdict]
    required: frozenset[Verdict]
    """At least one test must get one of these."""


EXPECTATIONS = {
    ACCEPTED: Expectation(frozenset({RIGHT}), frozenset({RIGHT})),
    "wrong_answer": Expectation(frozenset({RIGHT, WRONG}), frozenset({WRONG})),
    "time_limit_exceeded": Expectation(frozenset({RIGHT, SLOW}), frozenset({SLOW})),
    "run_time_error": Expectation(frozenset({RIGHT, BROKEN}), frozenset({BROKEN})),
    "rejected": Expectation(frozenset({RIGHT, WRONG, SLOW, BROKEN}), frozenset({WRONG, SLOW, BROKEN})),
    "brute_force": Expectation(frozenset({RIGHT, SLOW, BROKEN}), frozenset({SLOW, BROKEN})),
}
"""Folder of submissions → what their package says of them."""


class ImportedCheck:
    """Runs every submission of an imported question. Raises RunnerUnavailable only."""

    mutation = None
    """Nothing of an imported question is mutated."""

    def __init__(self, programs: Programs, shelf: MaterialShelf, marks: Marks, question: ImportedQuestion) -> None:
        self._programs = programs
        self._shelf = shelf
        self._marks = marks
        self._question = question
        self.unchecked: set[ProgrammingLanguage] = set()
        """Languages with a submission that this machine could not run."""
        self.ran = False
        """Whether anything had to be run."""

    async def problems(self) -> list[Problem]:
        """Every submission with another verdict than its folder says."""
        key = mark_key("imported", (self._question.content_hash,))
        if self._marks.passed(key):
            return []
        self.ran = True
        material = await self._shelf.material(self._programs)
        found = []
        for name in sorted(self._question.submissions):
            try:
                found += [problem async for problem in self._submission(name, material)]
            except LanguageUnavailable:
                self.unchecked |= {language} if (language := language_of(name)) else set()
            except ContentError as error:
                found.append(from_error(self._question.id, error))
        if not found and not self.unchecked:
            self._marks.keep(key)
        return found

    async def _submission(self, name: str, material: TestMaterial) -> AsyncIterator[Problem]:
        folder = name.partition("/")[0]
        expected, language = EXPECTATIONS.get(folder), language_of(name)
        if expected is None or language is None:
            known = ", ".join(sorted(EXPECTATIONS))
            yield self._problem(name, "is in no folder or language that is known", f"folders: {known}")
            return
        judged = await self._judged(language, self._question.submissions[name], material, expected)
        if judged.compile_error:
            yield self._problem(name, f"does not load: {judged.compile_error}", "mend it, or remove it")
        elif reason := mismatch(expected, judged.cases, first_counts=self._question.package.format == "kattis-legacy"):
            fix = "if the package is right, report this as a fault of coach; else remove the submission"
            yield self._problem(name, f"{reason}, which {folder} does not mean", fix)

    async def _judged(
        self, language: ProgrammingLanguage, source: str, material: TestMaterial, expected: Expectation
    ) -> "Judged":
        cases = {case.id: case for case in material.cases}
        limit = max(case.cpu_seconds for case in material.cases)
        inputs = {id_: case.input for id_, case in cases.items()}
        found: list[CaseResult] = []
        async for execution in executions_of(self._programs, language, source, inputs, limit):
            ran: tuple[PreparedCase, ...] = tuple(cases[outcome.id] for outcome in execution.outcomes)
            if execution.compile_error:
                return Judged((), execution.compile_error)
            found += report_of(execution, ran, self._question.compare).cases
            # One test too slow is what such a submission is for; to wait for all of them would take minutes.
            if SLOW in expected.required and any(case.verdict is SLOW for case in found):
                break
        return Judged(tuple(found), "")

    def _problem(self, name: str, reason: str, fix: str) -> Problem:
        error = self._programs.error(f"{SUBMISSIONS}/{name}", reason)
        return Problem(question=self._question.id, file=error.file, reason=reason, fix=fix)


class Judged(NamedTuple):
    cases: tuple[CaseResult, ...]
    compile_error: str


def mismatch(expected: Expectation, cases: tuple[CaseResult, ...], *, first_counts: bool) -> str:
    """How the verdicts differ from what is expected, in words; empty when they agree.

    In the legacy format only the first failure counts: judging stops there.
    """
    if not cases:
        return "no test could be run"
    verdicts = {case.id: BROKEN if case.verdict in AS_BROKEN else case.verdict for case in cases}
    failed = {id_: verdict for id_, verdict in verdicts.items() if verdict is not RIGHT}
    if first_counts and expected.required != {RIGHT}:
        failed = dict(list(failed.items())[:1])
    for id_, verdict in failed.items():
        if verdict not in expected.permitted:
            return f"{id_} ends with {_named(verdict)}{_told(cases, id_)}"
    if not expected.required & ({RIGHT} if not failed else set(failed.values())):
        return "every test is accepted" if not failed else f"no test ends with {_listed(expected.required)}"
    return ""


def _told(cases: tuple[CaseResult, ...], id_: str) -> str:
    error = next(case.error for case in cases if case.id == id_)
    return f" ({error})" if error else ""


def _named(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ")


def _listed(verdicts: frozenset[Verdict]) -> str:
    return " or ".join(sorted(map(_named, verdicts)))
