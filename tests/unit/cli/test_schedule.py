"""`coach schedule`: times as people write them, and the interviews planned for them."""

import io
import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from coach.bootstrap import OpenOptions, open_service
from coach.cli.loop import run as in_loop
from coach.cli.schedule import parse_when
from coach.errors import BadInput
from tests.unit.cli.conftest import Coach

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
"""A Wednesday; 13:00 in Berlin."""


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def agreed(coach: Coach) -> None:
    assert coach("data", "consent", "give")[0] == 0


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-01 18:00", "2026-12-01T18:00+01:00"),
        ("2026-12-01T18:00+05:30", "2026-12-01T18:00+05:30"),
        ("2026-12-01T18:00Z", "2026-12-01T18:00+00:00"),
        ("2027-07-01 18:00", "2027-07-01T18:00+02:00"),
        ("tomorrow 18:00", "2026-11-26T18:00+01:00"),
        ("Tomorrow at 6 pm", "2026-11-26T18:00+01:00"),
        ("tomorrow 12am", "2026-11-26T00:00+01:00"),
        ("today 12:30pm", None),
        ("today 13:01", "2026-11-25T13:01+01:00"),
        ("18:30", "2026-11-25T18:30+01:00"),
        ("6:30 pm", "2026-11-25T18:30+01:00"),
        ("friday 9:30", "2026-11-27T09:30+01:00"),
        ("next fri 9:30", "2026-11-27T09:30+01:00"),
        ("wednesday 18:00", "2026-11-25T18:00+01:00"),
        ("wed 9:00", "2026-12-02T09:00+01:00"),
        ("in 2 h", "2026-11-25T15:00+01:00"),
        ("in 90 min", "2026-11-25T14:30+01:00"),
        ("in 1h 30m", "2026-11-25T14:30+01:00"),
        ("in 1 hour and 30 minutes", "2026-11-25T14:30+01:00"),
        ("in 1.5 hours", "2026-11-25T14:30+01:00"),
        ("in 3 days", "2026-11-28T13:00+01:00"),
        ("in 2 weeks", "2026-12-09T13:00+01:00"),
    ],
)
def test_times(berlin: None, text: str, moment: str | None) -> None:
    if moment is None:
        with pytest.raises(BadInput, match="is in the past"):
            parse_when(text, NOW)
        return
    found = parse_when(text, NOW)
    assert found == datetime.fromisoformat(moment)
    assert found.tzinfo is not None


