"""A real terminal for tests: tmux, with what is typed and what is on the screen."""

import os
import shlex
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path


class Terminal:
    """One tmux server of its own with one window."""

    def __init__(
        self, folder: Path, command: str, environment: Mapping[str, str], size: tuple[int, int] = (100, 40)
    ) -> None:
        # A server of its own each time: one that is ending would still take connections.
        self._socket = str(Path(tempfile.mkdtemp(prefix="tmux-", dir=folder)) / "socket")
        assigned = " ".join(f"{name}={shlex.quote(value)}" for name, value in environment.items())
        # The shell stays, so that the screen and the exit code can be read after the command.
        # A size in the environment would count for more than that of the window; in a CI job nothing asks questions.
        line = f"env -u CI -u COLUMNS -u LINES {assigned} {command}; echo exit-code=$?; exec sleep 600"
        width, height = size
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(height), line)
        self._tmux("set-option", "-g", "history-limit", "20000")

    def _tmux(self, *arguments: str) -> str:
        inherited = {name: value for name, value in os.environ.items() if name not in {"TMUX", "TMUX_PANE"}}
        done = subprocess.run(
            ["tmux", "-S", self._socket, *arguments],
            check=True,
            capture_output=True,
            text=True,
            timeout=30,
            env={**inherited, "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
        )
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Press keys by their tmux names: Enter, C-c, M-/ …"""
        self._tmux("send-keys", *keys)

    def type(self, text: str, *, enter: bool = True) -> None:
        """Type text as it is."""
        self._tmux("send-keys", "-l", text)
        if enter:
            self.keys("Enter")

    def paste(self, text: str) -> None:
        """Paste text in one go, new lines included."""
        self._tmux("set-buffer", text)
        self._tmux("paste-buffer")

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def text(self) -> str:
        """Everything that was on the screen, the scrolled part included, wrapped lines joined."""
        return self._tmux("capture-pane", "-p", "-J", "-S", "-")

    def screen(self) -> str:
        """What is on the screen now."""
        return self._tmux("capture-pane", "-p")

    def wait_for(self, words: str, seconds: float = 90, *, times: int = 1) -> str:
        """The whole text, as soon as the words are in it so many times. The limit guards against hanging only."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            text = self.text()
            if text.count(words) >= times:
                return text
            time.sleep(0.1)
        raise AssertionError(f"{words!r} did not come up {times} times in {seconds} s:\n{self.text()}")

    def wait_for_any(self, *words: str, after: str, seconds: float = 90) -> str:
        """The whole text, as soon as any of the words stands behind the last `after`."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            text = self.text()
            if any(each in text.rpartition(after)[2] for each in words):
                return text
            time.sleep(0.1)
        raise AssertionError(f"none of {words} came up behind {after!r} in {seconds} s:\n{self.text()}")

    def close(self) -> None:
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], check=False, capture_output=True, timeout=30)
