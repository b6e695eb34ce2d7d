"""Looking for phrases in somebody's own words: stemmed, in order, and not under a negation."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from coach.domain.content import Phrases
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


@lru_cache(maxsize=256)
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
    if group not in readable.found:
        readable.found[group] = tuple(_look_for(group, readable))
    return readable.found[group]


def _look_for(group: tuple[str, ...], readable: Readable) -> Iterator[Token]:
    """The first word of every occurrence that counts, of any phrase of the group."""
    for phrase in group:
        stems = _phrase_stems(phrase)
        if not stems:
            yield from _literal(phrase, readable)
        for first, last in _matches(stems, readable):
            token = readable.tokens[first]
            if token.sentence not in readable.lists and not _negated(readable.tokens, first, last):
                yield token


def _literal(phrase: str, readable: Readable) -> Iterator[Token]:
    """Where a phrase without any word in it, such as "<=", is written."""
    at = readable.words.text.find(phrase)
    if at >= 0:
        yield from (token for token in readable.tokens[-1:] or () if token.end <= at)
        yield from (token for token in readable.tokens if token.end > at)


@lru_cache(maxsize=10_000)
def _phrase_stems(phrase: str) -> tuple[str, ...]:
    tokens = Words(phrase).tokens
    # Inside a phrase O(…) stands for itself alone, not for the words within.
    whole = {token.start for token in tokens if "(" in token.word}
    return tuple(
        token.stem for token in tokens if token.word not in ARTICLES and ("(" in token.word or token.start not in whole)
    )


def _matches(stems: tuple[str, ...], readable: Readable) -> Iterator[tuple[int, int]]:
    """Index of the first and last word of every place where the stems stand in order."""
    if not stems:
        return
    for first in readable.places.get(stems[0], ()):
        last = _end_of_match(stems, readable.tokens, first)
        if last is not None:
            yield first, last
    # "hash map" is also written "hashmap", and the other way round.
    joined = "".join(stems)
    if len(stems) > 1:
        yield from ((index, index) for index in readable.places.get(joined, ()))
    elif len(joined) >= 2 * LETTERS_FOR_GAP:
        yield from _split_matches(joined, readable.tokens)


def _split_matches(joined: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    for index, (left, right) in enumerate(pairwise(tokens)):
        if joined.startswith(left.word) and left.word + right.stem == joined:
            yield index, index + 1


def _end_of_match(stems: tuple[str, ...], tokens: tuple[Token, ...], first: int) -> int | None:
    at = first
    for before, wanted in pairwise(stems):
        here = tokens[at].sentence
        # One word may stand between two longer ones: "retry with exponential backoff" holds "retry with backoff".
        gap = min(len(before), len(wanted)) >= LETTERS_FOR_GAP
        steps = [1, 2] if gap else [1]
        step = next((step for step in steps if _is(tokens, at + step, wanted, here)), None)
        if step is None or (step == 2 and tokens[at + 1].word in NEGATIONS):
            return None
        at += step
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
