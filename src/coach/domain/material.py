"""The executable side of a coding question, worked out on this machine: cases with expected values and limits."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, JsonValue

from coach.domain.base import Model
from coach.domain.coding import Twist
from coach.domain.enums import TestGroup
from coach.domain.execution import CaseInput
from coach.domain.showing import described_input, shortened

LEAST_LIMIT, MOST_LIMIT = 0.5, 10.0
"""CPU seconds. Below the first, starting up and the machine's other work drown the solution's own time."""
REFERENCE_FACTOR = 10


def limit_for(reference_seconds: float) -> float:
    """The CPU limit of a case, in seconds, from the CPU time the reference took on this machine."""
    return round(min(MOST_LIMIT, max(LEAST_LIMIT, REFERENCE_FACTOR * reference_seconds)), 3)


class PreparedCase(Model):
    id: str
    group: TestGroup
    input: dict[str, JsonValue]
    expected: JsonValue
    why: str
    cpu_seconds: Annotated[float, Field(gt=0, le=60)]
    """CPU limit, inferred from the time the reference took here."""

    @cached_property
    def input_shown(self) -> str:
        """What a person reads of it; kept, since it is the same for every run."""
        return described_input(self.input)

    @cached_property
    def expected_shown(self) -> str:
        return shortened(self.expected)

    @cached_property
    def without_expected(self) -> CaseInput:
        """What may enter a sandbox."""
        # The input was validated with this case; large ones would cost as much again.
        return CaseInput.model_construct(id=self.id, input=self.input, cpu_seconds=self.cpu_seconds)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        copy = super().model_copy(update=update, deep=deep)
        for kept in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[kept]
        return copy


class LadderStep(Model):
    """One size of the growth measurement."""

    n: int
    input: dict[str, JsonValue]


class TestMaterial(Model):
    __test__ = False
    content_hash: str
    cases: tuple[PreparedCase, ...]
    ladder: tuple[LadderStep, ...] = ()

    def cases_for(self, twist: Twist | None = None) -> tuple[PreparedCase, ...]:
        """The cases of the question, and behind them those of one changed requirement."""
        prefix = f"{twist.id}-" if twist else None
        return tuple(
            case
            for case in self.cases
            if case.group is not TestGroup.TWIST or (prefix is not None and case.id.startswith(prefix))
        )

    @property
    def samples(self) -> tuple[PreparedCase, ...]:
        return tuple(case for case in self.cases if case.group is TestGroup.SAMPLE)
