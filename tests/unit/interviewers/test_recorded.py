"""The recorded model: which line answers which call, how it is streamed, and how scripts are refused."""

import asyncio
from pathlib import Path
from textwrap import dedent

import pytest
from pydantic import BaseModel, JsonValue

from coach.bank.resources import shipped_bank
from coach.bank.source import bank_folder
from coach.domain.content import BankQuestion
from coach.domain.enums import Answer
from coach.errors import ContentError
from coach.interviewers.judge import Judge
from coach.interviewers.model import ModelInterviewer
from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.interviewers.models.protocol import LanguageModel, Prompt, Purpose, Rung
from coach.interviewers.models.recorded import RecordedModel
from coach.interviewers.models.script import Line, Script
from coach.interviewers.models.script_file import MAX_BYTES, default_script, load_script, read_script
from coach.ports import Conversation, Turn


class Sheet(BaseModel):
    verdict: str
    count: int = 0


def prompt(purpose: Purpose = Purpose.HINT, user: str = "", name: str = "hint/1") -> Prompt:
    return Prompt(purpose, "the system part", user, name)


def model(*otherwise: Line, lines: tuple[Line, ...] = ()) -> LanguageModel:
    return RecordedModel(Script(lines=lines, otherwise=otherwise))


async def said(recorded: LanguageModel, asked: Prompt) -> str:
    return (await recorded.text(asked)).value


def script(text: str) -> Script:
    return read_script(dedent(text), "a script")


async def test_lines_are_used_once_in_order_then_the_default_in_turn() -> None:
    hint = Purpose.HINT
    recorded = model(
        Line(purpose=hint, say=("Third.", "Fourth.")),
        lines=(Line(purpose=hint, say=("First.",)), Line(purpose=hint, say=("Second.",))),
    )
    words = [await said(recorded, prompt()) for _ in range(5)]
    assert words == ["First.", "Second.", "Third.", "Fourth.", "Third."]


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ({}, True),
        ({"purpose": "clarify"}, False),
        ({"prompt": "hint/1"}, True),
        ({"prompt": "hint"}, True),
        ({"prompt": "hint/2"}, False),
        ({"prompt": "hin"}, False),
        ({"when": r"the\s+map"}, True),
        ({"when": "^map"}, False),
        ({"when": "system part"}, False),
        ({"take": r"a (?P<what>\w+) of"}, False),
    ],
)
async def test_a_line_answers_the_calls_it_is_for(line: dict[str, JsonValue], fits: bool) -> None:
    recorded = model(
        Line.model_validate({"purpose": "hint", "say": "This one.", **line}),
        Line(purpose=Purpose.HINT, say=("Another.",)),
    )
    asked = prompt(user="Keep the map\nof what you saw.")
    assert await said(recorded, asked) == ("This one." if fits else "Another.")


async def test_words_are_filled_from_the_prompt() -> None:
    line = Line(
        purpose=Purpose.HINT, take=r"Hint:\n(?P<hint>.+?)\n\n(?P<rest>never)?", say=("It is $hint, for $$5. $rest",)
    )
    assert await said(model(line), prompt(user="Hint:\nan ${odd} $one\n\nrest")) == "It is an ${odd} $one, for $5. "
    facts = Line(purpose=Purpose.HINT, take="(?P<facts>- .+)", say=("$facts",))
    assert await said(model(facts), prompt(user="- One.\n- Two.")) == "One. Two."


async def test_words_that_are_not_filled_keep_their_dollars() -> None:
    assert await said(model(Line(purpose=Purpose.HINT, say=("It costs $5 or $more.",))), prompt()) == (
        "It costs $5 or $more."
    )


@pytest.mark.parametrize("text", ["One two  three.\n\n  Four.", " ", "", "word"])
async def test_words_stream_in_pieces_that_make_up_the_text(text: str) -> None:
    pieces: list[str] = []
    reply = await model(Line(purpose=Purpose.HINT, say=(text,))).text(prompt(), pieces.append)
    assert "".join(pieces) == reply.value == reply.text == text
    assert all(len(piece.split()) <= 1 for piece in pieces)
    assert (reply.prompt, reply.usage.calls) == ("hint/1", 1)


async def test_streaming_can_be_cancelled() -> None:
    pieces: list[str] = []
    recorded = RecordedModel(Script(otherwise=(Line(purpose=Purpose.HINT, say=("One two.",)),)), pace=3_600)
    task = asyncio.create_task(recorded.text(prompt(), pieces.append))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert pieces == ["One "]


