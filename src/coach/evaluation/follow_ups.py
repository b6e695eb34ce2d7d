"""Which evidence there is, at a moment of a question, to ask back about."""

from collections.abc import Sequence

from coach.domain.enums import Answer, Dimension, TestGroup
from coach.domain.feedback import DimensionResult
from coach.evaluation.assess import Reading
from coach.evaluation.coding import CodingFacts
from coach.evaluation.complexity import claim_holds

FAST_SHARE = 0.5
"""Solved in so much of the time is solved fast."""
CHANGED, FAILED_TWIST = "changed", "failed:twist"
"""The code is ready for a changed requirement; what was handed in for one fails."""


def evidence_for(reading: Reading) -> tuple[str, ...]:
    """The conditions of follow-ups that hold, the most telling first.

    For code: failed:twist, failed:sample, failed:core, failed:edge, measured_slower, failed:perf, claimed_differs,
    hinted, missing:<dimension>, solved_fast, changed. For prose: missing:<dimension> in the order of the dimensions,
    then hinted.
    """
    facts = reading.facts
    hinted = ("hinted",) if reading.record.hint_rung else ()
    missing = tuple(f"missing:{dimension.value}" for dimension in _missing(reading.results))
    if facts is None:
        return (*missing, *hinted)
    fast = ("solved_fast",) if _solved_fast(facts) else ()
    ready = (CHANGED,) if facts.all_right and not facts.growth.slower_by else ()
    return (*_from_code(facts), *hinted, *missing, *fast, *ready)


def _from_code(facts: CodingFacts) -> tuple[str, ...]:
    failed = facts.failed_groups
    differs = claim_holds(facts.growth) is False and bool(facts.growth.classes)
    changed = facts.record.twist_reports
    conditions = {
        FAILED_TWIST: bool(changed) and not changed[-1].all_passed,
        "failed:sample": TestGroup.SAMPLE in failed,
        "failed:core": TestGroup.CORE in failed,
        "failed:edge": TestGroup.EDGE in failed,
        "measured_slower": facts.growth.beyond_target > 0,
        "failed:perf": TestGroup.PERF in failed,
        "claimed_differs": differs,
    }
    return tuple(name for name, holds in conditions.items() if holds)


def _solved_fast(facts: CodingFacts) -> bool:
    record = facts.record
    quick = record.seconds <= facts.bank.minutes * 60 * FAST_SHARE
    return facts.all_right and not facts.growth.beyond_target and quick and record.hint_rung <= 1


def _missing(results: Sequence[DimensionResult]) -> tuple[Dimension, ...]:
    """Dimensions in which nothing good was found."""
    return tuple(
        result.dimension
        for result in results
        if result.findings and not any(finding.answer is Answer.YES for finding in result.findings)
    )
