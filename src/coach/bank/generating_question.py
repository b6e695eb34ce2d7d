"""Has a question written, and admits it only through the gate."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from pydantic import JsonValue

from coach.bank.check import check_bank
from coach.bank.check_content import Finding, content_findings
from coach.bank.generated import GENERATED, GenerationRecord, keep, taken_ids
from coach.bank.generating_files import free_slug, head_of, write_draft
from coach.bank.generating_rules import generated_findings
from coach.bank.loader import BankFolder, Entry
from coach.bank.problem import CheckReport, Problem, from_error
from coach.bank.programs import Programs
from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.drafts import QuestionDraft, QuestionWish
from coach.domain.enums import ProgrammingLanguage, QuestionType
from coach.domain.execution import CaseInput, RunRequest, Trust
from coach.domain.signature import Parameter, Signature
from coach.errors import ContentError, Forbidden, ModelUnavailable, RunnerUnavailable
from coach.ports import CodeRunner

TRIES = 2
LONGEST_PROBLEM = 400
"""Characters of a problem that are told; a program's output may be part of it."""
PROBE = RunRequest(
    language=ProgrammingLanguage.PYTHON,
    source="def same(value):\n    return value\n",
    signature=Signature(function="same", params=(Parameter(name="value", type="int"),), returns="int"),
    cases=(CaseInput(id="probe", input={"value": 1}),),
    trust=Trust.FOREIGN,
)


class QuestionWriter(Protocol):
    """Whoever writes questions."""

    @property
    def name(self) -> str:
        """Named as the author."""
        ...

    async def write(self, wish: QuestionWish, problem: str = "") -> QuestionDraft:
        """One question; `problem` is why an earlier one was turned down. Raises ModelUnavailable."""
        ...


@dataclass(frozen=True)
class Workshop:
    """Where questions are checked and kept."""

    runner: CodeRunner
    into: Path
    """The bank that an admitted question joins."""
    others: Sequence[Path] = ()
    """Banks whose ids are taken too."""


class Generated(NamedTuple):
    question: BankQuestion
    path: Path
    tries: int


async def generate_question(wish: QuestionWish, writer: QuestionWriter, workshop: Workshop) -> Generated:
    """A question that passed the gate, in the bank of the workshop; at most two are written for it.

    Raises ModelUnavailable when none passed, RunnerUnavailable without a container for programs, StoreError. Then
    nothing is kept.
    """
    if wish.kind is QuestionType.CODING_PROBLEM:
        await _require_container(workshop.runner)
    problem = ""
    for tries in range(1, TRIES + 1):
        draft = await writer.write(wish, problem)
        slug = free_slug(draft.fields.get("title", ""), taken_ids([*workshop.others, workshop.into]))
        with tempfile.TemporaryDirectory(prefix="coach-question-") as folder:
            check = DraftCheck(Path(folder), wish, workshop.runner)
            found = await check.passed(draft, head_of(wish, slug, writer.name))
            if isinstance(found, Passed):
                record = _record(found, writer.name, draft, tries)
                return Generated(found.question, keep(found.entry, workshop.into, record), tries)
            problem = _told(found, Path(folder))
    raise ModelUnavailable(
        "No question passed the check, and nothing was kept.",
        why=f"{TRIES} were written. What was wrong with the last: {problem}",
        fix="try again, or choose another concept or model",
    )


async def _require_container(runner: CodeRunner) -> None:
    """Raises RunnerUnavailable before a model is paid for programs that could not be run."""
    try:
        await runner.run(PROBE)
    except Forbidden as error:
        raise RunnerUnavailable(
            "A generated question needs a container for its programs.", why=error.message, fix=error.fix
        ) from None


class Passed(NamedTuple):
    question: BankQuestion
    entry: Entry
    report: CheckReport