async def test_a_form_is_validated() -> None:
    recorded = model(lines=(Line(purpose=Purpose.JUDGE, give={"verdict": "yes", "count": 3}),))
    reply = await recorded.structured(prompt(Purpose.JUDGE), Sheet)
    assert reply.value == Sheet(verdict="yes", count=3)
    assert (reply.rung, Sheet.model_validate_json(reply.text)) == (Rung.SCHEMA, reply.value)
    wrong = model(Line(purpose=Purpose.JUDGE, give={"verdict": "a secret", "count": "many"}))
    with pytest.raises(ModelFault) as caught:
        await wrong.structured(prompt(Purpose.JUDGE), Sheet)
    assert caught.value.kind is FaultKind.BAD_OUTPUT
    assert caught.value.__suppress_context__
    assert "many" not in f"{caught.value!r} {caught.value.why}"


async def test_free_text_and_forms_are_told_apart() -> None:
    recorded = model(Line(purpose=Purpose.CLARIFY, give={"verdict": "a"}), Line(purpose=Purpose.CLARIFY, say=("b",)))
    assert await said(recorded, prompt(Purpose.CLARIFY)) == "b"
    assert (await recorded.structured(prompt(Purpose.CLARIFY), Sheet)).value.verdict == "a"


async def test_a_rule_is_given_the_prompt_and_the_form() -> None:
    def rule(asked: Prompt, schema: type[BaseModel]) -> dict[str, JsonValue]:
        return {"verdict": f"{asked.user} {schema.__name__}"}

    lines = Script(otherwise=(Line(purpose=Purpose.JUDGE, rule="mine"),))
    asked = prompt(Purpose.JUDGE, "the answer")
    reply = await RecordedModel(lines, rules={"mine": rule}).structured(asked, Sheet)
    assert reply.value.verdict == "the answer Sheet"
    with pytest.raises(ModelFault, match="'mine', which does not exist"):
        await RecordedModel(lines).structured(asked, Sheet)


async def test_what_no_line_answers_is_a_fault_that_names_the_purpose_alone() -> None:
    recorded = model(Line(purpose=Purpose.OPEN, say=("Hello.",)))
    for call in (recorded.text(prompt(user="private words")), recorded.structured(prompt(user="private words"), Sheet)):
        with pytest.raises(ModelFault) as caught:
            await call
        assert caught.value.kind is FaultKind.BAD_OUTPUT
        assert caught.value.why == "The call was for hint (hint/1)."
        assert "private" not in repr(caught.value)


async def test_faults_can_be_scripted() -> None:
    recorded = model(
        Line(purpose=Purpose.HINT, say=("It works again.",)),
        lines=(
            Line(purpose=Purpose.HINT, fault=FaultKind.SERVICE_DOWN),
            Line(purpose=Purpose.HINT, fault=FaultKind.REFUSED),
        ),
    )
    with pytest.raises(ModelFault) as caught:
        await recorded.text(prompt())
    assert caught.value.kind is FaultKind.SERVICE_DOWN
    with pytest.raises(ModelFault) as caught:
        await recorded.structured(prompt(), Sheet)
    assert caught.value.kind is FaultKind.REFUSED
    assert await said(recorded, prompt()) == "It works again."


async def test_its_name_tells_that_it_is_recorded() -> None:
    for script_, name in ((Script(), "recorded"), (Script(model="gpt-4o"), "recorded gpt-4o")):
        recorded = RecordedModel(script_)
        assert recorded.name == (await recorded.ping()).model == name
        await recorded.close()
        await recorded.close()


def test_a_script_is_read_with_plain_words() -> None:
    read = script(
        """
        model: a-model
        lines:
          - purpose: judge
            give: {verdict: yes, sure: on, at: 10:30, count: 2, right: true, none: null, list: [no, 1.5]}
          - purpose: hint
            say: |
              Two
              lines.
          - {purpose: open, fault: rate limited}
        """
    )
    assert read.lines[0].give == {
        "verdict": "yes",
        "sure": "on",
        "at": "10:30",
        "count": 2,
        "right": True,
        "none": None,
        "list": ["no", 1.5],
    }
    assert read.lines[1].say == ("Two\nlines.\n",)
    assert read.lines[2].fault is FaultKind.RATE_LIMITED
    assert read_script("", "nothing") == Script()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lines: [", "is not YAML"),
        ("lines: []\n---\nlines: []", "a second document"),
        ("a: &x [1]\nb: *x", "uses an alias"),
        ("lines: !!python/object:os.system [ls]", "uses a tag"),
        ("lines: " + "[" * 60 + "]" * 60, "nested more than"),
        ("? [a]\n: b", "a key that is not plain text"),
        ("model: .inf", "not a finite number"),
        ("- open", "dictionary"),
        ("lines: [{purpose: dance, say: x}]", r"lines\.0\.purpose"),
        ("lines: [{purpose: open}]", "exactly one of say, give, rule and fault"),
        ("lines: [{purpose: open, say: x, rule: judge}]", "exactly one of say, give, rule and fault"),
        ("lines: [{purpose: open, say: []}]", "exactly one of say, give, rule and fault"),
        ("lines: [{purpose: open, say: x, when: '('}]", "no regular expression"),
        ("lines: [{purpose: open, say: x, sya: y}]", r"lines\.0\.sya"),
        ("otherwise: [{purpose: open, take: '(?P<a>.)', say: $b}]", r"says \$b"),
        ("\x00", "is not YAML"),
        ("otherwise: [{purpose: open, take: '(?P<a>.)', say: $a costs 5 $}]", "write \\$\\$"),
    ],
)
def test_a_broken_script_says_where(text: str, words: str) -> None:
    with pytest.raises(ContentError, match=words) as caught:
        read_script(text, "the/script.yaml")
    assert "the/script.yaml" in caught.value.message


