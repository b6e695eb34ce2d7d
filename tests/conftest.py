"""What every test may rely on: an empty home, no keys, no network beyond this machine."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A machine that has much else to do is no fault of the code.
settings.register_profile("unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

KEPT = {"COACH_REQUIRE_DOCKER", "COACH_SOAK"}
"""Switches of the test run itself."""

HIDDEN_PREFIXES = ("AI_MODEL_", "ANTHROPIC_", "COACH_", "JWT_", "OPENAI_")
HIDDEN_SUFFIXES = ("_PROXY",)
HIDDEN = {
    "CI",
    "DATABASE_URL",
    "EDITOR",
    "FORCE_COLOR",
    "NO_COLOR",
    "REDIS_URL",
    "USE_MOCK_AUTH",
    "VISUAL",
}


def is_hidden(name: str) -> bool:
    """Does this environment variable belong to the developer rather than to the test?"""
    upper = name.upper()
    return upper not in KEPT and (
        upper in HIDDEN or upper.startswith(HIDDEN_PREFIXES) or upper.endswith(HIDDEN_SUFFIXES)
    )


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Moves home, configuration, data, keys and history into the test's own folder, and returns that home."""
    for name in list(os.environ):
        if is_hidden(name):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    for variable, folder in {
        "HOME": home,
        "USERPROFILE": home,
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_RUNTIME_DIR": home / ".run",
        "COACH_HOME": home / "coach",
    }.items():
        monkeypatch.setenv(variable, str(folder))
    (home / ".run").mkdir(parents=True, mode=0o700)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return home


def is_local(address: Any) -> bool:
    """Is this socket address on this machine? Of the names only `localhost` is."""
    if not isinstance(address, tuple):
        return True  # AF_UNIX, a path
    host = str(address[0])
    if host in ("", "localhost"):
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_elsewhere(address: Any) -> None:
    """Fails the test, past every `except Exception`; names under `.invalid` are unknown, as everywhere."""
    if is_local(address):
        return
    if str(address[0]).endswith(".invalid"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    pytest.fail(f"this test tried to reach {address!r}")


@pytest.fixture(autouse=True)
def this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses to look up or connect to anything beyond this machine, so that no test reaches a real model."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    getaddrinfo = socket.getaddrinfo

    def local_connect(self: socket.socket, address: Any) -> None:
        refuse_elsewhere(address)
        connect(self, address)

    def local_connect_ex(self: socket.socket, address: Any) -> int:
        refuse_elsewhere(address)
        return connect_ex(self, address)

    def local_getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else host or ""
        refuse_elsewhere((name, port))
        return getaddrinfo(host, port, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", local_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", local_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", local_getaddrinfo)


@pytest.fixture
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits twice as long on a busy machine, not eight times, for code that never ends by itself.

    A fork bomb makes the machine look crowded for the next minute, and every wait after it would be the longest.
    """
    monkeypatch.setattr("coach.sandbox.jobs.MOST_CROWDING", 2.0)


def engine_problem() -> str:
    """Why no container engine can be used; empty when one answers."""
    docker = shutil.which("docker")
    if docker is None:
        return "no docker command"
    try:
        answer = subprocess.run(
            [docker, "info", "--format", "{{.ServerVersion}}"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "docker info did not answer within 30 s"
    if answer.returncode or not answer.stdout.strip():
        return answer.stderr.strip() or "docker info failed"
    return ""


@pytest.fixture(scope="session")
def docker_engine() -> Iterator[None]:
    """A container engine that answers. Without one: skip, or fail if COACH_REQUIRE_DOCKER=1."""
    problem = engine_problem()
    if problem and os.environ.get("COACH_REQUIRE_DOCKER") == "1":
        pytest.fail(f"COACH_REQUIRE_DOCKER=1, but there is no container engine: {problem}", pytrace=False)
    if problem:
        pytest.skip(f"no container engine: {problem}")
    yield
