"""Everything the command line writes to stderr: narration, next steps, and errors with their exit codes."""

import errno
import io
import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coach.errors import CoachError, StoreError

BUG = 70
USAGE = 2


@dataclass
class State:
    """What the global options said."""

    quiet: bool = False
    debug: bool = False


STATE = State()


def narrate(text: str = "", *, end: str = "\n") -> None:
    """Words for the person, beside the data on stdout."""
    if not STATE.quiet:
        print(text, end=end, file=sys.stderr, flush=True)


def next_step(command: str) -> None:
    """The line that ends a command: what to do next."""
    if not wants_json():
        narrate(f"Next: {command}")


def wants_json() -> bool:
    return "--json" in sys.argv[1:]


def show(error: CoachError) -> None:
    """One error: what happened, why, and the next step; as JSON when JSON was asked for."""
    if wants_json():
        document = {"error": {"code": error.code, "message": error.message, "why": error.why, "fix": error.fix}}
        print(json.dumps(document, ensure_ascii=False), file=sys.stderr)
        return
    print(f"✗ {error.message} ({error.code})", file=sys.stderr)
    for line in (error.why, error.fix and f"Mend it: {error.fix}"):
        if line:
            print("  " + line.replace("\n", "\n  "), file=sys.stderr)
    if STATE.debug:
        traceback.print_exception(error)


def show_bug(error: BaseException) -> None:
    """Something nobody foresaw: one line and where the details are, not a traceback."""
    bug = CoachError(
        f"coach met a bug: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no message'}",
        why="What was saved is safe.",
        fix="run the command again with coach --debug … and report what it prints",
    )
    show(bug)
    if STATE.debug:
        traceback.print_exception(error)


def run_guarded(command: Any) -> int:
    """Run a command; every way it can end becomes an exit code."""
    _prepare()
    try:
        result = command.main(prog_name="coach", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except CoachError as error:
        show(error)
        return error.exit_code
    except KeyboardInterrupt:
        narrate()
        return 130
    except SystemExit as end:
        # Typer and Rich exit with 1 themselves when the reader of stdout is gone; signals end with 128 and more.
        if end.code != 1:
            raise
        _silence_stdout()
        return 0
    except BrokenPipeError:
        _silence_stdout()
        return 0
    except Exception as error:
        return _foreign(error)


def _prepare() -> None:
    """Signals end through the clean-up of the stack; a character that cannot be shown gets its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _terminated)


def _foreign(error: Exception) -> int:
    """Usage errors and exits of Typer's own Click; anything else is a bug."""
    code = getattr(error, "exit_code", None)
    name = type(error).__name__
    if name == "Abort":
        narrate()
        return 130
    if name == "Exit" and isinstance(code, int):
        return code
    if isinstance(code, int) and hasattr(error, "format_message"):
        _show_usage(error, getattr(error, "ctx", None))
        return USAGE
    if isinstance(error, OSError) and (error.filename or error.errno == errno.ENOSPC):
        place = error.filename or "the output"
        show(StoreError(f"{place}: {error.strerror}.", fix="check the path, its permissions and the room there"))
        return StoreError.exit_code
    show_bug(error)
    return BUG


def _show_usage(error: Any, context: Any) -> None:
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message() or (context.get_help() if context else ""), file=sys.stderr)
        return
    from coach.errors import BadInput

    path = context.command_path if context else "coach"
    show(BadInput(error.format_message().replace("\n", " "), fix=f"{path} --help"))


def _terminated(number: int, _frame: Any) -> None:
    """End as a signal wants it, through the clean-up of the stack."""
    raise SystemExit(128 + number)


def _silence_stdout() -> None:
    """The reader is gone: let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def no_terminal(what: str, flag: str) -> CoachError:
    """The error for a value that would be asked for, where nobody can be asked."""
    from coach.errors import BadInput

    return BadInput(f"{what} is missing, and there is no terminal to ask.", fix=f"give {flag}")


def as_json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)
