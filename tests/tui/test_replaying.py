"""The frames of a replay."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coach.domain.event import Event, EventKind
from coach.tui.replaying import MOST_LINES, Line, Replay, cut, hashes, marked, replay
from tests.fakes import SOLUTION, WRONG
from tests.tui.held import HOSTILE, coded
from tests.tui.stage import TuiStage


async def of_code(tmp_path: Path) -> Replay:
    stage = TuiStage(tmp_path)
    session_id, service = await coded(stage), stage.studio.service
    session, events = await service.get_session(session_id), await service.get_events(session_id)
    snapshots = {one: cut(await service.get_snapshot(session_id, one)) for one in hashes(events)}
    made = replay(session, events, snapshots)
    assert made is not None
    return made


async def test_code_and_results_are_those_of_the_moment(tmp_path: Path) -> None:
    made = await of_code(tmp_path)
    plan, first, second = (made.frames[made.at(seconds)] for seconds in (60, 120, made.seconds))
    assert (plan.code, plan.report) == ((), None)
    assert first.code == tuple(WRONG.splitlines())
    assert first.report is not None
    assert first.what == "the code ran: 2 of 2 tests passed"
    assert (second.before, second.code) == (first.code, tuple(SOLUTION.splitlines()))


async def test_speeches_are_heard_one_after_the_other_and_shown_literally(tmp_path: Path) -> None:
    made = await of_code(tmp_path)
    at_plan = made.speeches[: made.frames[made.at(60)].heard]
    assert [speech.who for speech in at_plan] == ["interviewer", "you", "interviewer"]
    assert at_plan[1].text == "I keep a set. [bold]red[/] \\x1b[31m and \\u202e backwards"
    assert HOSTILE not in at_plan[1].text


async def test_times_between_two_events_belong_to_the_first(tmp_path: Path) -> None:
    made = await of_code(tmp_path)
    assert made.at(-5) == 0
    assert made.at(119.9) == made.at(60)
    assert made.at(10_000) == len(made.frames) - 1


async def test_jumps_go_from_run_to_hint_and_stay_at_the_last(tmp_path: Path) -> None:
    made = await of_code(tmp_path)
    places = [made.jump(0, 1)]
    while (further := made.jump(places[-1], 1)) != places[-1]:
        places.append(further)
    assert [made.frames[place].kind for place in places] == [EventKind.RAN, EventKind.HINTED, EventKind.RAN]
    assert made.jump(places[-1], -1) == places[1]
    assert made.jump(0, -1) == 0


async def test_a_saved_state_that_is_gone_changes_nothing(tmp_path: Path) -> None:
    stage = TuiStage(tmp_path)
    session_id, service = await coded(stage), stage.studio.service
    made = replay(await service.get_session(session_id), await service.get_events(session_id), {})
    assert made is not None
    assert {frame.code for frame in made.frames} == {()}
    assert made.frames[-1].report is not None


async def test_nothing_happened_yet(tmp_path: Path) -> None:
    service = TuiStage(tmp_path).studio.service
    session = await service.create_interview_session(user_id="u", questions=("pair-sum",))
    assert replay(session, await service.get_events(session.id), {}) is None


def test_changed_lines_are_marked_and_a_first_state_is_not() -> None:
    assert list(marked((), ("a", "b"))) == [Line(" ", 1, "a"), Line(" ", 2, "b")]
    assert list(marked(("a", "b", "c"), ("a", "x", "c"))) == [
        Line(" ", 1, "a"),
        Line("-", None, "b"),
        Line("+", 2, "x"),
        Line(" ", 3, "c"),
    ]


def test_a_huge_file_is_cut() -> None:
    lines = cut("x" * 5_000 + "\n" + "\x1b[2J\n" * 10_000)
    assert len(lines) == MOST_LINES + 1
    assert len(lines[0]) < 400
    assert lines[1] == "\\x1b[2J"
    assert lines[-1] == f"… {10_001 - MOST_LINES:,} more lines"


def test_only_saved_states_are_asked_for_each_once() -> None:
    def event(sequence: int, kind: EventKind, **data: Any) -> Event:
        return Event(session_id="s", sequence=sequence, kind=kind, at=datetime.now(UTC), elapsed=0, data=data)

    saved = [event(n, EventKind.SAVED, hash=name) for n, name in enumerate(("a", "b", "a"), start=1)]
    assert hashes([*saved, event(4, EventKind.SAVED), event(5, EventKind.RAN, hash="c")]) == ("a", "b")
