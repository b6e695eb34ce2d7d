"""Whose interview a command takes: beside a server the history holds other people's, too."""

import io
import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coach.bootstrap import SCRIPT_USER, OpenOptions, open_service
from coach.bootstrap.server import open_accounts
from coach.cli import sessions
from coach.cli.loop import run as in_loop
from coach.domain.session import InterviewSession
from coach.errors import Forbidden
from coach.settings import load_paths, load_settings
from tests.unit.cli.conftest import Coach
from tests.unit.cli.test_closer import held

LATER = datetime(2099, 12, 1, 18, tzinfo=UTC)


# -- last -------------------------------------------------------------------------------------------------------------


def test_the_last_of_somebody_else_is_not_ones_own(coach: Coach) -> None:
    theirs = held(user_id="ada")
    for command in (
        ("show",),
        ("show", "last"),
        ("report", "last"),
        ("why",),
        ("dispute", "--criterion", "claimed"),
        ("compare", theirs, "last"),
        ("report", "last-0"),
    ):
        code, out, err = coach(*command)
        assert (code, out) == (5, ""), command
        assert theirs not in err


def test_interviews_of_others_are_not_counted_by_last(coach: Coach) -> None:
    own, _ = held(), held(user_id="ada")
    assert json.loads(coach("show", "--json")[1])["session"]["id"] == own
    assert json.loads(coach("report", "last-0", "--json")[1])["session"] == own
    code, _, err = coach("show", "last-1")
    assert code == 5 and "The history is shorter." in err


def test_the_last_is_a_scripts_where_there_is_none_of_ones_own(coach: Coach) -> None:
    scripted, _ = held(user_id=SCRIPT_USER), held(user_id="ada")
    assert json.loads(coach("show", "--json")[1])["session"]["id"] == scripted
    own = held()
    held(user_id=SCRIPT_USER)
    assert json.loads(coach("show", "--json")[1])["session"]["id"] == own


def test_by_its_id_anybodys_can_be_read(coach: Coach) -> None:
    theirs = held(user_id="ada")
    assert theirs in coach("show", theirs[:6])[1]
    assert json.loads(coach("report", theirs, "--json")[1])["session"] == theirs
    assert coach("why", theirs)[0] == 0


# -- acting in it -----------------------------------------------------------------------------------------------------


def begun(user_id: str = "ada", *, agrees: bool = True, **fields: Any) -> str:
    """The id of an interview that is going on, or scheduled; the person agreed, or else the operator did for them."""

    async def begin() -> str:
        async with open_service(OpenOptions(consent_by="" if agrees else "local operator")) as service:
            if agrees:
                await service.give_consent(user_id)
            wishes = {"questions": ("hash-tables",), **fields}
            session = await service.create_interview_session(user_id=user_id, **wishes)
            if not session.scheduled_at:
                await service.start_interview_session(session.id)
            return session.id

    return in_loop(begin())


async def known(user_id: str) -> None:
    async with open_accounts(load_paths(), load_settings()) as accounts:
        await accounts.permit(user_id)


async def stored(session_id: str) -> InterviewSession:
    async with open_service(OpenOptions(consent_by="")) as service:
        return (await service.export_session(session_id)).session


async def withdrawn(user_id: str) -> None:
    async with open_service(OpenOptions(consent_by="")) as service:
        await service.withdraw_consent(user_id)


def require_refusal(coach: Coach, session_id: str, *command: str) -> None:
    before = in_loop(stored(session_id))
    code, out, err = coach(*command)
    assert (code, out) == (7, ""), err
    assert err.splitlines() == [
        f"✗ Interview {session_id} is that of 'ada', and nobody else acts in it. (COACH-701)",
        f"  Mend it: coach show {session_id} and coach report {session_id} read it",
    ]
    assert in_loop(stored(session_id)) == before


def test_nobody_resumes_for_somebody_who_agreed_themselves(coach: Coach) -> None:
    session_id = begun()
    for plain in ("--plain", "--no-input"):
        require_refusal(coach, session_id, "resume", session_id[:6], plain)
    with pytest.raises(Forbidden, match="'ada'"):
        in_loop(sessions.resumed(session_id))


def test_nobody_calls_off_or_disputes_for_them(coach: Coach) -> None:
    planned = begun(scheduled_at=LATER)
    require_refusal(coach, planned, "schedule", "cancel", planned)
    ended = held(user_id="ada")
    in_loop(known("ada"))
    require_refusal(coach, ended, "dispute", ended, "--criterion", "claimed")


def test_somebody_with_an_account_acts_alone_whoever_agreed(coach: Coach) -> None:
    session_id = begun(agrees=False)
    in_loop(known("ada"))
    require_refusal(coach, session_id, "resume", session_id, "--plain")


def test_somebody_who_agrees_no_more_is_not_acted_for(coach: Coach) -> None:
    session_id = begun()
    in_loop(withdrawn("ada"))
    require_refusal(coach, session_id, "resume", session_id, "--plain")


@pytest.mark.parametrize("user_id", ["user_123", SCRIPT_USER])
def test_whom_one_agreed_for_one_acts_for(coach: Coach, monkeypatch: pytest.MonkeyPatch, user_id: str) -> None:
    session_id = begun(user_id, agrees=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO("/pause\n"))
    code, _, err = coach("resume", session_id, "--no-input", "--runner", "local")
    assert code == 0, err
    assert f"Next: coach resume {session_id}" in err
    planned = begun(user_id, agrees=False, scheduled_at=LATER + timedelta(days=1))
    assert coach("schedule", "cancel", planned)[0] == 0
