"""Who wrote a question."""

from coach.domain.question import InterviewQuestion
from coach.domain.session import InterviewSession


def written_by(question: InterviewQuestion) -> str:
    """The model behind a question that no person wrote, in words; empty for one of the bank."""
    return "" if question.source == "bank" else f"written by {question.source}"


def writers(session: InterviewSession) -> dict[str, str]:
    """Id of a root question → what `written_by` says of it."""
    return {root.id: written_by(root) for root in session.roots}
