"""A tiny bank, a question source without files, and a runner that executes the tests' own code without isolation."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from coach.bank.loader import BankFolder
from coach.bank.material import build_material
from coach.bank.programs import Programs
from coach.bank.yaml_model import nearest
from coach.domain.coding import CodingQuestion
from coach.domain.company import CompanyPattern
from coach.domain.content import BankQuestion, QuestionHead
from coach.domain.enums import CompanyType, ProgrammingLanguage
from coach.domain.execution import CaseOutcome, Execution, OutcomeStatus, RunRequest, Trust
from coach.domain.material import PreparedCase, TestMaterial
from coach.errors import NotFound, RunnerUnavailable

PAIR_SUM = """\
schema: 1
id: pair-sum
version: 1
title: Pair with a sum
summary: Is there a pair of numbers with a given sum?
provenance: {origin: original, license: MIT, authors: [coach]}
difficulty: {level: easy, elo: 1200}
concepts: [hashing]
family: pairs-1
companies: {big_tech: 2}
seniority: [junior, mid]
minutes: 15
opening: |
  You get a list of numbers and a target. Tell me whether two of the numbers add up to it.
withheld:
  - id: same-element
    asks: [may one element be used twice, must the two positions differ]
    answer: The two numbers come from different positions, although their values may be equal.
statement: |
  Return true when two elements at different positions of `numbers` add up to `target`, else false.
signature:
  function: has_pair
  params: [{name: numbers, type: list<int>}, {name: target, type: int}]
  returns: bool
tests:
  - {id: plain, group: sample, input: {numbers: [4, 9, 5], target: 14}, expected: true, why: 9 and 5}
  - {id: none, group: sample, input: {numbers: [1, 2], target: 10}, expected: false, why: nothing adds up}
  - {id: ends, group: core, input: {numbers: [7, 1, 1, 3], target: 10}, expected: true, why: first and last}
  - {id: negative, group: core, input: {numbers: [-5, 2, 8], target: 3}, expected: true, why: a negative number}
  - {id: empty, group: edge, input: {numbers: [], target: 0}, expected: false, why: no numbers}
  - {id: half, group: edge, input: {numbers: [5, 1], target: 10}, expected: false, why: one 5 cannot be used twice}
generators: [{id: big, group: perf, n: [100, 200, 400, 800, 1600, 3200], seed: 7}]
complexity: {time: n, acceptable: [n, n log n], space: n}
approaches:
  - {name: remember, complexity: n, trade_offs: One pass and linear memory.}
  - {name: sort, complexity: n log n, trade_offs: Sorting first needs no memory but more time.}
edge_cases:
  - {id: no-numbers, text: an empty list}
  - {id: same-value, text: half of the target once}
hints:
  - For one number, which other number would you need?
  - Looking something up quickly is what a hash table is for.
  - Remember every number you have passed.
  - "for each number: if target - number was seen, true; remember the number"
  - Walk once, keep a set, and look for the complement before adding.
follow_ups:
  - {id: memory, when: always, ask: "What if memory is short?", expects: [sort in place and close in from both ends]}
twists:
  - id: distinct
    change: The two values must differ.
    tests:
      - {id: equal, group: twist, input: {numbers: [5, 5], target: 10}, expected: false, why: equal values}
rubric:
  communication: [{id: restated, ask: "Did the candidate restate the task?"}]
"""

PAIR_SUM_FILES = {
    "question.yaml": PAIR_SUM,
    "solutions/python.py": """\
def has_pair(numbers, target):
    seen_values = set()
    for number in numbers:
        if target - number in seen_values:
            return True
        seen_values.add(number)
    return False
""",
    "brute_force.py": """\
def has_pair(numbers, target):
    for i in range(len(numbers)):
        for j in range(i):
            if numbers[i] + numbers[j] == target:
                return True
    return False
""",
    "generate.py": """\
import random


def generate(n, seed):
    draw = random.Random(seed)
    numbers = [draw.randrange(-n, n + 1) for _ in range(n)]
    return {"numbers": numbers, "target": draw.randrange(-n, n + 1) if n <= 10 else 5 * n}
""",
    "wrong/same_twice.py": """\
def has_pair(numbers, target):
    return any(target - number in numbers for number in numbers)
""",
    "twists/distinct.py": """\
def has_pair(numbers, target):
    seen_values = set()
    for number in numbers:
        if target - number != number and target - number in seen_values:
            return True
        seen_values.add(number)
    return False
""",
}

CONCEPTS = """\
schema: 1
concepts:
  arrays: {name: Arrays}
  hashing: {name: Hashing, prerequisites: [arrays], aliases: [hash table]}
"""

STARTUP = """\
schema: 1
type: startup
name: Start-up
about: Small teams that ship every day.
minutes: 60
mix: {coding_problem: 60, system_design: 20, behavioral: 20}
phases: {clarify: 3, plan: 5, code: 20, verify: 5, wrap: 2}
focus: [pragmatism]
evaluation: [working code]
weights: [{dimension: communication, weight: 1.5, reason: everybody talks to everybody}]
bars: {junior: 5, mid: 6, senior: 7, staff: 8}
roles:
  backend: {focus: [data models]}
"""

ROLES = """\
schema: 1
roles:
  backend: {name: Backend}
