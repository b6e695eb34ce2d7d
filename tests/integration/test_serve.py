"""`coach serve` as a process: how it starts, and what it refuses to start with."""

import os
import re
import socket
import sqlite3
import ssl
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx2
import pytest

from coach.settings import load_paths
from tests.certificates import Certificate, self_signed
from tests.fakes_api import API
from tests.server_process import COACH, PATIENCE, ServerProcess

pytestmark = pytest.mark.slow
SECRET = "an invented secret that is long enough"
EVERYWHERE = "0.0.0.0"  # noqa: S104 – what these tests are about
LOGIN = "postgresql://ada:hunter2hunter2@db.invalid/coach"


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return self_signed(tmp_path)


def refused(*arguments: str, environment: Mapping[str, str] | None = None) -> str:
    """What is said by a server that does not start: a line, and how to mend it."""
    done = subprocess.run(
        [*COACH, "serve", "--port", "0", *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, **(environment or {})},
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("✗ ") and len(done.stderr.splitlines()) <= 3, done.stderr
    return done.stderr


def test_it_tells_where_it_is_how_to_read_about_it_and_how_to_get_a_token() -> None:
    with ServerProcess() as server, server.http() as client:
        assert server.address == f"http://127.0.0.1:{server.port}"
        (line,) = [line for line in server.log if line["event"] == "listening"]
        assert line["address"] == server.address
        assert line["docs"] == f"{server.address}/docs"
        assert line["sign_in"] == "coach token create YOUR-NAME"
        assert client.get("/health").json()["status"] in ("ready", "degraded")
        assert client.get("/notice").status_code == 401
        assert httpx2.get(line["docs"]).status_code == 200
        assert server.stop() == 0


def test_a_port_that_is_taken_or_forbidden_and_a_host_that_is_not_there() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        assert f"127.0.0.1 port {port} cannot be used: Address already in use." in (said := refused("--port", port))
        assert "with --port" in said
    # The second is an address of no machine at all (RFC 5737), the third no name that could be looked up.
    for host, told in (
        ("nowhere.invalid", "nowhere.invalid port 0 cannot be used"),
        ("192.0.2.1", "192.0.2.1 port 0 cannot be used"),
        ("a..b", "a..b is no name of a host"),
    ):
        said = refused("--host", host, "--insecure")
        assert told in said
        assert "with --host" in said


def test_tls_needs_a_certificate_and_a_key_that_fit(certificate: Certificate, tmp_path: Path) -> None:
    broken, other = tmp_path / "broken.pem", self_signed(tmp_path, "other")
    broken.write_text("-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n")
    cert, key = str(certificate.cert), str(certificate.key)
    assert "TLS needs both" in refused("--tls-cert", cert)
    assert "TLS needs both" in refused("--tls-key", key)
    assert f"{tmp_path}/none.pem is not a file" in refused("--tls-cert", f"{tmp_path}/none.pem", "--tls-key", key)
    for pair in ((str(broken), key), (cert, str(broken)), (cert, str(other.key))):
        said = refused("--tls-cert", pair[0], "--tls-key", pair[1])
        assert "The certificate and its key cannot be used." in said
        assert "Mend it: " in said


def test_another_address_needs_tls_or_a_word() -> None:
    said = refused("--host", EVERYWHERE)
    assert "nothing would be encrypted" in said
    assert "--insecure" in said
    assert "server.hosts" in refused("--host", EVERYWHERE, "--insecure")


def test_it_speaks_tls(certificate: Certificate) -> None:
    arguments = ("--port", "0", "--tls-cert", str(certificate.cert), "--tls-key", str(certificate.key))
    with ServerProcess(*arguments) as server:
        assert server.address.startswith("https://127.0.0.1:")
        trust = ssl.create_default_context(cafile=str(certificate.cert))
        with httpx2.Client(verify=trust) as client:
            assert client.get(f"{server.address}{API}/health/live").json() == {"live": True}
        with pytest.raises(httpx2.HTTPError):
            httpx2.get(f"http://127.0.0.1:{server.port}{API}/health/live")


def test_every_address_is_listened_on_when_the_names_are_told() -> None:
    named = {"COACH_SERVER_HOSTS": "coach.example.org"}
    with ServerProcess("--host", EVERYWHERE, "--port", "0", "--insecure", environment=named) as server:
        live = f"http://127.0.0.1:{server.port}{API}/health/live"
        assert httpx2.get(live, headers={"Host": "coach.example.org"}).status_code == 200
        assert httpx2.get(live, headers={"Host": "evil.example"}).status_code == 421
        # Others reach it, so its counts are for an administrator.
        assert httpx2.get(f"http://127.0.0.1:{server.port}/metrics").status_code == 401


def test_mock_sign_in_is_for_this_machine_and_shouts() -> None:
    mock = {"USE_MOCK_AUTH": "true"}
    with ServerProcess(environment=mock) as server, server.http() as client:
        assert client.get("/users/me", headers={"X-Mock-User": "ada"}).status_code != 401
        assert client.get("/sessions").status_code == 200
        (shout,) = [line for line in server.log if "MOCK SIGN-IN IS ON" in line["event"]]
        assert shout["level"] == "warning"
    insecure = ("--host", EVERYWHERE, "--insecure")
    assert "USE_MOCK_AUTH" in refused(*insecure, environment={**mock, "COACH_SERVER_HOSTS": "coach.example.org"})


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("JWT_SECRET_KEY", "too short", "32"),
        ("COACH_SANDBOX_RUNNER", "local", "sandbox.runner"),
        ("DATABASE_URL", LOGIN, "DATABASE_URL  names a database of the kind postgresql"),
        ("REDIS_URL", "redis://:hunter2hunter2@cache.invalid", "REDIS_URL"),
    ],
)
def test_settings_that_no_server_can_have(variable: str, value: str, told: str) -> None:
    said = refused(environment={variable: value})
    assert told in said
    assert not {"hunter2hunter2", "too short", "db.invalid", "cache.invalid"} & set(re.split(r"[\s:/@]", said))


