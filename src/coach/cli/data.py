"""`coach data`: what is stored about you, and what you can do with it."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli import audit, retention
from coach.domain.wording import number

if TYPE_CHECKING:
    from coach.domain.consent import Consent
    from coach.errors import CoachError
    from coach.security.encryption import FieldCipher
    from coach.workspace.files import FileWorkspace

app = typer.Typer(
    name="data", help="See, export and erase what is stored about you.", rich_markup_mode=None, no_args_is_help=True
)

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
ALL = 1_000_000


class Wish(StrEnum):
    """What to do about the agreement."""

    SHOW = "show"
    GIVE = "give"
    WITHDRAW = "withdraw"


class Form(StrEnum):
    """How an export is written."""

    JSON = "json"
    JSONL = "jsonl"


@app.command("consent")
def consent(
    wish: Annotated[Wish | None, typer.Argument(help="Default: show it, and ask when there is none.")] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
    json_: Json = False,
) -> None:
    """Show your agreement to the notice, give it, or withdraw it."""
    from coach.cli.loop import run
    from coach.cli.problems import can_ask, narrate, next_step
    from coach.domain.consent import NOTICE

    if wish is Wish.WITHDRAW:
        run(_withdraw())
    state = run(_give() if wish is Wish.GIVE else _consent())
    asks = wish is None and not json_ and not _is_current(state) and not no_input and can_ask()
    if not json_:
        narrate(NOTICE)
    if asks and typer.confirm("Agree?", err=True):
        state = run(_give())
    _tell(state, json_)
    if wish is Wish.WITHDRAW:
        narrate("What was stored before stays until you erase it.")
        next_step("coach data erase")
    else:
        next_step("coach interview" if _is_current(state) else "coach data consent give")


def _tell(state: "Consent | None", as_json: bool) -> None:
    from coach.cli.output import write, write_json
    from coach.domain.consent import NOTICE

    if as_json:
        document = state.model_dump(mode="json") if state else None
        write_json({"consent": document, "current": _is_current(state), "notice": NOTICE})
    elif state is None:
        write("Not agreed to; nothing new is stored.")
    else:
        words = "" if _is_current(state) else " The notice has changed since: agree again."
        host = f" Answers may go to {state.model_host}." if state.model_host else ""
        write(f"Agreed to on {state.given_at:%Y-%m-%d %H:%M} by {state.given_by}.{host}{words}")


def _is_current(state: "Consent | None") -> bool:
    from coach.domain.consent import NOTICE_VERSION

    return state is not None and state.version >= NOTICE_VERSION


async def _consent() -> "Consent | None":
    from coach.bootstrap import LOCAL_USER, OpenOptions, open_service

    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        return await service.get_consent(LOCAL_USER)


async def _give() -> "Consent":
    from coach.bootstrap import LOCAL_USER, OpenOptions, open_service

    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        return await service.give_consent(LOCAL_USER)


async def _withdraw() -> None:
    from coach.bootstrap import LOCAL_USER, OpenOptions, open_service

    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        await service.withdraw_consent(LOCAL_USER)


@app.command("export")
def export(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file, instead of standard output.")] = None,
    format_: Annotated[
        Form, typer.Option("--format", "-f", help="json: one document. jsonl: interviews, for coach data import.")
    ] = Form.JSON,
    json_: Annotated[bool, typer.Option("--json", help="Always the case.", hidden=True)] = False,
) -> None:
    """Write everything that is stored about you as one JSON document, or your interviews as JSON Lines."""
    if format_ is Form.JSONL:
        from coach.cli.history_file import export_history

        export_history(output)
        return
    from coach.cli.loop import run
    from coach.cli.output import write
    from coach.cli.problems import as_json, narrate, next_step
    from coach.workspace.atomic import replace

    text = as_json({"schema_version": 1, **run(_everything())}) + "\n"
    if output is None or str(output) == "-":
        write(text)
        return
    replace(output, text)
    narrate(f"✓ Wrote {output}, readable for you alone: your answers stand in it in the clear.")
    next_step("coach data erase, or keep practising with coach interview")


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What coach data export --format jsonl wrote.")],
    as_me: Annotated[bool, typer.Option("--as-me", help="Take other people's interviews in it as yours.")] = False,
    json_: Json = False,
) -> None:
    """Add the interviews of a file to your history; those that are there already stay as they are."""
    from coach.cli.history_file import import_history

    import_history(path, as_me=as_me, as_json=json_)


async def _everything() -> dict[str, Any]:
    from coach.bootstrap import LOCAL_USER, SCRIPT_USER, OpenOptions, open_service

    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        document = await service.export_data(LOCAL_USER)
        scripted = await service.export_data(SCRIPT_USER)
    return {**document, "scripted": scripted, "files": _workspace().contents()}


def _workspace() -> "FileWorkspace":
    from coach.settings import load_paths
    from coach.workspace.files import FileWorkspace

    return FileWorkspace(load_paths().workspaces)


@app.command("erase")
def erase(
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing; needs --yes.")] = False,
    json_: Json = False,
) -> None:
    """Destroy everything that is stored about you: interviews, answers, files, agreement, and their key."""
    from coach.cli.loop import run
    from coach.cli.output import write_json
    from coach.cli.problems import can_ask, narrate, next_step, no_terminal, show

    if not yes:
        if no_input or not can_ask():
            raise no_terminal("Your confirmation", "--yes")
        count = run(_count())
        gone = number(count, "interview")
        narrate(f"{gone} and every file you wrote in them will be gone for good. There is no way back.")
        if not typer.confirm("Erase all of it?", err=True):
            narrate("Nothing was erased.")
            return
    erased, failures = run(_erase())
    if failures:
        for failure in failures[:-1]:
            show(failure)
        raise failures[-1]
    if json_:
        write_json({"erased": erased})
        return
    narrate(f"✓ Erased {number(erased, 'interview')}, your files and your key.")
    next_step("coach interview, to begin anew")


async def _count() -> int:
    from coach.bootstrap import LOCAL_USER, SCRIPT_USER, OpenOptions, open_service

    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        found = [await service.list_sessions(user, limit=ALL) for user in (LOCAL_USER, SCRIPT_USER)]
    return sum(map(len, found))


async def _erase() -> "tuple[int, list[CoachError]]":
    """How many interviews were erased, and what could not be; one failure never spares the rest."""
    from coach.bootstrap import LOCAL_USER, SCRIPT_USER, OpenOptions, open_service
    from coach.cli.problems import narrate
    from coach.errors import CoachError

    erased, failures = 0, list[CoachError]()
    try:
        async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
            for user in (LOCAL_USER, SCRIPT_USER):
                try:
                    erased += await service.erase_data(user)
                except CoachError as error:
                    failures.append(error)
    except CoachError as error:
        failures.append(error)
    stored = not failures
    try:
        _workspace().erase()
    except CoachError as error:
        failures.append(error)
        if stored:
            narrate(f"Erased: {number(erased, 'interview')} and your key. Your files are still there:")
    else:
        if not stored:
            narrate("Erased: your files. What the database holds is still there, or some of it:")
    return erased, failures


app.command("retention")(retention.apply)
app.command("audit")(audit.show)

keys = typer.Typer(name="key", help="The key that locks what is stored.", rich_markup_mode=None, no_args_is_help=True)
app.add_typer(keys)


@keys.command("export")
def export_key() -> None:
    """Print the key, as the line of a key file: keep it apart from a backup of the data."""
    from coach.cli.output import write
    from coach.cli.problems import next_step

    write(_cipher().export_key())
    next_step("keep it where the data is not; COACH_KEY_FILE names a file that holds it")


@keys.command("rotate")
def rotate_key() -> None:
    """Lock everything with a fresh key; the old one opens nothing any more."""
    from coach.cli.problems import narrate, next_step

    count = _cipher().rotate()
    narrate(f"✓ A fresh key locks the data of {count} {'person' if count == 1 else 'people'}.")
    next_step("coach data key export, for a new copy")


def _cipher() -> "FieldCipher":
    from coach.bootstrap import open_cipher
    from coach.settings import load_paths, load_settings

    return open_cipher(load_paths(), load_settings())
