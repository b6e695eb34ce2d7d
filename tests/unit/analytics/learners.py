"""Simulated learners who practise what spaced repetition, chance or a fixed table chooses, for the same minutes.

Fixed before the first run:

* A learner practises two questions of ten minutes a day, on different concepts, for 60 days: 20 hours. Then nothing
  until day 90. There are 12, 24 or 48 concepts: more time than needed, about enough, and too little.
* Nobody forgets as FSRS assumes. Half of the learners follow ACT-R with spacing (Pavlik and Anderson 2005): activation
  m = ln(sum of n · t_j^-d_j) over practices j, with t in seconds outside of practice scaled by 0.025, n = 3 encounters
  in a practice, d_j = 0.217 · e^m + a, and recall 1 / (1 + e^((-0.704 - m) / 0.255)). The other half follow half-life
  regression (after Settles and Meeder 2016): recall 2^(-days / h); remembering multiplies h by 1 + 3 · (1 - recall),
  forgetting halves it, not below the first one.
* Concepts differ: a is log-normal around 0.177 with sigma 0.25; the first h around 2 days with sigma 0.6. What was
  never practised is not known.
* A practice shows a score of normal(7.8, 1.0) when the learner remembers and normal(3.2, 1.2) when not, cut to 0–10.
  It teaches in both cases. Scores are all that a choice may see.
* Three choices. `fsrs`: what coach calls due, lowest recall first, then concepts not met so far, then the lowest recall
  of the rest. `fixed`: 1, 3, 7, 14, 30 days after one another, and 30 from then on, whatever the score; the longest
  overdue first, then concepts not met so far, then the next in time. `random`: any concepts.
* Outcome at days 60 and 90: concepts with recall of at least 0.9, and the sum of recall, each divided by the 20 hours.
  Each learner goes through all choices; the difference to `fsrs` has a 95 % interval over learners.

Not fixed before, and so no more than a hint: `turns` gives every second question to a concept not met so far.

    python -m tests.unit.analytics.learners --learners 200
"""

import argparse
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import fmean, stdev
from typing import Protocol

from coach.analytics.schedule import due
from coach.domain.enums import CompanyType, DifficultyLevel, QuestionType, Seniority
from coach.domain.results import QuestionResult

DAYS, LATER = 60, 90
A_DAY = 2
MINUTES = 10
HOURS = DAYS * A_DAY * MINUTES / 60
SIZES = (12, 24, 48)
TABLE = (1, 3, 7, 14, 30)
RETAINED = 0.9
BEGIN = datetime(2026, 1, 1, 18, 0, tzinfo=UTC)
OUTCOMES = ("retained 60", "recall 60", "retained 90", "recall 90")


class Concept(Protocol):
    """What one learner holds of one concept."""

    def recall(self, day: int) -> float: ...

    def practise(self, day: int, *, remembered: bool) -> None: ...


@dataclass
class Activation:
    """ACT-R with spacing."""

    intercept: float
    practices: list[tuple[int, float]] = field(default_factory=list)
    """Day and decay of each."""

    def _activation(self, day: int) -> float:
        return math.log(sum(3 * ((day - at) * 86_400 * 0.025) ** -decay for at, decay in self.practices))

    def recall(self, day: int) -> float:
        return 1 / (1 + math.exp((-0.704 - self._activation(day)) / 0.255)) if self.practices else 0.0

    def practise(self, day: int, *, remembered: bool) -> None:
        spacing = 0.217 * math.exp(self._activation(day)) if self.practices else 0.0
        self.practices.append((day, spacing + self.intercept))


@dataclass
class HalfLife:
    """Half-life regression."""

    first: float
    days: float = 0.0
    last: int | None = None

    def recall(self, day: int) -> float:
        return 0.0 if self.last is None else 2 ** (-(day - self.last) / self.days)

    def practise(self, day: int, *, remembered: bool) -> None:
        if self.last is None:
            self.days = self.first
        elif remembered:
            self.days *= 1 + 3 * (1 - self.recall(day))
        else:
            self.days = max(self.first, self.days / 2)
        self.last = day


def activations(rng: random.Random, size: int) -> list[Concept]:
    return [Activation(0.177 * math.exp(rng.gauss(0, 0.25))) for _ in range(size)]


def half_lives(rng: random.Random, size: int) -> list[Concept]:
    return [HalfLife(2 * math.exp(rng.gauss(0, 0.6))) for _ in range(size)]


MODELS: dict[str, Callable[[random.Random, int], list[Concept]]] = {
    "ACT-R": activations,
    "half-life": half_lives,
}


