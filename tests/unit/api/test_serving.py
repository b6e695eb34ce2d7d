"""The socket, its certificate, and an end that loses nothing."""

import asyncio
import errno
import signal
import socket
from pathlib import Path

import httpx2
import pytest

from coach.api import serve as serving
from coach.api.binding import Bind, is_loopback, listen
from coach.api.serve import Server, configure
from coach.errors import BadInput
from tests.certificates import self_signed
from tests.fakes_api import ANA, API, ApiStudio
from tests.served import GUARD, HERE, begin


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


class TestBind:
    @pytest.mark.parametrize(
        ("host", "is_local"),
        [
            ("localhost", True),
            ("127.0.0.1", True),
            ("127.8.9.10", True),
            ("::1", True),
            ("0.0.0.0", False),  # noqa: S104 - that is what is tested
            ("::", False),
            ("192.0.2.1", False),
            ("localhost.evil.example", False),
        ],
    )
    def test_what_only_this_machine_reaches(self, host: str, is_local: bool) -> None:
        assert is_loopback(host) is Bind(host, 1).is_local is is_local

    @pytest.mark.parametrize(("host", "everywhere"), [("0.0.0.0", True), ("::", True), ("::1", False), ("a", False)])  # noqa: S104
    def test_every_address_of_the_machine(self, host: str, everywhere: bool) -> None:
        assert Bind(host, 1).is_everywhere is everywhere

    def test_how_it_stands_in_an_address(self, tmp_path: Path) -> None:
        secure = Bind("::1", 1, tmp_path, tmp_path)
        assert (secure.scheme, secure.shown) == ("https", "[::1]")
        assert (Bind("a", 1).scheme, Bind("a", 1).shown) == ("http", "a")

    def test_others_are_not_served_in_the_clear(self, tmp_path: Path) -> None:
        made = self_signed(tmp_path)
        with pytest.raises(BadInput, match="nothing would be encrypted") as caught:
            Bind("192.0.2.1", 1).check()
        assert "--tls-cert" in caught.value.fix
        for bind in (
            Bind("192.0.2.1", 1, made.cert, made.key),
            Bind("192.0.2.1", 1, insecure=True),
            Bind("127.0.0.1", 1),
        ):
            bind.check()

    def test_half_of_a_certificate(self, tmp_path: Path) -> None:
        pem = tmp_path / "a.pem"
        pem.touch()
        for bind in (Bind("127.0.0.1", 1, tls_cert=pem), Bind("127.0.0.1", 1, tls_key=pem)):
            with pytest.raises(BadInput, match="both a certificate and its key"):
                bind.check()
        with pytest.raises(BadInput, match="is not a file"):
            Bind("127.0.0.1", 1, pem, tmp_path / "none.pem").check()


