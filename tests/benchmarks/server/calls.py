"""Every call that a candidate makes, in the order in which interviews and what comes behind them make sense."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

Call = tuple[str, str, Any]
"""Method, address with {id} and {user}, body."""
WISHES = {"interview_type": "mixed", "questions": ["two-sum", "closures", "deadlocks"]}
WORDS = {"text": "I would keep what was seen in a hash map."}


def calls(prose: str) -> Iterator[Call]:
    """One interview from its plan to its report, and all that is read of it and of its candidate."""
    later = datetime.now(UTC) + timedelta(days=2)
    session = "/sessions/{id}"
    yield "POST", "/sessions", WISHES
    yield "POST", f"{session}/schedule", {"scheduled_at": later.isoformat()}
    yield "POST", f"{session}/start", None
    yield "GET", session, None
    yield "GET", f"{session}/current-question", None
    for name in ("clarify", "say"):
        yield "POST", f"{session}/{name}", WORDS
    yield "GET", f"{session}/hint", None
    yield "POST", f"{session}/hint", None
    yield "POST", f"{session}/snapshots", {"code_solution": "def two_sum(nums, target):\n    return []\n"}
    yield "POST", f"{session}/rating", {"question_id": "q1", "rating": 3}
    yield "POST", f"{session}/skip", None
    yield "POST", f"{session}/pause", None
    yield "POST", f"{session}/resume", None
    yield "POST", f"{session}/responses", {"question_id": "q2", "response_text": prose}
    yield "POST", f"{session}/follow-up", None
    yield "POST", f"{session}/complete", None
    for name in ("", "/feedback", "/events", "/reviews"):
        yield "GET", session + name, None
    yield "GET", "/sessions", None
    for name in ("analytics", "schedule", "consent"):
        yield "GET", f"/users/{{user}}/{name}", None
    yield "POST", "/users/{user}/prediction", {"company": "big_tech", "on": later.date().isoformat()}
    for address in ("/notice", "/questions", "/company-patterns", "/company-patterns/big_tech", "/health/ready"):
        yield "GET", address, None
