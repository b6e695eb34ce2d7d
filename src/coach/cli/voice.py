"""The interviewer's words as they come: wrapped word by word, nothing in them interpreted."""

import sys

from coach.cli.narration import framed, text_width
from coach.cli.output import printable
from coach.cli.problems import narrate
from coach.ports import Utterance

_SPEAKER = "interviewer"
_BREAKS = " \t\n"


class Voice:
    """Shows one utterance: streamed on a terminal, whole elsewhere. It is given to the service as `on_delta`."""

    def __init__(self) -> None:
        self._streams = sys.stderr.isatty()
        self._width = text_width()
        self._heard = ""
        self._word = ""
        self._column = 0

    def __call__(self, delta: str) -> None:
        self._heard += delta
        if not self._streams:
            return
        if self._heard == delta:
            narrate(f"{_SPEAKER}>\n  ", end="")
        for char in delta:
            if char in _BREAKS:
                self._put(self._word, char)
                self._word = ""
            else:
                self._word += char

    def finish(self, words: Utterance) -> None:
        """Complete what was streamed, or show the words that count instead."""
        streamed = self._streams and bool(self._heard)
        if streamed:
            self._put(self._word, "")
            narrate()
        if not streamed or not _flat(self._heard).endswith(_flat(words.text)):
            if words.degraded:
                narrate(f"  ! {printable(words.degraded.rstrip('.'))}; from the question bank instead:")
            narrate(framed(_SPEAKER, words.text))
        elif words.degraded:
            narrate(f"  ! {printable(words.degraded)}")

    def _put(self, word: str, then: str) -> None:
        shown = printable(word)
        if self._column and self._column + len(shown) > self._width:
            self._break()
        narrate(shown, end="")
        self._column += len(shown)
        if then == "\n":
            self._break()
        elif then and self._column:
            narrate(" ", end="")
            self._column += 1

    def _break(self) -> None:
        narrate("\n  ", end="")
        self._column = 0


def _flat(text: str) -> str:
    return " ".join(text.split())
