"""`coach bank add`, `remove`, `packs` and `update`: questions of one's own and of others."""

from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None)
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]


@app.command("add")
def add(
    source: Annotated[
        str, typer.Argument(help="A folder, a git repository (address or path, @ref behind it), or a Python package.")
    ],
    name: Annotated[str | None, typer.Option(help="What to call it; default: as its source.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Add it without asking.")] = False,
    json_: JsonOption = False,
) -> None:
    """Add a pack of questions. Its programs run in a container only."""
    from coach.cli.loop import run
    from coach.cli.pack_work import add_pack

    if not run(add_pack(source, name, agrees=yes, as_json=json_)):
        raise typer.Exit(1)


@app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(help="The pack.")],
    json_: JsonOption = False,
) -> None:
    """Forget a pack. Your own folder stays as it is; a clone is removed."""
    from coach.cli.pack_work import remove_pack

    remove_pack(name, as_json=json_)


@app.command("packs")
def packs(
    name: Annotated[str | None, typer.Argument(help="Tell everything that is wrong in this one.")] = None,
    json_: JsonOption = False,
) -> None:
    """List where questions come from, how many there are, and what is wrong with others."""
    from coach.cli.loop import run
    from coach.cli.pack_work import list_packs, tell_problems

    run(tell_problems(name, as_json=json_) if name else list_packs(as_json=json_))


@app.command("update")
def update(
    name: Annotated[str | None, typer.Argument(help="Default: every pack from a git repository.")] = None,
    json_: JsonOption = False,
) -> None:
    """Fetch what is new in packs from git repositories."""
    from coach.cli.loop import run
    from coach.cli.pack_work import update_packs

    if code := run(update_packs(name, as_json=json_)):
        raise typer.Exit(code)
