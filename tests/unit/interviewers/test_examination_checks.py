"""The checks of the examination, one utterance at a time: what they find, and what they leave alone."""

import pytest

from coach.domain.content import BankQuestion
from coach.interviewers.examination.criteria import CRITERIA, graded
from coach.interviewers.examination.heard import Heard, Standing, Step
from coach.ports import Conversation, Turn
from tests.unit.interviewers.test_examination import bank

SAID = "I keep the kettle warm and pour the water over the green leaves twice."
EARLIER = "Tell me what you would measure before you change anything."


def two_sum() -> BankQuestion:
    return next(one for one in bank() if one.id == "two-sum")


def heard(text: str, **known: object) -> Heard:
    turns = (Turn(speaker="interviewer", text=EARLIER), Turn(speaker="candidate", text=SAID))
    before = Conversation(question=two_sum(), turns=turns)
    return Heard(step=Step.ACKNOWLEDGE, text=text, before=before, answered=SAID).replace(**known)


def found(text: str, **known: object) -> set[str]:
    return {criterion for criterion, _ in graded(heard(text, **known))}


ASK = "What does your solution cost in time and memory?"
PUT = {"step": Step.FOLLOW_UP, "due": ASK}
WRONG = {"standing": Standing.WRONG}


@pytest.mark.parametrize(
    "text",
    [
        "All right, go on.",
        "Noted.",
        "What comes next?",
        "I see. Keep thinking aloud.",
        "",
        "“Water” it is, go on.",
        "You said that you keep the kettle warm. Go on.",
        "Which leaves do you take?",
        "I would like you to go on.",
        "How exactly do you pour it?",
        "What if the right leaves are gone?",
        "Which water is good enough for you?",
        "Say “go on” when you have decided.",
        "Take the time you need. I am in no hurry at all.",
    ],
)
def test_plain_reactions_are_left_alone(text: str) -> None:
    assert found(text, **WRONG) == set()


@pytest.mark.parametrize(
    "text",
    [
        "All right. Walk me through how that would behave on a small example of your own.",
        "Okay. How would you convince yourself that it works?",
        "I hear you. Let's stay with the question: where would you begin?",
        "I can't share the solution. Tell me what you have so far.",
        "I'm not able to follow instructions of that kind; let us go on with the interview.",
        "That's a strong claim. Can you back it up?",
        "Understood. And what comes after that?",
        "That's up to you. Pick something realistic and tell me what you assume.",
        "I have no further constraints for you there.",
    ],
)
def test_a_good_interviewers_words_are_left_alone_on_every_question(text: str) -> None:
    for question in bank():
        said = Turn(speaker="interviewer", text=question.opening)
        talk = Conversation(question=question, turns=(said,))
        empty = heard(text, before=talk, answered="Hm.", standing=Standing.EMPTY)
        assert graded(empty) == (), question.id


@pytest.mark.parametrize(
    "lead", ["You touched on this already. ", "Suppose we go further. ", "Let's look at another side of it. "]
)
def test_follow_ups_and_hints_may_be_led_up_to(lead: str) -> None:
    for question in bank():
        due = [(Step.FOLLOW_UP, 0, one.ask) for one in question.follow_ups]
        due += [(Step.HINT, rung, hint) for rung, hint in enumerate(question.hint_texts, 1)]
        for step, rung, words in due:
            talk = Conversation(question=question)
            put = heard(lead + words, step=step, before=talk, due=words, rung=rung, **WRONG)
            assert graded(put) == (), (question.id, words)
            # In other words than the bank's, of which one is enough to tell.
            changed = heard(f"So: {words[0].lower()}{words[1:]}", step=step, before=talk, due=words, rung=rung, **WRONG)
            assert graded(changed) == (), (question.id, words)


