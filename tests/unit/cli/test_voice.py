"""The interviewer's words as they come."""

import sys
from unittest import mock

import pytest

from coach.cli.voice import Voice
from coach.ports import Utterance

WORDS = "Take your time, and tell me what the function should do with an empty list.\nThen write it."


def spoken(capsys: pytest.CaptureFixture[str], pieces: list[str], words: Utterance, *, terminal: bool = True) -> str:
    with mock.patch.object(sys.stderr, "isatty", return_value=terminal), mock.patch.dict("os.environ", COLUMNS="44"):
        voice = Voice()
        for piece in pieces:
            voice(piece)
        voice.finish(words)
    return capsys.readouterr().err


@pytest.mark.parametrize("size", [1, 3, 7, 1_000])
def test_words_are_wrapped_as_they_come(capsys: pytest.CaptureFixture[str], size: int) -> None:
    pieces = [WORDS[at : at + size] for at in range(0, len(WORDS), size)]
    shown = spoken(capsys, pieces, Utterance(text=WORDS, source="m"))
    lines = shown.splitlines()
    assert lines[0] == "interviewer>"
    assert all(line.startswith("  ") and len(line.rstrip()) <= 44 for line in lines[1:])
    assert " ".join(shown.split()[1:]) == " ".join(WORDS.split())


def test_nothing_in_them_is_interpreted(capsys: pytest.CaptureFixture[str]) -> None:
    shown = spoken(capsys, ["a \x1b[2J", "b"], Utterance(text="a \x1b[2Jb", source="m"))
    assert "\x1b" not in shown


def test_other_words_that_count_follow_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    shown = spoken(capsys, ["Take y"], Utterance(text="Noted.", degraded="The model went away."))
    assert shown == (
        "interviewer>\n  Take y\n  ! The model went away; from the question bank instead:\ninterviewer>\n  Noted.\n"
    )
    assert spoken(capsys, ["No", "ted."], Utterance(text="Noted.", degraded="Late.")).endswith("  ! Late.\n")


def test_without_a_terminal_they_come_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert spoken(capsys, ["No", "ted."], Utterance(text="Noted."), terminal=False) == "interviewer>\n  Noted.\n"
