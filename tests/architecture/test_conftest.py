"""The fixtures that hide the developer's machine do hide it."""

import asyncio
import os
import socket
from pathlib import Path

import pytest

from tests.conftest import is_hidden, is_local


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("OPENAI_API_KEY", True),
        ("AI_MODEL_NAME", True),
        ("JWT_SECRET_KEY", True),
        ("https_proxy", True),
        ("COACH_RUNNER", True),
        ("COACH_SOAK", False),
        ("COACH_REQUIRE_DOCKER", False),
        ("EDITOR", True),
        ("CI", True),
        ("PATH", False),
    ],
)
def test_which_variables_are_hidden(name: str, hidden: bool) -> None:
    assert is_hidden(name) is hidden


def test_home_is_the_tests_own(tmp_path: Path) -> None:
    assert Path.home().is_relative_to(tmp_path)
    assert Path(os.environ["COACH_HOME"]).is_relative_to(tmp_path)


@pytest.mark.parametrize(
    ("address", "local"),
    [
        (("127.0.0.1", 80), True),
        (("127.8.8.8", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        ("/run/engine.sock", True),
        (("192.0.2.1", 80), False),
        (("models.example", 443), False),
    ],
)
def test_which_addresses_are_local(address: object, local: bool) -> None:
    assert is_local(address) is local


def test_connections_that_leave_are_refused() -> None:
    with socket.socket() as outside, pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 9))


def test_names_that_leave_are_not_looked_up() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"models\.example"):
        socket.create_connection(("models.example", 443), timeout=5)


async def test_the_event_loop_is_held_back_too() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        await asyncio.open_connection("192.0.2.1", 9)


def test_an_unknown_name_is_an_ordinary_error() -> None:
    with pytest.raises(socket.gaierror):
        socket.create_connection(("nowhere.invalid", 443), timeout=5)


def test_connections_within_work() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
