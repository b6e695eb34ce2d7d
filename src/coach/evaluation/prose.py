"""What the three kinds of prose question share: key points looked for, misconceptions, and when to abstain.

Matching words can show that something was said; it cannot show that it was not. So where a dimension would get the
lowest level although much of the answer is fluent, about the subject and beyond what was recognised, the dimension is
left open instead. What was recognised as something else was read: it leaves nothing open.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from coach.domain.content import KeyPoint, Misconception, Phrases
from coach.domain.enums import Answer, Dimension, Source
from coach.domain.feedback import Cap, Coverage, DimensionResult, Finding
from coach.evaluation.judgement import combined
from coach.evaluation.levels import LOWEST, Sheet, result_of
from coach.evaluation.phrases import find, places
from coach.evaluation.record import Record
from coach.evaluation.words import FUNCTION_WORDS, given_words, words_of

TIERS = {"must": 2, "should": 3, "bonus": 4}
UNREAD = "your wording is outside what the offline check can read"
FALSE_BELIEF_LEVEL = 2
"""Something false was stated: not above this level."""

SENTENCE_WORDS, SENTENCE_TERMS = 6, 2
SENTENCES, TERMS = 4, 12
"""Long and about the subject: so many sentences of so many words, each with so many terms of the subject, and so many
different terms in all."""


def add_points(sheet: Sheet, points: Iterable[KeyPoint], said: str) -> None:
    """One bank finding per key point of the sheet's dimension."""
    for point in points:
        if point.dimension is sheet.dimension:
            sheet.bank(TIERS[point.tier], point.id, point.text, find(point.match, said))


def false_beliefs(known: Sequence[Misconception], said: str) -> tuple[tuple[Misconception, str], ...]:
    """The misconceptions that were stated, with the words."""
    found = ((belief, find(belief.match, said)) for belief in known)
    return tuple((belief, words) for belief, words in found if words)


def corrections_of(stated: Sequence[tuple[Misconception, str]]) -> tuple[str, ...]:
    return tuple(f"“{words}” – {belief.correction}" for belief, words in stated)


def belief_caps(dimension: Dimension, stated: Sequence[tuple[Misconception, str]]) -> tuple[Cap, ...]:
    return tuple(
        Cap(dimension=dimension, level=FALSE_BELIEF_LEVEL, reason=f"stated: {belief.text}") for belief, _ in stated
    )


def dimension_of(record: Record, sheet: Sheet, caps: Sequence[Cap], unread: bool) -> DimensionResult:
    """The level of a dimension with what a reader found, or none where much of the answer could not be read."""
    findings = combined(record.transcript, sheet.dimension, sheet.findings, record.said)
    result = result_of(sheet.dimension, findings, caps)
    if result.level == LOWEST and not caps and _rests_on_matching(findings) and unread:
        return result.replace(level=None, why=UNREAD, assessment_confidence=0.0)
    return result


def _rests_on_matching(findings: Iterable[Finding]) -> bool:
    return any(one.source is Source.BANK and one.answer is Answer.NO for one in findings)


def needs_reader(record: Record, reference: str, known: Iterable[Phrases]) -> bool:
    """Whether enough sentences that nothing was recognised in have enough terms of the subject to deserve a reader.

    The terms are the words of a good answer that the question itself does not have. Sentences without them, such as
    courtesies, change nothing.
    """
    terms = _terms(reference, record.question_text)
    words = words_of(record.said)
    hits = {
        number: {token.stem for token in tokens} & terms
        for number, tokens in words.by_sentence.items()
        if len(tokens) >= SENTENCE_WORDS and number not in words.keyword_lists
        if any(token.word in FUNCTION_WORDS for token in tokens)
    }
    # Most answers are not that long, whatever was recognised in them.
    if not _is_much(hits.values()):
        return False
    read = {number for phrases in known for number in places(phrases, record.said)}
    return _is_much(found for number, found in hits.items() if number not in read)


@lru_cache(maxsize=512)
def _terms(reference: str, question: str) -> frozenset[str]:
    return given_words(reference).content - given_words(question).content - EVERYDAY


def _is_much(hits: Iterable[set[str]]) -> bool:
    """Whether the terms of each sentence make a text that is long and about the subject."""
    telling = [found for found in hits if len(found) >= SENTENCE_TERMS]
    return len(telling) >= SENTENCES and len(set().union(*telling)) >= TERMS


def coverage_of(points: Sequence[KeyPoint], said: str, unread: frozenset[Dimension]) -> tuple[Coverage, ...]:
    """The checklist of key points with the candidate's words; unknown where the answer could not be read."""
    shown = []
    for point in points:
        words = find(point.match, said)
        found = True if words else None if point.dimension in unread else False
        shown.append(Coverage(id=point.id, text=point.text, found=found, words=words or "", tier=point.tier))
    return tuple(shown)


def unread_dimensions(results: Iterable[DimensionResult]) -> frozenset[Dimension]:
    return frozenset(result.dimension for result in results if result.level is None)


EVERYDAY = words_of(
    """use used make made take get give go come put set keep let say tell see look know think want need try find work
    one two three first second last next new old good bad better best big small long short many much more most other
    same different way thing time day week month year people person part point case example number kind place end
    start begin change help show ask call turn run add move hold stand read write happen become mean right wrong
    problem question answer reason result system also even still often always never sometimes usually however around
    really like lot bit quite rather able sure well back home life world great nice fun love enjoy important"""
).content
"""Words that say nothing about whether a text is on the subject."""
