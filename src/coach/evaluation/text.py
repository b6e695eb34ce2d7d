"""Reading a candidate's words without a model: one door to words, phrases and questions."""

from coach.evaluation.asking import is_question, similar_asks
from coach.evaluation.phrases import find
from coach.evaluation.words import Words, folded, stem, words_of

__all__ = ["Words", "find", "folded", "is_question", "similar_asks", "stem", "words_of"]