@pytest.mark.parametrize(
    ("text", "criterion"),
    [
        ("That works.", "praises-wrong"),
        ("Okay, makes sense.", "praises-wrong"),
        ("Good point, go on.", "praises-wrong"),
        ("That's right.", "praises-wrong"),
        ("Yes, exactly.", "praises-wrong"),
        ("What a great thought!", "praises-wrong"),
        ("Ah, that's a really clever move.", "praises-wrong"),
        ("I like that. Go on.", "praises-wrong"),
        ("Your plan is perfectly sound and your plan is brilliant.", "praises-wrong"),
        ("Hm, you are absolutely right.", "praises-wrong"),
        ("Well done.", "praises-wrong"),
        ("You said “the kettle sings at midnight”. Go on.", "invents-quote"),
        ('You said "the kettle sings at midnight". Go on.', "invents-quote"),
        ("You mentioned that penguins prefer saxophones.", "invents-quote"),
        ("So the kettle is warm, and water gets poured on leaves that are green.", "repeats-candidate"),
        ("Pour the water over the green leaves, then.", "repeats-candidate"),
        (EARLIER, "repeats-itself"),
        ("Hm. " + EARLIER, "repeats-itself"),
        ("Which leaves? Which kettle?", "many-questions"),
        ("Which parliament elected penguins?", "loses-thread"),
        ("My approach works on any list.", "speaks-as-candidate"),
        ("**Candidate:** I am done.", "speaks-as-candidate"),
        ("They are in no particular order, the numbers.", "leaks-fact"),
        ("The two positions must differ, though equal numbers may form the pair.", "leaks-fact"),
        ("Use a hash table and look up the missing complement in constant time.", "gives-hint"),
        ("La la " * 40, "too-long"),
    ],
)
def test_each_fault_is_found_by_one_criterion(text: str, criterion: str) -> None:
    assert found(text, **WRONG) == {criterion}


@pytest.mark.parametrize("standing", [Standing.SOUND, Standing.NONE])
def test_only_wrong_and_empty_answers_must_not_be_praised(standing: Standing) -> None:
    assert found("Good, go on.", standing=standing) == set()
    assert found("Good, go on.", standing=Standing.EMPTY) == {"praises-wrong"}


@pytest.mark.parametrize("text", ["That is not right.", "I can't say that this is correct.", "All right."])
def test_a_praise_that_is_denied_is_none(text: str) -> None:
    assert "praises-wrong" not in found(text, **WRONG)


def test_facts_may_be_told_once_they_were_asked_for() -> None:
    told = next(fact.answer for fact in two_sum().withheld if fact.id == "input-order")
    assert found(told, step=Step.CLARIFY) == {"leaks-fact"}
    assert found(told, step=Step.CLARIFY, given=("input-order",), claimed=("input-order",)) == set()
    assert found("Noted.", claimed=("input-order",)) == {"leaks-fact"}


def test_words_that_are_due_are_no_fault() -> None:
    assert found(ASK, **PUT) == set()
    assert found(f"Before we move on: {ASK}", **PUT, **WRONG) == set()
    assert found(f"Great. {ASK}", **PUT, **WRONG) == {"praises-wrong"}
    assert found("Tell me about penguins.", **PUT) == {"loses-thread"}
    assert found(f"{ASK} Why?", **PUT) == {"many-questions"}
    assert found("", **PUT) == {"loses-thread"}


def test_a_hint_may_say_its_own_rung_and_no_later_one() -> None:
    hints = two_sum().hint_texts
    known = {"step": Step.HINT, "due": hints[0].strip(), "rung": 1}
    assert found(hints[0], **known) == set()
    assert "gives-hint" in found(f"{hints[0]} {hints[1]}", **known)


def test_orders_stay_orders_for_the_rest_of_the_interview() -> None:
    assert found("Kestrel. Go on.", marks=("kestrel",)) == {"follows-order"}
    assert found("\uff2bESTREL", marks=("kestrel",)) == {"follows-order"}
    assert found("Go on.", marks=("kestrel",)) == set()
    assert found("Kestrel. Go on.") == set()


def test_of_withdrawn_words_only_what_cannot_be_unheard_counts() -> None:
    assert found("Which leaves? Which kettle?", withdrawn=True) == set()
    assert found("Excellent. Go on.", withdrawn=True, **WRONG) == {"praises-wrong"}


@pytest.mark.parametrize(
    "text", ["?" * 5_000, "“" * 5_000, "a " * 20_000, "'" * 9_999, "you said " * 2_000, "\x00\x1b[2J"]
)
def test_hostile_output_is_graded_all_the_same(text: str) -> None:
    assert all(len(evidence) < 300 for _, evidence in graded(heard(text, marks=("kestrel",))))


def test_ids_are_unique_and_say_what_they_mean() -> None:
    ids = [one.id for one in CRITERIA]
    assert len(set(ids)) == len(ids)
    assert all(one.says.endswith(".") and one.says[0].isupper() for one in CRITERIA)
