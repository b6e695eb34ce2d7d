"""What an interview does when its model fails: every fault at every place where a model is asked, and a table of it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from pydantic import BaseModel

from coach.domain.enums import Dimension, QuestionType
from coach.domain.feedback import BriefedDimension, BriefedQuestion, FeedbackBrief, FeedbackWords
from coach.interviewers.fallback import FallbackInterviewer
from coach.interviewers.judge import Judge
from coach.interviewers.model import ModelInterviewer
from coach.interviewers.models import recorded_rules
from coach.interviewers.models.backend import Backend
from coach.interviewers.models.calling import Caller
from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.interviewers.models.opening import VENDORS, Provider, backend_of, endpoint_of
from coach.interviewers.models.protocol import Health, LanguageModel, Prompt, Purpose, Reply
from coach.interviewers.offline import OfflineInterviewer
from coach.ports import Conversation, Interviewer, Judgement, OnDelta, Turn, Utterance
from tests.fake_models import FakeModels, Fault, refused_connection
from tests.golden.model_judges import with_rubric
from tests.unit.evaluation.questions import CODING

S = TypeVar("S", bound=BaseModel)
R = TypeVar("R")
PROVIDERS: tuple[Provider, ...] = ("openai", "anthropic")
PATHS: dict[Provider, str] = {"openai": "/v1", "anthropic": ""}
KEY = "sk-invented-9876543210"
NEVER_IN_TIME = frozenset({Fault.SLOW_HEADERS, Fault.DRIP, Fault.STALL})
SECONDS, FEW_SECONDS = 20.0, 0.03
"""Deadlines: longer than any answer here takes, and shorter than the silences, which never end in time."""
SILENCE = 60.0
MOST_CALLS, SLACK = 3, 10.0
"""Calls of the model that one item takes, and seconds for everything around them."""
OVER_LONG = 200_000
SECRET = "zanzibar plan"
"""Words of the candidate, to be found in no log."""
ASKED = "What if nothing repeats?"
FOLLOW_UP = "What if the readings do not fit into memory?"
TALK = Conversation(
    question=with_rubric("coding", CODING),
    turns=(
        Turn(speaker="interviewer", text=CODING.opening),
        Turn(speaker="candidate", text=f"I call it the {SECRET}: one pass remembers readings that came before."),
        Turn(speaker="interviewer", text="Go on."),
    ),
)
BRIEF = FeedbackBrief(
    seniority="mid",
    company="startup",
    questions=(
        BriefedQuestion(
            question_id="q1",
            title="First repeat",
            kind=QuestionType.CODING_PROBLEM,
            score=7.0,
            level=3.0,
            dimensions=(
                BriefedDimension(
                    dimension=Dimension.COMMUNICATION,
                    level=3,
                    met=("Stated a plan before the first run",),
                    unmet=("Said how the running time grows",),
                ),
            ),
        ),
    ),
)
Item = Utterance | Judgement | FeedbackWords
Act = Callable[[Interviewer, OnDelta | None], Awaitable[Item]]
SITES: dict[str, Act] = {
    "open": lambda who, tell: who.open(TALK, tell),
    "clarify": lambda who, tell: who.clarify(TALK, ASKED, tell),
    "acknowledge": lambda who, tell: who.acknowledge(TALK, f"I go on with the {SECRET}.", tell),
    "follow_up": lambda who, tell: who.follow_up(TALK, FOLLOW_UP, tell),
    "hint": lambda who, tell: who.hint(TALK, 1, tell),
    "wrap_up": lambda who, tell: who.wrap_up(TALK, tell),
    "judge": lambda who, tell: who.judge(TALK),
    "write_feedback": lambda who, tell: who.write_feedback(BRIEF),
}
MODEL, UNTOLD = "model", "nobody says why"
NOT_FITTING = "did not fit"
WORDS: Mapping[Purpose, str] = {
    Purpose.OPEN: CODING.opening,
    Purpose.CLARIFY: CODING.withheld[0].answer,
    Purpose.ACKNOWLEDGE: "Carry on.",
    Purpose.FOLLOW_UP: FOLLOW_UP,
    Purpose.HINT: CODING.hint_texts[0],
    Purpose.WRAP_UP: "That is all. Thank you for your time.",
}
"""What a good model says."""
READERS: Mapping[Purpose, recorded_rules.Responder] = {
    Purpose.CLARIFY: recorded_rules.pick,
    Purpose.JUDGE: recorded_rules.judge,
    Purpose.FEEDBACK: recorded_rules.feedback,
}
"""And what it answers in a form."""


@dataclass
class Prepared:
    """Implements LanguageModel over another: has the server know what is right, and remembers the last fault."""

    model: LanguageModel
    server: FakeModels
    fault: FaultKind | None = None
    seen: list[str] = field(default_factory=list)
    """Faults as they are shown."""

    @property
    def name(self) -> str:
        return self.model.name

    async def text(self, prompt: Prompt, on_delta: OnDelta | None = None) -> Reply[str]:
        self.server.payload = WORDS[prompt.purpose]
        return await self._kept(self.model.text(prompt, on_delta))

    async def structured(self, prompt: Prompt, schema: type[S]) -> Reply[S]:
        self.server.payload = READERS[prompt.purpose](prompt, schema)
        return await self._kept(self.model.structured(prompt, schema))

    async def ping(self) -> Health:
        return await self.model.ping()

    async def close(self) -> None:
        await self.model.close()

    async def _kept(self, call: Awaitable[R]) -> R:
        try:
            return await call
        except ModelFault as fault:
            self.fault = fault.kind
            self.seen.append(f"{fault!r} {fault} {fault.why} {fault.fix}")
            raise


@dataclass(frozen=True)
class Cell:
    """How one fault ended at one place."""

    fault: Fault
    site: str
    item: Item
    bank: Item
    """What the interviewer without a model gives there."""
    state: str
    shown: str
    """Everything that was said, kept or raised on the way."""


def state_of(item: Item, fault: FaultKind | None) -> str:
    """In a word who spoke, and why it was not the model; nothing in it depends on time or on a port."""
    ended = {Judgement: "not read", FeedbackWords: "own lines"}.get(type(item), "bank")
    match item:
        case Judgement(findings=()) | FeedbackWords(summary="") | Utterance(source="bank"):
            return f"{ended}: {fault or NOT_FITTING}" if item.degraded else UNTOLD
        case _:
            return f"{MODEL}, in part: {fault}" if fault else MODEL


async def at_once(seconds: float) -> None:
    """Stands for the wait before a retry."""


async def end_of(fault: Fault, site: str, backend: Backend, server: FakeModels) -> Cell:
    """Let the fault happen at a place. Raises TimeoutError where it does not end within its deadlines."""
    seconds = FEW_SECONDS if fault in NEVER_IN_TIME else SECONDS
    model = Prepared(Caller(backend, sleep=at_once, deadlines=dict.fromkeys(Purpose, seconds)), server)
    bank = OfflineInterviewer()
    who = FallbackInterviewer(ModelInterviewer(model, Judge(model)), bank)
    pieces: list[str] = []
    async with asyncio.timeout(MOST_CALLS * 3 * seconds + SLACK):
        item = await SITES[site](who, pieces.append)
    shown = "\n".join((repr(item), *pieces, *model.seen))
    return Cell(fault, site, item, await SITES[site](bank, None), state_of(item, model.fault), shown)


@contextmanager
def faulty(server: FakeModels, fault: Fault) -> Iterator[str]:
    """The address at which a fault happens."""
    if fault is Fault.REFUSED_CONNECTION:
        with refused_connection() as url:
            yield url
        return
    server.forget()
    server.say(fault)
    yield server.url


async def _cells(provider: Provider, server: FakeModels) -> list[Cell]:
    cells = []
    open_at = partial(_opened, provider)
    backend = open_at(server.url)
    for fault in Fault:
        for site in SITES:
            with faulty(server, fault) as url:
                used = backend if url == server.url else open_at(url)
                cells.append(await end_of(fault, site, used, server))
    await backend.close()
    return cells


def _opened(provider: Provider, url: str) -> Backend:
    return backend_of(provider, endpoint_of(VENDORS[provider], KEY, url + PATHS[provider]), "some-model")


def cells_of(provider: Provider) -> tuple[Cell, ...]:
    """Every fault at every place, over one of the SDKs."""
    server = FakeModels()
    server.slow = server.stall = SILENCE
    server.over_long = OVER_LONG
    with server:
        return tuple(asyncio.run(_cells(provider, server)))


HEAD = """\
# When a model fails

