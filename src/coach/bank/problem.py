"""What is wrong with a bank, piece by piece."""

from pathlib import Path

from coach.domain.base import Model
from coach.domain.enums import ProgrammingLanguage
from coach.errors import ContentError


class Problem(Model):
    """One broken rule: where, why, and how to mend it."""

    question: str
    """Id of the question; empty for a file that belongs to none."""
    file: str
    field: str = ""
    line: int | None = None
    reason: str
    fix: str

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        return f"{'  '.join(part for part in (place, self.field) if part)} – {self.reason}"


class Hole(Model):
    """A mistake in the reference that no test notices."""

    line: int
    """Of solutions/python.py."""
    change: str
    input: str
    """An input on which the mistake shows, in words for people."""


class MutationResult(Model):
    """What the tests of one question noticed of the small mistakes made in its reference."""

    question: str
    mutants: int
    killed: int
    """Noticed by a written or generated test."""
    equivalent: int
    """Noticed by no test, and no different on any random small input."""
    holes: tuple[Hole, ...] = ()
    """Noticed by no test, and different on a random small input."""
    seconds: float = 0.0


class CheckReport(Model):
    """What a check of a bank found."""

    questions: int
    """Usable questions."""
    problems: tuple[Problem, ...]
    ran: int = 0
    """Coding questions whose programs were run."""
    unchanged: int = 0
    """Coding questions that passed before and have not changed since."""
    unchecked: tuple[ProgrammingLanguage, ...] = ()
    """Languages with solutions that this machine could not run; their questions count as not checked."""
    mutations: tuple[MutationResult, ...] = ()
    """One per question whose mutants were run, now or when it passed."""
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return not self.problems


def as_error(problem: Problem) -> ContentError:
    """The problem as what is raised for it."""
    return ContentError(problem.reason, file=problem.file, field=problem.field, line=problem.line, fix=problem.fix)


def from_error(question: str, error: ContentError) -> Problem:
    """The same fault as a Problem; the message of a ContentError repeats its place, the reason does not."""
    reason = error.message.partition(" – ")[2] or error.message
    reason = f"{reason} ({error.why})" if error.why else reason
    file = error.file or str(Path())
    return Problem(question=question, file=file, field=error.field, line=error.line, reason=reason, fix=error.fix)
