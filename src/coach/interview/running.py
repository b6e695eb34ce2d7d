"""Running a candidate's code against a question's cases, and measuring how its time grows."""

import hashlib
from collections.abc import Sequence

from coach.domain.coding import CodingQuestion, Twist
from coach.domain.content import BankQuestion
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, Limits, OutcomeStatus, RunRequest, Trust
from coach.domain.material import PreparedCase, TestMaterial
from coach.domain.own_tests import OwnTest
from coach.domain.response import GrowthPoint
from coach.errors import BadInput
from coach.evaluation.correctness import Judged, judge
from coach.interview.engine import Engine
from coach.interview.own_tests import prepared

GROWTH_REPEATS = 20
GROWTH_CPU_SECONDS = 2.0
"""CPU limit of one size while measuring; sizes beyond it are left out."""


def source_hash(source: str) -> str:
    return hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()


def as_coding(bank: BankQuestion, question_id: str) -> CodingQuestion:
    """Raises BadInput for a question that is not answered with code."""
    if isinstance(bank, CodingQuestion):
        return bank
    raise BadInput(f"Question {question_id} is answered in words, not with code.")


async def run_samples(
    engine: Engine, bank: CodingQuestion, source: str, language: ProgrammingLanguage, own: Sequence[OwnTest] = ()
) -> Judged:
    """Verdicts on the samples, and behind them on the candidate's own tests. Raises RunnerUnavailable."""
    samples = await engine.questions.samples(bank)
    return await judged(engine, bank, source, language, (*samples, *prepared(own, samples)))


async def run_all(
    engine: Engine, bank: CodingQuestion, source: str, language: ProgrammingLanguage, twist: Twist | None = None
) -> Judged:
    """Verdicts on all cases of the question, and on those of a changed requirement. Raises RunnerUnavailable."""
    material = await engine.questions.material(bank)
    return await judged(engine, bank, source, language, material.cases_for(twist))


async def judged(
    engine: Engine,
    bank: CodingQuestion,
    source: str,
    language: ProgrammingLanguage,
    cases: tuple[PreparedCase, ...],
    trust: Trust = Trust.OWN,
) -> Judged:
    """Verdicts on some cases. Raises RunnerUnavailable, and Forbidden for code that is not trusted enough."""
    execution = await engine.runner.run(
        RunRequest(
            language=language,
            source=source,
            signature=bank.signature,
            cases=tuple(case.without_expected for case in cases),
            limits=Limits(memory_mib=bank.memory_mib),
            trust=trust,
        )
    )
    return judge(execution, cases, bank.compare)


async def measure(
    engine: Engine, bank: CodingQuestion, source: str, language: ProgrammingLanguage
) -> tuple[GrowthPoint, ...]:
    """CPU seconds per size of the ladder; sizes that did not finish are left out. Raises RunnerUnavailable."""
    material: TestMaterial = await engine.questions.material(bank)
    if not material.ladder:
        return ()
    execution = await engine.runner.run(
        RunRequest(
            language=language,
            source=source,
            signature=bank.signature,
            cases=tuple(CaseInput.model_construct(id=f"n-{step.n}", input=step.input) for step in material.ladder),
            limits=Limits(memory_mib=bank.memory_mib, cpu_seconds=GROWTH_CPU_SECONDS),
            repeats=GROWTH_REPEATS,
            trust=Trust.OWN,
        )
    )
    took = {outcome.id: outcome for outcome in execution.outcomes if outcome.status is OutcomeStatus.RETURNED}
    return tuple(
        GrowthPoint(n=step.n, seconds=took[f"n-{step.n}"].cpu_seconds)
        for step in material.ladder
        if f"n-{step.n}" in took
    )
