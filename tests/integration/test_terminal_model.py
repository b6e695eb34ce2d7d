"""A conversation with a model in a real terminal; the server is killed in the middle of a sentence."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fake_models import FakeModels, Reply
from tests.integration.test_terminal import COACH, environment
from tests.terminal import Terminal

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not shutil.which("tmux") and not os.environ.get("COACH_REQUIRE_DOCKER"),
        reason="needs tmux; `make test` installs it",
    ),
]
WORDS = "That is for you to settle, so choose what seems sensible, and tell me why you chose it."


def speaking(body: dict[str, Any]) -> Reply | dict[str, Any]:
    """Words in eight slow pieces; to a request for a form, one that picks no fact."""
    return {"facts": []} if "response_format" in body else Reply(WORDS, pieces=8, delay=0.25)


@pytest.fixture
def server() -> Iterator[FakeModels]:
    with FakeModels() as running:
        running.say(speaking)
        yield running


def test_the_server_dies_in_the_middle_of_an_answer(tmp_path: Path, server: FakeModels) -> None:
    command = f"{COACH} interview --plain --yes --no-input --question hash-tables"
    known = {"OPENAI_BASE_URL": server.url + "/v1", "AI_MODEL_NAME": "small-one"}
    terminal = Terminal(tmp_path, command, environment(tmp_path) | known)
    try:
        terminal.wait_for("interviewer: small-one")
        # Its first words were no wording of the question, so only the bank has spoken by now.
        terminal.wait_for("· offline] you> ")
        terminal.type("/ask Should I think of many threads, or of one?")
        terminal.wait_for("tell me why you chose it.")
        terminal.wait_for("· partly AI] you> ")
        asked = len(server.requests)
        terminal.type("/ask And may the table be very large?")
        terminal.wait_for("That is for you", times=2)
        server.stop()
        terminal.wait_for("from the question bank instead:")
        terminal.type("/submit The key is hashed to find a bucket; two keys that collide are kept in a chain there.")
        terminal.wait_for("you> ", times=4)
        while "Next: coach report" not in (text := terminal.text()):
            left = text.count("left unanswered")
            terminal.type("/skip")
            terminal.wait_for("left unanswered", times=left + 1)
            terminal.wait_for_any("you> ", "exit-code", after="left unanswered")
        text = terminal.wait_for("exit-code=0")
    finally:
        terminal.close()
    assert asked >= 2
    assert "judged without a model" in " ".join(text.split())
    assert "interviewer: partly AI · judged offline" in text
    assert "tokens, local: no charge" in text
