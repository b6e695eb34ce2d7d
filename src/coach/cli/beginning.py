"""Where an interview is led: on the full screen where the terminal can show it, else line by line."""

from collections.abc import Mapping
from typing import Any

import typer

from coach.cli import full_screen, sessions
from coach.cli.loop import run


def begin(options: Mapping[str, Any]) -> None:
    """Do what `coach interview` was asked for; the options by the names of its parameters."""
    line_mode = options["plain"] or options["no_input"] or options["json_"] or options["record"]
    begin_with(sessions.wishes(options), line_mode=bool(line_mode))


def begin_with(wishes: sessions.Wishes, *, line_mode: bool) -> None:
    """Lead an interview as it was wished for, line by line where that is asked for or nothing else can be shown."""
    if line_mode or full_screen.can_show():
        run(sessions.interview(wishes))
        return
    from coach.tui.places import Place

    if wishes.agrees:
        run(sessions.consent())
    place = Place("setup", sessions.preset(wishes))
    code = full_screen.show(place, runner=wishes.runner, editor=wishes.editor, offline=wishes.offline)
    raise typer.Exit(code)


def take_up(reference: str, wishes: sessions.Wishes, *, line_mode: bool) -> None:
    """Do what `coach resume` was asked for."""
    if line_mode or full_screen.can_show():
        run(sessions.resume(reference, wishes))
        return
    from coach.tui.places import Place

    place = Place("interview", {"session_id": run(sessions.resumed(reference))})
    raise typer.Exit(full_screen.show(place, runner=wishes.runner, editor=wishes.editor))
