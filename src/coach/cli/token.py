"""`coach token`: who may use a server, and with what."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.domain.account import Role
from coach.domain.wording import number

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from coach.accounts import AccountService
    from coach.domain.account import Account, Grant, TokenPair

app = typer.Typer(
    name="token",
    help="Say who may use your server, and give tokens out. Tokens are secrets: whoever has one is that person.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

OPERATOR = "cli"
"""Who does it, in the audit log."""
ALL = 1_000_000

User = Annotated[str, typer.Argument(metavar="USER", help="The person's id, such as ada or ada@school.example.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


@app.command("create")
def create(
    user: User,
    role: Annotated[
        Role | None, typer.Option("--role", help="Default: the role they have, else candidate.", show_default=False)
    ] = None,
    json_: Json = False,
) -> None:
    """Make a person known, and print an access token for them."""
    from coach.cli.loop import run
    from coach.cli.output import write, write_json
    from coach.cli.problems import narrate, next_step

    account, pair = run(_create(user, role))
    if json_:
        write_json({"user_id": account.user_id, "role": account.role.value, **pair.model_dump(mode="json")})
        return
    write(pair.access_token)
    narrate(f"✓ For {account.user_id} as {account.role}, good for {pair.expires_in // 60} minutes.")
    narrate(f"Refresh token, good once: {pair.refresh_token}")
    next_step("send it with each request, as the header Authorization: Bearer TOKEN")


async def _create(user: str, role: Role | None) -> "tuple[Account, TokenPair]":
    async with _accounts() as accounts:
        accounts.require_issuing()
        account = await accounts.permit(user, role)
        pair = await accounts.sign_in(account.user_id)
        await _record(accounts, "create_token", account.user_id)
        return account, pair


@app.command("allow")
def allow(user: User, role: Annotated[Role, typer.Option("--role", help="What the person may do.")]) -> None:
    """Make a person known, or change their role, without a token: for tokens that another service signs."""
    from coach.cli.loop import run
    from coach.cli.problems import narrate, next_step

    account = run(_allow(user, role))
    narrate(f"✓ {account.user_id} may use the server as {account.role}.")
    next_step("coach token list")


async def _allow(user: str, role: Role) -> "Account":
    async with _accounts() as accounts:
        account = await accounts.permit(user, role)
        await _record(accounts, "allow_person", account.user_id)
        return account


@app.command("revoke")
def revoke(
    user: Annotated[str | None, typer.Argument(metavar="USER", help="Whose tokens end, all of them.")] = None,
    grant: Annotated[str | None, typer.Option("--grant", metavar="ID", help="Only the tokens of one sign-in.")] = None,
) -> None:
    """End tokens at once. The person stays known."""
    from coach.cli.loop import run
    from coach.cli.problems import narrate, next_step
    from coach.errors import BadInput

    if (user is None) is (grant is None):
        raise BadInput("Give a person or --grant, one of the two.", fix="coach token list")
    ended = run(_revoke_grant(grant) if grant is not None else _revoke_person(user or ""))
    narrate(f"✓ {number(ended, 'sign-in')} ended.")
    next_step("coach token list")


async def _revoke_grant(grant_id: str) -> int:
    async with _accounts() as accounts:
        owner = next((grant.user_id for grant in await accounts.grants() if grant.id == grant_id), "")
        await accounts.revoke_grant(grant_id)
        await _record(accounts, "revoke_token", owner)
        return 1


async def _revoke_person(user: str) -> int:
    async with _accounts() as accounts:
        ended = await accounts.revoke_person(user)
        await _record(accounts, "revoke_token", user)
        return ended


@app.command("forget")
def forget(user: User) -> None:
    """Make a person unknown, which ends every token of theirs. Their interviews stay."""
    from coach.cli.loop import run
    from coach.cli.problems import narrate, next_step

    run(_forget(user))
    narrate(f"✓ {user} is not known any more. Their interviews are kept.")
    next_step("coach token list")


async def _forget(user: str) -> None:
    async with _accounts() as accounts:
        await accounts.forget(user)
        await _record(accounts, "forget_person", user)


@app.command("list")
def list_(json_: Json = False) -> None:
    """List who may use the server, and their sign-ins."""
    from coach.cli.loop import run
    from coach.cli.output import write_json, write_table
    from coach.cli.problems import narrate, next_step

    people, grants, now = run(_list())
    roles = {account.user_id: account.role.value for account in people}
    if json_:
        known = [account.model_dump(mode="json") for account in people]
        write_json({"people": known, "grants": [_as_json(grant, roles, now) for grant in grants]})
        return
    if not people:
        narrate("Nobody is known.")
        next_step("coach token create USER")
        return
    rows = [_row(grant, roles, now) for grant in grants]
    signed_in = {grant.user_id for grant in grants}
    rows += [("–", name, role, "–", "–", "no sign-in here") for name, role in roles.items() if name not in signed_in]
    write_table(("grant", "person", "role", "created", "expires", "state"), rows)
    next_step("coach token revoke USER, or coach token revoke --grant ID")


async def _list() -> "tuple[tuple[Account, ...], tuple[Grant, ...], datetime]":
    from coach.telemetry.clock import SystemClock

    async with _accounts() as accounts:
        return await accounts.accounts(ALL), await accounts.grants(), SystemClock().now()


def _as_json(grant: "Grant", roles: dict[str, str], now: datetime) -> dict[str, Any]:
    said = grant.model_dump(mode="json", include={"id", "user_id", "created_at", "expires_at", "revoked_at", "reason"})
    return {**said, "role": roles.get(grant.user_id), "state": _state(grant, now)}


def _row(grant: "Grant", roles: dict[str, str], now: datetime) -> Sequence[str]:
    created, expires = (f"{each.astimezone():%Y-%m-%d %H:%M}" for each in (grant.created_at, grant.expires_at))
    state = _state(grant, now)
    why = f": {grant.reason}" if state == "revoked" and grant.reason else ""
    return (grant.id, grant.user_id, roles.get(grant.user_id, "–"), created, expires, state + why)


def _state(grant: "Grant", now: datetime) -> str:
    from coach.accounts.service import is_good

    if grant.revoked_at is not None:
        return "revoked"
    return "good" if is_good(grant, now) else "expired"


def _accounts() -> "AbstractAsyncContextManager[AccountService]":
    from coach.bootstrap.server import open_accounts
    from coach.settings import load_paths, load_settings

    return open_accounts(load_paths(), load_settings())


async def _record(accounts: "AccountService", action: str, user_id: str) -> None:
    from coach.bootstrap.server import open_audit
    from coach.settings import load_paths

    audit = open_audit(load_paths())
    await accounts.record(audit.entry(OPERATOR, action, audit.person(user_id)))
