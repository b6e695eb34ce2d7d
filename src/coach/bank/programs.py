"""Runs the programs of one question (generator, references, brute force) in a sandbox."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import JsonValue

from coach.domain.coding import CodingQuestion
from coach.domain.content import QuestionHead
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, CaseOutcome, Execution, Limits, OutcomeStatus, RunRequest, Trust
from coach.domain.material import MOST_LIMIT
from coach.domain.signature import Parameter, Signature
from coach.errors import BadInput, ContentError

CPU_SECONDS = MOST_LIMIT
"""What a program of a bank may take for one call; also the highest limit a case can get."""
GENERATOR_MEMORY_MIB = 1024

GENERATE = Signature(
    function="generate_json",
    params=(Parameter(name="n", type="int"), Parameter(name="seed", type="int")),
    returns="string",
)
# Inputs come back as JSON text, so that a generator may return whatever the parameters of its question need.
WRAPPER = """

def generate_json(n, seed):
    import json

    return json.dumps(generate(n, seed), allow_nan=False, separators=(",", ":"))
"""

Input = dict[str, JsonValue]


@dataclass(frozen=True)
class Size:
    """One call of a generator."""

    n: int
    seed: int

    @property
    def id(self) -> str:
        return f"n{self.n}-s{self.seed}"


class Executes(Protocol):
    """The part of a runner that is needed here."""

    async def run(self, request: RunRequest) -> Execution:
        """Raises RunnerUnavailable, Forbidden, BadInput."""
        ...


class Programs:
    """The programs of one question, and the sandbox they run in."""

    def __init__(self, runner: Executes, question: CodingQuestion, folder: Path, trust: Trust) -> None:
        self.question = question
        self._runner = runner
        self._folder = folder
        self._trust = programs_trust(question, trust)

    async def inputs(self, sizes: Sequence[Size]) -> list[Input]:
        """The generated input of each size, in order. Raises ContentError, RunnerUnavailable."""
        once = list(dict.fromkeys(sizes))
        texts = await self.input_texts(once)
        made = {size: self._input(size, text) for size, text in zip(once, texts, strict=True)}
        return [made[size] for size in sizes]

    async def input_texts(self, sizes: Sequence[Size]) -> list[str]:
        """As `inputs`, as JSON texts, which can be compared byte by byte."""
        if not self.question.generate:
            raise self.error(
                "generate.py", "is missing", fix="write generate(n, seed), returning the input of one case"
            )
        cases = tuple(
            CaseInput(id=size.id, input={"n": size.n, "seed": size.seed}, cpu_seconds=CPU_SECONDS) for size in sizes
        )
        execution = await self._runner.run(
            RunRequest(
                language=ProgrammingLanguage.PYTHON,
                source=self.question.generate + WRAPPER,
                signature=GENERATE,
                cases=cases,
                limits=Limits(cpu_seconds=CPU_SECONDS, memory_mib=GENERATOR_MEMORY_MIB),
                trust=self._trust,
            )
        )
        outcomes = self.all_returned("generate.py", execution)
        if execution.printed or any(outcome.printed for outcome in outcomes):
            raise self.error("generate.py", "prints", fix="return the input, and print nothing")
        return [str(outcome.value) for outcome in outcomes]

    def _input(self, size: Size, text: str) -> Input:
        signature = self.question.signature
        wanted = signature.input_names
        value = json.loads(text)
        if not isinstance(value, dict) or set(value) != wanted:
            found = sorted(value) if isinstance(value, dict) else type(value).__name__
            why = f"generate({size.n}, {size.seed}) gave {found}, the signature wants {sorted(wanted)}."
            raise self.error("generate.py", "gives the wrong input", why=why, fix="return {parameter: value}")
        return value

    async def run(
        self,
        language: ProgrammingLanguage,
        source: str,
        inputs: Mapping[str, Input],
        cpu: Mapping[str, float] | None = None,
        repeats: int = 1,
    ) -> Execution:
        """Call a solution on each input, by case id; `cpu` holds limits in seconds. Raises RunnerUnavailable."""
        cpu = cpu or {}
        # The inputs are plain data already; validating hundreds of thousands of values takes longer than running.
        cases = tuple(
            CaseInput.model_construct(id=name, input=value, cpu_seconds=cpu.get(name, CPU_SECONDS))
            for name, value in inputs.items()
        )
        request = RunRequest(
            language=language,
            source=source,
            signature=self.question.signature,
            cases=cases,
            limits=Limits(cpu_seconds=CPU_SECONDS, memory_mib=self.question.memory_mib),
            repeats=repeats,
            trust=self._trust,
        )
        try:
            return await self._runner.run(request)
        except BadInput as error:
            # Written inputs have been compared with the signature, generated ones have not.
            message, why = "makes an input that does not fit the signature", f"{error.message} {error.why}".strip()
            raise self.error(
                "generate.py", message, why=why, fix="return what the types of `signature` allow"
            ) from None

    async def reference(self, inputs: Mapping[str, Input]) -> tuple[CaseOutcome, ...]:
        """What the Python reference returns for each input. Raises ContentError when it fails, RunnerUnavailable."""
        language = ProgrammingLanguage.PYTHON
        name = solution_file(language)
        if not (source := self.question.solutions.get(language)):
            raise self.error(name, "is missing", fix="write the reference solution")
        return self.all_returned(name, await self.run(language, source, inputs))

    def all_returned(self, name: str, execution: Execution) -> tuple[CaseOutcome, ...]:
        """The outcomes of a program that must not fail. Raises ContentError naming its file."""
        if execution.compile_error:
            why, line = execution.compile_error, execution.compile_line
            raise self.error(name, "does not load", line=line, why=why, fix="mend the program")
        for outcome in execution.outcomes:
            if outcome.status is not OutcomeStatus.RETURNED:
                message = f"fails on {outcome.id}: {outcome.status.value.replace('_', ' ')}"
                raise self.error(name, message, line=outcome.line, why=outcome.error, fix="mend the program")
        return execution.outcomes

    def error(self, name: str, message: str, *, line: int | None = None, why: str = "", fix: str = "") -> ContentError:
        """An error about one file of the question."""
        return ContentError(message, file=str(self._folder / name), line=line, why=why, fix=fix)


def programs_trust(question: QuestionHead, folder: Trust) -> Trust:
    """The trust that the programs of a question deserve in a folder of this trust."""
    # What a model wrote, or came from elsewhere, is not our tried code, whatever folder it lies in.
    return folder if question.provenance.origin == "original" else Trust.FOREIGN


def solution_file(language: ProgrammingLanguage) -> str:
    return f"solutions/{language.value}.{language.extension}"
