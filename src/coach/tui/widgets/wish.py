"""The lines in which an interview is wished for: one per setting, with the values it may have."""

from collections.abc import Mapping
from typing import Any

from coach.analytics.standing import in_words
from coach.domain.enums import CompanyType, DifficultyLevel, InterviewType, ProgrammingLanguage, Seniority
from coach.settings import Settings
from coach.tui.widgets.choice import Alternative, Choice

ROLES = ("backend", "frontend", "fullstack", "data", "ml", "sre", "mobile", "security")
MINUTES = (15, 20, 30, 45, 60, 90, 120)
USUAL = Alternative(None, "as usual there")
TITLES = {
    "company": "Company",
    "role": "Role",
    "seniority": "Level",
    "type": "Type",
    "difficulty": "Difficulty",
    "language": "Language",
    "minutes": "Minutes",
    "hints": "Hints",
    "practice": "Practice",
}


def named(*values: str) -> list[Alternative]:
    return [Alternative(value, in_words(value)) for value in values]


def alternatives(name: str) -> list[Alternative]:
    """The values that a wish may have. Raises KeyError for one there is not."""
    words = {
        "company": CompanyType,
        "role": ROLES,
        "seniority": Seniority,
        "type": InterviewType,
        "difficulty": DifficultyLevel,
        "language": ProgrammingLanguage.known(),
    }
    if name in words:
        return named(*words[name])
    return {
        "minutes": [USUAL, *(Alternative(count, str(count)) for count in MINUTES)],
        "hints": [Alternative(True, "may be taken"), Alternative(False, "none")],
        "practice": [
            Alternative(False, "no, as in an interview"),
            Alternative(True, "yes: the whole statement at once, scores as you go"),
        ],
    }[name]


def lines(settings: Settings, preset: Mapping[str, Any], *names: str) -> list[Choice]:
    """Lines with these values, else with those that are set up."""
    usual = {**dict(settings.interview), "practice": False, **preset}
    return [Choice(TITLES[name], alternatives(name), usual[name], id=name) for name in names]
