"""Values of labels: each different one is a time series that a monitor keeps for good, so there are few."""

from threading import Lock

from coach.telemetry.redaction import Redactor

OTHER = "other"


class Label:
    """Lets a bounded number of different values through, the first ones there are; all further ones are `other`."""

    def __init__(self, most: int = 50, longest: int = 80) -> None:
        """`longest` in characters."""
        self._most = most
        self._longest = longest
        self._seen: set[str] = set()
        self._lock = Lock()
        self._redactor = Redactor()

    def __call__(self, value: str) -> str:
        return value if value in self._seen else self._look(value)

    def _look(self, value: str) -> str:
        plain = "".join(char if char.isprintable() else "?" for char in self._redactor.text(value))
        short = plain[: self._longest]
        with self._lock:
            if short in self._seen:
                return short
            if len(self._seen) >= self._most:
                return OTHER
            self._seen.add(short)
        return short
