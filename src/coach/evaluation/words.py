"""Words of a text: found where they stand, folded and stemmed so that spellings of the same word meet.

Folding is NFKC and lower case, with contractions written out, hyphens and underscores taken as spaces, and an
O(…) kept as one word. A clause ends at a comma, a bracket or a word such as "but"; a sentence at . ! ? or a line end.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby
from threading import Lock
from typing import NamedTuple

import snowballstemmer

from coach.evaluation.kept import kept

LONGEST = 100_000
"""Characters of one text that are read; what is behind them is kept, but not judged."""

TOKEN = re.compile(r"([oOΘθ]\((?:[^()\n]|\([^()\n]{0,30}\)){1,40}\)|\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*)")
"""In one group, so that to split at it gives the words too."""
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[\n;]")
WRAP_AT, SURE_WRAP_AT = 40, 60
GOES_ON = re.compile(r"\n[ \t]*(?!\d+[.)]\s)[^\W_]")
LINE_GOES_ON = "abcdefghijklmnopqrstuvwxyz,"
CLAUSE_END = re.compile(r"[,:()\[\]–—]|\s-\s")
NOT_ENDING = re.compile(r"n['’]t$")
SHORTENED = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'s": ""}
IRREGULAR = {"can't": "can not", "won't": "will not", "cannot": "can not", "shan't": "shall not", "dont": "do not"}


def word_set(text: str) -> frozenset[str]:
    """The words of a line or paragraph."""
    return frozenset(text.split())


CLAUSE_STARTS = word_set("but because so since while although though whereas then if when and that which where")
SPELLINGS = {
    "db": "database",
    "dict": "dictionary",
    "k8s": "kubernetes",
    "msg": "message",
    "msgs": "messages",
    "config": "configuration",
    "auth": "authentication",
    "repo": "repository",
    "ms": "milliseconds",
    "sec": "seconds",
    "secs": "seconds",
    "postgres": "postgresql",
}
FUNCTION_WORDS = word_set(
    """
    a an the this that these those it its they them their he she we our us i me my mine you your is are was were
    be been being am do does did doing have has had having will would shall should can could may might must not
    no nor and or but if then else so because as since while when where which who whom whose what how why than
    to of in on at by for from with without into onto over under about after before between through during up
    down out off again there here all any both each few more most some such only own same too very just also
    every either neither until
    """
)
ARTICLES = frozenset({"a", "an", "the"})
LIST_WORDS = 15
"""So many content words in one sentence with hardly a function word among them are a list of keywords."""

_STEMMER = snowballstemmer.stemmer("english")
_ONE_AT_A_TIME = Lock()
"""The stemmer works in place, and answers are read in several threads."""


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    with _ONE_AT_A_TIME:
        return str(_STEMMER.stemWord(word))


class Token(NamedTuple):
    word: str
    stem: str
    start: int
    end: int
    clause: int
    sentence: int


_token = tuple.__new__
"""What a Token is made by, without the function around it."""


def folded(text: str) -> str:
    """NFKC, lower case, powers as ^2 and plain apostrophes."""
    powers = text.replace("²", "^2").replace("³", "^3").replace("’", "'")
    return unicodedata.normalize("NFKC", powers).casefold()


@lru_cache(maxsize=20_000)
def _parts(raw: str) -> tuple[str, ...]:
    """The words one written token stands for."""
    text = folded(raw)
    if "(" in text:
        # The words inside come first, so that both "n log n" and "O(n log n)" can be found.
        inside = re.findall(r"[^\W_]+", text)[1:]
        return (*inside, re.sub(r"[\s*·×]", "", text.replace("**", "^")))
    if text[0].isdigit() and "," in text:
        return (text.replace(",", ""),)
    if text in IRREGULAR:
        return tuple(IRREGULAR[text].split())
    if NOT_ENDING.search(text):
        return tuple(part for part in (text[:-3], "not") if part)
    for ending, word in SHORTENED.items():
        if text.endswith(ending):
            return tuple(part for part in (text[: -len(ending)], word) if part)
    return tuple(re.findall(r"[^\W_]+(?:\.\d+)*", text))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word, British and American spellings and common short forms taken together."""
    if word.isdigit():
        return word
    word = SPELLINGS.get(word, word)
    if len(word) > 5:
        word = re.sub(r"is(e|es|ed|ing|ation|ations)$", r"iz\1", word)
        word = re.sub(r"our(s|al|ally)?$", r"or\1", word)
    return _stem(word)


