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
