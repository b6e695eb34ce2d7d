"""Whoever counts what happens: metrics and logs. Nothing here raises or waits."""

from typing import Protocol

from coach.domain.enums import InterviewStatus, ProgrammingLanguage


class Observer(Protocol):
    def moved(self, session_id: str, status: InterviewStatus) -> None:
        """An interview was made, or came into another state; told once it is stored."""
        ...

    def ran(self, session_id: str, language: ProgrammingLanguage, verdict: str, seconds: float) -> None:
        """Code was executed; `verdict` is that of the whole report, or unavailable when the sandbox failed."""
        ...

    def called(self, model: str, purpose: str, outcome: str, seconds: float, tokens: tuple[int, int]) -> None:
        """A model was asked; `outcome` is ok or the kind of the fault, `tokens` those read and written."""
        ...

    def fell_back(self, part: str) -> None:
        """The bank did what a model should have, or another sandbox what the usual one should have."""
        ...


class Unobserved:
    """An Observer that looks away."""

    def moved(self, session_id: str, status: InterviewStatus) -> None:
        pass

    def ran(self, session_id: str, language: ProgrammingLanguage, verdict: str, seconds: float) -> None:
        pass

    def called(self, model: str, purpose: str, outcome: str, seconds: float, tokens: tuple[int, int]) -> None:
        pass

    def fell_back(self, part: str) -> None:
        pass
