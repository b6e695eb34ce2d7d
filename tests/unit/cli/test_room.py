"""Line mode: what each line does, over a service made of fakes."""

import asyncio
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from coach.cli import problems
from coach.cli.lines import Leave, readable
from coach.cli.room import Room, leave
from coach.desk.files import solution_file
from coach.domain.enums import InterviewStatus
from coach.domain.response import AttemptKind
from coach.domain.session import InterviewSession
from coach.errors import StoreError
from coach.interview.follow_ups import last_run
from coach.workspace.files import FileWorkspace
from coach.workspace.solution import solution_of
from tests.fakes import SOLUTION, WRONG, Studio

ANSWER = "The key is hashed to a bucket; colliding keys are chained, so the worst case is linear time."


class Typed:
    """Lines that were typed beforehand; the end of input after the last."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = list(lines)
        self.prompts: list[str] = []

    async def next(self, prompt: str) -> str:
        self.prompts.append(prompt)
        if not self.lines:
            raise Leave
        return self.lines.pop(0)


class Place:
    """A studio with one interview under way, its files, and an editor that writes what it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.studio = Studio(folder)
        self.workspace = FileWorkspace(folder / "files")

    async def room(self, *lines: str, slugs: tuple[str, ...] = ("pair-sum",), rate: bool = False) -> Room:
        service = self.studio.service
        session = await service.create_interview_session(user_id="local", questions=slugs)
        session = await service.start_interview_session(session.id)
        return Room(service, self.workspace, session, Typed(lines), rate=rate)  # type: ignore[arg-type]

    def editor_writes(self, content: str, *, status: int = 0) -> None:
        """From now on the editor replaces the candidate's part of the file."""
        (self.folder / "content").write_text(content)
        script = self.folder / "editor"
        script.write_text(f'#!/bin/sh\ncat "{self.folder}/content" > "$1"\nexit {status}\n')
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        self.workspace = FileWorkspace(self.folder / "files", str(script))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


async def led(room: Room) -> InterviewSession:
    """The session after all lines were taken, whether the interview was over by then or not."""
    try:
        return await room.lead()
    except Leave:
        return room.session