@dataclass
class Diary:
    """What a choice may see: who was practised when, with which score."""

    size: int
    days: dict[int, list[int]] = field(default_factory=dict)
    """Concept → days of practice."""
    results: list[QuestionResult] = field(default_factory=list)

    def note(self, concept: int, day: int, score: float) -> None:
        self.days.setdefault(concept, []).append(day)
        self.results.append(
            QuestionResult(
                user_id="learner",
                session_id=f"day-{day}",
                question_id=f"q{concept}",
                at=BEGIN + timedelta(days=day),
                bank_id=f"question-{concept}",
                kind=QuestionType.TECHNICAL_CONCEPT,
                difficulty=DifficultyLevel.MEDIUM,
                concepts=(str(concept),),
                company=CompanyType.BIG_TECH,
                seniority=Seniority.MID,
                role="backend",
                score=score,
            )
        )

    @property
    def unmet(self) -> list[int]:
        return [concept for concept in range(self.size) if concept not in self.days]


Choose = Callable[[Diary, int, random.Random], Sequence[int]]
"""The concepts in the order in which they are to be practised."""


def by_fsrs(diary: Diary, day: int, rng: random.Random) -> list[int]:
    now = BEGIN + timedelta(days=day)
    known = due(diary.results, now)
    urgent = [int(one.concept) for one in known if one.due <= now]
    return [*urgent, *diary.unmet, *(int(one.concept) for one in known if one.due > now)]


def by_turns(diary: Diary, day: int, rng: random.Random) -> list[int]:
    usual, unmet = by_fsrs(diary, day, rng), diary.unmet
    return usual if usual[0] in unmet or not unmet else [usual[0], unmet[0]]


def by_table(diary: Diary, day: int, rng: random.Random) -> list[int]:
    when = {one: days[-1] + TABLE[min(len(days), len(TABLE)) - 1] for one, days in diary.days.items()}
    inorder = sorted(when, key=lambda one: (when[one], one))
    return [
        *(one for one in inorder if when[one] <= day),
        *diary.unmet,
        *(one for one in inorder if when[one] > day),
    ]


def by_chance(diary: Diary, day: int, rng: random.Random) -> list[int]:
    return rng.sample(range(diary.size), diary.size)


CHOICES: dict[str, Choose] = {"fsrs": by_fsrs, "fixed": by_table, "random": by_chance, "turns": by_turns}


@dataclass(frozen=True)
class Outcome:
    """What is left of one learner's practice."""

    practices: int
    figures: tuple[float, ...]
    """As OUTCOMES names them, in concepts, not yet by the hour."""


def learn(model: str, size: int, choose: Choose, seed: int) -> Outcome:
    """One learner with one choice; the same seed has the same concepts under every choice."""
    concepts = MODELS[model](random.Random(seed), size)
    rng, diary, practices = random.Random(seed + 1), Diary(size), 0
    figures: list[float] = []
    for day in range(LATER + 1):
        if day in (DAYS, LATER):
            recalls = [concept.recall(day) for concept in concepts]
            figures += [float(sum(one >= RETAINED for one in recalls)), sum(recalls)]
        if day >= DAYS:
            continue
        for number in choose(diary, day, rng)[:A_DAY]:
            remembered = rng.random() < concepts[number].recall(day)
            score = rng.gauss(7.8, 1.0) if remembered else rng.gauss(3.2, 1.2)
            concepts[number].practise(day, remembered=remembered)
            diary.note(number, day, min(10.0, max(0.0, score)))
            practices += 1
    return Outcome(practices, tuple(figures))


@dataclass(frozen=True)
class Row:
    """All learners of a model and size with one choice: concepts by the hour, and how far `fsrs` is ahead."""

    model: str
    size: int
    choice: str
    means: tuple[float, ...]
    ahead: tuple[tuple[float, float], ...]
    """The difference and the half of its 95 % interval, for each outcome."""


def compare(learners: int, seed: int = 1, sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """`learners` of each model and size, by all choices. At least two."""
    for model in MODELS:
        for size in sizes:
            seeds = [seed * 1_000_003 + 2 * number for number in range(learners)]
            found = {name: [learn(model, size, choose, one) for one in seeds] for name, choose in CHOICES.items()}
            for name, outcomes in found.items():
                pairs = list(zip(found["fsrs"], outcomes, strict=True))
                columns = range(len(OUTCOMES))
                yield Row(
                    model,
                    size,
                    name,
                    tuple(fmean(one.figures[column] / HOURS for one in outcomes) for column in columns),
                    tuple(
                        _difference([(ours.figures[column] - one.figures[column]) / HOURS for ours, one in pairs])
                        for column in columns
                    ),
                )


def _difference(values: Sequence[float]) -> tuple[float, float]:
    return fmean(values), 1.96 * stdev(values) / math.sqrt(len(values))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(f"{'model':10}{'concepts':>9}  {'choice':8}" + "".join(f"{name:>14}" for name in OUTCOMES))
    for row in compare(asked.learners, asked.seed):
        print(f"{row.model:10}{row.size:9}  {row.choice:8}" + "".join(f"{one:14.3f}" for one in row.means))
        if row.choice != "fsrs":
            ahead = (f"{difference:+.3f} ±{half:.3f}" for difference, half in row.ahead)
            print(f"{'':21}{'fsrs':8}" + "".join(f"{one:>14}" for one in ahead))


if __name__ == "__main__":
    main()