def _record(passed: Passed, model: str, draft: QuestionDraft, tries: int) -> GenerationRecord:
    return GenerationRecord(
        question=passed.question.id,
        model=model,
        prompts=draft.prompts,
        content_hash=passed.question.content_hash,
        tries=tries,
        report=passed.report,
    )


class DraftCheck:
    """Puts one draft through the gate, in a folder that is thrown away."""

    def __init__(self, folder: Path, wish: QuestionWish, runner: CodeRunner) -> None:
        self._root = folder / "bank"
        self._cache = folder / "cache"
        self._wish = wish
        self._runner = runner

    async def passed(self, draft: QuestionDraft, head: dict[str, JsonValue]) -> Passed | Problem:
        """The question as it is read from its files, or the first problem. Raises RunnerUnavailable, OSError."""
        slug = str(head["id"])
        try:
            entry = write_draft(self._root, self._wish, head, with_expected(draft, {}))
            if self._wish.kind is QuestionType.CODING_PROBLEM:
                write_draft(self._root, self._wish, head, with_expected(draft, await self._expected(entry)))
            question = self._read(entry)
            self._require(entry, generated_findings(question))
        except ContentError as error:
            return from_error(slug, error)
        is_coding = isinstance(question, CodingQuestion)
        report = await check_bank(self._root, self._runner if is_coding else None, self._cache)
        if report.problems:
            return _most_telling(report.problems)
        if report.questions != 1 or report.unchecked or report.ran != int(is_coding):
            return Problem(question=slug, file=str(entry.path), reason="was not checked whole", fix="check it again")
        return Passed(question, entry, report)

    def _read(self, entry: Entry) -> BankQuestion:
        question = BankFolder(self._root).question(entry.id)
        if question.provenance.origin != GENERATED:
            raise ContentError("is not marked as generated", file=str(entry.path), field="provenance.origin")
        return question

    def _require(self, entry: Entry, findings: Sequence[Finding]) -> None:
        for place, reason, fix in findings[:1]:
            raise ContentError(reason, file=str(entry.path), field=".".join(map(str, place)), fix=fix)

    async def _expected(self, entry: Entry) -> dict[str, JsonValue]:
        """What the reference returns for each test. The brute force, written apart from it, is to agree later."""
        question = self._read(entry)
        if not isinstance(question, CodingQuestion):
            raise ContentError("is no coding question", file=str(entry.path), field="kind")
        findings = content_findings(question, frozenset({self._wish.concept}))
        self._require(entry, [finding for finding in findings if "expected" not in finding.place])
        programs = Programs(self._runner, question, entry.path.parent, Trust.FOREIGN)
        outcomes = await programs.reference({test.id: test.input for test in question.tests})
        return {outcome.id: outcome.value for outcome in outcomes}


def _most_telling(problems: Sequence[Problem]) -> Problem:
    # Where brute force and reference disagree, every expected value is in doubt, and other complaints follow from that.
    return next((each for each in problems if Path(each.file).name == "brute_force.py"), problems[0])


def with_expected(draft: QuestionDraft, expected: Mapping[str, JsonValue]) -> QuestionDraft:
    """The draft with what each of its tests expects; null where that is not known."""
    tests = draft.fields.get("tests")
    if not isinstance(tests, list):
        return draft
    filled = [
        {**test, "expected": expected.get(str(test.get("id")))} if isinstance(test, dict) else test for test in tests
    ]
    return draft.replace(fields={**draft.fields, "tests": filled})


def _told(problem: Problem, folder: Path) -> str:
    """A problem in one line, without the folder that is gone by then, nor anything that a terminal would obey."""
    file = Path(problem.file)
    place = str(file.relative_to(folder)).removeprefix("bank/") if file.is_relative_to(folder) else file.name
    text = " ".join(part for part in (place, problem.field) if part) + f" – {problem.reason}"
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return text if len(text) <= LONGEST_PROBLEM else text[: LONGEST_PROBLEM - 1] + "…"
