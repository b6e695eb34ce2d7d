"""The root of the command line: global options, and help that imports nothing it does not show."""

from collections.abc import MutableMapping
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from coach.cli import problems
from coach.cli.commands import COMMANDS

ABOUT = "Practise technical interviews: an interviewer, your editor, a sandbox, and a report that shows its evidence."


class RootGroup(TyperGroup):
    """A group that lists its commands from the table instead of importing them all."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in COMMANDS.items()])


def root_group(commands: MutableMapping[str, Any]) -> TyperGroup:
    """The `coach` command over a table of commands."""
    app = typer.Typer(
        name="coach",
        cls=RootGroup,
        rich_markup_mode=None,
        add_completion=False,
        no_args_is_help=True,
        help=ABOUT,
        epilog="Start with: coach in a terminal, or coach demo, then coach interview --plain",
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_global_options)
    group = get_group(app)
    group.commands = commands
    return group


def _global_options(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No narration, no next steps.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    problems.STATE.quiet, problems.STATE.debug = quiet, debug
