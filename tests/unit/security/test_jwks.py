"""Keys that another service publishes."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from coach.errors import BadSettings, Unauthenticated
from coach.security import jwks
from coach.security.jwks import EMPTY_PAUSE_SECONDS, FRESH_SECONDS, LARGEST_ANSWER, MOST_KEYS, PAUSE_SECONDS, JwksKeys
from tests.unit.security.test_token_keys import EC_JWK, P256, RSA_JWK

URL = "https://id.example/keys?client=s3cret"


async def pieces(body: bytes) -> AsyncIterator[bytes]:
    yield body[:7]
    yield body[7:]


def answered(body: bytes) -> httpx2.Response:
    """An answer as it comes from a network: piece by piece."""
    return httpx2.Response(200, content=pieces(body))


class Service:
    """Answers with a set of keys, or as it is told."""

    def __init__(self, *keys: dict[str, Any]) -> None:
        self.keys: list[Any] = list(keys)
        self.requests: list[httpx2.Request] = []
        self.answer: Callable[[], httpx2.Response] | None = None
        self.hold: asyncio.Event | None = None
        self.seconds = 1000.0

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        if self.hold:
            await self.hold.wait()
        if self.answer:
            return self.answer()
        return answered(json.dumps({"keys": self.keys}).encode())

    def source(self, url: str = URL, algorithm: str = "ES256") -> JwksKeys:
        return JwksKeys(url, algorithm, transport=httpx2.MockTransport(self), seconds=lambda: self.seconds)


def jwk(kid: str | None, key: ec.EllipticCurvePrivateKey = P256) -> dict[str, Any]:
    from jwt.algorithms import ECAlgorithm

    made = json.loads(ECAlgorithm.to_jwk(key.public_key()))
    return made if kid is None else {**made, "kid": kid}


def failing(error: Exception) -> Callable[[], httpx2.Response]:
    def answer() -> httpx2.Response:
        raise error

    return answer


async def refusal(source: JwksKeys, kid: str | None = "a") -> str:
    with pytest.raises(Unauthenticated, match="cannot be checked at the moment") as caught:
        await source.find(kid)
    assert "s3cret" not in f"{caught.value.message}{caught.value.why}{caught.value.fix}"
    return caught.value.why


@pytest.mark.parametrize(
    "url",
    ["http://id.example/keys", "ftp://id.example/keys", "file:///etc/passwd", "/keys", "http://127.0.0.1.example/"],
)
def test_an_address_that_others_could_answer_is_refused(url: str) -> None:
    with pytest.raises(BadSettings, match=r"server\.jwks_url"):
        Service().source(url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/k", "http://localhost/k", "http://[::1]:8/k", "https://id.example/"]
)
async def test_an_address_of_this_machine_needs_no_encryption(url: str) -> None:
    assert await Service(jwk("a")).source(url).find("a") == P256.public_key()


async def test_a_key_is_chosen_by_its_name_and_fetched_once() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    service = Service(jwk("a"), RSA_JWK, {"kty": "oct", "k": "AAAA", "kid": "c"}, jwk("b", other), jwk("a", other))
    source = service.source()
    assert source.signing is None
    found = [await source.find(kid) for kid in ("a", "b", "c", None)]
    assert found == [P256.public_key(), other.public_key(), None, None]
    (request,) = service.requests
    assert request.headers["accept-encoding"] == "identity"
    assert str(request.url) == URL


async def test_one_key_needs_no_name() -> None:
    for only in (jwk(None), jwk("a")):
        assert await Service(only).source().find(None) == P256.public_key()
    assert await Service(jwk(None)).source().find("a") is None


async def test_keys_are_fetched_again_when_they_are_old() -> None:
    service = Service(jwk("a"))
    source = service.source()
    await source.find("a")
    service.keys = [jwk("b")]
    service.seconds += FRESH_SECONDS - 1
    assert await source.find("a")
    service.seconds += 1
    assert await source.find("a") is None
    assert await source.find("b")
    assert len(service.requests) == 2


async def test_an_unknown_name_asks_again_once_a_minute() -> None:
    service = Service(jwk("a"))
    source = service.source()
    for _ in range(5):
        assert await source.find("new") is None
    service.seconds += PAUSE_SECONDS
    service.keys.append(jwk("new"))
    assert await source.find("new")
    for number in range(20):
        assert await source.find(f"made-up-{number}") is None
    assert len(service.requests) == 2


async def test_the_last_good_keys_serve_while_the_address_fails() -> None:
    service = Service(jwk("a"))
    source = service.source()
    await source.find("a")
    service.answer = failing(httpx2.ConnectError("gone"))
    for _ in range(3):
        service.seconds += FRESH_SECONDS
        assert await source.find("a")
        assert await source.find("a")
    assert len(service.requests) == 4
    service.answer = None
    service.keys = []
    service.seconds += PAUSE_SECONDS
    assert await source.find("a") is None


async def test_a_server_that_was_down_is_asked_again_soon() -> None:
    service = Service(jwk("a"))
    service.answer = failing(httpx2.ConnectError("gone"))
    source = service.source()
    for _ in range(5):
        assert await refusal(source) == "The keys of id.example cannot be fetched."
    assert len(service.requests) == 1
    service.seconds += EMPTY_PAUSE_SECONDS
    service.answer = None
    assert await source.find("a")


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield b" " * 65_536


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda: httpx2.Response(500), "did not come: the answer is 500"),
        (lambda: httpx2.Response(302, headers={"location": "http://127.0.0.1/"}), "the answer is 302"),
        (lambda: httpx2.Response(200, content=endless()), "the answer is too large"),
        (lambda: answered(b" " * (LARGEST_ANSWER + 1)), "the answer is too large"),
        (lambda: answered(b""), "is no list of keys"),
        (lambda: answered(b"[]"), "is no list of keys"),
        (lambda: answered(b"\xff"), "is no list of keys"),
        (lambda: answered(b'{"keys": {}}'), "is no list of keys"),
        (lambda: answered(b'{"keys": [], "keys": []}'), "is no list of keys"),
        (lambda: answered(json.dumps({"keys": [EC_JWK] * (MOST_KEYS + 1)}).encode()), "is no list of keys"),
        (failing(httpx2.ReadTimeout("slow")), "cannot be fetched"),
        (failing(httpx2.InvalidURL("bad")), "cannot be fetched"),
        (failing(TimeoutError()), "did not come within 5 seconds"),
        (failing(OSError("no certificates")), "cannot be fetched"),
    ],
)
async def test_every_other_answer_is_refused_with_its_reason(answer: Callable[[], httpx2.Response], why: str) -> None:
    service = Service()
    service.answer = answer
    assert why in await refusal(service.source())


async def test_an_answer_that_never_comes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jwks, "ANSWER_SECONDS", 0)
    service = Service()
    service.hold = asyncio.Event()
    assert "did not come within 0 seconds" in await refusal(service.source())


async def test_many_at_once_ask_once_and_old_keys_hold_nobody_up() -> None:
    service = Service(jwk("a"))
    source = service.source()
    service.hold = asyncio.Event()
    first = [asyncio.create_task(source.find("a")) for _ in range(10)]
    while not service.requests:
        await asyncio.sleep(0)
    service.hold.set()
    assert all(await asyncio.gather(*first))
    assert len(service.requests) == 1
    service.seconds += FRESH_SECONDS
    service.hold.clear()
    asking = asyncio.create_task(source.find("a"))
    while len(service.requests) < 2:
        await asyncio.sleep(0)
    assert await source.find("a")
    unknown = asyncio.create_task(source.find("new"))
    service.hold.set()
    assert await asking
    assert await unknown is None
    assert len(service.requests) == 2


async def test_a_request_that_is_given_up_leaves_the_next_one_free_to_ask() -> None:
    service = Service(jwk("a"))
    source = service.source()
    service.hold = asyncio.Event()
    asking = asyncio.create_task(source.find("a"))
    while not service.requests:
        await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    service.hold.set()
    assert await source.find("a")


async def test_over_a_real_connection() -> None:
    body = json.dumps({"keys": [jwk("a")]}).encode()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        source = JwksKeys(f"http://127.0.0.1:{port}/keys", "ES256")
        assert await source.find("a") == P256.public_key()