def test_files_that_are_no_scripts(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    with pytest.raises(ContentError, match="cannot be read"):
        load_script(path)
    with pytest.raises(ContentError, match="not a regular file"):
        load_script(Path("/dev/null"))
    path.write_bytes(b"model: \xff")
    with pytest.raises(ContentError, match="not UTF-8"):
        load_script(path)
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(ContentError, match="is larger than"):
        load_script(path)
    path.write_text("\ufeffmodel: mine\n", encoding="utf-8")
    assert load_script(path) == Script(model="mine")


@pytest.fixture
async def bank(tmp_path: Path) -> tuple[BankQuestion, ...]:
    return bank_folder(shipped_bank()).catalog().questions


@pytest.mark.slow
async def test_the_default_script_can_lead_every_shipped_interview(bank: tuple[BankQuestion, ...]) -> None:
    """Not once does the bank have to speak where the model should, and the same interview has the same words."""
    for question in bank:
        words = [await interview(question) for _ in range(2)]
        assert words[0] == words[1]


async def interview(question: BankQuestion) -> list[str]:
    recorded = RecordedModel(default_script())
    interviewer = ModelInterviewer(recorded, Judge(recorded))
    conversation = Conversation(question=question)
    said = [await interviewer.open(conversation), await interviewer.clarify(conversation, "What colour is it?")]
    for fact in question.withheld[:2]:
        earned = await interviewer.clarify(conversation, f"May I ask, {fact.asks[0]}?")
        assert fact.id in earned.earned
        said.append(earned)
    said += [await interviewer.acknowledge(conversation, "I would sort them first.") for _ in range(5)]
    said += [await interviewer.follow_up(conversation, each.ask) for each in question.follow_ups[:4]]
    said += [await interviewer.hint(conversation, rung + 1) for rung in range(len(question.hint_texts))]
    assert [each.degraded for each in said] == [""] * len(said)
    assert {each.source for each in said} == {"recorded"}
    return [each.text for each in said]


async def test_the_recorded_judge_reads_what_is_there(bank: tuple[BankQuestion, ...]) -> None:
    question = next(each for each in bank if each.id == "database-indexes")
    recorded = RecordedModel(default_script())
    turns = (
        Turn(speaker="interviewer", text=question.opening),
        Turn(speaker="candidate", text=question.model_solution),
    )
    judgement = await Judge(recorded)(Conversation(question=question, turns=turns))
    answers = [finding.answer for finding in judgement.findings]
    assert judgement.degraded == ""
    assert answers.count(Answer.YES) > answers.count(Answer.NO)
    vague = (
        turns[0],
        Turn(speaker="candidate", text="I would rather talk about the weather. It rains a lot these days."),
    )
    judgement = await Judge(recorded)(Conversation(question=question, turns=vague))
    assert {finding.answer for finding in judgement.findings} == {Answer.NO}


async def test_the_recorded_judge_reads_code_for_words_and_never_quotes_it(bank: tuple[BankQuestion, ...]) -> None:
    question = next(each for each in bank if each.id == "two-sum")
    recorded = RecordedModel(default_script())
    code = "# a map from number to index keeps the lookup constant\nseen = {}\n"
    turns = (Turn(speaker="candidate", text="I would start with the simplest loop that could work."),)
    judgement = await Judge(recorded)(Conversation(question=question, turns=turns, code=code))
    assert judgement.degraded == ""
    assert judgement.findings
    assert all("seen" not in piece.text for finding in judgement.findings for piece in finding.evidence)


@pytest.mark.parametrize("rule", ["judge", "pick", "feedback"])
async def test_rules_find_nothing_in_a_prompt_they_do_not_know(rule: str) -> None:
    class Anything(BaseModel):
        answers: list[str] = []
        facts: list[str] = []

    recorded = model(Line(purpose=Purpose.JUDGE, rule=rule))
    for user in ("", "Criteria\n", "The facts:\n- x: y?", "</answer-1>\nThe conversation\n<answer-2>\nCandidate: a"):
        assert (await recorded.structured(prompt(Purpose.JUDGE, user), Anything)).value == Anything()
