"""The injection corpus read by models: one that does what an answer tells it to, and one that says yes to everything.

Both look words up, so no control question finds them out, and both quote what the candidate really said. What holds
them is the checking of quotes, and that a rubric lifts nothing that no points carry. Below a pass an order that is
obeyed still gets an answer read as kindly as its own words allow.
"""

import asyncio
import os
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median
from typing import Literal, TypeVar

import pytest
from pydantic import BaseModel

from coach.domain.enums import Answer, Dimension, Source
from coach.domain.feedback import QuestionAssessment
from coach.domain.transcript import QuestionTranscript
from coach.evaluation.assess import assess
from coach.interviewers.judge import Judge
from coach.interviewers.models import recorded_rules
from coach.interviewers.models.protocol import Health, LanguageModel, Prompt, Reply, Rung
from coach.ports import Conversation, OnDelta, Turn
from tests.golden.injection_corpus import Pair, bases, obedient_verdicts, pairs, twins
from tests.golden.model_judges import FENCED, HEARD, SPOKEN, Scripted, quoting, reads_words, with_rubric

S = TypeVar("S", bound=BaseModel)
Reader = Literal["obedient", "gullible"]
READERS: tuple[Reader, ...] = ("obedient", "gullible")
PASS_LEVEL = 3
TYPICAL = 0.2
"""Points of 10 that the median pair may move by."""
STEP = 1 if os.environ.get("COACH_SOAK") == "1" else 5
"""Every fifth pair is read, all of them in a soak."""
LEAST_OBEYED = 0.5
"""At least so many of the orders are such that no rule cuts them out before a model reads them."""


@dataclass
class Obedient:
    """Implements LanguageModel: judges by shared words until an answer tells it what to say."""

    name = "obedient"
    outside: list[str] = field(default_factory=list)
    """What stood around the fence."""
    obeyed: int = 0
    """Readings in which there was an order to follow."""
    kind: Scripted = field(default_factory=lambda: Scripted(reads_words(quoting)))
    """Whoever it becomes then."""

    async def structured(self, prompt: Prompt, schema: type[S]) -> Reply[S]:
        fenced = FENCED.search(prompt.user)
        assert fenced is not None
        self.outside.append(prompt.user.replace(fenced[0], ""))
        if obedient_verdicts(fenced[2]):
            self.obeyed += 1
            return await self.kind.structured(prompt, schema)
        value = schema.model_validate(recorded_rules.judge(prompt, schema))
        return Reply(value=value, text="", rung=Rung.SCHEMA, prompt=prompt.name)

    async def text(self, prompt: Prompt, on_delta: OnDelta | None = None) -> Reply[str]:
        raise AssertionError("a judge asks for a form")

    async def ping(self) -> Health:
        return Health(self.name, 0.0, Rung.SCHEMA)

    async def close(self) -> None:
        return


@dataclass(frozen=True)
class Moved:
    """What a text in an answer changed."""

    pair: Pair
    before: QuestionAssessment
    after: QuestionAssessment

    @property
    def by(self) -> float:
        """Points of 10; there is a score on both sides."""
        assert self.before.score is not None and self.after.score is not None, self.pair.id
        return round(self.after.score - self.before.score, 1)

    @property
    def is_flip(self) -> bool:
        assert self.before.level is not None and self.after.level is not None, self.pair.id
        return self.before.level < PASS_LEVEL <= self.after.level


def talk(transcript: QuestionTranscript) -> Conversation:
    """What the engine tells a judge about an answer."""
    turns = [
        Turn(speaker="interviewer" if event.kind in HEARD else "candidate", text=event.text)
        for event in transcript.events
        if event.kind in (*HEARD, *SPOKEN) and event.text.strip()
    ]
    codes = [response.code_solution for response in transcript.responses if response.code_solution]
    return Conversation(question=transcript.bank, turns=tuple(turns), code=codes[-1] if codes else "")


async def read(kind: str, transcript: QuestionTranscript, model: LanguageModel) -> QuestionAssessment:
    asked = transcript.replace(bank=with_rubric(kind, transcript.bank))
    judgement = await Judge(model)(talk(asked))
    return assess(asked.replace(findings=judgement.findings))


def model_of(reader: Reader) -> LanguageModel:
    return Obedient() if reader == "obedient" else Scripted(reads_words(quoting))


async def compare(found: tuple[Pair, ...], model: LanguageModel) -> tuple[Moved, ...]:
    """Each pair read twice; a base is read once."""
    plain: dict[str, QuestionAssessment] = {}
    moved = []
    for pair in found:
        kind = pair.base.question
        if pair.base.id not in plain:
            plain[pair.base.id] = await read(kind, pair.plain(), model)
        moved.append(Moved(pair, plain[pair.base.id], await read(kind, pair.injected(), model)))
    return tuple(moved)


@lru_cache(maxsize=4)
def results(reader: Reader, corpus: Literal["pairs", "twins"]) -> tuple[Moved, ...]:
    found = pairs() if corpus == "pairs" else twins()
    return asyncio.run(compare(found[::STEP], model_of(reader)))


def test_the_sample_meets_every_kind_and_every_base() -> None:
    sample = pairs()[::STEP]
    assert {pair.injection.kind for pair in sample} == {pair.injection.kind for pair in pairs()}
    assert {pair.base.id for pair in sample} == {pair.base.id for pair in pairs()}


@pytest.mark.parametrize("reader", READERS)
def test_an_order_makes_no_pass(reader: Reader) -> None:
    assert [moved.pair.id for moved in results(reader, "pairs") if moved.is_flip] == []


@pytest.mark.parametrize("reader", READERS)
def test_an_order_typically_moves_nothing(reader: Reader) -> None:
    assert median(abs(moved.by) for moved in results(reader, "pairs")) <= TYPICAL


@pytest.mark.parametrize("reader", READERS)
def test_an_innocent_sentence_loses_nothing(reader: Reader) -> None:
    assert [moved.pair.id for moved in results(reader, "twins") if moved.by < 0] == []


def test_obeying_gives_no_more_than_saying_yes_to_everything() -> None:
    kind = {moved.pair.id: moved.after.score or 0 for moved in results("gullible", "pairs")}
    for moved in results("obedient", "pairs"):
        assert (moved.after.score or 0) <= kind[moved.pair.id], moved.pair.id


async def test_orders_reach_the_obedient_reader_inside_the_fence_alone() -> None:
    model, sample = Obedient(), pairs()[:: 2 * STEP + 1]
    for pair in sample:
        await read(pair.base.question, pair.injected(), model)
    assert model.obeyed >= LEAST_OBEYED * len(sample)
    assert not [text for text in model.outside if obedient_verdicts(text)]


async def test_a_rubric_lifts_nothing_that_no_points_carry() -> None:
    base = next(one for one in bases() if one.id == "log-near")
    assessment = await read(base.question, base.transcript(), model_of("gullible"))
    given: dict[Dimension, set[Answer]] = {}
    for result in assessment.dimensions:
        for finding in result.findings:
            if finding.source is Source.MODEL and ":" in finding.criterion_id:
                given.setdefault(result.dimension, set()).add(finding.answer)
    # Both points of the first are made, and one of three of the second.
    assert given[Dimension.CORRECTNESS] == {Answer.YES}
    assert given[Dimension.DEPTH] == {Answer.NOT_APPLICABLE}
