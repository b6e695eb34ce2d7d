"""`coach token`, as somebody types it."""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from coach.bootstrap import server as wiring
from coach.bootstrap.server import open_audit, open_tokens
from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.domain.account import Role
from coach.settings import load_paths, load_settings
from tests.fakes_server import MemoryPeople, read
from tests.unit.security.test_token_keys import RSA, pem

Coach = Callable[..., tuple[int, str, str]]


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> MemoryPeople:
    people = MemoryPeople()
    monkeypatch.setattr(wiring, "open_server_store", lambda sessions: people)
    return people


@pytest.fixture
def coach(
    people: MemoryPeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Coach:
    """Runs a command; returns exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", "token", *arguments])
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


def test_create_prints_the_token_alone(coach: Coach, people: MemoryPeople) -> None:
    code, out, err = coach("create", "ada")
    assert code == 0
    header, said = read(out.strip())
    assert (header["typ"], said["sub"], said["role"]) == ("at+jwt", "ada", "candidate")
    assert out.count("\n") == 1
    assert out.strip() not in err
    assert "✓ For ada as candidate, good for 60 minutes." in err
    (refresh,) = [line.partition(": ")[2] for line in err.splitlines() if line.startswith("Refresh token")]
    assert read(refresh)[0]["typ"] == "rt+jwt"
    assert "Next: send it with each request" in err
    audit = open_audit(load_paths())
    assert [(entry.actor, entry.action, entry.subject) for entry in people.log] == [
        ("cli", "create_token", audit.person("ada"))
    ]


def test_create_as_json_has_both_tokens(coach: Coach) -> None:
    code, out, err = coach("create", "ada", "--role", "admin", "--json")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert (document["schema_version"], document["user_id"], document["role"]) == (1, "ada", "admin")
    assert (document["token_type"], document["expires_in"]) == ("Bearer", 3600)
    assert read(document["access_token"])[1]["role"] == "admin"
    assert read(document["refresh_token"])[0]["typ"] == "rt+jwt"


def test_a_role_changes_only_when_it_is_given(coach: Coach, people: MemoryPeople) -> None:
    roles = []
    for arguments in (
        ("create", "ada", "--role", "interviewer"),
        ("create", "ada"),
        ("allow", "ada", "--role", "admin"),
    ):
        coach(*arguments)
        roles.append(people.people["ada"].role)
    assert roles == [Role.INTERVIEWER, Role.INTERVIEWER, Role.ADMIN]
    code, _, err = coach("create", "ada", "--role", "root")
    assert code == 2
    assert "root" in err


@pytest.mark.parametrize("user", ["", "a b", "../x"])
def test_an_id_that_nobody_can_have_is_refused(coach: Coach, people: MemoryPeople, user: str) -> None:
    code, out, err = coach("create", user)
    assert (code, out) == (2, "")
    assert "no user id" in err
    assert people.people == {}


def test_where_tokens_are_signed_elsewhere_people_are_allowed_only(
    coach: Coach, people: MemoryPeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key.pem").write_bytes(pem(RSA))
    monkeypatch.setenv("JWT_ALGORITHM", "RS256")
    monkeypatch.setenv("COACH_SERVER_PUBLIC_KEY", str(tmp_path / "key.pem"))
    assert not open_tokens(load_settings(), load_paths()).can_issue
    code, out, err = coach("create", "ada")
    assert (code, out, people.people) == (2, "", {})
    assert "signed elsewhere" in err
    assert "coach token allow" in err
    code, out, err = coach("allow", "ada", "--role", "candidate")
    assert (code, out) == (0, "")
    assert "✓ ada may use the server as candidate." in err
    _, out, _ = coach("list")
    assert out.splitlines()[-1].split() == ["–", "ada", "candidate", "–", "–", "no", "sign-in", "here"]
    assert people.log[-1].action == "allow_person"


def test_allow_wants_a_role(coach: Coach) -> None:
    code, _, err = coach("allow", "ada")
    assert code == 2
    assert "--role" in err


def test_list_revoke_and_forget(coach: Coach, people: MemoryPeople) -> None:
    assert coach("list")[:2] == (0, "")
    for _ in range(3):
        coach("create", "ada")
    first, second, _ = people.kept
    people.kept[second] = people.kept[second].replace(expires_at=people.kept[second].created_at + timedelta(0))
    code, _, err = coach("revoke", "--grant", first)
    assert code == 0
    assert "✓ 1 sign-in ended." in err
    code, out, _ = coach("list", "--json")
    document = json.loads(out)
    assert [grant["state"] for grant in document["grants"]] == ["good", "expired", "revoked"]
    assert {grant["role"] for grant in document["grants"]} == {"candidate"}
    assert [account["user_id"] for account in document["people"]] == ["ada"]
    assert "token_id" not in out
    code, out, _ = coach("list")
    assert out.splitlines()[-1].split()[0] == first
    assert out.splitlines()[-1].strip().endswith("revoked: asked for")
    assert "✓ 2 sign-ins ended." in coach("revoke", "ada")[2]
    code, _, err = coach("forget", "ada")
    assert code == 0
    assert "Their interviews are kept." in err
    assert (people.people, people.kept) == ({}, {})
    audit = open_audit(load_paths())
    assert {entry.subject for entry in people.log} == {audit.person("ada")}
    assert [entry.action for entry in people.log][-3:] == ["revoke_token", "revoke_token", "forget_person"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("revoke",), 2),
        (("revoke", "ada", "--grant", "g"), 2),
        (("revoke", "nobody"), 5),
        (("revoke", ""), 5),
        (("revoke", "--grant", "g"), 5),
        (("forget", "nobody"), 5),
    ],
)
def test_what_cannot_be_ended_is_told(
    coach: Coach, people: MemoryPeople, arguments: tuple[str, ...], code: int
) -> None:
    assert coach(*arguments)[0] == code
    assert people.log == []
