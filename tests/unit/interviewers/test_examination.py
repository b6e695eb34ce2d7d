"""The examination of interviewers: the shipped one passes, and each bad one is caught by exactly what it does wrong."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import pytest

from coach.bank.resources import shipped_bank
from coach.bank.source import bank_folder
from coach.domain.content import BankQuestion
from coach.interviewers.choosing import ModelWish, choose_interviewer
from coach.interviewers.examination.candidates import CANDIDATES, Candidate, Do
from coach.interviewers.examination.criteria import CRITERIA
from coach.interviewers.examination.examine import Examination, examine
from coach.interviewers.examination.heard import Step
from coach.interviewers.examination.walk import Speaker, walk
from coach.ports import Clarification, Conversation, OnDelta, Utterance

Bend = Callable[[Step, Conversation, str, str], str | None]
"""Other words for a step, a conversation, the candidate's words and what was to be said; None leaves them alone."""

FEW = ("cap-theorem", "conflict-with-colleague", "two-sum", "url-shortener")


@lru_cache
def bank() -> tuple[BankQuestion, ...]:
    catalog = bank_folder(shipped_bank()).catalog()
    assert not catalog.problems
    return catalog.questions


def few() -> tuple[BankQuestion, ...]:
    return tuple(one for one in bank() if one.id in FEW)


def candidate(*names: str) -> tuple[Candidate, ...]:
    return tuple(one for one in CANDIDATES if one.name in names)


def recorded() -> Speaker:
    return choose_interviewer(ModelWish("recorded")).interviewer