"""


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def write_bank(root: Path, files: Mapping[str, str] = PAIR_SUM_FILES, slug: str = "pair-sum") -> Path:
    """A bank with one coding question and a concept graph; returns its folder."""
    write_files(root / "coding" / slug, files)
    write_files(root, {"concepts.yaml": CONCEPTS})
    return root


def pair_sum(folder: Path) -> CodingQuestion:
    """The tiny question, read from a bank that is written into `folder`."""
    question = BankFolder(write_bank(folder)).question("pair-sum")
    assert isinstance(question, CodingQuestion)
    return question


async def pair_sum_material(folder: Path) -> TestMaterial:
    """Material of the tiny question, worked out by the runner below."""
    programs = Programs(TrustingRunner(), pair_sum(folder), folder / "coding" / "pair-sum", Trust.BANK)
    return await build_material(programs)


class MemoryQuestions:
    """A `QuestionSource` over values."""

    def __init__(
        self,
        questions: Sequence[BankQuestion] = (),
        patterns: Sequence[CompanyPattern] = (),
        materials: Mapping[str, TestMaterial] | None = None,
    ) -> None:
        self._questions = {question.id: question for question in questions}
        self._patterns = {pattern.type: pattern for pattern in patterns}
        self._materials = dict(materials or {})

    async def catalog(self) -> tuple[BankQuestion, ...]:
        return tuple(self._questions[name] for name in sorted(self._questions))

    async def question(self, bank_id: str) -> BankQuestion:
        if bank_id in self._questions:
            return self._questions[bank_id]
        near = ", ".join(nearest(bank_id, self._questions, limit=3))
        raise NotFound(f"There is no question {bank_id!r}.", fix=f"Did you mean {near}?")

    async def material(self, question: CodingQuestion) -> TestMaterial:
        if question.id in self._materials:
            return self._materials[question.id]
        raise RunnerUnavailable("There is no sandbox here.")

    async def samples(self, question: CodingQuestion) -> tuple[PreparedCase, ...]:
        return (await self.material(question)).samples

    async def trust(self, question: QuestionHead) -> Trust:
        return Trust.FOREIGN

    async def patterns(self) -> tuple[CompanyPattern, ...]:
        return tuple(self._patterns.values())

    async def pattern(self, company: CompanyType) -> CompanyPattern:
        if company in self._patterns:
            return self._patterns[company]
        raise NotFound(f"There is no pattern for {company.value}.", why=f"There are: {', '.join(self._patterns)}.")


DRIVER = """
import json, signal, sys, time

class OutOfTime(BaseException):
    pass

def stop(*_):
    raise OutOfTime

signal.signal(signal.SIGPROF, stop)
job = json.load(sys.stdin)
space = {"__name__": "solution"}
try:
    exec(compile(job["source"], "solution.py", "exec"), space)
    entry = space[job["entry"]]
except BaseException as error:
    print(json.dumps({"error": f"{type(error).__name__}: {error}"}))
    sys.exit()
for case in job["cases"]:
    given, began = case["input"], time.process_time()
    try:
        signal.setitimer(signal.ITIMER_PROF, case["cpu_seconds"] or 2.0)
        if job["is_class"]:
            target, value = None, []
            for name, arguments in given["operations"]:
                if name == job["entry"]:
                    target, result = entry(*arguments), None
                else:
                    result = getattr(target, name)(*arguments)
                value.append(result)
        else:
            value = entry(**given)
            value = next(iter(given.values())) if job["in_place"] else value
        signal.setitimer(signal.ITIMER_PROF, 0)
        answer = {"status": "returned", "value": value}
    except OutOfTime:
        answer = {"status": "time_limit"}
    except BaseException as error:
        answer = {"status": "raised", "error": f"{type(error).__name__}: {error}"}
    print(json.dumps({"id": case["id"], "cpu_seconds": time.process_time() - began, **answer}), flush=True)
"""


BARE_PYTHON = (sys.executable, "-I", "-S")
"""Without the packages of this environment, among which the measuring of coverage takes longer than the program."""


class TrustingRunner:
    """A `CodeRunner` for the tests' own Python and plain values: a process of its own, and no isolation at all."""

    def __init__(self, *, unavailable: bool = False) -> None:
        self.requests: list[RunRequest] = []
        self.unavailable = unavailable

    @property
    def name(self) -> str:
        return "trusting"

    async def run(self, request: RunRequest) -> Execution:
        self.requests.append(request)
        if self.unavailable:
            raise RunnerUnavailable("No sandbox can be started.")
        process = await asyncio.create_subprocess_exec(
            *BARE_PYTHON, "-c", DRIVER, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        job = {
            "source": request.source,
            "entry": request.signature.entry,
            "is_class": request.signature.is_class,
            "in_place": not request.signature.is_class and request.signature.returns == "void",
            "cases": [case.model_dump() for case in request.cases],
        }
        printed, _ = await asyncio.wait_for(process.communicate(json.dumps(job).encode()), 60)
        return self._execution(request, [json.loads(line) for line in printed.splitlines()])

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        return [await self.run(request) for request in requests]

    def _execution(self, request: RunRequest, answers: list[dict[str, object]]) -> Execution:
        if answers and "id" not in answers[0]:
            error = str(answers[0]["error"])
            return Execution(runner=self.name, language=request.language, compile_error=error, compile_line=1)
        found = {outcome.id: outcome for outcome in map(CaseOutcome.model_validate, answers)}
        outcomes = [found.get(case.id, CaseOutcome(id=case.id, status=OutcomeStatus.NOT_RUN)) for case in request.cases]
        return Execution(runner=self.name, language=request.language, outcomes=tuple(outcomes))

    async def require(self, language: ProgrammingLanguage, trust: Trust = Trust.OWN) -> None:
        return None

    async def warm(self, language: ProgrammingLanguage) -> None:
        return None

    async def close(self) -> None:
        return None
