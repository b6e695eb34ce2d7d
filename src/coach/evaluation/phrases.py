"""Looking for phrases in somebody's own words: stemmed, in order, and not under a negation."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from coach.domain.content import Phrases
from coach.evaluation.kept import kept
from coach.evaluation.words import ARTICLES, Token, Words, word_set, words_of

SNIPPET = 240
"""Characters of a quote."""
REACH = 5
"""A negation reaches so many words ahead in its clause."""
NEGATIONS = word_set("not no never without nor neither none unlike")
BOUND = word_set("onli just mere simpli necessarili in yet alreadi seen found present on doubt matter problem need")
"""After "not" or "no" these turn it to something else than the words that follow."""
REFUSED = word_set("need necessari requir use util help work appli option right correct enough")
"""Under a negation behind it, these reject what stands before: "a hash map is not needed"."""
CONTRASTS = frozenset({("rather", "than"), ("instead", "of")})
LETTERS_FOR_GAP = 3


class Readable:
    """A text made ready for looking things up: its words without articles, and where each stem stands."""

    def __init__(self, text: str) -> None:
        self.words = words_of(text)
        self.tokens = tuple(token for token in self.words.tokens if token.word not in ARTICLES)
        self.lists = self.words.keyword_lists
        self.places: dict[str, list[int]] = {}
        for index, token in enumerate(self.tokens):
            self.places.setdefault(token.stem, []).append(index)
        self.found: dict[tuple[str, ...], tuple[Token, ...]] = {}
        """What was looked for already: dimensions, checklist and follow-ups ask for the same."""

    @kept
    def joined(self) -> dict[str, list[int]]:
        """Where two neighbours, the second as a stem, are written as one word elsewhere."""
        found: dict[str, list[int]] = {}
        for index, (left, right) in enumerate(pairwise(self.tokens)):
            found.setdefault(left.word + right.stem, []).append(index)
        return found


class Phrase(NamedTuple):
    """A phrase of a group made ready for looking it up."""

    text: str
    stems: tuple[str, ...]
    needed: frozenset[str]
    joined: str
    """The stems written as one word."""


class Group(NamedTuple):
    """Phrases that say the same, and by which words of a text to tell that one may be in it."""

    phrases: tuple[Phrase, ...]
    telling: dict[str, tuple[int, ...]]
    """A stem that a phrase cannot be without, or all of it in one word → numbers of such phrases."""
    splittable: dict[str, tuple[int, ...]]
    """A long word → numbers of the phrases that are this word, which may be written as two."""
    literal: tuple[int, ...]
    """Numbers of the phrases without any word."""

    def candidates(self, readable: Readable) -> list[Phrase]:
        """Those that may be in a text, in order."""
        numbers = set(self.literal)
        for stem in self.telling.keys() & readable.places.keys():
            numbers.update(self.telling[stem])
        if self.splittable:
            for word in self.splittable.keys() & readable.joined.keys():
                numbers.update(self.splittable[word])
        return [self.phrases[number] for number in sorted(numbers)]


@lru_cache(maxsize=5_000)
def _prepared(group: tuple[str, ...]) -> Group:
    phrases = tuple(
        Phrase(phrase, stems, frozenset(stems), "".join(stems)) for phrase in group for stems in [_phrase_stems(phrase)]
    )
    telling: dict[str, tuple[int, ...]] = {}
    splittable: dict[str, tuple[int, ...]] = {}
    for number, phrase in enumerate(phrases):
        # The longest is the rarest, mostly.
        for word in {max(phrase.stems, key=len), phrase.joined} if phrase.stems else ():
            telling[word] = (*telling.get(word, ()), number)
        if len(phrase.stems) == 1 and len(phrase.joined) >= 2 * LETTERS_FOR_GAP:
            splittable[phrase.joined] = (*splittable.get(phrase.joined, ()), number)
    literal = tuple(number for number, phrase in enumerate(phrases) if not phrase.stems)
    return Group(phrases, telling, splittable, literal)


@lru_cache(maxsize=16)
def _readable(text: str) -> Readable:
    return Readable(text)


def find(phrases: Phrases, text: str) -> str | None:
    """The candidate's own words in which every group of alternatives is met; None when one is missing.

    The words are returned as they were written, one sentence at most. Occurrences that are negated in their clause,
    or that stand in a bare list of keywords, do not count.
    """
    readable = _readable(text)
    hits: list[Token] = []
    for group in phrases:
        found = _occurrences(group, readable)
        if not found:
            return None
        hits.append(found[0])
    if not hits:
        return None
    best = max(hits, key=lambda hit: sum(other.sentence == hit.sentence for other in hits))
    return snippet(readable.words, best)


def places(phrases: Phrases, text: str) -> frozenset[int]:
    """Numbers of the sentences in which alone every group is met."""
    readable = _readable(text)
    met = [frozenset(hit.sentence for hit in _occurrences(group, readable)) for group in phrases]
    return frozenset.intersection(*met) if met else frozenset()


def snippet(words: Words, token: Token) -> str:
    """The sentence around a word, cut at words when it is long."""
    sentence = words.sentence(token.sentence)
    if len(sentence) <= SNIPPET:
        return sentence
    near = [other for other in words.in_sentence(token.sentence) if abs(other.start - token.start) < SNIPPET // 2]
    return words.text[near[0].start : near[-1].end]


def _occurrences(group: tuple[str, ...], readable: Readable) -> tuple[Token, ...]:
    found = readable.found.get(group)
    if found is None:
        found = readable.found[group] = tuple(_look_for(group, readable))
    return found


def _look_for(group: tuple[str, ...], readable: Readable) -> Iterator[Token]:
    """The first word of every occurrence that counts, of any phrase of the group."""
    for phrase in _prepared(group).candidates(readable):
        if not phrase.stems:
            yield from _literal(phrase.text, readable)
            continue
        for first, last in _matches(phrase, readable):
            token = readable.tokens[first]
            if token.sentence not in readable.lists and not _negated(readable.tokens, first, last):
                yield token


def _literal(phrase: str, readable: Readable) -> Iterator[Token]:
    """Where a phrase without any word in it, such as "<=", is written."""
    at = readable.words.text.find(phrase)
    if at >= 0:
        yield from (token for token in readable.tokens[-1:] or () if token.end <= at)
        yield from (token for token in readable.tokens if token.end > at)


def _phrase_stems(phrase: str) -> tuple[str, ...]:
    tokens = Words(phrase).tokens
    # Inside a phrase O(…) stands for itself alone, not for the words within.
    whole = {token.start for token in tokens if "(" in token.word}
    return tuple(
        token.stem for token in tokens if token.word not in ARTICLES and ("(" in token.word or token.start not in whole)
    )


def _matches(phrase: Phrase, readable: Readable) -> Iterator[tuple[int, int]]:
    """Index of the first and last word of every place where the stems stand in order."""
    for first in readable.places[phrase.stems[0]] if phrase.needed <= readable.places.keys() else ():
        last = _end_of_match(phrase.stems, readable.tokens, first)
        if last is not None:
            yield first, last
    # "hash map" is also written "hashmap", and the other way round.
    if len(phrase.stems) > 1:
        yield from ((index, index) for index in readable.places.get(phrase.joined, ()))
    elif len(phrase.joined) >= 2 * LETTERS_FOR_GAP:
        yield from ((index, index + 1) for index in readable.joined.get(phrase.joined, ()))


def _end_of_match(stems: tuple[str, ...], tokens: tuple[Token, ...], first: int) -> int | None:
    at, here = first, tokens[first].sentence
    for before, wanted in pairwise(stems):
        if _is(tokens, at + 1, wanted, here):
            at += 1
        # One word may stand between two longer ones: "retry with exponential backoff" holds "retry with backoff".
        elif min(len(before), len(wanted)) >= LETTERS_FOR_GAP and _is(tokens, at + 2, wanted, here):
            if tokens[at + 1].word in NEGATIONS:
                return None
            at += 2
        else:
            return None
    return at


def _is(tokens: tuple[Token, ...], index: int, stem: str, sentence: int) -> bool:
    return index < len(tokens) and tokens[index].stem == stem and tokens[index].sentence == sentence


def _negated(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a negation in the same clause reaches the match from before, or rejects it from behind."""
    clause = tokens[first].clause
    before = [token for token in tokens[max(0, first - REACH) : first] if token.clause == clause]
    after = [token for token in tokens[last + 1 : last + 1 + REACH] if token.clause == tokens[last].clause]
    return _reaches(before) or _rejected(after)


def _reaches(before: list[Token]) -> bool:
    for index, token in enumerate(before):
        follower = before[index + 1].stem if index + 1 < len(before) else ""
        if token.word in NEGATIONS and follower not in BOUND:
            return True
        if index and (before[index - 1].word, token.word) in CONTRASTS:
            return True
    return False


def _rejected(after: list[Token]) -> bool:
    denied = next((index for index, token in enumerate(after) if token.word in {"not", "never"}), None)
    if denied is None:
        return False
    return any(token.stem in REFUSED for token in after[denied + 1 : denied + 4])
