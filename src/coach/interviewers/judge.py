"""The judge by model: answers a question's criteria with quotes, and never gives a number.

Each reading is one call in a fresh context. A "yes" counts on words the candidate said about the matter; a reading that
gets a question with a known answer wrong is left out. What levels and scores come of it is worked out in `evaluation`.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import Answer
from coach.evaluation.gibberish import is_gibberish
from coach.evaluation.instructions import strip_instructions
from coach.interviewers.fence import fence, new_tag, shortened, visible
from coach.interviewers.judge_quotes import CANDIDATE, OwnWords
from coach.interviewers.judge_reading import questions, reading_of
from coach.interviewers.judge_sheet import JudgeSheet
from coach.interviewers.judge_votes import Reading, by_dimension, findings_of, is_doubtful, is_settled
from coach.interviewers.models.faults import ModelFault
from coach.interviewers.models.protocol import LanguageModel, Prompt
from coach.interviewers.prompting import render
from coach.ports import Conversation, Judgement

MOST_READINGS = 3
LONGEST_DIALOGUE = 40_000
"""Characters."""
READ_SHARE = 0.75
"""A dimension of which less was answered is left to facts and bank: leaving criteria out must lift nothing."""
INSTRUCTED_TRUST = 0.7
"""Confidence in a reading of a text that tries to instruct the grader, as a share of the usual one."""
UNTRUE = "the model answered a control question wrongly"
INSTRUCTED = "an instruction to the grader was left unread, and confidence is lowered"


@dataclass
class Readings:
    """The readings of one answer as they come in."""

    good: list[Reading] = field(default_factory=list)
    discarded: int = 0
    fault: ModelFault | None = None

    @property
    def taken(self) -> int:
        return len(self.good) + self.discarded


class Judge:
    """Reads an answer once, and up to three times where that may change something."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model

    async def __call__(self, conversation: Conversation) -> Judgement:
        """Findings for the criteria that were read. Raises ModelFault when no reading could be had at all."""
        # Reading a long answer takes a while; other sessions of the process go on meanwhile.
        own = await asyncio.to_thread(OwnWords, conversation)
        if not own.criteria or is_gibberish(own.text):
            return Judgement(source=self.model.name)
        readings = Readings()
        while _goes_on(readings, own):
            await self._read(readings, own, conversation)
        if readings.fault and not readings.taken:
            raise readings.fault
        if not readings.good:
            return Judgement(source=self.model.name, degraded=UNTRUE)
        return self._judgement(readings, own)

    async def _read(self, readings: Readings, own: OwnWords, conversation: Conversation) -> None:
        shown = shortened(_dialogue(own), LONGEST_DIALOGUE)
        asked = questions(own, shown, readings.taken)
        try:
            reply = await self.model.structured(_prompt(conversation, shown, asked.asks), JudgeSheet)
        except ModelFault as fault:
            readings.fault = fault
            return
        reading = await asyncio.to_thread(reading_of, asked, reply.value.answers, own)
        if reading is None:
            readings.discarded += 1
        else:
            readings.good.append(reading)

    def _judgement(self, readings: Readings, own: OwnWords) -> Judgement:
        findings = findings_of(own.criteria, readings.good, INSTRUCTED_TRUST if own.instructed else 1.0)
        answered = {identity for reading in readings.good for identity in reading}
        kept = [
            finding
            for group in by_dimension(findings).values()
            if sum(one.criterion_id in answered for one in group) >= READ_SHARE * len(group)
            for finding in group
        ]
        return Judgement(findings=tuple(kept), source=self.model.name, flags=_flags(readings, own, len(answered)))


def _goes_on(readings: Readings, own: OwnWords) -> bool:
    """Whether a further reading is needed, and can be had."""
    if readings.fault or readings.taken >= MOST_READINGS or is_settled(readings.good):
        return False
    if not readings.good or readings.discarded or own.instructed:
        return True
    return is_doubtful(findings_of(own.criteria, readings.good)) or len(readings.good[-1]) < len(own.criteria)


def _prompt(conversation: Conversation, shown: str, asks: Sequence[str]) -> Prompt:
    return render(
        "judge",
        question=_question(conversation.question),
        seniority=conversation.seniority,
        facts=_listed(conversation.facts),
        notes=_listed(conversation.notes),
        criteria="\n".join(asks),
        # The mark for what was left out comes on top.
        answer=fence(shown, new_tag("answer"), 2 * LONGEST_DIALOGUE),
    )


def _question(bank: BankQuestion) -> str:
    told = [bank.title, bank.statement if isinstance(bank, CodingQuestion) else bank.opening]
    told += [f"Told when asked: {fact.answer.strip()}" for fact in bank.withheld]
    return "\n".join(text.strip() for text in told)


def _listed(lines: Sequence[str]) -> str:
    """Facts hold what a program printed, notes what a model thought of a text: neither may instruct the grader."""
    kept = (" ".join(strip_instructions(visible(line))[0].split()) for line in lines)
    return "\n".join(f"- {line}" for line in kept if line) or "none"


def _dialogue(own: OwnWords) -> str:
    """The conversation without instructions to the grader: cut out, they count for nothing in either direction."""
    lines = [f"{'Candidate' if turn.speaker == CANDIDATE else 'Interviewer'}: {turn.text}" for turn in own.turns]
    if own.code.strip():
        lines.append(f"The candidate's code:\n{own.code}")
    return "\n\n".join(lines)


def _flags(readings: Readings, own: OwnWords, answered: int) -> tuple[str, ...]:
    """What the report says about how sure the reading is."""
    voided = {identity for reading in readings.good for identity, vote in reading.items() if vote.voided}
    split, unread = _split(readings.good), len(own.criteria) - answered
    told = (
        (own.instructed, INSTRUCTED),
        (readings.discarded, f"{readings.discarded} of {readings.taken} readings were left out: {UNTRUE}"),
        (voided, f"criteria whose quotes were not said, or not about the matter: {len(voided)}"),
        (split, f"criteria on which the readings differ: {split}"),
        (unread, f"criteria that were not answered: {unread}"),
        (readings.fault, f"a further reading failed: {readings.fault.kind if readings.fault else ''}"),
    )
    return tuple(text for applies, text in told if applies)


def _split(readings: Sequence[Reading]) -> int:
    given: dict[str, set[Answer]] = {}
    for reading in readings:
        for identity, vote in reading.items():
            given.setdefault(identity, set()).add(vote.answer)
    return sum(len(answers) > 1 for answers in given.values())