def test_another_history_file_can_be_named(tmp_path: Path) -> None:
    history = tmp_path / "elsewhere" / "history.db"
    with ServerProcess(environment={"DATABASE_URL": f"sqlite:///{history}", "JWT_SECRET_KEY": SECRET}) as server:
        with server.http() as client:
            assert client.get("/health/ready").status_code == 200
        assert server.stop() == 0
    assert history.exists()
    assert not load_paths().database.exists()


def broken_start(environment: Mapping[str, str] | None = None, *before: str) -> subprocess.CompletedProcess[str]:
    command = before or ("-m", "coach")
    return subprocess.run(
        [sys.executable, *command, "serve", "--port", "0"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, **(environment or {})},
    )


def test_a_history_of_a_later_coach_and_one_that_is_none(tmp_path: Path) -> None:
    later, other = tmp_path / "later.db", tmp_path / "other.db"
    with closing(sqlite3.connect(later)) as database:
        database.execute("CREATE TABLE migrations (x)")
        database.execute("PRAGMA user_version = 9999")
        database.commit()
    other.write_text("no database at all, but long enough to be looked at as one " * 20)
    for file, told in ((later, "later"), (other, "other.db")):
        done = broken_start({"COACH_DATABASE_URL": f"sqlite:///{file}"})
        assert (done.returncode, done.stdout) == (6, ""), done.stderr
        assert told in done.stderr
        assert "Traceback" not in done.stderr


BLOCKED = """\
import sys
sys.modules["{module}"] = None
sys.argv = ["coach", *sys.argv[1:]]
from coach.cli.app import main
raise SystemExit(main())
"""


@pytest.mark.parametrize("module", ["fastapi", "uvicorn", "jwt", "prometheus_client", "structlog"])
def test_without_the_extra_it_says_what_to_install(module: str) -> None:
    done = broken_start(None, "-c", BLOCKED.format(module=module))
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert 'pip install "interview-coach[serve]"' in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_somebody_else_locks_is_told_and_waited_out(tmp_path: Path) -> None:
    history = tmp_path / "history.db"
    environment = {"DATABASE_URL": f"sqlite:///{history}", "USE_MOCK_AUTH": "true"}
    with ServerProcess(environment=environment) as server, server.http() as client:
        assert client.get("/sessions").status_code == 200
        with closing(sqlite3.connect(history, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            told = client.get("/sessions")
            assert told.status_code == 503
            problem: dict[str, Any] = told.json()
            assert problem["code"] == "COACH-601"
            assert told.headers["Retry-After"]
            assert str(history) not in told.text
            assert client.get("/health/live").status_code == 200
        assert client.get("/sessions").status_code == 200
        assert server.stop() == 0
