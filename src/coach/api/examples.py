"""An example for every request and every answer of the description."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from coach.domain.consent import NOTICE_VERSION

Schema = dict[str, Any]

CODE = """\
def two_sum(nums, target):
    seen = {}
    for i, n in enumerate(nums):
        if target - n in seen:
            return [seen[target - n], i]
        seen[n] = i
"""
SOON = timedelta(days=60)
"""From today until a day to come."""
REQUESTS: dict[str, Any] = {
    "create_session": {
        "interview_type": "technical_coding",
        "company_type": "big_tech",
        "difficulty_level": "medium",
        "max_questions": 5,
        "time_limit": 60,
    },
    "start_session": {"user_preferences": {"allow_hints": True}},
    "schedule_session": {"scheduled_at": "{soon}T18:00:00+02:00"},
    "submit_response": {
        "question_id": "q1",
        "response_text": "I keep what I have seen in a hash map.",
        "code_solution": CODE,
        "language": "python",
        "confidence_level": 4,
    },
    "generate_follow_up": {"question_id": "q1"},
    "run_samples": {"code_solution": CODE, "language": "python"},
    "clarify": {"text": "Can the same number be used twice?"},
    "say": {"text": "I will sort first, then walk from both ends."},
    "save_snapshot": {"code_solution": CODE},
    "rate_question": {"question_id": "q1", "rating": 3},
    "dispute": {"criterion_id": "claimed", "question_id": "q1", "because": "I said it when I went through the code."},
    "put_review": {"score": 7.5, "notes": "Asked before writing; tested the empty list unasked."},
    "get_prediction": {"company": "big_tech", "on": "{soon}", "practice_per_week": 2},
    "give_consent": {"version": NOTICE_VERSION},
    "import_history": '{"format": "coach-history", …}\n{"session": …}\n',
    "put_person": {"role": "interviewer"},
    "refresh_token": {"refresh_token": "eyJ…"},
}
"""operation id → what is sent; {soon} is a day to come."""
ANSWERS = Path(__file__).with_name("answers.json")
"""operation id → what comes back: recorded from an interview by scripts/answer-examples, lists and texts cut."""


def complete(document: Schema, today: date) -> None:
    """Give every request body and every answer an example."""
    answers = json.loads(ANSWERS.read_text(encoding="utf-8"))
    for operation in operations(document):
        name = operation["operationId"]
        for content in operation.get("requestBody", {}).get("content", {}).values():
            content["example"] = _dated(REQUESTS[name], today)
        for status, response in operation["responses"].items():
            for content in response.get("content", {}).values():
                if status.startswith("2") and name in answers:
                    content["example"] = answers[name]


def _dated(example: Any, today: date) -> Any:
    if not isinstance(example, dict):
        return example
    soon = str(today + SOON)
    return {key: it.replace("{soon}", soon) if isinstance(it, str) else it for key, it in example.items()}


def operations(document: Schema) -> Iterator[Schema]:
    for path in document["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict) and "operationId" in operation:
                yield operation
