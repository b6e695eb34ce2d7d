"""What the candidate said and did on one question, in order, with everything that is not their answer taken out."""

import io
import re
import tokenize
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

from pydantic import JsonValue

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import ProgrammingLanguage, TestGroup
from coach.domain.event import Event, EventKind
from coach.domain.execution import ExecutionReport
from coach.domain.own_tests import TestStrength, fingerprint
from coach.domain.response import Attempt, AttemptKind, AttemptState, InterviewResponse
from coach.domain.transcript import QuestionTranscript
from coach.evaluation.instructions import strip_instructions
from coach.evaluation.kept import kept
from coach.evaluation.words import given_words, in_threes, words_of

NEVER = 10**12
"""The place of what has no event, behind all that have one."""
COPIED_SHARE = 0.8
COPIED_WORDS = 6
"""A sentence of so many words, so much of it word for word from the question, is the question's own."""
UNWEIGHED = "own tests were handed in, and what they catch could not be measured"
OTHER_COMMENTS = re.compile(r"//([^\n]*)|/\*(.*?)\*/", re.DOTALL)


@dataclass(frozen=True)
class Utterance:
    """Words of the candidate at one point of the log."""

    place: int
    text: str
    kind: str
    """said, asked, answered or comment."""
    ref: str = ""


class Record:
    """Reads a transcript once; everything here is the candidate's own, instructions and copied sentences removed."""

    def __init__(self, transcript: QuestionTranscript) -> None:
        self.transcript = transcript
        self.bank: BankQuestion = transcript.bank

    def with_measurement(self, transcript: QuestionTranscript) -> Self:
        """The same, with what was read, of a transcript to which nothing but measurements of the growth has come."""
        again = copy(self)
        again.transcript = transcript
        return again

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """In the order of the log."""
        return self._read[0]

    @property
    def flagged(self) -> bool:
        """Whether an instruction to the grader was cut out of anything."""
        return self._read[1]

    @kept
    def _read(self) -> tuple[tuple[Utterance, ...], bool]:
        """Both, read when first needed: what was done, such as hints, can be told without a word."""
        utterances, flagged = [], False
        for written in sorted(self._written(), key=lambda utterance: utterance.place):
            kept, found = strip_instructions(written.text)
            flagged = flagged or found
            utterances.append(replace(written, text=without_copies(kept, self.question_text)))
        return tuple(utterances), flagged

    def _written(self) -> Iterator[Utterance]:
        for event in self.transcript.events:
            if event.kind in (EventKind.SAID, EventKind.CLARIFIED) and event.text.strip():
                kind = "said" if event.kind is EventKind.SAID else "asked"
                yield Utterance(event.sequence, event.text, kind, str(event.sequence))
        for response in self.transcript.responses:
            place = self.place_of(response)
            if response.response_text.strip():
                yield Utterance(place, response.response_text, "answered", response.id)
            if remarks := comments(response.code_solution or "", response.language):
                yield Utterance(place, remarks, "comment", response.id)

    @kept
    def question_text(self) -> str:
        return question_text(self.transcript)

    def place_of(self, response: InterviewResponse) -> int:
        """The number of the event that recorded a response."""
        answered = (event for event in self.transcript.events if event.kind is EventKind.ANSWERED)
        found = next((event.sequence for event in answered if event.data.get("response") == response.id), None)
        return NEVER + response.sequence if found is None else found

    def words(self, before: int | None = None, kinds: tuple[str, ...] = ()) -> str:
        """The candidate's words, of some kinds, up to and including a place."""
        return "\n".join(
            utterance.text
            for utterance in self.utterances
            if (before is None or utterance.place <= before) and (not kinds or utterance.kind in kinds)
        )

    @kept
    def said(self) -> str:
        """All words of the candidate."""
        return self.words()

    def events(self, *kinds: EventKind) -> tuple[Event, ...]:
        return tuple(event for event in self.transcript.events if event.kind in kinds)

    # ----- code

    @kept
    def code_responses(self) -> tuple[InterviewResponse, ...]:
        """Those with code for the question as it was put; what answers a changed requirement is not among them."""
        changed = {attempt.response_id for attempt in self.transcript.attempts if attempt.kind is AttemptKind.TWIST}
        with_code = (response for response in self.transcript.responses if (response.code_solution or "").strip())
        return tuple(response for response in with_code if response.id not in changed)

    @property
    def code(self) -> str:
        """The code as last submitted."""
        return (self.code_responses[-1].code_solution or "") if self.code_responses else ""

    @property
    def language(self) -> ProgrammingLanguage:
        if self.code_responses and self.code_responses[-1].language:
            return self.code_responses[-1].language
        return self.last_report.language if self.last_report else ProgrammingLanguage.PYTHON

    @kept
    def submits(self) -> tuple[ExecutionReport, ...]:
        """Reports of the submissions, in order; those that the sandbox failed are not among them."""
        return tuple(attempt.report for attempt in self.attempts(AttemptKind.SUBMIT) if attempt.report)

    @kept
    def twist_reports(self) -> tuple[ExecutionReport, ...]:
        """Reports of what was handed in for changed requirements, in order."""
        return tuple(attempt.report for attempt in self.attempts(AttemptKind.TWIST) if attempt.report)

    @property
    def last_report(self) -> ExecutionReport | None:
        return self.submits[-1] if self.submits else None

    def attempts(self, kind: AttemptKind) -> tuple[Attempt, ...]:
        """Finished attempts of a kind, in order."""
        ordered = sorted(self.transcript.attempts, key=lambda attempt: attempt.sequence)
        return tuple(attempt for attempt in ordered if attempt.kind is kind and attempt.state is AttemptState.FINISHED)

    @kept
    def first_submit(self) -> int:
        """The place of the first submission of code."""
        return min((self.place_of(response) for response in self.code_responses), default=NEVER)

    @kept
    def first_answer(self) -> int:
        """The place of the first saved or given answer."""
        given = [self.place_of(response) for response in self.transcript.responses]
        return min([*(event.sequence for event in self.events(EventKind.SAVED)), *given], default=NEVER)

    @kept
    def first_run(self) -> int:
        """The place of the first run or submission."""
        runs = [event.sequence for event in self.events(EventKind.RAN)]
        return min([*runs, self.first_submit])

    @kept
    def first_code(self) -> int:
        """The place of the first sign of code: a save, a run or a submission."""
        saves = [event.sequence for event in self.events(EventKind.SAVED)]
        return min([*saves, self.first_run])

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """(passed, total) of each run of the samples before the first submission."""
        submitted = {attempt.id for attempt in self.transcript.attempts if attempt.kind is not AttemptKind.SAMPLES}
        ran = [event for event in self.events(EventKind.RAN) if event.data.get("attempt") not in submitted]
        if ran:
            return tuple(
                (whole(event.data.get("passed")), whole(event.data.get("total")))
                for event in ran
                if event.sequence < self.first_submit
            )
        first = min((attempt.sequence for attempt in self.attempts(AttemptKind.SUBMIT)), default=NEVER)
        tried = [attempt for attempt in self.attempts(AttemptKind.SAMPLES) if attempt.sequence < first]
        reports = [attempt.report.without(TestGroup.OWN) for attempt in tried if attempt.report]
        return tuple((report.passed, report.total) for report in reports)

    # ----- own tests

    def strength_of(self, response: InterviewResponse) -> TestStrength | None:
        """What the tests that came with a response are worth; None without tests, or where they were not measured."""
        known = fingerprint(response.own_tests)
        weighed = self.attempts(AttemptKind.STRENGTH) if response.own_tests else ()
        return next((attempt.strength for attempt in weighed if attempt.source_hash == known), None)

    @kept
    def own_tests(self) -> tuple[TestStrength | None, ...]:
        """The same for each submission with tests, in order."""
        return tuple(self.strength_of(response) for response in self.code_responses if response.own_tests)

    @property
    def right_tests(self) -> TestStrength | None:
        """The last tests of their own among which there is a right one."""
        return next((strength for strength in reversed(self.own_tests) if strength and strength.right), None)

    # ----- conduct

    @kept
    def hint_rung(self) -> int:
        """The highest rung of the hint ladder that was used."""
        return max((whole(event.data.get("rung")) for event in self.events(EventKind.HINTED)), default=0)

    @kept
    def seconds(self) -> float:
        """Seconds spent on the question, from being asked to the last thing that happened."""
        times = [event.elapsed for event in self.transcript.events]
        return max(times) - min(times) if times else 0.0

    @property
    def in_time(self) -> bool:
        return self.seconds <= self.bank.minutes * 60


