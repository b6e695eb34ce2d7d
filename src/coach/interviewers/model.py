"""An interviewer that speaks through a language model.

A prompt never holds what must not be said: no withheld fact before it is asked for, no later hint, no solution. What a
model knows by itself is met by checks of its words; where they fail, the bank's own words are said.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from coach.domain.base import Model
from coach.domain.content import Withheld
from coach.domain.feedback import FeedbackBrief, FeedbackWords
from coach.evaluation.instructions import strip_instructions
from coach.evaluation.text import similar_asks
from coach.interviewers import wording
from coach.interviewers.fence import fence, new_tag, shortened, visible
from coach.interviewers.models.faults import ModelFault
from coach.interviewers.models.protocol import LanguageModel, Prompt
from coach.interviewers.offline import OfflineInterviewer
from coach.interviewers.prompting import render
from coach.interviewers.speech import Speech, Stream, read_speech
from coach.interviewers.writer import write
from coach.ports import Clarification, Conversation, Judgement, OnDelta, Turn, Utterance

PERSONAS = {
    "friendly": "warm and encouraging in tone, patient, still brief; you never praise an answer.",
    "neutral": "polite, matter-of-fact, brief.",
    "strict": "formal and terse, never rude; you waste no word.",
}
NOTHING = "(nothing yet)"
NO_FACTS = "(none)"
LATEST = 8
"""Turns of the conversation that a prompt holds."""
LONGEST_TURN = 1_500
MOST_PICKS = 3
"""Facts that one turn earns by a model's reading alone; those that the bank's own matching finds come on top."""
GREEDY = re.compile(
    r"\b(?:tell|give|show|list|reveal|name|share|print|output|say|disclose)\b.{0,40}?"
    r"\b(?:everything|all|each|every|whole|entire|rest|hidden|withheld|secret)\b"
    r"|\b(?:hidden|withheld|secret|unstated)\s+(?:facts?|requirements?|details?|constraints?|information|rules?)\b",
    re.IGNORECASE | re.DOTALL,
)
"""A request for everything. It earns no fact that is not asked for by name as well."""
PARTS = re.compile(r"[?.!;,\n]|\b(?:and|or|also)\b", re.IGNORECASE)
CODE_FROM_RUNG = 4
LONGEST_HINT, HINT_ROOM = 2, 120
"""A hint is at most so many times as long as the bank's, but never held to fewer characters than the second."""
NOT_THE_QUESTION = "the model's wording lost or added something"
NOT_THE_ANSWER = "the model's wording told something that was not asked for"
NO_REACTION = "the model's reaction judged or helped"
NO_HINT = "the model's hint was not the one that was due"


class Picks(Model):
    """Which of the facts a question asks for."""

    facts: tuple[str, ...]
    """Ids; none when nothing is asked for."""


@dataclass(frozen=True)
class Part:
    """One thing to say: how to ask for the words, when they will do, and what is said when they will not."""

    prompt: Prompt
    bank: str
    fits: Callable[[str], bool]
    otherwise: str
    """Why the bank speaks when the words do not fit."""
    live: bool = True
    """Shown while it comes. What could give something away is shown only after the check."""