@lru_cache(maxsize=20_000)
def _read(raw: str) -> tuple[tuple[str, str, bool], ...]:
    """Each word that one written token stands for, its stem, and whether it begins a clause."""
    return tuple((word, stem(word), word in CLAUSE_STARTS) for word in _parts(raw))


class Words:
    """A text as tokens with their places."""

    def __init__(self, text: str) -> None:
        self.text = text[:LONGEST]
        self.sentences = sentence_spans(self.text)
        self.by_sentence: dict[int, list[Token]] = {}
        clause = 0
        for number, (start, end) in enumerate(self.sentences):
            found, clause = self._tokens(number, start, end, clause + 1)
            if found:
                self.by_sentence[number] = found
        self.tokens = tuple(chain.from_iterable(self.by_sentence.values()))

    def _tokens(self, number: int, start: int, end: int, clause: int) -> tuple[list[Token], int]:
        """Those of one sentence, and the number of the clause it ends with."""
        found: list[Token] = []
        # By turns what stands between two words, and a word.
        pieces = iter(TOKEN.split(self.text[start:end]))
        last = start
        for between, written in zip(pieces, pieces, strict=False):
            first = last + len(between)
            last = first + len(written)
            # Mostly one space, which ends nothing.
            if between != " " and CLAUSE_END.search(between):
                clause += 1
            for word, stemmed, begins in _read(written):
                clause += begins
                found.append(_token(Token, (word, stemmed, first, last, clause, number)))
        return found, clause

    @kept
    def stems(self) -> frozenset[str]:
        return frozenset(token.stem for token in self.tokens)

    def sentence(self, number: int) -> str:
        """A sentence as it was written."""
        start, end = self.sentences[number]
        return self.text[start:end].strip()

    def in_sentence(self, number: int) -> Sequence[Token]:
        return self.by_sentence.get(number, ())

    @kept
    def content(self) -> frozenset[str]:
        """Stems of the words that carry meaning."""
        return frozenset(token.stem for token in self.tokens if token.word not in FUNCTION_WORDS)

    @kept
    def keyword_lists(self) -> frozenset[int]:
        """Numbers of the sentences that string keywords together instead of saying something."""
        return frozenset(number for number, tokens in self.by_sentence.items() if _is_list(tokens))


def _is_list(tokens: Sequence[Token]) -> bool:
    """Whether many content words, figures aside, have hardly a function word among them, or stand in one row."""
    kinds = [token.word in FUNCTION_WORDS for token in tokens if token.word[0].isalpha()]
    function = sum(kinds)
    content = len(kinds) - function
    if content < LIST_WORDS:
        return False
    longest = max((len(list(row)) for is_function, row in groupby(kinds) if not is_function), default=0)
    # A sentence hung on behind makes no list any better.
    return longest >= LIST_WORDS or function * 10 < content


def in_threes(stems: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Every three of a row that stand side by side."""
    return zip(stems, stems[1:], stems[2:], strict=False)


def sentence_spans(text: str, wrapped: bool = True) -> list[tuple[int, int]]:
    """Start and end of every sentence or line that is not blank; a line that only wraps goes on, unless told not to."""
    spans, start = [], 0
    for match in [*SENTENCE_END.finditer(text), None]:
        if match and wrapped and match[0] == "\n" and _is_wrap(text, match.start()):
            continue
        end = match.end() if match else len(text)
        if text[start:end].strip():
            spans.append((start, end))
        start = end
    return spans


def _is_wrap(text: str, at: int) -> bool:
    """Whether a line end is a matter of width: the line is long and the next goes on in the middle of a sentence."""
    width = at - text.rfind("\n", 0, at) - 1
    if width < WRAP_AT or GOES_ON.match(text, at) is None:
        return False
    return text[at + 1 :].lstrip(" \t")[:1].islower() or (width >= SURE_WRAP_AT and text[at - 1] in LINE_GOES_ON)


def any_of(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of the alternatives as whole words; each argument may hold several, with | between them."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def words_of(text: str) -> Words:
    """The words of a text, remembered for a while: the same answer is read for many things."""
    return Words(text)


class Given(NamedTuple):
    """What is looked for in answers of the words that candidates are given."""

    content: frozenset[str]
    """As in `Words`."""
    threes: frozenset[tuple[str, ...]]


@lru_cache(maxsize=512)
def given_words(text: str) -> Given:
    """Of a question or a reference, remembered for longer: everybody's answers are held against it."""
    words = Words(text)
    return Given(words.content, frozenset(in_threes([token.stem for token in words.tokens])))
