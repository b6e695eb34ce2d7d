"""`coach config`: see and change settings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from coach.settings import Settings

app = typer.Typer(name="config", help="Show and change settings.", rich_markup_mode=None, no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Key = Annotated[str, typer.Argument(metavar="KEY", help="section.name, such as interview.minutes.")]


@app.command("show")
def show(json_: Json = False) -> None:
    """Show every setting, its value, and where it comes from."""
    from coach.cli.output import write_json, write_table
    from coach.cli.problems import next_step
    from coach.settings import load_settings

    settings = load_settings()
    sources = settings.sources
    if json_:
        write_json({"settings": {key: {"value": _json(settings, key), "source": sources[key]} for key in sources}})
        return
    write_table(("setting", "value", "from"), [(key, _text(settings, key), sources[key]) for key in sources])
    next_step("coach config set KEY VALUE, or coach config edit")


def _json(settings: "Settings", key: str) -> Any:
    section, _, name = key.partition(".")
    return getattr(settings, section).model_dump(mode="json")[name]


def _text(settings: "Settings", key: str) -> str:
    value = _json(settings, key)
    if value is None:
        return "–"
    return str(value).lower() if isinstance(value, bool) else str(value)


@app.command("get")
def get(key: Key, json_: Json = False) -> None:
    """Print one value; nothing when it is unset."""
    from coach.cli.output import printable, write, write_json
    from coach.cli.problems import narrate
    from coach.settings import load_settings
    from coach.settings.editing import known_name

    settings = load_settings()
    value, source = _json(settings, known_name(key)), settings.sources[key]
    if json_:
        write_json({"key": key, "value": value, "source": source})
    elif value is None:
        narrate(f"{key} is unset.")
    else:
        write(printable(_text(settings, key)))


@app.command("set")
def set_(
    key: Key,
    value: Annotated[str | None, typer.Argument(help="What it is to be.")] = None,
    default: Annotated[bool, typer.Option("--default", help="Take the setting out instead.")] = False,
) -> None:
    """Change one setting in your settings file; comments in it stay."""
    from coach.cli.problems import narrate, next_step
    from coach.errors import BadInput
    from coach.settings import load_paths
    from coach.settings.editing import known_name, set_value

    if (value is None) is not default:
        raise BadInput(f"Give a value for {known_name(key)}, or --default.", fix=f"coach config set {key} VALUE")
    path = load_paths().config_file
    set_value(path, key, value)
    narrate(f"✓ {key} is taken out of {path}." if default else f"✓ {key} is set in {path}.")
    _warn_if_outranked(key, str(path), default)
    next_step("coach config show")


def _warn_if_outranked(key: str, path: str, default: bool) -> None:
    from coach.cli.problems import narrate
    from coach.errors import BadSettings
    from coach.settings import load_settings

    try:
        source = load_settings().sources[key]
    except BadSettings as error:
        narrate(f"! Another setting is wrong: {error.message}")
        return
    if source != (path if not default else "default"):
        narrate(f"! {source} says something else, and counts more.")


@app.command("edit")
def edit(editor: Annotated[str | None, typer.Option(help="Instead of $VISUAL or $EDITOR.")] = None) -> None:
    """Open your settings file in the editor, and check it afterwards."""
    from coach.cli.loop import run
    from coach.cli.problems import narrate, next_step
    from coach.errors import BadSettings
    from coach.settings import load_paths, load_settings, resolve_editor
    from coach.settings.editing import template
    from coach.workspace.atomic import replace
    from coach.workspace.editor import run_editor

    path = load_paths().config_file
    try:
        settings = load_settings()
    except BadSettings:
        settings = None  # the editor is what mends them
    command = resolve_editor(settings, flag=editor)
    if command and not path.exists():
        replace(path, template())
    run(run_editor(command, path))
    if _report([path], as_json=False):
        narrate("Nothing is lost: the file is as you saved it.")
        next_step("coach config edit")
        raise typer.Exit(2)
    next_step("coach config show")


@app.command("path")
def path(
    all_: Annotated[bool, typer.Option("--all", help="Every file and folder of coach.")] = False,
    json_: Json = False,
) -> None:
    """Print where your settings file is, or would be."""
    from coach.cli.output import write, write_json, write_table
    from coach.settings import load_paths

    paths = load_paths()
    names = ("config_file", "key_file", "database", "keys_database", "model_keys", "workspaces", "cache_dir", "log_dir")
    places = {name: str(getattr(paths, name)) for name in names}
    if json_:
        write_json(places)
    elif all_:
        write_table(("what", "where"), list(places.items()))
    else:
        write(places["config_file"])


@app.command("validate")
def validate(
    file: Annotated[Path | None, typer.Argument(help="Default: your file, ./coach.toml and the environment.")] = None,
    json_: Json = False,
) -> None:
    """Check settings and name everything that is wrong. Exits 2 when something is."""
    from coach.cli.problems import next_step

    if _report([file] if file else None, as_json=json_):
        raise typer.Exit(2)
    next_step("coach config show")


def _report(files: list[Path] | None, *, as_json: bool) -> int:
    """Say what is right and what is wrong; returns how many problems there are."""
    from coach.cli.output import write_json
    from coach.cli.problems import narrate, show
    from coach.settings.loading import file_problems, problems_in_force

    found = problems_in_force() if files is None else {str(path): file_problems(path) for path in files}
    problems = [problem for each in found.values() for problem in each]
    if as_json:
        fields = [{"message": each.message, "why": each.why, "fix": each.fix, "code": each.code} for each in problems]
        write_json({"valid": not problems, "checked": list(found), "problems": fields})
        return len(problems)
    for problem in problems:
        show(problem)
    for place, each in found.items():
        if not each:
            narrate(f"✓ {place}")
    return len(problems)


@app.command("schema")
def schema() -> None:
    """Print the JSON schema of a settings file."""
    from coach.cli.output import write
    from coach.cli.problems import as_json
    from coach.settings.model import Sections

    write(as_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **Sections.model_json_schema()}))
