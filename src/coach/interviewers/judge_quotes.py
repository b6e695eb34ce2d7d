"""What the candidate said, as far as it may serve as evidence, and whether a quote of it can carry a "yes"."""

import re
from collections.abc import Iterator, Sequence

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import ProgrammingLanguage
from coach.evaluation.instructions import strip_instructions
from coach.evaluation.judgement import PUNCTUATION, is_verbatim
from coach.evaluation.kept import kept
from coach.evaluation.phrases import NEGATIONS, find
from coach.evaluation.prose import EVERYDAY
from coach.evaluation.quality import parsed
from coach.evaluation.record import comments, without_copies
from coach.evaluation.words import folded, words_of
from coach.interviewers.fence import visible
from coach.interviewers.judge_criteria import JudgeCriterion, criteria_of, false_beliefs_of, vocabulary_of
from coach.ports import Conversation, Turn

MOST_QUOTES = 20
LONGEST_QUOTE = 3
"""Sentences: with the whole answer for a quote anything could be shown."""
CANDIDATE = "candidate"
NEVER = re.compile(r"\bnever\b", re.IGNORECASE)
NEGATION = re.compile(rf"\b(?:{'|'.join(sorted(NEGATIONS | {'nothing', 'nobody'}))})\b|n['’]t\b", re.IGNORECASE)


class OwnWords:
    """Reads a conversation once; instructions to the grader, copies and bare keyword lists are no evidence."""

    def __init__(self, conversation: Conversation) -> None:
        self.bank: BankQuestion = conversation.question
        self.instructed = False
        self.turns = tuple(self._without_instructions(turn) for turn in conversation.turns)
        """The dialogue as a model may read it."""
        self.code = self._stripped(conversation.code)
        self.text = "\n".join(_sayings(self.bank, self.turns, self.code))
        """Everything a quote may come from."""
        self.criteria = criteria_of(self.bank)
        self.subject = _subject(self.bank)
        self.asked = words_of("\n".join(_given(self.bank))).content

    def _stripped(self, text: str) -> str:
        # An instruction may be written with signs nobody sees; the fence would take them out and restore it.
        kept, found = strip_instructions(visible(text))
        self.instructed = self.instructed or found
        return kept

    def _without_instructions(self, turn: Turn) -> Turn:
        return turn.replace(text=self._stripped(turn.text)) if turn.speaker == CANDIDATE else turn

    def carrying(self, quotes: Sequence[str], criterion: JudgeCriterion) -> tuple[str, ...]:
        """Those of the quotes that the candidate said, and that are about the criterion."""
        kept = (quote.strip() for quote in quotes[:MOST_QUOTES] if is_verbatim(quote, self.text))
        return tuple(dict.fromkeys(quote for quote in kept if self._is_about(quote, criterion)))

    def _is_about(self, quote: str, criterion: JudgeCriterion) -> bool:
        """Whether a quote can carry a "yes": it speaks of the matter, and neither denies it nor, for a point, asks.

        A model that says yes to everything quotes what it finds; only what has to do with a criterion may lift it.
        """
        around = self.around(quote)
        if len(around) > LONGEST_QUOTE:
            return False
        if not criterion.is_point:
            return find((self.subject,), _plainly("\n".join(around))) is not None
        said = _plainly("\n".join(sentence for sentence in around if not sentence.rstrip().endswith("?")))
        if not said or _denies(criterion, said):
            return False
        return find(criterion.phrases, said) is not None or not self._telling(criterion).isdisjoint(
            words_of(quote).content
        )

    def _telling(self, criterion: JudgeCriterion) -> frozenset[str]:
        """Stems by which a point is recognised: not those of the question, of other points or of false beliefs."""
        own = _stems(criterion)
        others = [_stems(one) for one in self.criteria if one.is_point and one.id != criterion.id]
        beliefs = words_of("\n".join(false_beliefs_of(self.bank))).content
        return own.difference(self.asked, beliefs, *others) or own - self.asked or own

    def around(self, quote: str) -> list[str]:
        """The sentences a quote touches: a negation may stand just before it."""
        wanted = _plain(quote)
        for start in self._places.get(wanted[0], ()):
            if [word for word, _ in self._row[start : start + len(wanted)]] == wanted:
                numbers = dict.fromkeys(number for _, number in self._row[start : start + len(wanted)])
                return [words_of(self.text).sentence(number) for number in numbers]
        return [quote]

    @kept
    def _row(self) -> tuple[tuple[str, int], ...]:
        """Every word as quotes are compared, with the number of its sentence."""
        words = words_of(self.text)
        return tuple(
            (word, number) for number in range(len(words.sentences)) for word in _plain(words.sentence(number))
        )

    @kept
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for index, (word, _) in enumerate(self._row):
            places.setdefault(word, []).append(index)
        return places


def _plain(text: str) -> list[str]:
    return PUNCTUATION.sub(" ", folded(text)).split()


def _sayings(bank: BankQuestion, turns: Sequence[Turn], code: str) -> Iterator[str]:
    heard = _given(bank)
    for turn in turns:
        if turn.speaker == CANDIDATE:
            yield _without_lists(without_copies(turn.text, "\n".join(heard)))
        else:
            heard.append(turn.text)
    yield without_copies(_remarks(code), "\n".join(heard))


def _given(bank: BankQuestion) -> list[str]:
    return [bank.title, bank.opening, *([bank.statement] if isinstance(bank, CodingQuestion) else [])]


def _subject(bank: BankQuestion) -> tuple[str, ...]:
    """Words that a sentence about the question may be expected to have."""
    tokens = words_of(vocabulary_of(bank)).tokens
    telling = words_of(vocabulary_of(bank)).content - EVERYDAY
    return tuple(sorted({token.word for token in tokens if token.stem in telling}))


def _remarks(code: str) -> str:
    """The comments; the language is not told, so what parses as Python is read as Python."""
    language = ProgrammingLanguage.PYTHON if parsed(code) else ProgrammingLanguage.JAVASCRIPT
    return comments(code, language) if code.strip() else ""


def _without_lists(text: str) -> str:
    words = words_of(text)
    for number in sorted(words.keyword_lists, reverse=True):
        start, end = words.sentences[number]
        text = text[:start] + "\n" + text[end:]
    return text


def _denies(criterion: JudgeCriterion, said: str) -> bool:
    """Whether something of the point is there only under a negation.

    A point that has a negation itself ("a crash loses nothing") may be said with one, unless half of it stands denied
    beside the other half.
    """
    plain = NEGATION.sub(" ", said)
    stated = [group for group in criterion.phrases if find((group,), said)]
    denied = [group for group in criterion.phrases if group not in stated and find((group,), plain)]
    return bool(denied) and (bool(stated) or NEGATION.search(criterion.statement) is None)


def _plainly(text: str) -> str:
    """Without "never", which rejects what stands before it as "not" does: "a lock is never needed"."""
    return NEVER.sub("not", text)


def _stems(criterion: JudgeCriterion) -> frozenset[str]:
    phrases = [phrase for group in criterion.phrases for phrase in group]
    return words_of("\n".join([criterion.statement, *phrases])).content - EVERYDAY