def test_summer_time_begins_in_between(berlin: None) -> None:
    before = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)
    assert parse_when("tomorrow 9:00", before) == datetime(2027, 3, 28, 7, 0, tzinfo=UTC)
    assert parse_when("in 24 h", before) == before + timedelta(hours=24)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "in",
        "in a while",
        "in 5",
        "in 999999 weeks",
        "in 2 h tomorrow",
        "tomorrow",
        "tomorrow 25:00",
        "tomorrow 13pm",
        "tomorrow 18",
        "friday",
        "someday 9:30",
        "18",
        "2026-13-01 18:00",
        "9999-12-31 23:59",
        "0001-01-01 00:00",
        "\0",
    ],
)
def test_what_is_no_time(berlin: None, text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_when(text, NOW)
    assert caught.value.fix


def test_a_day_alone_wants_a_time() -> None:
    with pytest.raises(BadInput, match="is a day without a time") as caught:
        parse_when("2026-12-01", NOW)
    assert caught.value.fix == 'coach schedule "2026-12-01 18:00"'


@pytest.mark.parametrize("text", ["2026-11-25T11:59Z", "2020-01-01 10:00", "in 0 min"])
def test_the_past_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is in the past"):
        parse_when(text, NOW)


@given(st.text())
def test_any_words_are_a_time_to_come_or_refused(text: str) -> None:
    try:
        assert parse_when(text, NOW) > NOW
    except BadInput as error:
        assert error.fix


def test_without_agreement_nothing_is_planned(coach: Coach) -> None:
    code, out, err = coach("schedule", "tomorrow 18:00")
    assert (code, out) == (7, "")
    assert "coach data consent" in err


def test_plan_list_cancel(coach: Coach, agreed: None) -> None:
    code, out, err = coach("schedule", "tomorrow", "at", "18:00", "--company", "fintech", "--minutes", "50")
    assert code == 0, err
    assert "fintech" in out
    assert "✓ Planned for " in err
    session_id = out.splitlines()[2].split()[0]
    assert f"Next: coach resume {session_id}" in err
    assert coach("schedule", "--minutes", "20", "in", "3", "h")[0] == 0
    document = json.loads(coach("schedule", "list", "--json")[1])
    assert [session["time_limit"] for session in document["sessions"]] == [20, 50]
    assert session_id in coach("schedule", "list")[1]
    code, out, err = coach("schedule", "cancel", session_id)
    assert (code, out) == (0, "")
    assert session_id in err
    assert session_id not in coach("schedule", "list")[1]
    assert coach("schedule", "cancel", session_id)[0] == 5


def test_settings_are_the_starting_point(coach: Coach, agreed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_INTERVIEW_COMPANY", "startup")
    document = json.loads(coach("schedule", "in 2 h", "--json")[1])
    assert document["sessions"][0]["company_type"] == "startup"
    assert document["sessions"][0]["status"] == "scheduled"


def test_nothing_planned(coach: Coach) -> None:
    code, out, err = coach("schedule", "list")
    assert (code, out) == (0, "")
    assert "No interview is planned." in err
    assert json.loads(coach("schedule", "list", "--json")[1]) == {"schema_version": 1, "sessions": []}


def test_an_interview_that_has_begun_is_not_called_off(coach: Coach, agreed: None) -> None:
    session_id = json.loads(coach("schedule", "in 2 h", "--json")[1])["sessions"][0]["id"]

    async def start() -> None:
        async with open_service(OpenOptions()) as service:
            await service.start_interview_session(session_id)

    in_loop(start())
    code, _, err = coach("schedule", "cancel", session_id)
    assert code == 5
    assert "is in progress; only one that has not begun can be called off" in err


def test_a_planned_interview_begins_with_the_preferences_of_then(
    coach: Coach, agreed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = json.loads(coach("schedule", "in 2 h", "--json")[1])["sessions"][0]["id"]
    monkeypatch.setenv("COACH_INTERVIEW_HINTS", "false")
    monkeypatch.setenv("COACH_INTERVIEW_IDLE_MINUTES", "7")
    monkeypatch.setattr(sys, "stdin", io.StringIO("/pause\n"))
    code, _, err = coach("resume", session_id, "--no-input", "--runner", "local")
    assert code == 0, err
    preferences = json.loads(coach("show", session_id, "--json")[1])["session"]["preferences"]
    assert (preferences["allow_hints"], preferences["idle_minutes"]) == (False, 7)


def test_cancelling_as_json(coach: Coach, agreed: None) -> None:
    session_id = json.loads(coach("schedule", "in 2 h", "--json")[1])["sessions"][0]["id"]
    assert json.loads(coach("schedule", "cancel", "last", "--json")[1])["cancelled"] == session_id


def test_a_calendar_for_other_programs(coach: Coach, agreed: None, tmp_path: Path) -> None:
    code, _, err = coach("schedule", "2099-12-01T18:00+01:00", "--ics", "mein kalender.ics", "--minutes", "45")
    assert code == 0
    assert "✓ Wrote mein kalender.ics." in err
    document = Calendar.from_ical((tmp_path / "mein kalender.ics").read_bytes())
    (event,) = document.walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2099, 12, 1, 17, tzinfo=UTC)
    assert event.decoded("duration") == timedelta(minutes=45)
    assert str(event["uid"]).endswith("@coach")
    (alarm,) = document.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(minutes=-10)
    out = coach("schedule", "list", "--ics", "-")[1]
    assert "DTSTART:20991201T170000Z" in out
    assert out.startswith("BEGIN:VCALENDAR")
    assert out.count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("yesterday", "18:00"), "is not a time I understand"),
        (("2020-01-01 10:00",), "is in the past"),
        (("tomorrow 18:00", "--company", "bakery"), "bakery"),
        (("--company", "startup"), "WHEN"),
    ],
)
def test_mistakes_exit_2(coach: Coach, arguments: tuple[str, ...], words: str) -> None:
    code, out, err = coach("schedule", *arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_help(coach: Coach) -> None:
    _, out, err = coach("schedule", "--help")
    assert all(word in out + err for word in ("list", "cancel", "tomorrow 18:00"))
