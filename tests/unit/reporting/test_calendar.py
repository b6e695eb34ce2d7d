"""What is planned, for calendar programs."""

from datetime import UTC, date, datetime, timedelta, timezone

from icalendar import Calendar, Component

from coach.reporting.calendar import Entry, calendar

STAMP = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def entry(starts: datetime | date, *, summary: str = "Interview", minutes: int = 0, reminder: str = "") -> Entry:
    return Entry("abc", STAMP, starts, summary, "coach resume abc", minutes, reminder)


def events(*entries: Entry) -> list[Component]:
    return list(Calendar.from_ical(calendar(entries)).walk("VEVENT"))


def test_no_entries_are_a_calendar_too() -> None:
    assert calendar([]).splitlines() == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//coach//interview//EN",
        "END:VCALENDAR",
    ]


def test_a_time_is_written_for_every_zone_and_with_its_length() -> None:
    berlin = datetime(2026, 12, 1, 18, 0, tzinfo=timezone(timedelta(hours=1)))
    (event,) = events(entry(berlin, minutes=45, reminder="Soon"))
    assert event.decoded("dtstart") == datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
    assert event.decoded("duration") == timedelta(minutes=45)
    assert (str(event["uid"]), event.decoded("dtstamp")) == ("abc@coach", STAMP)
    (alarm,) = event.walk("VALARM")
    assert (str(alarm["description"]), alarm.decoded("trigger")) == ("Soon", timedelta(minutes=-10))


def test_a_day_is_whole_and_stays_free() -> None:
    (event,) = events(entry(date(2026, 12, 1)))
    assert event.decoded("dtstart") == date(2026, 12, 1)
    assert str(event["transp"]) == "TRANSPARENT"
    assert "duration" not in event
    assert event.walk("VALARM") == []


def test_content_cannot_add_lines_or_drive_a_terminal() -> None:
    text = calendar([entry(STAMP, summary="a\r\nBEGIN:VALARM\x1b[2J, b; c" + "é" * 80)])
    assert "BEGIN:VALARM" not in text.split("\r\n")
    assert "\x1b" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["summary"]) == "a\\x0d\nBEGIN:VALARM\\x1b[2J, b; c" + "é" * 80


def test_every_line_ends_as_the_standard_wants() -> None:
    text = calendar([entry(STAMP), entry(date(2026, 12, 1))])
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("\n") == text.count("\r\n")
    assert len(events(entry(STAMP), entry(date(2026, 12, 1)))) == 2
