"""What the interview screen does, without a screen."""

from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import InterviewStatus
from coach.errors import BadInput, IllegalTransition, RunnerUnavailable, StoreError
from coach.tui.dialogue import INTERVIEWER, NOTE, YOU, Line, read_message
from coach.tui.leading import Leader
from coach.workspace.files import FileWorkspace
from tests.fakes import SOLUTION, WRONG, Studio

ANSWER = "The key is hashed to a bucket; colliding keys are chained."


class Lead:
    """A leader over a studio, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.studio = Studio(folder)
        self.workspace = FileWorkspace(folder / "files")
        self.told: list[str] = []

    async def of(self, *slugs: str, **preferences: Any) -> Leader:
        service = self.studio.service
        session = await service.create_interview_session(user_id="u", questions=slugs)
        leader = Leader(service, self.workspace, self.studio.clock, session, self.told.append)
        assert await leader.open(preferences) is None
        return leader


@pytest.fixture
def lead(tmp_path: Path) -> Lead:
    return Lead(tmp_path)


async def writes(leader: Leader, code: str) -> None:
    path = await leader.code_file()
    assert path is not None
    path.write_text(path.read_text().partition("def has_pair")[0] + code)


@pytest.mark.parametrize(
    ("text", "in_words", "command", "words"),
    [
        ("a plan\nof two lines", False, "/say", "a plan\nof two lines"),
        ("is it sorted? ", False, "/ask", "is it sorted? "),
        ("is it sorted?", True, "answer", "is it sorted?"),
        ("/SUBMIT it is\nlinear", False, "/submit", "it is\nlinear"),
        ("/usr/bin is a path", False, "/say", "/usr/bin is a path"),
        ("// a comment", False, "/say", "// a comment"),
        ("  indented", True, "answer", "  indented"),
    ],
)
def test_what_a_message_asks_for(text: str, in_words: bool, command: str, words: str) -> None:
    assert read_message(text, in_words=in_words) == (command, words)


@pytest.mark.parametrize(
    ("text", "said"), [("/dance", "There is no /dance"), ("/ask", "Ask what"), ("/say ", "Say what")]
)
def test_commands_that_cannot_be_taken(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_message(text, in_words=False)


async def test_the_log_becomes_a_conversation_and_is_read_once(lead: Lead) -> None:
    leader = await lead.of("pair-sum", "hash-tables")
    opening, *_ = lead.studio.coding.opening.splitlines()
    first = await leader.refresh()
    assert first == [Line(NOTE, "Question 1 of 2 · coding problem · easy · 15 min"), Line(INTERVIEWER, opening)]
    assert leader.text == opening
    await leader.service.clarify(leader.session.id, "May I use one element twice?")
    assert await leader.has_news()
    asked, answered = await leader.refresh()
    assert asked == Line(YOU, "May I use one element twice?")
    assert "different positions" in answered.text
    assert leader.text == lead.studio.coding.statement.strip()
    assert await leader.refresh() == []
    assert not await leader.has_news()


async def test_a_coding_question_from_the_starter_to_its_follow_up(lead: Lead) -> None:
    leader = await lead.of("pair-sum")
    await leader.refresh()
    assert leader.is_coding
    assert not leader.is_in_words
    await writes(leader, WRONG)
    report = await leader.run()
    assert report.all_passed
    handing = await leader.ready("linear time")
    assert handing.in_words.startswith("2 lines of code:")
    assert handing.in_words.endswith("2 words:\n\nlinear time")
    await leader.hand_in(handing, 2)
    said = [line.text for line in await leader.refresh() if line.speaker != INTERVIEWER]
    assert said == ["linear time", "✓ Handed in: 2 lines of python.", "✗ 5 of 6 tests passed."]
    assert [(run.kind, run.report.passed) for run in leader.runs] == [("samples", 2), ("handed in", 5)]
    assert leader.is_in_words
    assert leader.text.startswith("**Follow-up**")
    with pytest.raises(BadInput, match="no answer yet"):
        await leader.ready("")


async def test_an_answer_in_words_grows_line_by_line(lead: Lead) -> None:
    leader = await lead.of("hash-tables")
    await leader.refresh()
    await leader.add_to_answer("One")
    await leader.add_to_answer("two \udcff three")
    assert await leader.answer() == "One\ntwo \\udcff three"
    assert await leader.code_file() is None
    for wrong in (leader.run, leader.tests_file):
        with pytest.raises(BadInput, match="answered in words"):
            await wrong()


async def test_own_tests_go_along_and_faults_in_them_are_told(lead: Lead) -> None:
    leader = await lead.of("pair-sum")
    await leader.refresh()
    await writes(leader, SOLUTION)
    path = await leader.tests_file()
    path.write_text("- {numbers: [1, 1], target: 2, expected: true}\n")
    assert len((await leader.ready("")).tests) == 1
    path.write_text("- {numbers: [1, 1]\n")
    assert (await leader.ready("")).tests == ()
    assert "own tests are left out" in lead.told[0]


async def test_a_full_disk_keeps_the_answer(lead: Lead, monkeypatch: pytest.MonkeyPatch) -> None:
    leader = await lead.of("hash-tables")
    await leader.refresh()
    handing = await leader.ready(ANSWER)

    async def full(*_: Any) -> Any:
        raise StoreError("The disk is full.", fix="make room")

    monkeypatch.setattr(lead.studio.store, "save", full)
    with pytest.raises(StoreError, match="The disk is full") as caught:
        await leader.hand_in(handing, None)
    kept = Path(caught.value.why.removeprefix("Your answer is kept in ").removesuffix("."))
    assert kept.read_text() == ANSWER


async def test_the_clock_runs_between_two_looks_and_shows_what_is_over(lead: Lead) -> None:
    leader = await lead.of("hash-tables")
    await leader.refresh()
    whole = leader.seconds_left
    lead.studio.clock.advance(90)
    assert leader.seconds_left == whole - 90
    await leader.pause()
    await leader.refresh()
    lead.studio.clock.advance(90)
    assert leader.seconds_left == whole - 90
    lead.studio.clock.boot = "boot-2"
    assert leader.seconds_left == whole - 90


async def test_the_phase_counts_from_what_began_it(lead: Lead) -> None:
    leader = await lead.of("pair-sum")
    await leader.refresh()
    assert leader.standing.phase == "clarify"
    lead.studio.clock.advance(40)
    await leader.service.say(leader.session.id, "I keep a set.")
    lead.studio.clock.advance(20)
    await leader.refresh()
    assert (leader.standing.phase, leader.standing.phase_seconds) == ("plan", 20)
    assert (leader.standing.title, leader.standing.number, leader.standing.of) == ("Pair with a sum", 1, 1)


async def test_the_ladder_shows_what_was_given(lead: Lead) -> None:
    leader = await lead.of("pair-sum")
    await leader.service.hint(leader.session.id)
    lines = await leader.refresh()
    assert [rung.given for rung in leader.ladder] == [True, False, False, False, False]
    assert Line(NOTE, "Hint 1. Cost: noted in the report.") in lines
    assert (leader.standing.hints, leader.standing.rungs) == (1, 5)


async def test_a_rating_is_asked_for_once_the_question_is_over(lead: Lead) -> None:
    leader = await lead.of("hash-tables")
    await leader.refresh()
    before = leader.question
    assert leader.unrated(before) == ""
    await leader.hand_in(await leader.ready(ANSWER), None)
    await leader.refresh()
    assert leader.unrated(before) == ""
    await leader.service.skip_question(leader.session.id)
    await leader.refresh()
    assert leader.is_through
    assert leader.unrated(before) == "q1"
    await leader.service.rate_question(leader.session.id, "q1", 3)
    await leader.refresh()
    assert leader.unrated(before) == ""


async def test_what_another_terminal_moved_on_is_not_answered(lead: Lead) -> None:
    leader = await lead.of("hash-tables", "conflict")
    await leader.refresh()
    seen = leader.question
    await leader.require_same(seen)
    await leader.service.skip_question(leader.session.id)
    with pytest.raises(IllegalTransition, match="moved on elsewhere"):
        await leader.require_same(seen)


async def test_a_run_that_was_cut_off_is_told_and_made_up_for(lead: Lead) -> None:
    leader = await lead.of("pair-sum")
    await leader.refresh()
    await writes(leader, SOLUTION)
    lead.studio.runner.failures = 2
    with pytest.raises(RunnerUnavailable, match="went away"):
        await leader.hand_in(await leader.ready(""), None)
    await leader.pause()
    again = Leader(
        leader.service,
        lead.workspace,
        lead.studio.clock,
        await leader.service.get_session(leader.session.id),
        lead.told.append,
    )
    missing = await again.open({})
    assert missing is not None
    await again.make_up()
    await again.refresh()
    assert again.runs[-1].report.all_passed
    assert again.session.status is InterviewStatus.IN_PROGRESS


async def test_preferences_count_for_an_interview_that_begins(lead: Lead) -> None:
    leader = await lead.of("pair-sum", allow_hints=False, practice=True)
    await leader.refresh()
    assert not leader.session.preferences.allow_hints
    assert leader.text == lead.studio.coding.statement.strip()
