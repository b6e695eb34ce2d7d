"""Telling noise from language without knowing the language: pairs of letters, repetition, keyboard rows, filler Latin.

The table of pairs covers what is common in English and in other languages of Latin script; scripts without such
letters are never called noise. Random letters have 35–52 % common pairs, names and acronyms about 70 %, prose 95 %.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from coach.evaluation.words import FUNCTION_WORDS, Token, word_set, words_of

COMMON_PAIRS = word_set(
    """
    ab ac ad af ag ai ak al am an ap ar as at au av ax ay ba bb bc be bi bl bo br bs bu by ca cc ce ch ci ck cl
    co cr cs ct cu da dd de di dl do dr ds du ea eb ec ed ee ef eg eh ei el em en eo ep eq er es et eu ev ew ex
    ey fa fe ff fi fl fo fr ft fu ga ge gg gh gi gl gn go gr gs gu ha he hi hl ho hr ht hy ia ib ic id ie if ig
    ik il im in io ip ir is it iv ix iz je js ke ki kl ks kt la ld le li lk ll lo lp ls lt lu ly ma mb md me mi
    mm mo mp ms mu my na nc nd ne nf ng ni nk nl nm nn no np ns nt nu nv oa ob oc od of og oi ok ol om on oo op
    or os ot ou ov ow pa pe ph pi pl po pp pr ps pt pu py qu ra rc rd re rf rg ri rk rl rm rn ro rp rr rs rt ru
    rv ry sa sc se sf sh si sk sl so sp sq ss st su sy ta tc te tf th ti tl to tp tr ts tt tu tw ty ua ub uc ud
    ue ug ui ul um un up ur us ut va ve vi vo wa we wh wi wn wo wr xc xe xi xp xt ye yi ym yn yo yp ys yt za ze
    zi zu
    """
)
RUNS = frozenset(
    row[start : start + length]
    for rows, length in ((("qwertyuiop", "poiuytrewq"), 5), (("asdfghjkl", "lkjhgfdsa", "zxcvbnm", "mnbvcxz"), 4))
    for row in rows
    for start in range(len(row) - length + 1)
)
"""Neighbours on the keyboard that no word contains; "property" has four letters of the upper row."""
LOREM = word_set(
    """
    lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore dolore magna
    aliqua enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip commodo consequat duis aute
    irure reprehenderit voluptate velit esse cillum fugiat nulla pariatur excepteur sint occaecat cupidatat
    proident culpa officia deserunt mollit anim laborum
    """
)
LETTERS = re.compile(r"[^\W\d_]{3,}")
NOISE_SHARE = 0.6
"""A text with a smaller share of common pairs is noise,"""
FEW_PAIRS, FEW_SHARE = 20, 0.4
"""but of a text with few pairs less is asked,"""
LEAST_PAIRS = 5
"""and of a text with hardly any nothing."""
READABLE_SHARE, READABLE_PAIRS = 0.78, 25
"""One sentence so clear makes the whole text an answer."""


def is_gibberish(text: str) -> bool:
    """Whether the text is noise: random letters, mashed keys, one thing said over and over, or filler Latin."""
    words = words_of(text)
    sentences = {words.sentence(number).casefold(): number for number in words.by_sentence}
    if any(_is_readable(sentence, words.in_sentence(number)) for sentence, number in sentences.items()):
        return False
    common, pairs = _pairs(text)
    if pairs >= LEAST_PAIRS and common < pairs * (NOISE_SHARE if pairs >= FEW_PAIRS else FEW_SHARE):
        return True
    return not words.tokens or _is_repetition(words.tokens) or _is_filler_latin(words.tokens)


def _is_readable(sentence: str, tokens: Sequence[Token]) -> bool:
    common, pairs = _pairs(sentence)
    clear = pairs >= READABLE_PAIRS and common >= pairs * READABLE_SHARE
    return clear and not _is_repetition(tokens) and not _is_filler_latin(tokens)


def _pairs(text: str) -> tuple[int, int]:
    """Common pairs, and all pairs, of letters that stand beside each other in the distinct words."""
    common = pairs = 0
    for word in {match.casefold() for match in LETTERS.findall(text)}:
        common_here, all_here = _pairs_of(word)
        common += common_here
        pairs += all_here
    return common, pairs


@lru_cache(maxsize=20_000)
def _pairs_of(word: str) -> tuple[int, int]:
    """The same of one word, which everybody uses."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", word) if letter.isascii() and letter.isalpha())
    both = [left + right for left, right in pairwise(plain)]
    return 0 if _is_keyboard_row(plain) else sum(pair in COMMON_PAIRS for pair in both), len(both)


def _is_keyboard_row(word: str) -> bool:
    return any(run in word for run in RUNS)


def _is_repetition(tokens: Sequence[Token]) -> bool:
    """Few different words again and again, one sign over and over, or nothing but neighbours on the keyboard."""
    words = [token.word for token in tokens]
    if len(words) >= 3 and len(set(words)) * 3 <= len(words):
        return len(set(words) - FUNCTION_WORDS) <= 8
    return bool(words) and all(_is_keyboard_row(word) or (len(word) >= 5 and len(set(word)) <= 2) for word in words)


def _is_filler_latin(tokens: Sequence[Token]) -> bool:
    return len(tokens) >= 5 and sum(token.word in LOREM for token in tokens) * 2 >= len(tokens)
