"""What a candidate did on the way to an answer: clarified, planned, compared, claimed, tested, followed up.

All of it needs something to be said about the problem itself; courtesy and filler are nothing of it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from coach.domain.coding import Approach, CodingQuestion, EdgeCase
from coach.domain.content import BankQuestion, FollowUp
from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.event import EventKind
from coach.domain.execution import CaseResult
from coach.domain.feedback import Growth
from coach.domain.question import InterviewQuestion
from coach.domain.response import AttemptKind
from coach.evaluation.asking import is_question, similar_asks
from coach.evaluation.claims import claimed_complexity, claimed_notation
from coach.evaluation.complexity import growth_of
from coach.evaluation.gibberish import is_gibberish
from coach.evaluation.phrases import find
from coach.evaluation.quality import has_own_tests
from coach.evaluation.record import Record
from coach.evaluation.words import any_of, stem, word_set, words_of

ALGORITHM = frozenset(
    map(
        stem,
        word_set(
            """
    array list map table set dictionary stack queue heap tree graph node edge pointer index window prefix suffix
    sum sort scan loop iterate traverse recursion recursive recurse memoize cache dp dynamic greedy search
    binary bfs dfs visit hash store lookup count counter compare track maintain push pop insert append remove
    merge split swap reverse partition brute sweep interval bucket trie union find backtrack subproblem subarray
    substring character string matrix row column pair
    """
        ),
    )
)
"""Stems of data structures, and of what algorithms do."""
INTENT = any_of(
    r"i(?:'ll|’ll| will| would|'d|’d|'m| am| can| could| want| plan| think)|let(?:'s|’s| me| us)"
    r"|my (?:plan|idea|approach)",
    r"we(?:'ll| will| can| could| would| need)?|the (?:plan|idea|approach)|first|then|plan|approach"
    r"|use|using|start by|going to",
    "should",
)
WALK = any_of(
    r"walk(?:ing)? (?:it |this |that )?through|trac(?:e|ing)|dry[ -]?run(?:ning)?|by hand"
    r"|for example|with (?:the )?input",
    r"test(?:ing)? (?:it |this |that )?(?:with|on)|try (?:it |this )?(?:with|on)"
    r"|check(?:ing)? (?:it |this )?(?:with|on|against)",
    r"should (?:give|return)",
)
EXAMPLE = re.compile(r"\d|[\[\"']")
OTHER_TESTS = re.compile(r"\bassert\w*\s*[!(]|#\[test\]|\bfunc Test|@Test\b|console\.assert")
NOTHING_TO_SAY = re.compile(
    r"\W*(?:(?:sorry|honestly|well|um+|hm+)\W+)?(?:no (?:idea|clue|answer)|idk|not sure"
    r"|i have no (?:idea|clue)|pass|skip"
    r"|i (?:really )?(?:do not|don't|don’t|dont) (?:know|remember|have (?:an? )?(?:answer|idea|example))"
    r"|next(?: question)?|n/?a|nothing|dunno|no comment)\W*",
    re.IGNORECASE,
)
OWN_VARIABLES = re.compile(r"[\w\s+*·×/^()²³-]+")


FAILED = "evidence:failed"
"""What the ids of follow-ups about failing tests begin with."""


class FollowedUp(NamedTuple):
    """A follow-up that was asked, and what came back."""

    question: InterviewQuestion
    bank: FollowUp | None
    answer: str
    settled: bool = False
    """By code: the group of tests that had failed passes, or a changed requirement was coded."""

    @property
    def answered(self) -> bool:
        return self.settled or says_something(self.answer)

    @property
    def words(self) -> str | None:
        """The words that have what a good answer says; None when they do not, or nobody can tell."""
        return find(self.bank.match, self.answer) if self.bank else None


def says_something(text: str) -> bool:
    """Neither blank, nor "I don't know", nor noise."""
    return bool(text.strip()) and not NOTHING_TO_SAY.fullmatch(text.strip()) and not is_gibberish(text)


def followed_up(record: Record) -> tuple[FollowedUp, ...]:
    """Every follow-up that was asked, with what was said to it."""
    known = {follow_up.id: follow_up for follow_up in record.bank.follow_ups}
    found = []
    for question in record.transcript.follow_ups:
        ids = {response.id for response in record.transcript.responses if response.question_id == question.id}
        answer = "\n".join(one.text for one in record.utterances if one.kind == "answered" and one.ref in ids)
        settled = _is_settled(record, question) or _is_coded(record, question)
        found.append(FollowedUp(question, known.get(question.follow_up_id), answer, settled))
    return tuple(found)


def _is_settled(record: Record, question: InterviewQuestion) -> bool:
    """Whether code that came after a follow-up about a failure passes the group of tests that had failed."""
    failed, _, group = question.follow_up_id.rpartition(":")
    asked = [event for event in record.events(EventKind.FOLLOWED_UP) if event.data.get("question") == question.id]
    if failed != FAILED or not asked:
        return False
    later = {one.id for one in record.transcript.responses if record.place_of(one) > asked[0].sequence}
    kind = AttemptKind.TWIST if group == TestGroup.TWIST else AttemptKind.SUBMIT
    reports = (one.report for one in record.attempts(kind) if one.response_id in later)
    return any(_passes([case for case in report.cases if case.group == group]) for report in reports if report)


def _is_coded(record: Record, question: InterviewQuestion) -> bool:
    """Whether a changed requirement was answered with code."""
    answers = {one.id for one in record.transcript.responses if one.question_id == question.id}
    return any(attempt.response_id in answers for attempt in record.attempts(AttemptKind.TWIST))


def _passes(cases: Sequence[CaseResult]) -> bool:
    return bool(cases) and all(case.verdict is Verdict.ACCEPTED for case in cases)


def clarification(record: Record, before: int) -> str | None:
    """The first question of the candidate, before a place, that is about the problem."""
    asked = {event.sequence: event for event in record.events(EventKind.CLARIFIED)}
    for utterance in record.utterances:
        if utterance.kind != "asked" or utterance.place >= before:
            continue
        earned = asked[utterance.place].data.get("earned")
        if utterance.text.strip() and (earned or _is_about(utterance.text, record.bank)):
            return utterance.text.strip()
    return None


def _is_about(text: str, bank: BankQuestion) -> bool:
    return is_question(text) and not _subject(bank).isdisjoint(words_of(text).content)


def _subject(bank: BankQuestion) -> frozenset[str]:
    """Words that a question about the problem may be expected to share."""
    parts = [bank.title, bank.opening, *(ask for fact in bank.withheld for ask in fact.asks)]
    if isinstance(bank, CodingQuestion):
        parts += [
            bank.statement,
            *(case.text for case in bank.edge_cases),
            "input output edge case duplicate empty negative",
        ]
    return words_of("\n".join(parts)).content


def earned_facts(record: Record) -> frozenset[str]:
    """Ids of the withheld facts that the candidate's questions brought out."""
    known = {fact.id for fact in record.bank.withheld}
    earned: set[str] = set()
    for event in record.events(EventKind.CLARIFIED):
        given = event.data.get("earned")
        if isinstance(given, list):
            earned |= {one for one in given if isinstance(one, str)}
        else:
            earned |= {fact.id for fact in similar_asks(record.bank.withheld, event.text)}
    return frozenset(earned & known)


