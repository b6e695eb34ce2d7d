"""What a candidate says about the running time: O(…) in any of its spellings, or in words."""

import re
from functools import lru_cache
from typing import NamedTuple

from coach.domain.coding import COMPLEXITIES

LONGEST = 20_000
"""Characters looked at: a claim is in the conversation, not behind pages of text."""

NOTATION = re.compile(r"(?<!\w)[oOΘθ]\s?\(((?:[^()\n]|\([^()\n]{0,40}\)){1,60})\)")
WORDS = {
    r"\b(?:linearithmic|quasi-?linear|log-?linear)\b|\bn log\s?n\b(?!\s*\))": "n log n",
    r"\blinear\b(?!\s+(?:prob|algebra|regress|in the (?:log|square)))": "n",
    r"\bquadratic\b|\bn[ -]squared?\b": "n^2",
    r"\bcubic\b|\bn[ -]cubed?\b": "n^3",
    r"\bexponential\b(?!\s+back)": "2^n",
    r"\blogarithmic\b": "log n",
    r"\bconstant[ -](?:time|space|memory|extra)\b": "1",
}
TIME = re.compile(
    r"\b(?:time|runtime|running time|runs? in|cpu|steps|operations|overall|in total|altogether)\b", re.IGNORECASE
)
SPACE = re.compile(r"\b(?:space|memory|storage|auxiliary|extra)\b", re.IGNORECASE)
SINGLE = re.compile(
    r"\b(?:look-?ups?|access|insert(?:ion)?s?|per|each|every|amorti[sz]ed|inner|brute|naive|instead of|not)\b",
    re.IGNORECASE,
)
BREAK = re.compile(r"[.;\n!?]|,|\band\b|\bbut\b|\bso\b|\bwith\b", re.IGNORECASE)


class Claim(NamedTuple):
    start: int
    notation: str
    """As it was written."""
    cls: str
    """One of the known classes, or empty."""
    rank: int
    """0: about the whole running time, 1: nothing says so, 2: about a step or a rejected way, 3: about space."""


def claimed_complexity(text: str) -> str:
    """The class of the claim that the words call time, else of the first claim; "" for no known class."""
    claim = _chosen(text)
    return claim.cls if claim else ""


def claimed_notation(text: str) -> str:
    """The same claim as it was written, such as O(V + E); "" when there is none."""
    claim = _chosen(text)
    return claim.notation if claim else ""


@lru_cache(maxsize=16)
def _chosen(text: str) -> Claim | None:
    return min(_claims(text), key=lambda claim: (claim.rank, claim.start), default=None)


def _claims(text: str) -> list[Claim]:
    text = text[:LONGEST]
    found = [(match, _class_of(match[1])) for match in NOTATION.finditer(text)]
    taken = [match.span() for match, _ in found]
    for pattern, name in WORDS.items():
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if not any(start <= match.start() < end for start, end in taken):
                found.append((match, name))
    return [Claim(match.start(), text[slice(*match.span())], name, _rank(text, match)) for match, name in found]


def _rank(text: str, match: re.Match[str]) -> int:
    """What the words around the claim, up to the next break on either side, say it is about."""
    before = BREAK.split(text[max(0, match.start() - 60) : match.start()])[-1]
    after = BREAK.split(text[match.end() : match.end() + 40])[0]
    around = f"{before} {match[0]} {after}"
    time = max((found.start() for found in TIME.finditer(around)), default=-1)
    space = max((found.start() for found in SPACE.finditer(around)), default=-1)
    at = len(before) + 1
    if space >= 0 and (time < 0 or abs(space - at) < abs(time - at)):
        return 3
    if SINGLE.search(around):
        return 2
    return 0 if time >= 0 else 1


def _class_of(inside: str) -> str:
    """The class of what stands between the parentheses, or "" for other variables and shapes."""
    plain = inside.casefold().replace("²", "^2").replace("³", "^3").replace("**", "^")
    plain = re.sub(r"len\([^()]*\)|\blength\b|\bsize\b", "n", plain)
    plain = re.sub(r"[\s*·×_]|\(|\)", "", plain)
    plain = re.sub(r"(?:lg|ln|log2|log10|log)(?=n)", "log", plain)
    plain = re.sub(r"^\d+(?=n)|(?<=n)/\d+$|(?<=[n\d])\+\d+$", "", plain)
    if re.fullmatch(r"\d+", plain):
        return "1"
    return SHAPES.get(plain, "")


SHAPES = {
    "logn": "log n",
    "n": "n",
    "nlogn": "n log n",
    "lognn": "n log n",
    "n^2": "n^2",
    "nn": "n^2",
    "n2": "n^2",
    "nsquared": "n^2",
    "n^2logn": "n^2 log n",
    "n^3": "n^3",
    "nnn": "n^3",
    "n3": "n^3",
    "2^n": "2^n",
    **{name.replace(" ", ""): name for name in COMPLEXITIES},
}
"""Contents of O(…) without spaces, signs of multiplication and factors → class."""
