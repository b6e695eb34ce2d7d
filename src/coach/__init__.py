"""A mock technical interview on your own machine: the public Python API.

from coach import CompanyType, CreateInterviewRequest, InterviewType, open_service

async with open_service() as interview_service:
    session = await interview_service.create_interview_session(user_id="me", interview_type=InterviewType.MIXED)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coach.bootstrap import open_service as open_service
    from coach.domain.company import CompanyPattern as CompanyPattern
    from coach.domain.enums import CompanyType as CompanyType
    from coach.domain.enums import DifficultyLevel as DifficultyLevel
    from coach.domain.enums import InterviewStatus as InterviewStatus
    from coach.domain.enums import InterviewType as InterviewType
    from coach.domain.enums import ProgrammingLanguage as ProgrammingLanguage
    from coach.domain.enums import QuestionType as QuestionType
    from coach.domain.enums import Seniority as Seniority
    from coach.domain.feedback import InterviewFeedback as InterviewFeedback
    from coach.domain.own_tests import OwnTest as OwnTest
    from coach.domain.question import InterviewQuestion as InterviewQuestion
    from coach.domain.requests import CreateInterviewRequest as CreateInterviewRequest
    from coach.domain.requests import SubmitResponseRequest as SubmitResponseRequest
    from coach.domain.response import InterviewResponse as InterviewResponse
    from coach.domain.session import InterviewSession as InterviewSession
    from coach.errors import CoachError as CoachError
    from coach.interview.service import InterviewService as InterviewService

__version__ = "0.1.0"

_HOMES = {
    "open_service": "coach.bootstrap",
    "CompanyPattern": "coach.domain.company",
    "CompanyType": "coach.domain.enums",
    "DifficultyLevel": "coach.domain.enums",
    "InterviewStatus": "coach.domain.enums",
    "InterviewType": "coach.domain.enums",
    "ProgrammingLanguage": "coach.domain.enums",
    "QuestionType": "coach.domain.enums",
    "Seniority": "coach.domain.enums",
    "InterviewFeedback": "coach.domain.feedback",
    "OwnTest": "coach.domain.own_tests",
    "InterviewQuestion": "coach.domain.question",
    "CreateInterviewRequest": "coach.domain.requests",
    "SubmitResponseRequest": "coach.domain.requests",
    "InterviewResponse": "coach.domain.response",
    "InterviewSession": "coach.domain.session",
    "CoachError": "coach.errors",
    "InterviewService": "coach.interview.service",
}
__all__ = ["__version__", *sorted(_HOMES)]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: importing coach costs nothing."""
    if home := _HOMES.get(name):
        return getattr(import_module(home), name)
    raise AttributeError(f"module 'coach' has no attribute {name!r}")
