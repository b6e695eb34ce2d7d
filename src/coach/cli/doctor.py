"""`coach doctor`: is everything there that an interview needs?"""

import asyncio
import os
import platform
import shlex
import shutil
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.doctor_check import SIGNS, Check, Mark
from coach.cli.doctor_model import check_model
from coach.domain.wording import number
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.ports import SessionStore
    from coach.sandbox.choose import RunnerStatus
    from coach.settings import Paths, Settings

app = typer.Typer(rich_markup_mode=None)

OLDEST_PYTHON = (3, 11)
SMALLEST_TERMINAL = (60, 16)
MIB = 1024 * 1024
LITTLE_ROOM, TOO_LITTLE_ROOM = 1024 * MIB, 32 * MIB
USAGE, NO_RUNNER, STORAGE = 2, 3, 6
NO_KEY = "none yet; it is made with the first interview"


@app.command("doctor")
def doctor(
    model: Annotated[bool, typer.Option("--model", help="Ask the model something, too.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Check that everything coach needs is there, and say how to mend what is not."""
    from coach.cli.loop import run
    from coach.cli.output import printable, write, write_json
    from coach.cli.problems import narrate, next_step

    checks = run(examine(ping=model))
    code = next((check.exit_code for check in checks if check.mark is Mark.PROBLEM), 0)
    if json_:
        lines = [{"name": each.name, "mark": each.mark, "words": each.words, "fix": each.fix} for each in checks]
        write_json({"ok": not code, "exit_code": code, "checks": lines})
    else:
        width = max(len(check.name) for check in checks)
        for check in checks:
            write(printable(f"{SIGNS[check.mark]} {check.name:{width}}  {check.words}"))
            if check.fix:
                write(printable(f"  {'':{width}}  Mend it: {check.fix}"))
        narrate("An interview can be held." if not code else "An interview cannot be held like this.")
        next_step("coach interview" if not code else "mend what is marked ✗, then coach doctor")
    if code:
        raise typer.Exit(code)


async def examine(*, ping: bool = False) -> list[Check]:
    """All checks, in the order in which an interview needs them."""
    from coach.settings import load_paths

    checks = [check_python()]
    try:
        paths = load_paths()
    except CoachError as error:
        return [*checks, failure("folders", error)]
    settings, found = check_settings()
    checks += found
    checks += await asyncio.gather(
        guarded("history", lambda: check_history(paths, settings)),
        guarded("key", lambda: check_key(paths, settings)),
        guarded("editor", lambda: check_editor(settings)),
        guarded("sandbox", lambda: check_sandbox(settings)),
        guarded("model", lambda: check_model(paths, settings, ping=ping)),
        guarded("questions", lambda: check_bank(paths)),
        guarded("disk", lambda: check_disk(paths)),
    )
    return [*checks, check_log(paths), check_terminal()]


async def guarded(name: str, check: Callable[[], Awaitable[Check]]) -> Check:
    """The check, or the error it met, as a line."""
    try:
        return await check()
    except CoachError as error:
        return failure(name, error)


def failure(name: str, error: CoachError) -> Check:
    return Check(name, Mark.PROBLEM, f"{error.message} {error.why}".strip(), error.fix, error.exit_code)


def check_python() -> Check:
    from coach import __version__

    words = f"coach {__version__} · Python {platform.python_version()} · {platform.system()} {platform.machine()}"
    if sys.version_info < OLDEST_PYTHON:
        return Check("python", Mark.PROBLEM, words, "install Python 3.11 or later", USAGE)
    if sys.platform not in ("linux", "darwin"):
        return Check("python", Mark.WARNING, f"{words}: not tested here", "use Linux or macOS")
    return Check("python", Mark.OK, words)


def check_settings() -> "tuple[Settings | None, list[Check]]":
    """The settings, None when they cannot be used, and a line for each problem."""
    from coach.settings import load_settings
    from coach.settings.loading import DEFAULT, problems_in_force

    problems = [problem for each in problems_in_force().values() for problem in each]
    if problems:
        return None, [failure("settings", problem) for problem in problems]
    settings = load_settings()
    sources = dict.fromkeys(source for source in settings.sources.values() if source != DEFAULT)
    words = f"from {', '.join(sources)}" if sources else "nothing is set; the defaults hold"
    return settings, [Check("settings", Mark.OK, words)]


async def check_history(paths: "Paths", settings: "Settings | None") -> Check:
    """Opens the database as an interview would, reads all of it once, and counts everybody's interviews."""
    from coach.settings import history_file

    database = history_file(paths)
    if not database.exists():
        return Check("history", Mark.OK, f"none yet; it will be {database}")
    store = _store(paths, settings)
    try:
        count = len(await store.sessions(limit=1_000_000))
    finally:
        await store.close()
    if damage := await asyncio.to_thread(find_damage, database):
        return Check(
            "history",
            Mark.PROBLEM,
            f"{database} is damaged: {damage}",
            f"put a backup in its place; there may be one in {paths.data_dir}",
            STORAGE,
        )
    return Check("history", Mark.OK, f"{number(count, 'interview')} in {database}")


def _store(paths: "Paths", settings: "Settings | None") -> "SessionStore":
    from coach.bootstrap import open_store
    from coach.settings import Settings

    return open_store(paths, settings or Settings())


def find_damage(path: Path) -> str:
    """The first thing that SQLite's own check finds; empty when all is well."""
    import sqlite3
    from contextlib import closing

    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            said = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return str(error)
    return "" if said == "ok" else said


async def check_key(paths: "Paths", settings: "Settings | None") -> Check:
    """Opens the latest interview, whoever's it is: the key is the right one when it can be read."""
    from coach.settings import history_file

    has_history = history_file(paths).exists()
    if has_history and await _opens_latest(paths, settings):
        return Check("key", Mark.OK, "opens what is stored")
    # A server may have its history elsewhere, and the key is needed as long as it locks anybody's data.
    if people := await asyncio.to_thread(_people, paths, settings):
        whose = "one person" if people == 1 else f"{people} people"
        return Check("key", Mark.OK, f"locks the data of {whose}; no interview of theirs is in this history")
    return Check("key", Mark.OK, "nothing is stored that needs one" if has_history else NO_KEY)


def _people(paths: "Paths", settings: "Settings | None") -> int:
    """How many people's data the key locks. Raises KeyLost, StoreError."""
    from contextlib import closing

    from coach.bootstrap import open_cipher
    from coach.settings import Settings

    with closing(open_cipher(paths, settings or Settings())) as cipher:
        return cipher.people()


async def _opens_latest(paths: "Paths", settings: "Settings | None") -> bool:
    """False where there is no interview. Raises KeyLost, StoreError."""
    store = _store(paths, settings)
    try:
        latest = await store.sessions(limit=1)
        if latest:
            await store.load(latest[0].id)
        return bool(latest)
    finally:
        await store.close()


async def check_editor(settings: "Settings | None") -> Check:
    from coach.settings import resolve_editor

    fix = "coach config set editor.command nano"
    command = resolve_editor(settings)
    if command is None:
        return Check("editor", Mark.WARNING, "none: neither editor.command, $VISUAL nor $EDITOR is set", fix)
    try:
        program = str(Path(shlex.split(command)[0]).expanduser()) if "~" in command else shlex.split(command)[0]
    except (ValueError, IndexError):
        return Check("editor", Mark.WARNING, f"{command} is not a command line", fix)
    found = shutil.which(program)
    if found is None:
        return Check("editor", Mark.WARNING, f"{command}: {program} was not found, or is not executable", fix)
    return Check("editor", Mark.OK, f"{command} ({found})")


async def check_sandbox(settings: "Settings | None") -> Check:
    """The runner that the settings ask for, or, for auto, any."""
    from coach.sandbox.choose import runner_statuses

    wanted = settings.sandbox.runner.value if settings else "auto"
    return judge_runners(wanted, await runner_statuses())


def judge_runners(wanted: str, statuses: "list[RunnerStatus]") -> Check:
    docker = next((each for each in statuses if each.name == "docker"), None)
    local = [each for each in statuses if each.name != "docker" and each.available]
    why_not = "; ".join(f"{each.name}: {each.detail or 'not available'}" for each in statuses if not each.available)
    if wanted != "local" and docker and docker.available:
        words = f"Docker {docker.version}".rstrip()
        if docker.detail:
            return Check("sandbox", Mark.WARNING, f"{words}: {docker.detail}", "update Docker and runc")
        return Check("sandbox", Mark.OK, words)
    if wanted == "docker" or not local:
        fix = "start Docker, or: coach config set sandbox.runner auto" if local else "install and start Docker"
        return Check("sandbox", Mark.PROBLEM, f"no runner ({wanted} is asked for). {why_not}", fix, NO_RUNNER)
    words = f"local ({local[0].name}), for your own code only"
    if wanted == "local":
        return Check("sandbox", Mark.OK, words)
    return Check("sandbox", Mark.WARNING, f"{words}. {why_not}", "start Docker for full isolation")


async def check_bank(paths: "Paths") -> Check:
    from coach.bootstrap import LazyRunner, open_bank
    from coach.cli.bank_list import left_out
    from coach.settings import RunnerChoice

    bank = open_bank(paths, LazyRunner(RunnerChoice.AUTO))
    questions, patterns = await bank.catalog(), await bank.patterns()
    problems = await bank.problems()
    words = f"{len(questions)} questions, {len(patterns)} company patterns"
    if not questions or not patterns:
        return Check("questions", Mark.PROBLEM, words, "install coach again", USAGE)
    if problems:
        return Check("questions", Mark.WARNING, f"{words}; {left_out(problems)[1]}", "coach bank packs")
    return Check("questions", Mark.OK, words)


async def check_disk(paths: "Paths") -> Check:
    folder = next(place for place in (paths.data_dir, *paths.data_dir.parents) if place.exists())
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check("disk", Mark.PROBLEM, f"{folder}: {error.strerror}", "set COACH_HOME to another folder", STORAGE)
    words = f"{free // MIB:,} MiB free in {folder}"
    if free < TOO_LITTLE_ROOM:
        return Check("disk", Mark.PROBLEM, words, "make room, or set COACH_HOME to another disk", STORAGE)
    if free < LITTLE_ROOM:
        return Check("disk", Mark.WARNING, words, "make room before it runs out")
    return Check("disk", Mark.OK, words)


def check_log(paths: "Paths") -> Check:
    """Nothing fails without a log: that it cannot be written is told here alone."""
    file = paths.log_file
    place = next(place for place in (file, *file.parents) if place.exists())
    if not os.access(place, os.W_OK):
        return Check("log", Mark.WARNING, f"{file} cannot be written", f"make {place} writable")
    return Check("log", Mark.OK, str(file) if place == file else f"none yet; it will be {file}")


def check_terminal() -> Check:
    from rich.console import Console

    console = Console()
    (columns, rows), (least_columns, least_rows) = console.size, SMALLEST_TERMINAL
    if not console.is_terminal:
        return Check("terminal", Mark.OK, "none: plain lines, and nothing is asked")
    words = f"{columns}×{rows} · {console.encoding}"
    if not console.encoding.lower().startswith("utf"):
        return Check("terminal", Mark.WARNING, f"{words}: not every sign can be shown", "use a UTF-8 locale")
    if console.is_dumb_terminal or columns < least_columns or rows < least_rows:
        return Check(
            "terminal", Mark.WARNING, f"{words}: line mode only", "coach interview --plain, or a larger window"
        )
    return Check("terminal", Mark.OK, words)