class ModelInterviewer:
    """Implements the Interviewer port over a language model; `judge` reads the answers."""

    def __init__(
        self,
        model: LanguageModel,
        judge: Callable[[Conversation], Awaitable[Judgement]],
        tag: Callable[[], str] = new_tag,
    ) -> None:
        self._model = model
        self._judge = judge
        self._tag = tag
        self._bank = OfflineInterviewer()

    @property
    def name(self) -> str:
        return self._model.name

    async def open(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
        """Word the bank's opening; every number and name of it survives, and no withheld fact joins it."""
        opening = conversation.question.opening.strip()
        kept = _kept_back(conversation)

        def fits(text: str) -> bool:
            same = wording.keeps_terms(opening, text) and wording.keeps_subject(opening, text)
            return same and not wording.adds_numbers(text, opening) and not wording.reveals(kept, text, opening)

        prompt = render("open", persona=_persona(conversation), opening=opening)
        return await self._say(Part(prompt, opening, fits, NOT_THE_QUESTION), on_delta)

    async def clarify(self, conversation: Conversation, asked: str, on_delta: OnDelta | None = None) -> Clarification:
        """Find the facts that are asked for, then word those alone; what gets lost follows in the bank's words."""
        facts, picked_by = await self._pick(conversation, asked)
        answers = [fact.answer.strip() for fact in facts]
        bank = " ".join(answers) or (await self._bank.clarify(_without_facts(conversation), asked)).text
        part = self._clarification(conversation, asked, facts, bank)
        earned = tuple(fact.id for fact in facts)
        stream = Stream(on_delta)
        try:
            said = await self._hear(part, stream)
        except ModelFault as fault:
            if not facts:
                raise
            # The facts have been found: saying them plainly serves the candidate better than starting anew.
            said = Utterance(text=bank, prompt=part.prompt.name, degraded=fault.kind.value)
        if not said.degraded and (missing := wording.unsaid(answers, said.text)):
            said = said.replace(text=" ".join((said.text, *missing)))
        stream.end(said.text)
        names = " + ".join(name for name in (picked_by, said.prompt) if name)
        return Clarification(**{**said.dict(), "prompt": names}, earned=earned)

    async def acknowledge(self, conversation: Conversation, said: str, on_delta: OnDelta | None = None) -> Utterance:
        """One short reaction; words that judge or help are not said."""
        tag = self._tag()
        prompt = render(
            "acknowledge",
            persona=_persona(conversation),
            opening=conversation.question.opening.strip(),
            dialogue=_dialogue(conversation.turns, tag),
            said=fence(said, tag),
        )
        bank = (await self._bank.acknowledge(conversation, said)).text
        return await self._say(Part(prompt, bank, wording.is_mere_reaction, NO_REACTION, live=False), on_delta)

    async def follow_up(self, conversation: Conversation, ask: str, on_delta: OnDelta | None = None) -> Utterance:
        """Word a follow-up so that it fits the conversation; its subject, numbers, inputs and names survive."""

        def fits(text: str) -> bool:
            same = wording.keeps_terms(ask, text) and wording.keeps_subject(ask, text)
            return same and wording.asks_one_thing(ask, text) and not wording.has_code(text)

        tag = self._tag()
        prompt = render(
            "follow_up",
            persona=_persona(conversation),
            ask=ask,
            dialogue=_dialogue(conversation.turns, tag),
            code=_fenced(conversation.code, tag),
        )
        return await self._say(Part(prompt, ask, fits, NOT_THE_QUESTION), on_delta)

    async def hint(self, conversation: Conversation, rung: int, on_delta: OnDelta | None = None) -> Utterance:
        """Fit the hint of a rung to what the candidate has; longer hints, early code and later steps are not said."""
        hints = conversation.question.hint_texts
        bank = hints[rung - 1].strip()
        tag = self._tag()
        own = [turn for turn in conversation.turns if turn.speaker == "candidate"]
        prompt = render(
            "hint",
            persona=_persona(conversation),
            rung=f"{rung} of {len(hints)}",
            form="Pseudo-code is welcome." if rung >= CODE_FROM_RUNG else "No code.",
            hint=bank,
            plan=_dialogue(own, tag),
            code=_fenced(conversation.code, tag),
        )
        known = (conversation.question.opening, conversation.code, *hints[:rung], *(turn.text for turn in own))

        def fits(text: str) -> bool:
            short = len(text) <= max(HINT_ROOM, LONGEST_HINT * len(bank))
            plain = rung >= CODE_FROM_RUNG or not wording.has_code(text)
            due = wording.keeps_subject(bank, text, wording.SAME_HINT)
            return short and plain and due and not wording.runs_ahead(text, hints[rung:], *known)

        return await self._say(Part(prompt, bank, fits, NO_HINT, live=False), on_delta)

    async def wrap_up(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
        """The last sentence; one that judges or helps is not said."""
        dialogue = _dialogue(conversation.turns, self._tag())
        prompt = render("wrap_up", persona=_persona(conversation), dialogue=dialogue)
        bank = (await self._bank.wrap_up(conversation)).text
        return await self._say(Part(prompt, bank, wording.is_mere_reaction, NO_REACTION, live=False), on_delta)

    async def judge(self, conversation: Conversation) -> Judgement:
        return await self._judge(conversation)

    async def write_feedback(self, brief: FeedbackBrief) -> FeedbackWords:
        return await write(self._model, brief, self._tag())

    async def close(self) -> None:
        await self._model.close()

    async def _pick(self, conversation: Conversation, asked: str) -> tuple[tuple[Withheld, ...], str]:
        """The facts a question asks for, and the prompt that found them."""
        withheld = conversation.question.withheld
        if not withheld:
            return (), ""
        prompt = render(
            "clarify_pick",
            opening=conversation.question.opening.strip(),
            facts="\n".join(f"- {fact.id}: {' · '.join(fact.asks)}" for fact in withheld),
            asked=fence(asked, self._tag()),
        )
        reply = await self._model.structured(prompt, Picks)
        return asked_for(withheld, asked, reply.value.facts, conversation.earned), prompt.name

    def _clarification(self, conversation: Conversation, asked: str, facts: Sequence[Withheld], bank: str) -> Part:
        tag = self._tag()
        opening = conversation.question.opening.strip()
        told = [fact.answer.strip() for fact in conversation.question.withheld if fact.id in conversation.earned]
        answers = [fact.answer.strip() for fact in facts]
        prompt = render(
            "clarify_say",
            persona=_persona(conversation),
            opening=opening,
            told=_listed(told),
            facts=_listed(answers),
            dialogue=_dialogue(conversation.turns, tag),
            asked=fence(asked, tag),
        )
        public = (opening, asked, conversation.code, *told, *answers, *(turn.text for turn in conversation.turns))
        kept = _kept_back(conversation, facts)

        def fits(text: str) -> bool:
            return not wording.adds_numbers(text, *public) and not wording.reveals(kept, text, *public)

        return Part(prompt, bank, fits, NOT_THE_ANSWER)

    async def _say(self, part: Part, on_delta: OnDelta | None) -> Utterance:
        stream = Stream(on_delta)
        said = await self._hear(part, stream)
        stream.end(said.text)
        return said

    async def _hear(self, part: Part, stream: Stream) -> Utterance:
        """What is to be said. Raises ModelFault."""
        reply = await self._model.text(part.prompt, stream if part.live else None)
        speech: Speech = read_speech(reply.value)
        said = Utterance(text=speech.text, source=self.name, prompt=part.prompt.name, notes=speech.notes)
        if part.fits(speech.text):
            return said
        return said.replace(text=part.bank, source="bank", degraded=part.otherwise)


def asked_for(
    withheld: Sequence[Withheld], asked: str, picked: Sequence[str], earned: Sequence[str] = ()
) -> tuple[Withheld, ...]:
    """The facts that one turn gives, in the order of the question.

    Those the bank's own matching finds always count. What only a model reads into the words counts for known ids, for
    at most three new facts, and for no more of them than the words have clauses; for none when the words ask for
    everything or give orders to the reader.
    """
    sure = {fact.id for fact in similar_asks(withheld, asked)}
    _, orders = strip_instructions(asked)
    clauses = sum(any(char.isalnum() for char in part) for part in PARTS.split(asked))
    room = 0 if orders or GREEDY.search(asked) else min(MOST_PICKS, clauses)
    known = {fact.id for fact in withheld}
    read = [one for one in dict.fromkeys(picked) if one in known and one not in sure]
    again = {one for one in read if one in earned}
    counted = sure | again | set([one for one in read if one not in again][:room])
    return tuple(fact for fact in withheld if fact.id in counted)


def _kept_back(conversation: Conversation, given: Sequence[Withheld] = ()) -> tuple[str, ...]:
    """Answers that have not been earned."""
    known = {*conversation.earned, *(fact.id for fact in given)}
    return tuple(fact.answer for fact in conversation.question.withheld if fact.id not in known)


def _without_facts(conversation: Conversation) -> Conversation:
    return conversation.replace(question=conversation.question.replace(withheld=()))


def _persona(conversation: Conversation) -> str:
    return PERSONAS.get(conversation.persona, PERSONAS["neutral"])


def _listed(answers: Sequence[str]) -> str:
    return "\n".join(f"- {answer}" for answer in answers) or NO_FACTS


def _fenced(text: str, tag: str) -> str:
    return fence(text, tag) if text.strip() else NOTHING


def _dialogue(turns: Sequence[Turn], tag: str) -> str:
    """The latest turns in one fence; lines that go on are indented, so that no text can pretend to be a turn."""
    lines = [
        f"{turn.speaker.capitalize()}: " + shortened(visible(turn.text).strip(), LONGEST_TURN).replace("\n", "\n  ")
        for turn in turns[-LATEST:]
    ]
    return _fenced("\n".join(lines), tag)
