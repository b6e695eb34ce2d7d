"""What running code produces: raw outcomes from a runner, and the report with verdicts made from them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Protocol, Self

from pydantic import Field, JsonValue

from coach.domain.base import Model
from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.signature import Signature


class Trust(StrEnum):
    """Whose code it is: only the candidate's own, and our shipped bank's, may run outside a container."""

    OWN = "own"
    BANK = "bank"
    FOREIGN = "foreign"


class Limits(Model):
    cpu_seconds: Annotated[float, Field(gt=0, le=60)] = 2.0
    """CPU time for one case; wall time is bounded by three times this plus one second."""
    memory_mib: Annotated[int, Field(ge=16, le=4096)] = 256
    output_kib: Annotated[int, Field(ge=1, le=4096)] = 64
    """Printed text kept for one case; more ends the case with an output limit."""


class CaseInput(Model):
    """One call to make. It carries no expected value: that never enters a sandbox."""

    id: str
    input: dict[str, JsonValue]
    """Parameter name → value; for a class-style problem {"operations": [[name, [args]], …]}."""
    cpu_seconds: Annotated[float, Field(gt=0, le=60)] | None = None
    """This case's own CPU limit, instead of the request's."""


class RunRequest(Model):
    language: ProgrammingLanguage
    source: str
    signature: Signature
    cases: tuple[CaseInput, ...]
    limits: Limits = Limits()
    repeats: Annotated[int, Field(ge=1, le=20)] = 1
    """How often each case is called; its CPU time is the least of them (for measuring growth)."""
    trust: Trust = Trust.OWN


class OutcomeStatus(StrEnum):
    RETURNED = "returned"
    RAISED = "raised"
    CRASHED = "crashed"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    NOT_RUN = "not_run"
    """The code did not compile or load, or ended the process before this case."""


class CaseOutcome(Model):
    """What one call did, as the sandbox saw it."""

    id: str
    status: OutcomeStatus
    value: JsonValue = None
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    peak_memory_kib: int | None = None
    printed: str = ""
    error: str = ""
    """The exception or the named reason of a kill, in one line."""
    line: int | None = None
    """The line of the candidate's file where it happened."""


class Execution(Model):
    """The raw result of a run: facts of the sandbox, no verdicts."""

    runner: str
    """docker, bubblewrap or plain (a fake names itself)."""
    language: ProgrammingLanguage
    outcomes: tuple[CaseOutcome, ...] = ()
    compile_error: str = ""
    """Why the code could not be compiled or loaded, cut to the candidate's own file and lines; empty when it could."""
    compile_line: int | None = None
    printed: str = ""
    """What was printed while loading, outside any case."""
    seconds: float = 0.0
    notices: tuple[str, ...] = ()
    """What of the isolation was degraded, in words for the person."""


class CaseResult(Model):
    """One test case with its verdict. Long values are shortened for people to read."""

    id: str
    group: TestGroup
    verdict: Verdict
    why: str = ""
    """What the test is about."""
    input: str = ""
    expected: str = ""
    got: str = ""
    printed: str = ""
    error: str = ""
    line: int | None = None
    cpu_seconds: float = 0.0
    peak_memory_kib: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether the candidate knows it: a sample, or a test of their own."""
        return self.group in (TestGroup.SAMPLE, TestGroup.OWN)

    @property
    def guarded(self) -> Self:
        """As the candidate sees it before the interview is over: of a hidden test no value."""
        return self if self.is_open else self.replace(input="", expected="", got="")


class HasVerdict(Protocol):
    @property
    def verdict(self) -> Verdict: ...


def verdict_of(compile_error: str, cases: Iterable[HasVerdict]) -> Verdict:
    """The verdict of a run as a whole: that of the first case that was not accepted."""
    if compile_error:
        return Verdict.COMPILE_ERROR
    return next((case.verdict for case in cases if case.verdict is not Verdict.ACCEPTED), Verdict.ACCEPTED)


class ExecutionReport(Model):
    """The facts of one attempt: verdict per case. It holds no score."""

    runner: str
    language: ProgrammingLanguage
    cases: tuple[CaseResult, ...]
    compile_error: str = ""
    compile_line: int | None = None
    printed: str = ""
    seconds: float = 0.0
    notices: tuple[str, ...] = ()

    @property
    def passed(self) -> int:
        return sum(case.verdict is Verdict.ACCEPTED for case in self.cases)

    @property
    def total(self) -> int:
        return len(self.cases)

    @property
    def all_passed(self) -> bool:
        return bool(self.cases) and self.passed == self.total

    def in_group(self, *groups: TestGroup) -> tuple[CaseResult, ...]:
        return tuple(case for case in self.cases if case.group in groups)

    def without(self, *groups: TestGroup) -> Self:
        """The same report, the cases of these groups left out."""
        return self.replace(cases=tuple(case for case in self.cases if case.group not in groups))

    @property
    def guarded(self) -> Self:
        """As the candidate sees it before the interview is over: of hidden tests no values."""
        return self.replace(cases=tuple(case.guarded for case in self.cases))

    @property
    def verdict(self) -> Verdict:
        """That of the whole."""
        return verdict_of(self.compile_error, self.cases)

    @property
    def smallest_failure(self) -> CaseResult | None:
        """The failing case with the shortest input: the one to talk about."""
        failed = [case for case in self.cases if case.verdict is not Verdict.ACCEPTED]
        return min(failed, key=lambda case: (case.group is TestGroup.PERF, len(case.input)), default=None)
