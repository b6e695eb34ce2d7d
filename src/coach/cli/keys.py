"""`coach keys`: the keys of model providers."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.settings.model import ModelProvider

if TYPE_CHECKING:
    from coach.settings.model_keys import ModelKey, ModelKeys

app = typer.Typer(
    name="keys",
    help="Keep the keys of model providers. A key in the environment counts more than a stored one.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

KEYED = (ModelProvider.OPENAI, ModelProvider.ANTHROPIC)
NAMES = " or ".join(each.value for each in KEYED)
MARKS = {"sk-ant-": ModelProvider.ANTHROPIC, "sk-proj-": ModelProvider.OPENAI}
"""How the keys of a provider begin that can be told by it."""
# A key that somebody gives as an argument must reach our own error: Typer's would print it.
LENIENT = {"allow_extra_args": True, "ignore_unknown_options": True}

Provider = Annotated[str, typer.Argument(metavar="PROVIDER", help=f"{NAMES}.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


@app.command("set", context_settings=LENIENT)
def set_(context: typer.Context, name: Provider) -> None:
    """Store a key. It is asked for without showing it, or read from standard input."""
    from coach.cli.problems import narrate, next_step
    from coach.settings.secrets import clean_key

    provider = _named(name, context.args)
    clean = clean_key(_asked(provider))
    for remark in clean.remarks:
        narrate(f"! Taken off: {remark}.")
    if (other := _owner(clean.key)) not in (None, provider):
        narrate(f"! This looks like a key of {other}, not of {provider}.")
    keys = _keys()
    place = keys.store(provider, clean.key)
    narrate(f"✓ The key of {provider} is in {place}.")
    _warn_if_outranked(keys, provider, clean.key)
    next_step("coach doctor")


def _named(name: str, more: Sequence[str]) -> ModelProvider:
    """A provider by its name. What else was given is not repeated: it may be a key. Raises BadInput."""
    from coach.errors import BadInput

    provider = next((each for each in KEYED if each.value == name.strip().lower()), None)
    if provider is None:
        raise BadInput(f"The provider is {NAMES}.", fix=f"coach keys set {KEYED[0]}")
    if more:
        raise BadInput(
            "A key is never given as an argument.",
            why="Other programs and the shell's history see arguments. If that was a real key, replace it.",
            fix=f"coach keys set {provider}, and paste the key when asked",
        )
    return provider


def _asked(provider: ModelProvider) -> str:
    """What is typed without echo, or the whole of standard input. Raises BadInput."""
    from coach.cli.problems import no_terminal
    from coach.errors import BadInput
    from coach.settings.secrets import LONGEST_KEY

    if sys.stdin is None or sys.stdin.closed:
        raise no_terminal("The key", "it on standard input")
    if sys.stdin.isatty():
        return str(typer.prompt(f"Key of {provider} (not shown)", hide_input=True, err=True))
    try:
        return sys.stdin.read(LONGEST_KEY * 2)
    except UnicodeDecodeError:
        # The error holds what was read.
        raise BadInput("The key is not text.", fix="copy it again, whole and alone") from None


def _owner(key: str) -> ModelProvider | None:
    return next((provider for mark, provider in MARKS.items() if key.startswith(mark)), None)


def _keys() -> "ModelKeys":
    from coach.settings import load_paths
    from coach.settings.model_keys import ModelKeys

    return ModelKeys(load_paths())


def _warn_if_outranked(keys: "ModelKeys", provider: ModelProvider, key: str) -> None:
    from coach.cli.problems import narrate
    from coach.errors import BadSettings

    try:
        found = keys.load(provider)
    except BadSettings as error:
        narrate(f"! Another key counts more, and is wrong: {error.message}")
        return
    if found is not None and found.secret != key:
        narrate(f"! {found.place} holds another key, and counts more.")


@app.command("list")
def list_(json_: Json = False) -> None:
    """List the keys there are and where they come from. Exits 2 when one cannot be used."""
    from coach.cli.output import write_json, write_table
    from coach.cli.problems import narrate, next_step, show
    from coach.errors import BadSettings

    keys = _keys()
    rows: list[tuple[ModelKey, bool]] = []
    problems = []
    for provider in KEYED:
        try:
            rows += [(key, number == 0) for number, key in enumerate(keys.all(provider))]
        except BadSettings as error:
            problems.append(error)
    for problem in problems:
        show(problem)
    if json_:
        write_json({"keys": [_as_json(key, used) for key, used in rows]})
    elif rows:
        write_table(("provider", "ends in", "used", "from"), [_row(key, used) for key, used in rows])
    elif not problems:
        narrate("There are no keys; interviews are offline.")
    if problems:
        raise typer.Exit(2)
    next_step("coach interview" if rows else f"coach keys set {KEYED[0]}")


def _as_json(key: "ModelKey", used: bool) -> dict[str, Any]:
    return {"provider": key.provider.value, "ends_in": key.ending, "used": used, "from": key.place}


def _row(key: "ModelKey", used: bool) -> Sequence[str]:
    return (key.provider.value, key.ending, "yes" if used else "no", key.place)


@app.command("remove", context_settings=LENIENT)
def remove(context: typer.Context, name: Provider) -> None:
    """Forget a stored key."""
    from coach.cli.problems import narrate, next_step
    from coach.settings.secrets import KEY_VARIABLES, environment_key

    provider = _named(name, context.args)
    places = _keys().remove(provider)
    narrate(f"✓ The key of {provider} is gone from {' and '.join(places)}.")
    if environment_key(provider):
        narrate(f"! {KEY_VARIABLES[provider]} is still set.")
    next_step("coach keys list")
