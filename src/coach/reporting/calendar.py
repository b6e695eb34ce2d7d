"""What is planned, as an iCalendar document (RFC 5545) for other programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from coach.reporting.words import printable

REMINDER = timedelta(minutes=10)


@dataclass(frozen=True)
class Entry:
    """One thing to do, at a time or on a day."""

    uid: str
    """The same for the same thing in every file, so that a later one replaces it."""
    stamp: datetime
    """When it was planned."""
    starts: datetime | date
    """A date is a whole day, which stays free for other things."""
    summary: str
    description: str
    minutes: int = 0
    """How long, from a time on."""
    reminder: str = ""
    """What to say ten minutes before; nothing for none."""


def calendar(entries: Iterable[Entry]) -> str:
    """The entries as one document, its lines ended as the standard wants it."""
    document = Calendar()
    document.add("prodid", "-//coach//interview//EN")
    document.add("version", "2.0")
    for entry in entries:
        document.add_component(_event(entry))
    return str(document.to_ical(), "utf-8")


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@coach")
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    if isinstance(entry.starts, datetime):
        event.add("dtstart", entry.starts.astimezone(UTC))
        event.add("duration", timedelta(minutes=entry.minutes))
    else:
        event.add("dtstart", entry.starts)
        event.add("transp", "TRANSPARENT")
    event.add("summary", printable(entry.summary))
    event.add("description", printable(entry.description))
    if entry.reminder:
        event.add_component(_alarm(entry.reminder))
    return event


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", printable(words))
    alarm.add("trigger", -REMINDER)
    return alarm
