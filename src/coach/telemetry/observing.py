"""Observers: one that logs, and one that tells several."""

import logging
from collections.abc import Callable

from coach.domain.enums import InterviewStatus, ProgrammingLanguage
from coach.ports.observer import Observer

OK = "ok"
UNAVAILABLE = "unavailable"
_log = logging.getLogger("coach.events")


class LoggingObserver:
    """Implements Observer by lines of the log: ids, names and numbers, and nothing that anybody wrote."""

    def moved(self, session_id: str, status: InterviewStatus) -> None:
        _tell(logging.INFO, "session.moved", session=session_id, status=status.value)

    def ran(self, session_id: str, language: ProgrammingLanguage, verdict: str, seconds: float) -> None:
        level = logging.WARNING if verdict == UNAVAILABLE else logging.INFO
        fields = {"language": language.value, "verdict": verdict, "seconds": round(seconds, 3)}
        _tell(level, "code.ran", session=session_id, **fields)

    def called(self, model: str, purpose: str, outcome: str, seconds: float, tokens: tuple[int, int]) -> None:
        level = logging.INFO if outcome == OK else logging.WARNING
        read, written = tokens
        fields = {"seconds": round(seconds, 3), "read": read, "written": written}
        _tell(level, "model.called", model=model, purpose=purpose, outcome=outcome, **fields)

    def fell_back(self, part: str) -> None:
        _tell(logging.WARNING, "fell_back", part=part)


def _tell(level: int, event: str, **fields: object) -> None:
    _log.log(level, event, extra={"fields": fields})


class Several:
    """An Observer that tells all of its own; one that fails keeps nothing from the others, nor from the interview."""

    def __init__(self, *observers: Observer) -> None:
        self._observers = observers

    def moved(self, session_id: str, status: InterviewStatus) -> None:
        self._tell(lambda each: each.moved(session_id, status))

    def ran(self, session_id: str, language: ProgrammingLanguage, verdict: str, seconds: float) -> None:
        self._tell(lambda each: each.ran(session_id, language, verdict, seconds))

    def called(self, model: str, purpose: str, outcome: str, seconds: float, tokens: tuple[int, int]) -> None:
        self._tell(lambda each: each.called(model, purpose, outcome, seconds, tokens))

    def fell_back(self, part: str) -> None:
        self._tell(lambda each: each.fell_back(part))

    def _tell(self, tell: Callable[[Observer], None]) -> None:
        for each in self._observers:
            try:
                tell(each)
            except Exception:
                logging.getLogger("coach.telemetry").exception("an observer failed")