def whole(value: JsonValue) -> int:
    """A count out of an event; 0 when it is none."""
    return value if isinstance(value, int) else 0


def question_text(transcript: QuestionTranscript) -> str:
    """Everything the candidate was given to read as a question."""
    bank = transcript.bank
    parts = [
        bank.title,
        bank.opening,
        transcript.question.text,
        *(follow_up.text for follow_up in transcript.follow_ups),
    ]
    if isinstance(bank, CodingQuestion):
        parts.append(bank.statement)
    return "\n".join(parts)


def without_copies(text: str, original: str) -> str:
    """The text without the sentences that were copied from the question."""
    words = words_of(text)
    pieces = given_words(original).threes
    copied = [
        words.sentences[number]
        for number, tokens in words.by_sentence.items()
        if copied_share([token.stem for token in tokens], pieces) >= COPIED_SHARE
    ]
    for start, end in reversed(copied):
        text = text[:start] + ("\n" if text[start:end].endswith("\n") else " ") + text[end:]
    return text


def copied_share(stems: list[str], pieces: frozenset[tuple[str, ...]]) -> float:
    """How much of a row of words is found in threes in the original; 0 for a short row."""
    if len(stems) < COPIED_WORDS:
        return 0.0
    return sum(map(pieces.__contains__, in_threes(stems))) / (len(stems) - 2)


@lru_cache(maxsize=16)
def comments(code: str, language: ProgrammingLanguage | None) -> str:
    """The remarks in code, one per line; remembered, since judgement and follow-up read the same code."""
    if language in (None, ProgrammingLanguage.PYTHON):
        return "\n\n".join(python_comments(code))
    return "\n\n".join(" ".join(pair).strip() for pair in OTHER_COMMENTS.findall(code))


def python_comments(code: str) -> list[str]:
    """Comments of Python source, as far as it can be read."""
    found: list[str] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.COMMENT:
                found.append(token.string.lstrip("#! "))
    except (tokenize.TokenError, SyntaxError):
        return found
    return found
