"""Whether an opening says what the question means to withhold."""

import re

COMMON = frozenset(
    re.findall(
        "[a-z]+",
        """about after also and any are been before but can could does each every for from has have into its just may
        more most must not one only other over same should some such than that the their them then there these they
        this those two under was were what when where which while will with would you your yes""",
    )
)
SHARE = 0.8
"""Share of the answer's telling words in one sentence from which that sentence counts as saying it."""
FEWEST = 3
"""Answers with fewer telling words are too short to be recognised by them."""


def telling_words(text: str) -> set[str]:
    """The words and numbers of a text that carry its meaning, without plural endings."""
    words = re.findall(r"[a-z]+|\d+", text.lower())
    return {word.removesuffix("s") for word in words if word.isdigit() or (len(word) > 2 and word not in COMMON)}


def given_away(answer: str, opening: str) -> str:
    """The sentence of the opening that says an answer; empty when none does."""
    wanted = telling_words(answer)
    plain_answer = " ".join(answer.lower().split()).rstrip(".")
    if plain_answer in " ".join(opening.lower().split()):
        return plain_answer
    if len(wanted) < FEWEST:
        return ""
    for sentence in re.split(r"(?<=[.!?])\s+", " ".join(opening.split())):
        if len(wanted & telling_words(sentence)) >= SHARE * len(wanted):
            return sentence
    return ""
