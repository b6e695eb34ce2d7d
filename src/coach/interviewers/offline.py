"""An interviewer without a model: speaks from the bank, and judges no prose."""

from coach.domain.feedback import FeedbackBrief, FeedbackWords
from coach.evaluation.text import similar_asks
from coach.ports import Clarification, Conversation, Judgement, OnDelta, Utterance

ACKNOWLEDGEMENTS = ("Understood. Go on.", "All right.", "I see. Carry on when you are ready.", "Noted.")
NOTHING_TO_ADD = (
    "I have nothing to add to that. Make a sensible assumption, and say it aloud.",
    "That is open. Choose what you find reasonable and tell me.",
    "You decide. State your assumption and work with it.",
)
GOODBYES = (
    "That is all from my side. Thank you for your time.",
    "Let us stop here. Thank you for talking this through with me.",
    "We are done. Thank you; the report comes next.",
)


class OfflineInterviewer:
    """Implements the Interviewer port from curated content alone."""

    name = "offline"

    async def open(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
        return Utterance(text=conversation.question.opening.strip())

    async def clarify(self, conversation: Conversation, asked: str, on_delta: OnDelta | None = None) -> Clarification:
        facts = similar_asks(conversation.question.withheld, asked)
        if facts:
            words = " ".join(fact.answer.strip() for fact in facts)
            return Clarification(text=words, earned=tuple(fact.id for fact in facts))
        return Clarification(text=_in_turn(NOTHING_TO_ADD, conversation))

    async def acknowledge(self, conversation: Conversation, said: str, on_delta: OnDelta | None = None) -> Utterance:
        return Utterance(text=_in_turn(ACKNOWLEDGEMENTS, conversation))

    async def follow_up(self, conversation: Conversation, ask: str, on_delta: OnDelta | None = None) -> Utterance:
        return Utterance(text=ask)

    async def hint(self, conversation: Conversation, rung: int, on_delta: OnDelta | None = None) -> Utterance:
        return Utterance(text=conversation.question.hint_texts[rung - 1].strip())

    async def wrap_up(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
        return Utterance(text=_in_turn(GOODBYES, conversation))

    async def judge(self, conversation: Conversation) -> Judgement:
        return Judgement()

    async def write_feedback(self, brief: FeedbackBrief) -> FeedbackWords:
        return FeedbackWords()

    async def close(self) -> None:
        return


def _in_turn(phrases: tuple[str, ...], conversation: Conversation) -> str:
    """The phrase said least often so far: an interviewer does not repeat the same words while there are others."""
    said = [turn.text for turn in conversation.turns]
    return min(phrases, key=said.count)
