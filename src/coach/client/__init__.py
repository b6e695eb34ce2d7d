"""A typed client of a `coach serve`.

async with CoachClient("http://127.0.0.1:8000", token) as coach:
    session = await coach.create_session(interview_type="technical_coding")
"""

from coach.client.client import CoachClient as CoachClient
from coach.client.receiving import ServerFailed as ServerFailed

__all__ = ["CoachClient", "ServerFailed"]
