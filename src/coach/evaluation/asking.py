"""Which withheld facts a question asks for: by the words that carry it, never by bare keywords."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from coach.domain.content import Withheld
from coach.evaluation.words import FUNCTION_WORDS, Token, Words, sentence_spans, stem, word_set, words_of

TELLING, STRONG, QUANTITY, GENERIC = 1.6, 1.0, 0.5, 0.3
"""How much a word tells: a property, what is asked about, how much of it, the thing every question is about."""
NEEDED = 0.6
"""Share of the words of an ask that a question must have."""
NEEDED_OF_LIGHT = 0.9
"""The same for an ask that has no telling word."""
FOCUS = 0.34
"""Share of the words of the question that must be about it."""
TERSE = 4
"""A question of at most so many content words needs no sentence: "Negative numbers?"."""

ALIKE = {
    "input": "input list array collection sequence string text nums numbers data n argument parameter",
    "element": "element elements value values item items number integer integers entry entries",
    "big": "big large many much huge size limit maximum max range bound bounds small minimum min",
    "long": "long length",
    "double": "duplicate duplicates repeat repeated repeats twice unique distinct same again repetition",
    "blank": "empty blank zero none null nothing missing",
    "order": "order ordered sorted sort sorting unsorted ordering",
    "below": "negative negatives below minus sign signed",
    "return": "return returned output result answer give",
    "edge": "inclusive exclusive touch touching overlap overlapping boundary endpoint",
    "people": "user users people dau mau",
    "load": "load traffic throughput qps rps requests",
    "quick": "latency slow fast quick quickly respond delay",
    "right": "consistent consistency stale fresh freshness eventual",
    "lose": "lose loss lost losing durability durable",
    "where": "region regions geographic geography country countries global worldwide",
    "keep": "retain retention keep kept stored expire expiry ttl",
    "upper": "case uppercase lowercase upper lower capital capitals",
    "change": "modify mutate mutation change changed inplace",
    "valid": "valid invalid malformed wrong guarantee guaranteed",
}
GROUP_OF = {stem(word): group for group, words in ALIKE.items() for word in words.split()}
WEIGHTS = {"input": GENERIC, "element": GENERIC} | dict.fromkeys(("big", "long", "return"), QUANTITY)
WEIGHTS |= dict.fromkeys(("double", "blank", "order", "below", "edge", "lose", "where", "keep", "upper"), TELLING)
WEIGHTS |= dict.fromkeys(("change", "load", "quick"), TELLING)
ASKING = re.compile(
    r"\b(?:what|which|how|when|where|who|why|whether|should|shall|could|can|may|might|must|is|are|was|were|do|does|did"
    r"|will|would|am|any|assume|assuming|wonder|confirm|clarify|tell me|let me know)\b",
    re.IGNORECASE,
)
IDLE = word_set("possibl allow assum suppos think want need know tell say okay ok ask question wonder confirm let use")
SAY_AGAIN = re.compile(
    r"\b(?:repeat|rephrase|say|read|explain)\b.{0,20}\b(?:question|problem|task|that again)\b", re.IGNORECASE
)
JOINTS = re.compile(r",|\band\b|\bor\b|\balso\b|\bthen\b", re.IGNORECASE)


def similar_asks(withheld: Sequence[Withheld], asked: str) -> tuple[Withheld, ...]:
    """The withheld facts that a candidate's words ask for, in the order of the question.

    Several questions in one line earn what each of them asks; keywords without the shape of a question earn nothing.
    """
    common = _common(withheld)
    parts = [_weights(part, common) for part in _questions(asked)]
    return tuple(fact for fact in withheld if any(_asks_for(part, fact, common) for part in parts))


def is_question(text: str) -> bool:
    """Whether any sentence has the shape of a question."""
    return any(True for _ in _questions(text))


def _questions(asked: str) -> Iterator[tuple[Token, ...]]:
    """The words of each question: every clause, and every two neighbours, of sentences that ask."""
    for start, end in sentence_spans(asked):
        sentence = asked[start:end]
        if SAY_AGAIN.search(sentence) or not _has_question_shape(sentence):
            continue
        clauses = [words_of(part).tokens for part in JOINTS.split(sentence)]
        yield from clauses
        yield from (left + right for left, right in pairwise(clauses))


def _has_question_shape(sentence: str) -> bool:
    marked, asking = sentence.rstrip().endswith("?"), ASKING.search(sentence) is not None
    if not marked and not asking:
        return False
    words = Words(sentence)
    content = [token for token in words.tokens if token.word not in FUNCTION_WORDS]
    function = len(words.tokens) - len(content)
    return (marked and 0 < len(content) <= TERSE) or (asking and function * 4 >= len(content))


def _meaning(tokens: Sequence[Token]) -> set[str]:
    """What the words are about: their stems, or the group of words alike."""
    stems = {token.stem for token in tokens if token.word not in FUNCTION_WORDS or token.word == "no"} - IDLE
    groups = {GROUP_OF.get(one, one) for one in stems}
    # A long list is a big one; a long meeting is not.
    return groups - {"long"} | {"big"} if {"long", "input"} <= groups else groups


def _common(withheld: Sequence[Withheld]) -> frozenset[str]:
    """Words that more than one fact is asked with: they tell less about which one is meant."""
    counts = Counter(
        word for fact in withheld for word in set().union(*(_meaning(words_of(ask).tokens) for ask in fact.asks))
    )
    return frozenset(word for word, count in counts.items() if count > 1)


def _weights(tokens: Sequence[Token], common: frozenset[str]) -> dict[str, float]:
    usual = {word: WEIGHTS.get(word, STRONG) for word in _meaning(tokens)}
    return {word: min(weight, GENERIC) if word in common else weight for word, weight in usual.items()}


def _asks_for(part: dict[str, float], fact: Withheld, common: frozenset[str]) -> bool:
    name = _weights(words_of(fact.id.replace("-", " ")).tokens, common)
    if max(name.values(), default=0) >= STRONG and _covers(part, name):
        return True
    return any(_covers(part, _weights(words_of(ask).tokens, common)) for ask in fact.asks)


def _covers(part: dict[str, float], wanted: dict[str, float]) -> bool:
    """Whether a question has enough of the words of an ask, and is about little else."""
    shared = wanted.keys() & part.keys()
    if not shared:
        return False
    weight = sum(wanted[word] for word in shared)
    strong = max(wanted.values()) >= STRONG
    if strong and not any(wanted[word] >= STRONG for word in shared):
        return False
    needed = NEEDED if strong else NEEDED_OF_LIGHT
    return weight >= needed * sum(wanted.values()) and weight >= FOCUS * sum(part.values())
