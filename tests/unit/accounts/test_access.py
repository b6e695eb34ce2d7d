"""The rules of who may do what, as a table."""

from itertools import product

import pytest

from coach.accounts import Act, Decision, decide
from coach.domain.account import Actor, Role

YES, NO, HIDDEN = Decision.ALLOWED, Decision.FORBIDDEN, Decision.HIDDEN

OWN, ASSIGNED, OTHERS = "own", "assigned", "others"
PLACES = (OWN, ASSIGNED, OTHERS)

TABLE = {
    #                       candidate               interviewer         admin
    #                       own asg     others      own asg  others     own  asg  others
    Act.READ_SESSION: ((YES, HIDDEN, HIDDEN), (YES, YES, HIDDEN), (YES, YES, YES)),
    Act.MOVE_SESSION: ((YES, HIDDEN, HIDDEN), (YES, NO, HIDDEN), (YES, NO, NO)),
    Act.REVIEW_SESSION: ((NO, HIDDEN, HIDDEN), (NO, YES, HIDDEN), (NO, YES, YES)),
    Act.ASSIGN: ((NO, HIDDEN, HIDDEN), (NO, NO, HIDDEN), (YES, YES, YES)),
    Act.READ_PERSON: ((YES, HIDDEN, HIDDEN), (YES, HIDDEN, HIDDEN), (YES, YES, YES)),
    Act.ERASE_PERSON: ((YES, HIDDEN, HIDDEN), (YES, HIDDEN, HIDDEN), (YES, YES, YES)),
    Act.ACT_FOR_PERSON: ((YES, HIDDEN, HIDDEN), (YES, HIDDEN, HIDDEN), (YES, NO, NO)),
    Act.SEE_EVERYBODY: ((NO, NO, NO), (NO, NO, NO), (YES, YES, YES)),
    Act.MANAGE_PEOPLE: ((NO, NO, NO), (NO, NO, NO), (YES, YES, YES)),
    Act.READ_AUDIT: ((NO, NO, NO), (NO, NO, NO), (YES, YES, YES)),
}


def test_every_act_has_a_row() -> None:
    assert set(TABLE) == set(Act)


@pytest.mark.parametrize(("act", "role", "place"), list(product(Act, Role, PLACES)))
def test_who_may_do_what(act: Act, role: Role, place: str) -> None:
    actor = Actor(user_id="ada", role=role)
    owner = "ada" if place == OWN else "grace"
    expected = TABLE[act][list(Role).index(role)][PLACES.index(place)]
    assert decide(actor, act, owner, place == ASSIGNED) is expected


@pytest.mark.parametrize(("act", "role"), list(product(Act, Role)))
def test_being_assigned_to_ones_own_interview_changes_nothing(act: Act, role: Role) -> None:
    actor = Actor(user_id="ada", role=role)
    assert decide(actor, act, "ada", assigned=True) is decide(actor, act, "ada")


@pytest.mark.parametrize("act", sorted(set(Act) - {Act.SEE_EVERYBODY, Act.MANAGE_PEOPLE, Act.READ_AUDIT}))
@pytest.mark.parametrize("owner", ["", "Ada", "ada ", "adaa"])
def test_nobody_owns_what_is_of_somebody_like_them(act: Act, owner: str) -> None:
    assert decide(Actor(user_id="ada", role=Role.CANDIDATE), act, owner) is HIDDEN
