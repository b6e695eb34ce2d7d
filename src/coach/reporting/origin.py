"""Who wrote a question."""

from coach.domain.content import IMPORTED
from coach.domain.question import InterviewQuestion
from coach.domain.session import InterviewSession


def written_by(question: InterviewQuestion) -> str:
    """The model behind a question that no person wrote, or that it was imported; empty for one of the bank."""
    known = {"bank": "", IMPORTED: "imported: no hints"}
    return known.get(question.source, f"written by {question.source}")


def writers(session: InterviewSession) -> dict[str, str]:
    """Id of a root question → what `written_by` says of it."""
    return {root.id: written_by(root) for root in session.roots}
