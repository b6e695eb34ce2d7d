"""Single questions, set against one's own earlier attempts and against others here."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

from coach.domain.analytics import Benchmark
from coach.domain.results import QuestionResult

LEAST_OTHERS = 5
"""Other people below which their mean is not shown."""
MOST = 20
"""Questions, the newest first."""
OWN, OTHERS = "own earlier attempts", "others here"


def benchmarks(results: Sequence[QuestionResult], others: Mapping[str, tuple[float, int]]) -> tuple[Benchmark, ...]:
    """What results that are given newest first compare with; `others` are (mean score, people) by question."""
    scores: dict[str, list[float]] = {}
    for result in results:
        if result.score is not None:
            scores.setdefault(result.bank_id, []).append(result.score)
    found = [
        lines for bank_id, own in scores.items() if (lines := list(_of_question(bank_id, own, others.get(bank_id))))
    ]
    return tuple(line for lines in found[:MOST] for line in lines)


def _of_question(bank_id: str, own: Sequence[float], others: tuple[float, int] | None) -> Iterator[Benchmark]:
    newest, *earlier = own
    if earlier:
        mean = round(fmean(earlier), 2)
        yield Benchmark(bank_id=bank_id, score=newest, reference=mean, count=len(earlier), against=OWN)
    if others and others[1] >= LEAST_OTHERS:
        yield Benchmark(bank_id=bank_id, score=newest, reference=round(others[0], 2), count=others[1], against=OTHERS)
