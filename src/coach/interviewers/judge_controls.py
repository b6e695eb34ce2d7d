"""Questions with a known answer, mixed in with the criteria: whoever gets one wrong has not read the answer.

Both ask for a word in the same form, one that is there and one that is not, so that only reading tells them apart.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.enums import Answer
from coach.evaluation.words import FUNCTION_WORDS, word_set, words_of

ELSEWHERE = tuple(
    sorted(
        word_set(
            """bloom quorum mutex webhook semaphore bytecode checksum gossip debounce heuristic polymorphism watermark
            hypervisor telemetry firmware sandbox compiler middleware payload handshake tokenizer hologram backlog
            certificate keyboard lighthouse orchestra harvest telescope violin"""
        )
    )
)
"""Words of which most answers have none."""
LEAST_LETTERS = 4
SHORTER = 4
"""An answer is certainly longer than a fourth of its words."""


@dataclass(frozen=True)
class Control:
    """A question about the answer, and what is true."""

    ask: str
    answer: Answer

    def is_met_by(self, answer: Answer | None) -> bool:
        """Whether a reader who read may answer so; what is not there may also be called not applicable."""
        if self.answer is Answer.YES:
            return answer is Answer.YES
        return answer in (Answer.NO, Answer.NOT_APPLICABLE)


def controls(own: str, vocabulary: str, shown: str, chooser: random.Random) -> tuple[Control, ...]:
    """One that is true and one that is false, from the candidate's words, the bank's, and what the model is shown."""
    return (_true(own, vocabulary, shown, chooser), *_false(shown, chooser))


def _true(own: str, vocabulary: str, shown: str, chooser: random.Random) -> Control:
    # Only words of the bank are repeated: what the candidate wrote never stands outside the fence.
    common = _plain_words(own) & _plain_words(vocabulary) & _plain_words(shown)
    if common:
        return Control(_word_ask(chooser.choice(sorted(common))), Answer.YES)
    length = len(words_of(own).tokens) // SHORTER
    return Control(f"Does the answer have more than {length} words?", Answer.YES)


def _false(shown: str, chooser: random.Random) -> Sequence[Control]:
    read = words_of(shown)
    absent = [
        word for word in ELSEWHERE if word not in shown.casefold() and words_of(word).stems.isdisjoint(read.stems)
    ]
    return [Control(_word_ask(chooser.choice(absent)), Answer.NO)] if absent else []


def _word_ask(word: str) -> str:
    return f"Does the candidate use the word “{word}”?"


def _plain_words(text: str) -> frozenset[str]:
    """Words as they are written, of ASCII letters, that carry meaning."""
    words = (text[token.start : token.end] for token in words_of(text).tokens if token.word not in FUNCTION_WORDS)
    return frozenset(word.lower() for word in words if word.isascii() and word.isalpha() and len(word) >= LEAST_LETTERS)
