"""Who may do what: the one place of these rules."""

from enum import StrEnum

from coach.domain.account import Actor, Role


class Act(StrEnum):
    """What somebody wants to do, with an interview, with what is kept about a person, or with the server."""

    READ_SESSION = "read_session"
    """See an interview: its state, questions, answers, report and reviews."""
    MOVE_SESSION = "move_session"
    """Act as the candidate: begin it, answer, take a hint, pause, end, rate it."""
    REVIEW_SESSION = "review_session"
    """Leave notes and a score beside the report."""
    ASSIGN = "assign"
    """Say which interviewers see an interview."""
    READ_PERSON = "read_person"
    """See or export what is kept about a person: interviews, analytics, consent."""
    ERASE_PERSON = "erase_person"
    """Destroy what is kept about a person."""
    ACT_FOR_PERSON = "act_for_person"
    """Give or withdraw a consent in the person's name."""
    SEE_EVERYBODY = "see_everybody"
    """List interviews of all people."""
    MANAGE_PEOPLE = "manage_people"
    """Make people known, change roles, end sign-ins, forget people, take in histories, change keys."""
    READ_AUDIT = "read_audit"
    """See who did what."""


class Decision(StrEnum):
    ALLOWED = "allowed"
    HIDDEN = "hidden"
    """Answered as if there were no such thing, so that nobody learns that there is."""
    FORBIDDEN = "forbidden"
    """Refused to somebody who knows of it anyway."""


OF_THE_SERVER = frozenset({Act.SEE_EVERYBODY, Act.MANAGE_PEOPLE, Act.READ_AUDIT})
"""Acts that concern no one person."""
IN_ONES_OWN_NAME = frozenset({Act.MOVE_SESSION, Act.ACT_FOR_PERSON})
"""Acts that nobody does for somebody else, whatever their role."""
ON_SESSIONS = frozenset({Act.READ_SESSION, Act.MOVE_SESSION, Act.REVIEW_SESSION, Act.ASSIGN})
OF_AN_INTERVIEWER = frozenset({Act.READ_SESSION, Act.REVIEW_SESSION})


def decide(actor: Actor, act: Act, owner: str = "", assigned: bool = False) -> Decision:
    """Whether somebody may do it. `owner`: whose interview or data it is; `assigned`: the interview, to the actor."""
    is_admin = actor.role is Role.ADMIN
    if act in OF_THE_SERVER:
        return _allowed(is_admin)
    if owner == actor.user_id:
        # Nobody reviews themselves, and only an admin chooses who looks.
        return _allowed(act is not Act.REVIEW_SESSION and (act is not Act.ASSIGN or is_admin))
    if is_admin:
        return _allowed(act not in IN_ONES_OWN_NAME)
    if actor.role is Role.INTERVIEWER and assigned and act in ON_SESSIONS:
        return _allowed(act in OF_AN_INTERVIEWER)
    return Decision.HIDDEN


def _allowed(yes: bool) -> Decision:
    return Decision.ALLOWED if yes else Decision.FORBIDDEN
