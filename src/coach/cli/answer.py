"""`coach test`, `coach submit` and `coach status`: the running interview, from another terminal."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None)

FileOption = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="Default: the solution file of the interview.")
]
TestsOption = Annotated[
    Path | None,
    typer.Option("--tests", metavar="FILE", help="Tests of your own. Default: NAME.tests.yaml beside the solution."),
]


@app.command("test")
def test(
    file: FileOption = None,
    tests: TestsOption = None,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Again at every save.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Run the sample tests of the current question, and your own. Exits 1 when one fails."""
    from coach.cli.aside import Named, run_tests
    from coach.cli.loop import run

    if not run(run_tests(Named(file, tests), watch=watch, as_json=json_)):
        raise typer.Exit(1)


@app.command("submit")
def submit(
    file: FileOption = None,
    tests: TestsOption = None,
    text: Annotated[str, typer.Option("--text", "-t", help="Words that go with it.")] = "",
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Submit your solution to the current question, with your own tests. Exits 1 when a hidden test fails."""
    from coach.cli.aside import Named, hand_in
    from coach.cli.loop import run

    if not run(hand_in(Named(file, tests), text, as_json=json_)):
        raise typer.Exit(1)


@app.command("status")
def status(
    short: Annotated[bool, typer.Option("--short", help="A few characters, for a shell prompt.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Say where the current interview stands."""
    from coach.cli.aside import say_status
    from coach.cli.loop import run

    run(say_status(short=short, as_json=json_))
