"""How strong the candidate's own tests are: measured with the bank's reference and its known wrong solutions."""

import json
from collections.abc import Sequence

from pydantic import JsonValue

from coach.domain.coding import CodingQuestion
from coach.domain.enums import ProgrammingLanguage, Verdict
from coach.domain.execution import CaseResult, Trust
from coach.domain.material import PreparedCase, limit_for
from coach.domain.own_tests import Disagreement, OwnTest, TestStrength
from coach.evaluation.correctness import Judged
from coach.interview.engine import Engine
from coach.interview.own_tests import prepared
from coach.interview.running import judged


async def strength_of(engine: Engine, bank: CodingQuestion, tests: Sequence[OwnTest]) -> TestStrength:
    """Run the reference and every wrong solution on the tests. Raises RunnerUnavailable, Forbidden."""
    samples = await engine.questions.samples(bank)
    trust = await engine.questions.trust(bank)
    cases = prepared(tests, samples)
    reference = (await _run(engine, bank, bank.model_solution, cases, trust)).report()
    agreed = [
        case.replace(cpu_seconds=limit_for(result.cpu_seconds))
        for case, result in zip(cases, reference.cases, strict=True)
        if result.verdict is Verdict.ACCEPTED
    ]
    right = _without_copies(agreed, [case.input for case in samples])
    caught = [name for name, source in bank.wrong.items() if await _is_caught(engine, bank, source, right, trust)]
    return TestStrength(
        tests=len(tests),
        copies=len(agreed) - len(right),
        right=len(right),
        disagreements=tuple(
            _disagreement(test, result)
            for test, result in zip(tests, reference.cases, strict=True)
            if result.verdict is not Verdict.ACCEPTED
        ),
        caught=tuple(caught),
        missed=tuple(name for name in bank.wrong if name not in caught),
    )


async def _run(
    engine: Engine, bank: CodingQuestion, source: str, cases: tuple[PreparedCase, ...], trust: Trust
) -> Judged:
    return await judged(engine, bank, source, ProgrammingLanguage.PYTHON, cases, trust)


async def _is_caught(
    engine: Engine, bank: CodingQuestion, source: str, right: tuple[PreparedCase, ...], trust: Trust
) -> bool:
    return bool(right) and (await _run(engine, bank, source, right, trust)).verdict is not Verdict.ACCEPTED


def _without_copies(cases: Sequence[PreparedCase], samples: Sequence[dict[str, JsonValue]]) -> tuple[PreparedCase, ...]:
    """The cases whose input is neither that of a sample nor that of an earlier case."""
    seen = {json.dumps(sample, sort_keys=True) for sample in samples}
    kept = []
    for case in cases:
        key = json.dumps(case.input, sort_keys=True)
        if key not in seen:
            kept.append(case)
        seen.add(key)
    return tuple(kept)


def _disagreement(test: OwnTest, result: CaseResult) -> Disagreement:
    ended = f"{result.verdict.value.replace('_', ' ')}: {result.error}".rstrip(": ")
    returned = result.verdict is Verdict.WRONG_ANSWER
    return Disagreement(
        line=test.line,
        input=result.input,
        expected=result.expected,
        reference=result.got if returned else ended,
    )
