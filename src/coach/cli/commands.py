"""The table of commands, each imported when it is used, so that help and completion stay light."""

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

COMMANDS: dict[str, tuple[str, str]] = {
    "interview": ("interview", "Take a whole mock interview"),
    "resume": ("interview", "Go on with an interview that was interrupted or paused"),
    "practice": ("practice", "Practise one question: what is due, the weakest, or any"),
    "plan": ("plan", "Plan what to practise until an interview"),
    "demo": ("scripted", "Watch a complete scripted interview, without a key or a network"),
    "run": ("scripted", "Play interview scripts and report on them, for CI"),
    "test": ("answer", "Run the sample tests on your solution, from another terminal"),
    "submit": ("answer", "Submit your solution, from another terminal"),
    "status": ("answer", "Say where the current interview stands"),
    "schedule": ("schedule", "Plan an interview for a time to come"),
    "history": ("history", "List your interviews"),
    "show": ("history", "Show one interview: questions, answers and log"),
    "report": ("history", "Show the scored report of an interview"),
    "why": ("why", "Show how a score came about, to work out again"),
    "dispute": ("why", "Object to a finding: it is judged again, and both are kept"),
    "compare": ("compare", "Set two interviews side by side"),
    "stats": ("stats", "Chart your progress: scores, skills, readiness, what is due"),
    "stories": ("stories", "Keep your behavioral stories: what each lacks, what has none"),
    "bank": ("bank", "List, show, check, write, import and export questions, and add packs of them"),
    "companies": ("companies", "How each type of company interviews: its mix, its bar, what counts there"),
    "eval": ("evaluating", "Grade the interviewer: what it said to scripted or played candidates"),
    "sandbox": ("sandbox", "See, build and clean the images that code runs in"),
    "config": ("config", "Show and change settings"),
    "keys": ("keys", "Keep the keys of model providers"),
    "data": ("data", "See, export and erase what is stored about you"),
    "serve": ("serve", "Serve interviews over HTTP, for tools and teams"),
    "token": ("token", "Say who may use your server, and give tokens out"),
    "web": ("web", "Show the app in a browser on this machine"),
    "doctor": ("doctor", "Check that everything coach needs is there"),
}
"""command → module below coach.cli, and its line of help."""


class Commands(MutableMapping[str, Any]):
    """The commands by name, each imported when it is looked up."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._loaded[name] = self._load(*COMMANDS[name][:1], name)
        return self._loaded[name]

    def _load(self, module_name: str, name: str) -> Any:
        from typer.main import get_command, get_group

        app = import_module(f"coach.cli.{module_name}").app
        if app.info.name == name:
            group = get_group(app)
            group.name = name
            return group
        command = get_command(app)
        return command.commands[name] if hasattr(command, "commands") else command

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)
