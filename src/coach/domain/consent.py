"""What a person agreed to, and when."""

import hashlib
from datetime import datetime

from coach.domain.base import Model

NOTICE_VERSION = 1
NOTICE = """\
coach keeps your interviews on this machine: answers, code, conversation and scores, until you erase them.
In the history, words and code are encrypted; times, topics and numeric scores are not.
The files you write in lie in your data folder as they are, readable by you alone.
Nothing is sent anywhere unless you set up a language model; then your answers go to that model's host.
You can see, export and erase everything: coach data export, coach data erase.
"""
SERVER_NOTICE = """\
This server keeps your interviews: answers, code, conversation and scores, until you or its administrators erase them.
In the history, words and code are encrypted; times, topics and numeric scores are not.
Administrators can read your interviews, and so can interviewers whom they assign to one.
Nothing is sent anywhere unless the server uses a language model; then your answers go to that model's host.
You can see, export and erase everything, and withdraw this agreement.
"""
SERVER = "api"
"""The front door of a server."""
CANDIDATE = "candidate"
"""Who agreed, where the person did so themselves."""


def notice_at(front_door: str) -> str:
    """What a person agrees to there."""
    return SERVER_NOTICE if front_door == SERVER else NOTICE


def notice_hash(front_door: str = "") -> str:
    """SHA-256 of the notice, so that a record says which words were agreed to."""
    return hashlib.sha256(notice_at(front_door).encode()).hexdigest()


class Consent(Model):
    user_id: str
    version: int
    text_hash: str
    given_at: datetime
    given_by: str
    """candidate, or local operator for demo, scripted and programmatic use."""
    model_host: str = ""
    """The host that may receive answers; empty when none was agreed to."""
