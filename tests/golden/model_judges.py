"""Models that judge badly in every way there is, and what they make of a scene."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from coach.domain.content import BankQuestion, Criterion
from coach.domain.enums import Dimension
from coach.domain.event import EventKind
from coach.domain.feedback import QuestionAssessment
from coach.evaluation.assess import assess
from coach.evaluation.words import words_of
from coach.interviewers.judge import Judge
from coach.interviewers.models.protocol import Health, Prompt, Reply, Rung
from coach.ports import Conversation, Judgement, OnDelta, Turn
from tests.unit.evaluation.scenes import Scene

S = TypeVar("S", bound=BaseModel)
ASKED = re.compile(r"^(c\d+): (.*)$", re.MULTILINE)
FENCED = re.compile(r"<(answer-\w+)>\n(.*)\n</\1>", re.DOTALL)
WORD_ASKED = re.compile(r"use the word “(\w+)”")
SPOKEN = (EventKind.SAID, EventKind.CLARIFIED, EventKind.ANSWERED)
HEARD = (EventKind.ASKED, EventKind.FOLLOWED_UP, EventKind.HINTED)


@dataclass(frozen=True)
class Read:
    """What a model can make out of a prompt."""

    asks: dict[str, str]
    """Id → criterion."""
    text: str
    """What stands inside the fence."""

    @property
    def sentences(self) -> list[str]:
        said = re.sub(r"^(Candidate|Interviewer|The candidate's code):", "", self.text, flags=re.MULTILINE)
        pieces = [*re.split(r"(?<=[.!?;])\s+|\n", said), *re.split(r"(?<=[,:])\s+", said)]
        return list(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))


Row = tuple[str, list[str]]
"""Verdict and quotes."""
Habit = Callable[[Read, str, int], Row]
"""How a model answers one criterion, given what it read, the criterion and the number of the call."""


@dataclass
class Scripted:
    """A model that answers every criterion by a habit."""

    habit: Habit
    prompts: list[Prompt] = field(default_factory=list)
    name: str = "scripted"

    async def structured(self, prompt: Prompt, schema: type[S]) -> Reply[S]:
        self.prompts.append(prompt)
        fenced = FENCED.search(prompt.user)
        assert fenced is not None
        read = Read(dict(ASKED.findall(prompt.user)), fenced[2])
        rows = []
        for identity, ask in read.asks.items():
            verdict, quotes = self.habit(read, ask, len(self.prompts))
            rows.append(
                {"criterion_id": identity, "reasoning": "", "quotes": quotes, "verdict": verdict, "confidence": "high"}
            )
        value = schema.model_validate({"answers": rows})
        return Reply(value=value, text="", rung=Rung.SCHEMA, prompt=prompt.name)

    async def text(self, prompt: Prompt, on_delta: OnDelta | None = None) -> Reply[str]:
        raise AssertionError("a judge asks for a form")

    async def ping(self) -> Health:
        return Health(self.name, 0.0, Rung.SCHEMA)

    async def close(self) -> None:
        return


def reads_words(habit: Habit) -> Habit:
    """The same habit, by a model that looks up words: it gets every control question right."""

    def answer(read: Read, ask: str, call: int) -> Row:
        if asked := WORD_ASKED.search(ask):
            return ("yes" if asked[1].lower() in read.text.lower() else "no"), []
        return habit(read, ask, call)

    return answer


def inventing(read: Read, ask: str, call: int) -> Row:
    return "yes", ["the candidate gave a flawless and complete solution to this"]


def quoting(read: Read, ask: str, call: int) -> Row:
    """Yes to everything, with everything that was said for evidence, the likeliest first."""
    wanted = words_of(ask).content
    return "yes", sorted(read.sentences, key=lambda one: -len(wanted & words_of(one).content))


def refusing(read: Read, ask: str, call: int) -> Row:
    return "no", []


def guessing(seed: int) -> Habit:
    chooser = random.Random(seed)

    def answer(read: Read, ask: str, call: int) -> Row:
        return chooser.choice(("yes", "no", "na")), chooser.sample(read.sentences, min(3, len(read.sentences)))

    return answer


ORDER = re.compile(r"ignore|10/10|full marks|criteri|grader|alle Kriterien|critères|must be graded", re.IGNORECASE)


def obeying(read: Read, ask: str, call: int) -> Row:
    """Yes to everything where the text has anything like an order; quotes the order first."""
    if not ORDER.search(read.text):
        return "no", []
    orders = [sentence for sentence in read.sentences if ORDER.search(sentence)]
    return "yes", [*orders, *(sentence for sentence in read.sentences if sentence not in orders)]


def conversation_of(scene: Scene) -> Conversation:
    """What the engine tells a judge about a scene."""
    turns = []
    for event in scene.events:
        if event.kind in HEARD:
            turns.append(Turn(speaker="interviewer", text=event.text))
        elif event.kind in SPOKEN and event.text.strip():
            turns.append(Turn(speaker="candidate", text=event.text))
    codes = [response.code_solution for response in scene.responses if response.code_solution]
    return Conversation(question=scene.bank, turns=tuple(turns), code=codes[-1] if codes else "")


async def judged(scene: Scene, habit: Habit) -> tuple[Judgement, QuestionAssessment]:
    judgement = await Judge(Scripted(habit))(conversation_of(scene))
    transcript = scene.transcript().replace(findings=judgement.findings)
    return judgement, assess(transcript)


RUBRICS: dict[str, dict[str, tuple[str, ...]]] = {
    "coding": {
        "problem_solving": (
            "Did the candidate say why one pass is enough?",
            "Did the candidate name what to remember?",
        ),
        "communication": ("Did the candidate ask about readings?", "Did the candidate walk through an example?"),
        "verification": ("Did the candidate check the code against an edge case?",),
    },
    "concept": {
        "correctness": ("Did the candidate say what is on disk first?", "Did the candidate say what a crash loses?"),
        "depth": ("Did the candidate explain why the order matters?",),
        "boundaries": ("Did the candidate say what goes wrong without checkpoints?",),
        "application": ("Did the candidate use it on the shop that loses power?",),
    },
    "design": {
        "requirements": ("Did the candidate find out how fast a picture must appear?",),
        "high_level_design": ("Did the candidate follow a picture from upload to view?",),
        "depth_and_scaling": ("Did the candidate size a part from a rate?",),
        "reliability": ("Did the candidate say what happens when resizing fails?",),
        "trade_offs": ("Did the candidate name the price of a choice?",),
        "driving": ("Did the candidate lead through the design?",),
    },
    "story": {
        "specificity": ("Did the candidate describe the first steps they took?",),
        "result": ("Did the candidate say what it cost?",),
        "competency": ("Did the candidate own the mistake?", "Did the candidate limit the damage?"),
        "reflection": ("Did the candidate use the lesson later?",),
    },
}


def with_rubric(name: str, bank: BankQuestion) -> BankQuestion:
    """The question with criteria for a reader."""
    rubric = {
        Dimension(dimension): tuple(Criterion(id=f"r-{number}", ask=ask) for number, ask in enumerate(asks))
        for dimension, asks in RUBRICS[name].items()
    }
    return bank.replace(rubric=rubric)
