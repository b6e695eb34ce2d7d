"""The question bank as it is browsed: found by words that need not be spelled right, and by filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from coach.analytics.met import Acquaintance
from coach.analytics.standing import TYPICAL
from coach.domain.content import QuestionHead
from coach.domain.enums import QuestionType

MOST_WORDS = 8
EXACT = 100.0
LEAST_LETTERS = 4
"""A shorter word is not taken for another one."""
SHORT_LETTERS = 5
SIMILAR, SIMILAR_SHORT = 80.0, 75.0
"""One letter off, by rapidfuzz.fuzz.partial_ratio; in a short word it weighs more."""
DUE = "due"


@dataclass(frozen=True)
class Filter:
    """What is looked for; empty parts let everything through. The others are values of enums, or a slug."""

    words: str = ""
    kind: str = ""
    difficulty: str = ""
    concept: str = ""
    company: str = ""
    status: str = ""
    """A value of Met, or DUE."""


class Entry(NamedTuple):
    """A question, and how far the person has come with it."""

    question: QuestionHead
    known: Acquaintance


class Catalogue:
    """Made once; finding takes about as long as a key press for 10,000 questions."""

    def __init__(self, questions: Iterable[QuestionHead], known: Mapping[str, Acquaintance]) -> None:
        kinds = list(QuestionType)
        ordered = sorted(questions, key=lambda one: (kinds.index(one.question_type), one.difficulty.elo, one.title))
        self.entries = tuple(Entry(one, known.get(one.id, Acquaintance())) for one in ordered)
        self.concepts = tuple(sorted({concept for one in ordered for concept in one.concepts}))
        self._texts = [f" {default_process(' '.join((one.title, one.id, *one.concepts)))}" for one in ordered]

    def find(self, wanted: Filter) -> tuple[Entry, ...]:
        """The best first where there are words, else by kind, difficulty and title."""
        words = default_process(wanted.words).split()[:MOST_WORDS]
        found = [self.entries[at] for at in ranked(words, self._texts)] if words else self.entries
        if wanted == Filter(words=wanted.words):
            return tuple(found)
        return tuple(entry for entry in found if lets_through(wanted, entry))


def lets_through(wanted: Filter, entry: Entry) -> bool:
    """Whether a question fits, whatever the words."""
    question, known = entry
    return (
        wanted.kind in ("", question.question_type.value)
        and wanted.difficulty in ("", question.difficulty.level.value)
        and wanted.concept in ("", *question.concepts)
        and (not wanted.company or question.companies.get(wanted.company, 1) >= TYPICAL)
        and (wanted.status in ("", known.met.value) or (wanted.status == DUE and known.due is not None))
    )


def ranked(words: Sequence[str], texts: Sequence[str]) -> list[int]:
    """Which texts have every word in them, the best first. A word that no text has stands for similar ones."""
    scores = dict.fromkeys(range(len(texts)), 0.0)
    for word in words:
        found = _exact(word, texts) or _similar(word, texts)
        scores = {at: score + found[at] for at, score in scores.items() if at in found}
    return sorted(scores, key=scores.__getitem__, reverse=True)


def _exact(word: str, texts: Sequence[str]) -> dict[int, float]:
    """The beginning of a word counts for more than its middle, and a word in front for a little more."""
    start = f" {word}"
    places = {at: text.find(start) for at, text in enumerate(texts) if word in text}
    return {at: EXACT if place < 0 else 2 * EXACT - place / 1000 for at, place in places.items()}


def _similar(word: str, texts: Sequence[str]) -> dict[int, float]:
    if len(word) < LEAST_LETTERS:
        return {}
    least = SIMILAR if len(word) > SHORT_LETTERS else SIMILAR_SHORT
    found = process.extract(word, texts, scorer=fuzz.partial_ratio, score_cutoff=least, limit=None)
    return {at: score for _, score, at in found}