class TestListening:
    def test_a_port_in_use_is_told(self) -> None:
        with listen(Bind("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            assert port
            with pytest.raises(BadInput, match=f"port {port} cannot be used: Address already in use") as caught:
                listen(Bind("127.0.0.1", port))
            assert "--port" in caught.value.fix

    def test_a_name_that_is_nobodys(self) -> None:
        with pytest.raises(BadInput, match="cannot be used") as caught:
            listen(Bind("nobody.invalid", 0))
        assert "--host" in caught.value.fix

    @pytest.mark.parametrize(
        ("asked", "error", "told"),
        [
            ("create_server", OSError(errno.EADDRNOTAVAIL, ""), "cannot be used: Cannot assign requested address"),
            ("getaddrinfo", UnicodeError("label too long"), "is no name of a host"),
        ],
    )
    def test_an_address_that_is_not_of_this_machine(
        self, monkeypatch: pytest.MonkeyPatch, asked: str, error: Exception, told: str
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise error

        # The real thing is in tests/integration/test_serve.py: these tests look up no name elsewhere.
        monkeypatch.setattr(socket, asked, refuse)
        with pytest.raises(BadInput, match=told) as caught:
            listen(Bind("127.0.0.1", 443))
        assert "--host" in caught.value.fix

    def test_a_port_for_which_rights_are_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def forbid(*_: object, **__: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        # These tests may run as root, who is refused no port.
        monkeypatch.setattr(socket, "create_server", forbid)
        with pytest.raises(BadInput, match=r"127\.0\.0\.1 port 443 cannot be used: Permission denied\.") as caught:
            listen(Bind("127.0.0.1", 443))
        assert "--port" in caught.value.fix


class TestCertificates:
    def told(self, cert: Path, key: Path) -> str:
        with pytest.raises(BadInput, match=r"The certificate and its key cannot be used\.") as caught:
            Bind("127.0.0.1", 0, cert, key).check()
        return caught.value.why

    def test_a_pair_that_is_none(self, tmp_path: Path) -> None:
        made, other, nonsense = self_signed(tmp_path), self_signed(tmp_path, "other"), tmp_path / "nonsense.pem"
        nonsense.write_text("nonsense")
        assert self.told(made.cert, other.key) == "key values mismatch"
        assert self.told(nonsense, made.key)
        assert self.told(made.cert, nonsense)

    def test_a_locked_key_is_refused_and_nobody_is_asked_for_its_passphrase(self, tmp_path: Path) -> None:
        made = self_signed(tmp_path, passphrase=b"invented")
        with pytest.raises(BadInput, match="is locked with a passphrase"):
            Bind("127.0.0.1", 0, made.cert, made.key).check()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "NOTICE_SECONDS", 0.01)


@pytest.mark.usefixtures("hurried")
class TestServing:
    async def test_it_answers_until_a_signal(self, api: ApiStudio) -> None:
        task, port = await begin(api)
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}{API}") as http:
            assert (await http.get("/health/live")).json() == {"live": True}
            signal.raise_signal(signal.SIGTERM)
            await asyncio.wait_for(task, GUARD)
            with pytest.raises(httpx2.ConnectError):
                await http.get("/health/live")
        assert api.parts.draining.begun

    async def test_a_client_that_says_nothing_of_tls_is_hung_up_on(
        self, api: ApiStudio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(serving, "IDLE_SECONDS", 0.01)
        made = self_signed(tmp_path)
        task, port = await begin(api, Bind("127.0.0.1", 0, made.cert, made.key))
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        # Without a limit of ours it is a minute.
        assert await asyncio.wait_for(reader.read(), GUARD / 2) == b""
        writer.close()
        signal.raise_signal(signal.SIGTERM)
        await asyncio.wait_for(task, GUARD)

    async def test_a_second_signal_is_in_a_hurry(self, api: ApiStudio) -> None:
        server = Server(configure(api.app, HERE), api.parts, lambda: None)
        server.handle_exit(signal.SIGTERM, None)
        await asyncio.sleep(0)
        assert (api.parts.draining.begun, server.should_exit) == (True, False)
        server.handle_exit(signal.SIGTERM, None)
        await asyncio.sleep(0)
        assert (server.should_exit, server.force_exit) == (True, True)

    async def test_a_second_signal_cuts_off_what_was_begun(
        self, api: ApiStudio, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # The notice of the first is longer than anything waits here.
        monkeypatch.setattr(serving, "NOTICE_SECONDS", 10 * GUARD)
        task, port = await begin(api)
        token = await api.token(ANA)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST {API}/sessions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
        writer.write(f"{head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{".encode())
        while "coach_requests_in_flight 1.0" not in api.metrics.exposition()[0].decode():
            await asyncio.sleep(0.01)
        signal.raise_signal(signal.SIGTERM)
        await asyncio.wait_for(api.parts.draining.event.wait(), GUARD)
        signal.raise_signal(signal.SIGTERM)
        told = await asyncio.wait_for(reader.read(), GUARD)
        await asyncio.wait_for(task, GUARD)
        assert told.startswith(b"HTTP/1.1 503 ")
        assert b"resuming it makes up" in told
        writer.close()