async def test_a_whole_coding_question(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.editor_writes(SOLUTION)
    room = await place.room(
        "May I use one element twice?", "I will remember what I have seen.", "/code", "/run", "/submit O(n) time"
    )
    session = await led(room)
    said = capsys.readouterr().err
    assert "come from different positions" in said
    assert "2 of 2 tests passed" in said
    assert "6 of 6 tests passed" in said
    assert session.responses[0].response_text == "O(n) time"
    assert session.current_question is not None
    assert session.current_question.is_follow_up


async def test_failing_samples_show_expected_and_got(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.editor_writes("def has_pair(numbers, target):\n    return None\n")
    await led(await place.room("/code", "/run"))
    said = capsys.readouterr().err
    assert "✗ plain · wrong answer" in said
    assert "expected: true" in said
    assert "got: null" in said or "got: None" in said


async def test_hidden_inputs_are_not_shown(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.editor_writes(WRONG)
    await led(await place.room("/code", "/submit"))
    said = capsys.readouterr().err.partition("tests passed")[2].partition("interviewer>")[0]
    assert "half · wrong answer" in said
    assert "numbers =" not in said


async def test_answers_in_words_take_many_lines(place: Place) -> None:
    room = await place.room("The key is hashed", "to a bucket.", "/submit", slugs=("hash-tables",))
    session = await led(room)
    assert session.responses[0].response_text == "The key is hashed\nto a bucket."


async def test_words_behind_submit_are_the_answer_too(place: Place) -> None:
    session = await led(await place.room(f"/submit {ANSWER}", slugs=("hash-tables",)))
    assert session.responses[0].response_text == ANSWER


async def test_the_design_template_is_no_answer(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    session = await led(await place.room("/submit", slugs=("short-links",)))
    assert session.responses == ()
    assert "no answer yet" in capsys.readouterr().err


async def test_changed_code_answers_a_follow_up(place: Place) -> None:
    place.editor_writes(WRONG)
    room = await place.room("/code", "/submit", "/submit")
    await led(room)
    assert len(room.session.responses) == 1
    (place.folder / "content").write_text(SOLUTION)
    room.lines = Typed(["/code", "/submit"])  # type: ignore[assignment]
    await led(room)
    assert [response.question_id for response in room.session.responses] == ["q1", "q1.f1"]
    attempt = last_run(room.session.attempts)
    assert attempt is not None
    assert attempt.kind is AttemptKind.SUBMIT
    assert attempt.report is not None
    assert attempt.report.all_passed


async def test_a_hint_tells_its_cost_first(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    room = await place.room("/hint", "n", "/hint", "y")
    await led(room)
    said = capsys.readouterr().err
    assert "Cost:" in said
    assert said.count(place.studio.coding.hints[0].strip()) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/dance", "There is no /dance"),
        ("/ask", "Ask what?"),
        ("/run", "raise NotImplementedError"),
        ("/help", "/submit"),
        ("/text", "question>"),
    ],
)
async def test_lines_that_go_wrong_or_only_tell(
    place: Place, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    room = await place.room(line)
    session = await led(room)
    told = capsys.readouterr().err
    assert said in told or (line == "/run" and "NotImplementedError" in told)
    assert session.status is InterviewStatus.IN_PROGRESS


async def test_nothing_to_run_on_a_question_in_words(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    await led(await place.room("/run", slugs=("conflict",)))
    assert "nothing to run" in capsys.readouterr().err


async def test_an_editor_that_fails_keeps_the_file_and_the_interview(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.editor_writes(SOLUTION, status=3)
    room = await place.room("/code")
    session = await led(room)
    assert session.status is InterviewStatus.IN_PROGRESS
    assert "3" in capsys.readouterr().err
    kept = [path for path in (place.folder / "files").rglob("*.py") if path.read_text() == SOLUTION]
    assert len(kept) == 1


async def test_an_editor_that_leaves_the_file_empty_submits_nothing(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.editor_writes("")
    session = await led(await place.room("/code", "/submit"))
    assert session.responses == ()
    assert "is empty" in capsys.readouterr().err


async def test_no_editor_names_both_variables(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    await led(await place.room("/code"))
    said = capsys.readouterr().err
    assert "VISUAL" in said
    assert "EDITOR" in said


async def test_an_engine_that_dies_keeps_the_answer_and_the_interview(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.editor_writes(SOLUTION)
    room = await place.room("/code", "/submit")
    place.studio.runner.failures = 1
    await led(room)
    assert "The engine went away." in capsys.readouterr().err
    assert room.session.responses[0].code_solution is not None
    room.lines = Typed(["/submit"])  # type: ignore[assignment]
    attempt = last_run((await led(room)).attempts)
    assert attempt is not None
    assert attempt.kind is AttemptKind.SUBMIT
    assert attempt.report is not None


async def test_ratings_and_confidence_are_asked_for_in_a_terminal(place: Place) -> None:
    place.editor_writes(SOLUTION)
    room = await place.room("/code", "/submit", "4", "/skip", "3", rate=True)
    session = await led(room)
    assert session.responses[0].confidence_level == 4
    assert session.self_ratings == {"q1": 3}


async def test_input_that_ends_at_the_confidence_still_submits(place: Place) -> None:
    place.editor_writes(SOLUTION)
    room = await place.room("/code", "/submit O(n) time", rate=True)
    with pytest.raises(Leave):
        await room.lead()
    (response,) = (await room.service.get_session(room.session.id)).responses
    assert (response.response_text, response.confidence_level) == ("O(n) time", None)
    assert response.code_solution is not None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("gr\udcc3\udcbcn", "grün"), ("gr\udcfcn", "gr\\udcfcn"), ("lone \ud83d", "lone \\ud83d"), ("plain ü", "plain ü")],
)
async def test_bytes_that_are_no_text_cost_no_line(place: Place, typed: str, kept: str) -> None:
    assert readable(typed) == kept
    session = await led(await place.room(typed, "/submit", slugs=("hash-tables",)))
    assert session.responses[0].response_text == kept


async def test_words_on_a_follow_up_take_changed_code_along(place: Place) -> None:
    place.editor_writes(WRONG)
    room = await place.room("/code", "/submit")
    await led(room)
    (place.folder / "content").write_text(SOLUTION)
    room.lines = Typed(["/code", "/submit I look before I add."])  # type: ignore[assignment]
    answer = (await led(room)).responses[-1]
    assert (answer.question_id, answer.response_text) == ("q1.f1", "I look before I add.")
    assert "seen" in (answer.code_solution or "")


async def test_words_on_a_follow_up_leave_the_starter_and_known_code_behind(place: Place) -> None:
    room = await place.room("/submit It is linear.")
    elsewhere = room.service
    await elsewhere.submit_response(session_id=room.session.id, question_id="q1", code_solution=SOLUTION)
    room.session = await elsewhere.get_session(room.session.id)
    assert (await led(room)).responses[-1].code_solution is None
    assert room.session.responses[-1].response_text == "It is linear."


class Meanwhile(Typed):
    """Lines that are typed while another terminal skips the first question."""

    room: Room

    async def next(self, prompt: str) -> str:
        if not self.prompts:
            await self.room.service.skip_question(self.room.session.id)
        return await super().next(prompt)


@pytest.mark.parametrize(
    ("line", "kept"), [("/skip", []), ("I listened.", ["I listened."]), ("/submit Both.", ["Both."])]
)
async def test_a_line_never_acts_on_a_question_that_was_not_shown(
    place: Place, capsys: pytest.CaptureFixture[str], line: str, kept: list[str]
) -> None:
    room = await place.room(slugs=("hash-tables", "conflict"))
    lines = Meanwhile([line])
    lines.room, room.lines = room, lines  # type: ignore[assignment]
    session = await led(room)
    said = capsys.readouterr().err
    assert session.responses == ()
    assert session.current_question is not None
    assert session.current_question.id == "q2"
    assert said.index("has moved on from q1") < said.index("Question 2 of 2")
    drafts = [path.read_text() for path in (place.folder / "files").rglob("drafts/*")]
    assert drafts == kept


async def test_an_editor_closed_after_its_question_writes_nothing_elsewhere(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place.editor_writes(SOLUTION)
    room = await place.room("/code", slugs=("pair-sum", "conflict"))
    edit = place.workspace.edit

    async def slowly(path: Path) -> None:
        await edit(path)
        await room.service.skip_question(room.session.id)

    monkeypatch.setattr(place.workspace, "edit", slowly)
    await led(room)
    assert "has moved on meanwhile" in capsys.readouterr().err


class Broken:
    """Raises at the calls with these numbers, and at every one after `forever`."""

    def __init__(self, call: Callable[..., Awaitable[Any]], fails: set[int], forever: int = 1_000) -> None:
        self.call, self.fails, self.forever = call, fails, forever
        self.calls = 0

    async def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.calls += 1
        if self.calls in self.fails or self.calls > self.forever:
            raise StoreError("The disk is full.", fix="make room")
        return await self.call(*arguments, **named)


async def test_a_rating_that_cannot_be_stored_does_not_end_the_room(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await place.room(f"/submit {ANSWER}", "/skip", "3", slugs=("hash-tables", "conflict"), rate=True)
    monkeypatch.setattr(room.service, "rate_question", Broken(room.service.rate_question, {1}))
    session = await led(room)
    said = capsys.readouterr().err
    assert said.index("The disk is full.") < said.index("Question 2 of 2")
    assert session.self_ratings == {}


async def test_a_store_that_fails_at_times_is_told_and_the_line_kept(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await place.room("The key is hashed.", f"/submit {ANSWER}", slugs=("hash-tables",))
    monkeypatch.setattr(room.service, "visible_text", Broken(room.service.visible_text, {1, 2}))
    monkeypatch.setattr(room.service, "get_session", Broken(room.service.get_session, {1}))
    session = await led(room)
    assert session.responses[0].response_text == ANSWER
    assert capsys.readouterr().err.count("The disk is full.") == 3
    assert [path.read_text() for path in (place.folder / "files").rglob("drafts/*")] == ["The key is hashed."]


async def test_a_store_that_stays_broken_ends_the_room_with_a_clear_line(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await place.room(*["more"] * 9, slugs=("hash-tables",))
    monkeypatch.setattr(room.service, "get_session", Broken(room.service.get_session, set(), forever=2))
    with pytest.raises(StoreError):
        await room.lead()
    said = capsys.readouterr().err
    assert "This cannot go on now" in said
    assert f"coach resume {room.session.id}" in said
    assert len(room.lines.prompts) == 4  # type: ignore[attr-defined]


async def test_leaving_pauses(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    room = await place.room("/pause")
    with pytest.raises(Leave):
        await room.lead()
    await leave(room.service, room.session.id)
    await leave(room.service, room.session.id)
    assert (await room.service.get_session(room.session.id)).status is InterviewStatus.PAUSED
    assert f"coach resume {room.session.id}" in capsys.readouterr().err


async def test_the_solution_file_shows_the_question_and_keeps_line_numbers(place: Place) -> None:
    room = await place.room()
    bank = place.studio.coding
    path = await solution_file(room.service, place.workspace, room.session, room.session.questions[0], bank)
    content = path.read_text()
    assert content.startswith("# Pair with a sum")
    code = solution_of(content)
    assert "#" not in code
    assert code.count("\n") == content.count("\n")
    assert solution_of(SOLUTION) == SOLUTION


OWN = "- {numbers: [3], target: 6, expected: false}\n- {numbers: [3, 3], target: 6, expected: true}\n"


def own_file(place: Place) -> Path:
    (path,) = (place.folder / "files").rglob("*.tests.yaml")
    return path


async def test_own_tests_lie_beside_the_solution_and_go_along(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.editor_writes(WRONG)
    room = await place.room("/code")
    await led(room)
    assert own_file(place).name == "q1-pair-sum.tests.yaml"
    assert "# - {numbers: [4, 9, 5], target: 14, expected: true}" in own_file(place).read_text()
    own_file(place).write_text(OWN)
    room.lines = Typed(["/run", "/submit"])  # type: ignore[assignment]
    session = await led(room)
    said = capsys.readouterr().err
    assert "✗ own-1 · wrong answer" in said
    assert "· line 1 of your tests" in said
    assert "✓ own-2 · accepted" in said
    assert "2 of 2 tests passed, 1 of 2 of your own" in said
    assert [test.line for test in session.responses[0].own_tests] == [1, 2]
    strength = session.attempts[-1].strength
    assert strength is not None
    assert strength.caught == ("same_twice",)


async def test_the_editor_opens_on_own_tests(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.editor_writes(OWN)
    room = await place.room("/tests")
    await led(room)
    said = capsys.readouterr().err
    assert f"editing {own_file(place)}" in said
    assert "  2 of your own; /run" in said
    (place.folder / "content").write_text("# none\n")
    room.lines = Typed(["/tests"])  # type: ignore[assignment]
    await led(room)
    assert "of your own; /run" not in capsys.readouterr().err
    await led(await place.room("/tests", slugs=("conflict",)))
    assert "nothing to test" in capsys.readouterr().err


async def test_broken_own_tests_are_told_in_a_line_and_the_samples_run(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.editor_writes(SOLUTION)
    room = await place.room("/code")
    await led(room)
    own_file(place).write_text("\n- {numbers: [3], traget: 6, expected: false}\n")
    room.lines = Typed(["/run", "/submit"])  # type: ignore[assignment]
    session = await led(room)
    said = capsys.readouterr().err
    told = (
        f"  ! {own_file(place)}:2  traget – is unknown here; your own tests are left out. Mend it: did you mean target?"
    )
    assert said.splitlines().count(told) == 2
    assert "2 of 2 tests passed (" in said
    assert session.responses[0].own_tests == ()
    own_file(place).write_bytes(b"\xff\xfe")
    room.lines = Typed(["/run"])  # type: ignore[assignment]
    await led(room)
    assert "is not UTF-8 text (byte 1); your own tests are left out" in capsys.readouterr().err


async def test_a_file_of_tests_that_was_removed_is_made_again_and_never_overwritten(place: Place) -> None:
    place.editor_writes(SOLUTION)
    room = await place.room("/code")
    await led(room)
    own_file(place).write_text(OWN)
    room.lines = Typed(["/run"])  # type: ignore[assignment]
    await led(room)
    assert own_file(place).read_text() == OWN
    own_file(place).unlink()
    room.lines = Typed(["/run"])  # type: ignore[assignment]
    await led(room)
    assert own_file(place).exists()


async def test_nothing_said_by_content_drives_the_terminal(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.editor_writes("def has_pair(numbers, target):\n    raise ValueError('\\x1b[2J' + '[red]boo[/red]')\n")
    await led(await place.room("/code", "/run"))
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "[red]boo[/red]" in said


def test_quiet_narrates_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "STATE", problems.State(quiet=True))
    problems.narrate("hello")
    problems.next_step("coach")
    assert capsys.readouterr().err == ""


class Saving:
    """A watcher whose saves a test gives, and lines that come once they were tried."""

    def __init__(self, *contents: str) -> None:
        self.contents = contents
        self.tried = asyncio.Event()

    async def watch(self, path: Path, tell: Callable[[str], None]) -> AsyncIterator[str]:
        for content in self.contents:
            path.write_text(content)
            yield content
        tell("It cannot be watched [bold]well[/].")
        self.tried.set()
        await asyncio.Event().wait()

    async def next(self, prompt: str) -> str:
        await self.tried.wait()
        raise Leave


async def test_each_save_is_tried_while_a_line_is_waited_for(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    room, saving = await place.room(), Saving(SOLUTION, "", WRONG)
    room.watch, room.lines = saving.watch, saving  # type: ignore[assignment]
    session = await led(room)
    told = capsys.readouterr().err
    assert told.count("saved; the samples run") == 2
    assert "! It cannot be watched [bold]well[/]." in told
    assert len(session.attempts) == len((await room.service.get_session(session.id)).attempts) - 2


async def test_a_save_that_cannot_be_tried_is_told_and_the_next_one_is(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    room, saving = await place.room(), Saving(SOLUTION, WRONG)
    place.studio.runner.failures = 1
    room.watch, room.lines = saving.watch, saving  # type: ignore[assignment]
    await led(room)
    told = capsys.readouterr().err
    assert "The engine went away." in told
    assert len((await room.service.get_session(room.session.id)).attempts) >= 1
    assert told.count("you> ") >= 2
