"""How hard the questions are: what their level promises, corrected by how people did on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coach.analytics.logistic import logistic
from coach.domain.enums import DifficultyLevel
from coach.domain.results import QuestionResult

LEVEL_MEAN = {DifficultyLevel.EASY: -0.7, DifficultyLevel.MEDIUM: 0.0, DifficultyLevel.HARD: 0.7}
"""Logits: who scores 5.0 on a medium question scores 6.7 on an easy one and 3.3 on a hard one."""
ITEM_SD = 0.4
"""Logits by which questions of one level differ."""
SKILL_SD = 1.0
"""Logits by which people differ on one kind of question."""
DAY_VARIANCE = 0.2
"""Of a good or bad day, in squared logits: with three questions two interviews then correlate by about .68."""
DISPERSION = 1 / 6
"""A fraction scored varies by dispersion × mean × (1 − mean), like the mean of six yes-or-no answers."""
SWEEPS = 12


@dataclass(frozen=True)
class Item:
    """The difficulty of one question, in logits."""

    mean: float
    sd: float
    results: int
    """How many results have corrected what its level promises."""


def unseen(level: DifficultyLevel) -> Item:
    """A question that nobody has answered."""
    return Item(mean=LEVEL_MEAN[level], sd=ITEM_SD, results=0)


def difficulties(everyone: Sequence[QuestionResult], besides: str | None = None) -> Mapping[str, Item]:
    """Difficulty by `bank_id` from the scored results of all people but `besides`.

    Whose skill is to be estimated is left out, so that one result does not speak twice. People and questions are
    fitted together (penalised quasi-likelihood, in turns); an item's spread holds what is unknown of the people.
    """
    fit = _Fit([one for one in everyone if one.score is not None and one.user_id != besides])
    for _ in range(SWEEPS):
        fit.sweep()
    return {name: fit.item(name) for name in fit.level}


class _Fit:
    """Everyone's skill by person and kind, and every item's difficulty, improved in turns."""

    def __init__(self, results: Sequence[QuestionResult]) -> None:
        self.by_item: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        self.by_person: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        self.level: dict[str, DifficultyLevel] = {}
        for one in results:
            person, fraction = f"{one.kind} {one.user_id}", (one.score or 0.0) / 10
            self.by_item[one.bank_id][person].append(fraction)
            self.by_person[person].append((one.bank_id, fraction))
            self.level.setdefault(one.bank_id, one.difficulty)
        self.hard = {name: LEVEL_MEAN[level] for name, level in self.level.items()}
        self.skill = dict.fromkeys(self.by_person, 0.0)
        self.doubt = dict.fromkeys(self.by_person, SKILL_SD**2)
        """Variance of each person's skill."""

    def sweep(self) -> None:
        for person, answers in self.by_person.items():
            known, pull = SKILL_SD**-2, 0.0
            for name, fraction in answers:
                surprise, noise = _surprise(fraction, self.skill[person] - self.hard[name])
                known += 1 / (noise + ITEM_SD**2)
                pull += (self.skill[person] + surprise) / (noise + ITEM_SD**2)
            self.skill[person], self.doubt[person] = pull / known, 1 / known
        for name in self.hard:
            self.hard[name] = self.item(name).mean

    def item(self, name: str) -> Item:
        prior = LEVEL_MEAN[self.level[name]]
        known, pull = ITEM_SD**-2, prior * ITEM_SD**-2
        for person, fractions in self.by_item[name].items():
            pairs = [_surprise(fraction, self.skill[person] - self.hard[name]) for fraction in fractions]
            weight = sum(1 / noise for _, noise in pairs)
            surprise = sum(found / noise for found, noise in pairs) / weight
            # One person's answers share what is unknown of that person, however many they are.
            precision = 1 / (self.doubt[person] + 1 / weight)
            known += precision
            pull += precision * (self.hard[name] - surprise)
        return Item(mean=pull / known, sd=known**-0.5, results=sum(map(len, self.by_item[name].values())))


def _surprise(fraction: float, logit: float) -> tuple[float, float]:
    """How much better than expected, in logits, and the variance of that."""
    mean = logistic(logit)
    slope = mean * (1 - mean)
    return (fraction - mean) / slope, DISPERSION / slope + DAY_VARIANCE
