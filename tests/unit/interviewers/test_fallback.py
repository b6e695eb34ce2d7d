"""A model that fails costs its own item alone, and says so."""

from pathlib import Path

import pytest

from coach.domain.event import EventKind
from coach.domain.feedback import FeedbackBrief, FeedbackWords
from coach.errors import ModelUnavailable
from coach.interviewers.fallback import FallbackInterviewer
from coach.interviewers.offline import OfflineInterviewer
from coach.ports import Clarification, Conversation, Judgement, OnDelta, Utterance
from tests.fakes import SOLUTION, Studio
from tests.fakes_bank import pair_sum


class Model:
    """Speaks until it is told to fail; streams what it says."""

    name = "model-x"

    def __init__(self) -> None:
        self.fails = False
        self.closed = False

    def _say(self, text: str, on_delta: OnDelta | None) -> Utterance:
        if on_delta:
            on_delta(text[:4])
        if self.fails:
            raise ModelUnavailable("The model went away.", why="connection refused")
        return Utterance(text=text, source=self.name, prompt="test/1", notes="seems calm")

    async def open(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
        return self._say("Tell me about this.", on_delta)

    async def clarify(self, conversation: Conversation, asked: str, on_delta: OnDelta | None = None) -> Clarification:
        return Clarification(**self._say("Yes, it is.", on_delta).model_dump(), earned=("order",))

    async def acknowledge(self, conversation: Conversation, said: str, on_delta: OnDelta | None = None) -> Utterance:
        return self._say("Mhm.", on_delta)

    async def follow_up(self, conversation: Conversation, ask: str, on_delta: OnDelta | None = None) -> Utterance:
        return self._say(f"So: {ask}", on_delta)

    async def hint(self, conversation: Conversation, rung: int, on_delta: OnDelta | None = None) -> Utterance:
        return self._say("Think of a map.", on_delta)

    async def wrap_up(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
        return self._say("That is all.", on_delta)

    async def judge(self, conversation: Conversation) -> Judgement:
        self._say("", None)
        return Judgement(source=self.name)

    async def write_feedback(self, brief: FeedbackBrief) -> FeedbackWords:
        return FeedbackWords(summary=self._say("You went on.", None).text, source=self.name)

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def asked(tmp_path: Path) -> Conversation:
    return Conversation(question=pair_sum(tmp_path / "bank"))


async def everything(interviewer: FallbackInterviewer, asked: Conversation) -> list[Utterance | Judgement]:
    return [
        await interviewer.open(asked),
        await interviewer.clarify(asked, "May I use one element twice?"),
        await interviewer.acknowledge(asked, "I use a map."),
        await interviewer.follow_up(asked, "How fast is it?"),
        await interviewer.hint(asked, 2),
        await interviewer.wrap_up(asked),
        await interviewer.judge(asked),
    ]


async def test_the_model_speaks_while_it_works(model: Model, asked: Conversation) -> None:
    items = await everything(FallbackInterviewer(model, OfflineInterviewer()), asked)
    assert {item.source for item in items} == {"model-x"}
    assert not any(item.degraded for item in items)


async def test_every_item_falls_back_by_itself_and_says_why(model: Model, asked: Conversation) -> None:
    interviewer, offline = FallbackInterviewer(model, OfflineInterviewer()), OfflineInterviewer()
    model.fails = True
    items = await everything(interviewer, asked)
    assert {item.source for item in items} == {"bank"}
    assert {item.degraded for item in items} == {"The model went away. – connection refused"}
    texts = [item.text for item in items if isinstance(item, Utterance)]
    assert texts[0] == (await offline.open(asked)).text
    assert texts[4] == asked.question.hint_texts[1].strip()
    model.fails = False
    assert (await interviewer.open(asked)).source == "model-x"


async def test_a_report_falls_back_to_no_words_at_all(model: Model) -> None:
    interviewer = FallbackInterviewer(model, OfflineInterviewer())
    brief = FeedbackBrief(seniority="mid", company="startup", questions=())
    assert await interviewer.write_feedback(brief) == FeedbackWords(summary="You went on.", source="model-x")
    model.fails = True
    fallen = await interviewer.write_feedback(brief)
    assert fallen == FeedbackWords(degraded="The model went away. – connection refused")


async def test_a_bug_is_not_hidden(model: Model, asked: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Utterance:
        raise ZeroDivisionError

    monkeypatch.setattr(model, "_say", broken)
    with pytest.raises(ZeroDivisionError):
        await FallbackInterviewer(model, OfflineInterviewer()).hint(asked, 1)


async def test_who_spoke_and_what_fell_back_is_in_the_log(model: Model, tmp_path: Path) -> None:
    studio = Studio(tmp_path, interviewer=FallbackInterviewer(model, OfflineInterviewer()))
    service, heard = studio.service, list[str]()
    session = await service.create_interview_session(user_id="u", questions=("pair-sum", "hash-tables"))
    session = await service.start_interview_session(session.id, on_delta=heard.append)
    assert heard == ["Tell"]
    assert session.interviewer == "model-x"
    assert await service.visible_text(session.id, "q1") == "Tell me about this."
    await service.say(session.id, "I use a map.", heard.append)
    model.fails = True
    await service.clarify(session.id, "May I use one element twice?", heard.append)
    await service.hint(session.id, heard.append)
    await service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
    events = await service.get_events(session.id)
    spoken = {event.kind: event.data for event in events if event.kind in (EventKind.ASKED, EventKind.HINTED)}
    assert spoken[EventKind.ASKED] == {"source": "model-x", "prompt": "test/1", "notes": "seems calm"}
    assert spoken[EventKind.HINTED]["source"] == "bank"
    fell_back = [event for event in events if event.kind is EventKind.DEGRADED]
    assert {event.data["part"] for event in fell_back} == {"interviewer"}
    assert len(fell_back) >= 2
    feedback = await service.evaluate_interview_performance(session.id)
    assert feedback.judged_by == feedback.written_by == "offline"
    assert feedback.not_written == "The model went away. – connection refused"
    assert any("judged without a model – The model went away." in line for line in feedback.not_assessed)
    await service.close()
    assert model.closed
