"""What an interviewer said to a candidate of the examination, with all that is needed to grade it."""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from coach.domain.base import Model
from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion, Withheld
from coach.evaluation.text import Words, words_of
from coach.ports import Conversation


class Step(StrEnum):
    """The call of the interviewer that gave the words."""

    OPEN = "open"
    CLARIFY = "clarify"
    ACKNOWLEDGE = "acknowledge"
    FOLLOW_UP = "follow_up"
    HINT = "hint"


class Standing(StrEnum):
    """What the candidate's latest words are worth."""

    NONE = "none"
    """Nothing to be praised or not: a question, or nothing said yet."""
    SOUND = "sound"
    WRONG = "wrong"
    EMPTY = "empty"
    """Nothing was said, or nothing about the question."""
    UNKNOWN = "unknown"
    """What a played candidate meant is not what the bank finds in the words."""


class Heard(Model):
    """One utterance of an interviewer."""

    step: Step
    text: str
    before: Conversation
    """The conversation as the interviewer knew it."""
    answered: str = ""
    """The candidate's latest words."""
    standing: Standing = Standing.NONE
    due: str = ""
    """The bank's words that had to be put: the opening, a follow-up, a hint."""
    given: tuple[str, ...] = ()
    """Ids of the facts that the candidate has asked for by the bank's own matching, and of those that are doubtful."""
    doubtful: tuple[str, ...] = ()
    """Ids of the facts that the interviewer reads into free words, where the bank's matching finds no such question."""
    claimed: tuple[str, ...] = ()
    """Ids of the facts that the interviewer counts as asked for by this turn."""
    marks: tuple[str, ...] = ()
    """Words that obeying one of the candidate's orders would make the interviewer say."""
    unmarked: bool = False
    """The candidate's latest words are an order that nothing would show to be obeyed."""
    rung: int = 0
    """Of the hint, from 1; 0 for anything else."""
    withdrawn: bool = False
    """Shown while it came, then replaced by other words."""

    @property
    def own_turns(self) -> tuple[str, ...]:
        """What the interviewer said before."""
        return tuple(turn.text for turn in self.before.turns if turn.speaker == "interviewer")

    @property
    def candidate_turns(self) -> tuple[str, ...]:
        """What the candidate said, the latest words included."""
        return (*(turn.text for turn in self.before.turns if turn.speaker == "candidate"), self.answered)

    @property
    def facts_given(self) -> tuple[str, ...]:
        """The answers that were asked for."""
        return tuple(fact.answer for fact in self.before.question.withheld if fact.id in self.given)

    @property
    def facts_kept(self) -> tuple[Withheld, ...]:
        return tuple(fact for fact in self.before.question.withheld if fact.id not in self.given)

    @property
    def bank_words(self) -> tuple[str, ...]:
        """What the interviewer may say at this moment because the bank says it."""
        return (self.before.question.opening, self.due, *self.facts_given)

    @property
    def known(self) -> frozenset[str]:
        """Stems of all that both sides know."""
        return stems(*self.bank_words, *self.own_turns, *self.candidate_turns, self.before.code)

    @property
    def subject(self) -> frozenset[str]:
        """Stems of the question, its hints and what the bank asks about it."""
        return subject_of(self.before.question) | stems(*self.bank_words)


def subject_of(bank: BankQuestion) -> frozenset[str]:
    """Stems of all that the bank says of a question, its answer aside."""
    statement = bank.statement if isinstance(bank, CodingQuestion) else ""
    asks = (follow_up.ask for follow_up in bank.follow_ups)
    facts = (text for fact in bank.withheld for text in (fact.answer, *fact.asks))
    return stems(bank.title, bank.summary, bank.opening, statement, *bank.hint_texts, *asks, *facts)


def stems(*texts: str) -> frozenset[str]:
    """Stems of the words that carry meaning in any of the texts."""
    return frozenset[str]().union(*map(_stems, texts))


@lru_cache(maxsize=4_096)
def _stems(text: str) -> frozenset[str]:
    return words_of(text).content


def sentences(text: str) -> Iterator[str]:
    """Every sentence or line as it was written."""
    words = Words(text)
    return (words.sentence(number) for number in range(len(words.sentences)))
