"""`coach run` and `coach demo`."""

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.choices import RunnerChoice

app = typer.Typer(rich_markup_mode=None)


@app.command("run")
def run_scripts(
    scripts: Annotated[list[str], typer.Argument(metavar="SCRIPT…", help="YAML files, or - for standard input.")],
    json_: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML here.")] = None,
    summary: Annotated[Path | None, typer.Option(help="Write the reports as Markdown here.")] = None,
    min_score: Annotated[float | None, typer.Option(min=0, max=10, help="Fail below this overall score.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=16, help="Scripts at the same time.")] = 1,
    seed: Annotated[int | None, typer.Option(help="Instead of the scripts' own.")] = None,
    runner: Annotated[RunnerChoice | None, typer.Option(help="What executes the code.")] = None,
    ephemeral: Annotated[bool, typer.Option("--ephemeral", help="Keep nothing in the history.")] = False,
) -> None:
    """Play interview scripts and report on them. Exits 1 when an expectation is not met."""
    from coach.cli.loop import run
    from coach.cli.play import Order, run_all

    order = Order(
        scripts=tuple(scripts),
        junit=junit,
        summary=summary,
        min_score=min_score,
        jobs=jobs,
        seed=seed,
        runner=runner,
        in_memory=ephemeral,
        as_json=json_,
    )
    if not run(run_all(order)):
        raise typer.Exit(1)


@app.command("demo")
def demo(
    json_: Annotated[bool, typer.Option("--json", help="The result as JSON.")] = False,
    runner: Annotated[RunnerChoice | None, typer.Option(help="What executes the code.")] = None,
) -> None:
    """Watch a complete scripted interview: four kinds of question, executed code, and the report."""
    from coach.cli.loop import run
    from coach.cli.play import play_demo

    run(play_demo(runner, as_json=json_))