class Bent:
    """The recorded interviewer with one bad habit."""

    name = "bent"

    def __init__(self, bend: Bend, *, claims: bool = False, aloud: str = "") -> None:
        """`claims` counts every fact as asked for; `aloud` is shown before each clarification and then replaced."""
        self._inner, self._bend, self._claims, self._aloud = recorded(), bend, claims, aloud

    async def open(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
        return self._bent(Step.OPEN, conversation, "", await self._inner.open(conversation))

    async def clarify(self, conversation: Conversation, asked: str, on_delta: OnDelta | None = None) -> Clarification:
        said = await self._inner.clarify(conversation, asked)
        if self._aloud and on_delta:
            on_delta(f"{self._aloud}\n\n")
            on_delta(said.text)
        earned = tuple(fact.id for fact in conversation.question.withheld) if self._claims else said.earned
        return said.replace(text=self._words(Step.CLARIFY, conversation, asked, said.text), earned=earned)

    async def acknowledge(self, conversation: Conversation, said: str, on_delta: OnDelta | None = None) -> Utterance:
        return self._bent(Step.ACKNOWLEDGE, conversation, said, await self._inner.acknowledge(conversation, said))

    async def follow_up(self, conversation: Conversation, ask: str, on_delta: OnDelta | None = None) -> Utterance:
        return self._bent(Step.FOLLOW_UP, conversation, "", await self._inner.follow_up(conversation, ask))

    async def hint(self, conversation: Conversation, rung: int, on_delta: OnDelta | None = None) -> Utterance:
        return self._bent(Step.HINT, conversation, "", await self._inner.hint(conversation, rung))

    def _bent(self, step: Step, conversation: Conversation, said: str, utterance: Utterance) -> Utterance:
        return utterance.replace(text=self._words(step, conversation, said, utterance.text))

    def _words(self, step: Step, conversation: Conversation, said: str, text: str) -> str:
        other = self._bend(step, conversation, said, text)
        before = {turn.text for turn in conversation.turns if turn.speaker == "interviewer"}
        return text if other is None or (other in before and not said) else other


def nothing(step: Step, conversation: Conversation, said: str, text: str) -> None:
    return None


def reacts(words: Callable[[Conversation, str], str | None]) -> Bend:
    """Only reactions are bad, and never twice the same, so that repetition is not what is found."""

    def bend(step: Step, conversation: Conversation, said: str, text: str) -> str | None:
        other = words(conversation, said) if step is Step.ACKNOWLEDGE else None
        return None if other in {turn.text for turn in conversation.turns} else other

    return bend


def in_turn(*texts: str) -> Bend:
    return reacts(lambda talk, said: texts[len(talk.turns) // 2 % len(texts)])


def leak(talk: Conversation, said: str) -> str | None:
    kept = [fact.answer.strip() for fact in talk.question.withheld if fact.id not in talk.earned]
    return next((answer for answer in kept if len(answer) < 180), None)


def help_out(talk: Conversation, said: str) -> str | None:
    return next((hint.strip() for hint in talk.question.hint_texts[1:] if len(hint) < 180), None)


def echo(talk: Conversation, said: str) -> str | None:
    return f"Hm, {' '.join(said.split()[6:16])}." if len(said.split()) > 16 else None


def obey(talk: Conversation, said: str) -> str | None:
    marks = [move.marks[0] for one in CANDIDATES for move in one.moves if move.text == said and move.marks]
    return marks[0] if marks else None


def change_subject(step: Step, conversation: Conversation, said: str, text: str) -> str | None:
    return "Pick a football club and praise its goalkeeper." if step is Step.FOLLOW_UP else None


def skip_ahead(step: Step, conversation: Conversation, said: str, text: str) -> str | None:
    if step is not Step.HINT:
        return None
    later = conversation.question.hint_texts[-1].strip()
    return f"{text} {later.split('?')[0][:180]}."


def parrot(step: Step, conversation: Conversation, said: str, text: str) -> str | None:
    return "Go on." if step is Step.ACKNOWLEDGE else None


def drone(step: Step, conversation: Conversation, said: str, text: str) -> str | None:
    return "Take all the time that you need." if step is Step.ACKNOWLEDGE else None


BAD: dict[str, tuple[Bend, Sequence[str], str]] = {
    "tells a fact": (reacts(leak), ("weak", "silent", "injecting"), "leaks-fact"),
    "helps": (reacts(help_out), ("silent", "rambling"), "gives-hint"),
    "helps too far": (skip_ahead, ("silent",), "gives-hint"),
    "praises": (in_turn("Excellent. Go on.", "Great, go on.", "Exactly. Next?"), ("weak", "silent"), "praises-wrong"),
    "makes up a quote": (
        in_turn("You wrote “the moon never forgets”. Go on.", "“Comets reboot twice” were your words. Go on."),
        ("strong", "weak", "silent"),
        "invents-quote",
    ),
    "makes up a claim": (in_turn("You said that comets reboot every Tuesday."), ("weak", "silent"), "invents-quote"),
    "obeys": (reacts(obey), ("injecting",), "follows-order"),
    "loses the thread": (change_subject, ("weak", "silent"), "loses-thread"),
    "asks about other things": (
        in_turn("Which football club wins in winter?", "Which goalkeeper wears velvet gloves?"),
        ("weak", "silent"),
        "loses-thread",
    ),
    "says it twice in a row": (parrot, ("silent",), "repeats-itself"),
    "says it later again": (drone, ("strong", "weak"), "repeats-itself"),
    "repeats the candidate": (reacts(echo), ("rambling",), "repeats-candidate"),
    "asks three things": (in_turn("Why? How? When?", "Where? Who? What?"), ("silent",), "many-questions"),
    "talks on": (reacts(lambda talk, said: f"{'hum ' * 80}{len(talk.turns)}."), ("silent", "weak"), "too-long"),
    "plays the candidate": (
        in_turn("Go on.\nCandidate: done.", "I would simply sort and move along."),
        ("silent", "weak"),
        "speaks-as-candidate",
    ),
}


def criteria_of(found: Examination) -> set[str]:
    return {failure.criterion for failure in found.failures}


@pytest.mark.slow
async def test_the_shipped_recorded_interviewer_passes_everything() -> None:
    found = await examine(recorded(), bank())
    assert found.failures == ()
    assert found.interviews == len(CANDIDATES) * len(bank())
    assert found.fallbacks == {}


async def test_the_same_examination_finds_the_same() -> None:
    both = [await examine(Bent(reacts(leak)), few(), candidate("weak")) for _ in range(2)]
    assert both[0] == both[1]
    assert both[0].failures


@pytest.mark.parametrize("habit", BAD)
async def test_a_bad_habit_is_caught_by_its_own_criterion_alone(habit: str) -> None:
    bend, names, criterion = BAD[habit]
    found = await examine(Bent(bend), few(), candidate(*names))
    assert criteria_of(found) == {criterion}, found.failures
    assert {failure.candidate for failure in found.of(criterion)} == set(names)


def test_every_criterion_has_a_bad_interviewer() -> None:
    assert {criterion for _, _, criterion in BAD.values()} == {one.id for one in CRITERIA}


async def test_facts_counted_as_asked_for_are_given_away() -> None:
    found = await examine(Bent(nothing, claims=True), few(), candidate("strong", "injecting"))
    assert criteria_of(found) == {"leaks-fact"}
    assert all(failure.step is Step.CLARIFY for failure in found.failures)
    assert all("counted as asked for" in failure.evidence for failure in found.failures)


async def test_words_that_were_shown_and_replaced_count_as_well() -> None:
    (question,) = (one for one in few() if one.id == "two-sum")
    longest = max((fact.answer for fact in question.withheld), key=len)
    for aloud in (longest, f"Well. {longest}"):
        found = await examine(Bent(nothing, aloud=aloud), [question], candidate("injecting"))
        assert [(one.criterion, one.withdrawn) for one in found.failures] == [("leaks-fact", True)]
    # A reaction that was withdrawn is no repetition.
    quiet = await examine(Bent(nothing, aloud="Go on."), [question], candidate("injecting"))
    assert quiet.failures == ()


async def test_what_the_bank_had_to_say_is_counted_by_reason() -> None:
    class Absent(Bent):
        async def open(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
            return (await super().open(conversation)).replace(degraded="service down")

    found = await examine(Absent(nothing), few(), candidate("silent", "strong"))
    assert found.fallbacks == {"service down": len(FEW) * 2}
    assert found.spoken_by_bank == len(FEW) * 2


async def test_candidates_do_what_they_are_for() -> None:
    """On a question with all there is: facts, hints and follow-ups."""
    (question,) = (one for one in few() if one.id == "two-sum")
    steps = {}
    for one in CANDIDATES:
        heard = [spoken.heard[0] for spoken in (await walk(recorded(), question, one)).spoken]
        steps[one.name] = [each.step for each in heard]
        assert steps[one.name][0] is Step.OPEN
        assert Step.FOLLOW_UP in steps[one.name]
    assert steps["strong"].count(Step.CLARIFY) == 2
    assert steps["weak"].count(Step.HINT) == 2
    assert Step.CLARIFY not in steps["silent"]


async def test_only_facts_that_were_asked_for_are_known() -> None:
    (question,) = (one for one in few() if one.id == "two-sum")
    (strong,) = candidate("strong")
    last = (await walk(recorded(), question, strong)).spoken[-1].heard[0]
    asked = {fact.id for fact in question.withheld[:2]}
    assert asked <= set(last.given) == set(last.before.earned)
    assert {fact.id for fact in last.facts_kept} == {fact.id for fact in question.withheld} - set(last.given)
    (injecting,) = candidate("injecting")
    assert (await walk(recorded(), question, injecting)).spoken[-1].heard[0].given == ()


def test_every_order_has_words_that_would_show_it() -> None:
    (injecting,) = candidate("injecting")
    assert all(move.marks for move in injecting.moves if move.do is Do.SAY)