def approaches_named(bank: CodingQuestion, text: str) -> tuple[tuple[Approach, str], ...]:
    """The approaches a text speaks of, with the words."""
    found = ((approach, find(approach.match, text)) for approach in bank.approaches)
    return tuple((approach, words) for approach, words in found if words)


def edge_cases_named(bank: CodingQuestion, text: str) -> tuple[tuple[EdgeCase, str], ...]:
    found = ((case, find(case.match or ((case.text,),), text)) for case in bank.edge_cases)
    return tuple((case, words) for case, words in found if words)


def plan_in(bank: CodingQuestion, text: str) -> str | None:
    """The first words that say how the problem will be solved."""
    named = approaches_named(bank, text)
    if named:
        return named[0][1]
    return next(iter(_sentences(text, intent=True)), None)


def substance_in(bank: CodingQuestion, text: str) -> str | None:
    """The first words about the solution at all: an approach, its running time, an edge case, how it works."""
    cases = edge_cases_named(bank, text)
    return (
        plan_in(bank, text) or claimed_notation(text) or (cases[0][1] if cases else next(iter(_sentences(text)), None))
    )


def _sentences(text: str, intent: bool = False) -> list[str]:
    """Sentences that speak of a data structure or a step of an algorithm, and of an intention where that is asked."""
    words = words_of(text)
    found = []
    for number in words.by_sentence:
        sentence = words.sentence(number)
        terms = {token.stem for token in words.in_sentence(number)} & ALGORITHM
        if len(terms) >= 2 and number not in words.keyword_lists and (not intent or INTENT.search(sentence)):
            found.append(sentence)
    return found


def claim_text(record: Record) -> str:
    """What was said last about the running time."""
    claims = (one.text for one in reversed(record.utterances) if claimed_notation(one.text))
    return next(claims, "")


def growth(record: Record, bank: CodingQuestion) -> Growth:
    """The measurement of the code that was submitted last, against target and claim; inconclusive without one."""
    submitted = record.attempts(AttemptKind.SUBMIT)
    final = submitted[-1].source_hash if submitted else ""
    of_final = (attempt for attempt in record.attempts(AttemptKind.MEASURE) if attempt.source_hash == final)
    measured = [attempt for attempt in of_final if attempt.growth]
    points = tuple((point.n, point.seconds) for point in measured[-1].growth) if measured else ()
    return growth_of(points, bank.complexity, claim_text(record))


def claim_in_own_variables(claimed: str) -> bool:
    """Whether the claim is a sum or product of quantities that no known class has, such as O(V + E)."""
    inside = claimed[claimed.find("(") + 1 : -1]
    return bool(claimed) and not claimed_complexity(claimed) and OWN_VARIABLES.fullmatch(inside) is not None


def walk_through(record: Record) -> str | None:
    """Words in which an example is worked through, or an own test in the code."""
    said = words_of(record.said)
    for number in said.by_sentence:
        sentence = said.sentence(number)
        if WALK.search(sentence) and EXAMPLE.search(sentence):
            return sentence
    own = (
        has_own_tests(record.code) if record.language is ProgrammingLanguage.PYTHON else OTHER_TESTS.search(record.code)
    )
    return "a test of its own in the code" if own else None


def moved_on(record: Record) -> bool:
    """Whether something was said, run or submitted after the last hint; yes when none was needed."""
    hints = [event.sequence for event in record.events(EventKind.HINTED)]
    if not hints:
        return True
    later = record.events(EventKind.SAID, EventKind.RAN, EventKind.SAVED, EventKind.ANSWERED)
    return any(event.sequence > hints[-1] for event in later)


def compared(named: Sequence[tuple[Approach, str]]) -> str | None:
    """The approaches that were set against each other, when there are two."""
    return " · ".join(approach.name for approach, _ in named) if len(named) >= 2 else None
