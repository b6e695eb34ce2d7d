"""`coach sandbox`: the containers that code runs in."""

from typing import Annotated

import typer

from coach.cli.choices import language_named
from coach.domain.enums import ProgrammingLanguage

app = typer.Typer(
    name="sandbox",
    help="See, build and clean the images that code runs in.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
_JSON = typer.Option("--json", help="As JSON.")
_LANGUAGES = typer.Argument(help="Default: all.", metavar="LANGUAGE...", parser=language_named)


@app.command("status")
def status(json_: Annotated[bool, _JSON] = False) -> None:
    """Say which languages' images are built, and how large they are."""
    from coach.cli import sandbox_work
    from coach.cli.loop import run

    run(sandbox_work.show_status(as_json=json_))


@app.command("languages")
def languages(json_: Annotated[bool, _JSON] = False) -> None:
    """List the languages that code can be written in."""
    from coach.cli import sandbox_work

    sandbox_work.list_languages(as_json=json_)


@app.command("build")
def build(
    chosen: Annotated[list[ProgrammingLanguage] | None, _LANGUAGES] = None,
    again: Annotated[bool, typer.Option("--again", help="Also what is built already, from scratch.")] = False,
) -> None:
    """Build the images now, so that no interview has to wait for one."""
    from coach.cli import sandbox_work
    from coach.cli.loop import run

    run(sandbox_work.build(tuple(chosen or ()), again=again))


@app.command("clean")
def clean(
    everything: Annotated[bool, typer.Option("--all", help="Also the images in use.")] = False,
    json_: Annotated[bool, _JSON] = False,
) -> None:
    """Remove old images, and containers that a killed process left behind."""
    from coach.cli import sandbox_work
    from coach.cli.loop import run

    run(sandbox_work.clean(everything=everything, as_json=json_))


@app.command("doctor")
def doctor(
    chosen: Annotated[list[ProgrammingLanguage] | None, _LANGUAGES] = None,
    json_: Annotated[bool, _JSON] = False,
) -> None:
    """Run a small program in each language and say what it took. Exits 3 when one cannot be run."""
    from coach.cli import sandbox_work
    from coach.cli.loop import run

    if not run(sandbox_work.examine(tuple(chosen or ()), as_json=json_)):
        raise typer.Exit(3)