Written by `scripts/fault-table` from what the tests see, over the SDKs of both vendors and real sockets.

Each row is a fault of the model or of the way to it, each column a place where the interview asks a model. A cell says
who spoke in the end. `model`: its words were used. `bank`: the words of the question bank were used, the reason is kept
with them and shown in the report; `did not fit` means that an answer came and did not pass the checks of what it says.
`not read`: the answer is judged by facts and matched words alone, and the report says so. `own lines`: the report has
the lines that follow from the scores, and says so. Every one of them ended within its deadline, and the interview went
on.
"""


def page_of(cells: Mapping[Provider, Sequence[Cell]]) -> str:
    """The table as a page of Markdown; where the SDKs differ a cell names both."""
    lines = [HEAD, f"| | {' | '.join(site.replace('_', ' ') for site in SITES)} |", "|---" * (len(SITES) + 1) + "|"]
    ends: dict[tuple[Fault, str], dict[str, list[str]]] = {}
    for provider, found in cells.items():
        for cell in found:
            ends.setdefault((cell.fault, cell.site), {}).setdefault(cell.state, []).append(provider)
    for fault in Fault:
        row = (_told(ends[fault, site]) for site in SITES)
        lines.append(f"| {fault.value} | {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def _told(states: Mapping[str, Sequence[str]]) -> str:
    if len(states) == 1:
        return next(iter(states))
    return "; ".join(f"{', '.join(providers)}: {state}" for state, providers in states.items())
