"""The real SDKs over real sockets, against a server that speaks both formats and fails in every way it can."""

import asyncio
import logging
import subprocess
import sys
import traceback
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic import BaseModel

from coach.interviewers.models.calling import Caller
from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.interviewers.models.opening import VENDORS, Provider, backend_of, endpoint_of, open_model, preload
from coach.interviewers.models.protocol import LanguageModel, Prompt, Purpose, Rung, Usage
from tests.fake_models.faults import Fault, refused_connection
from tests.fake_models.replies import Finish, Reply, Status
from tests.fake_models.server import FakeModels

KEY = "sk-invented-0123456789"
WORDS = "what the candidate wrote"
PROMPT = Prompt(Purpose.JUDGE, "You judge.", WORDS, name="judge/1", max_output=500)
SECONDS, FEW_SECONDS = 20.0, 0.1
"""Deadlines: far longer than any answer here takes, and far shorter than the silences, which never end in time."""
NEVER_IN_TIME = {Fault.SLOW_HEADERS, Fault.DRIP, Fault.STALL}
PROVIDERS: tuple[Provider, ...] = ("openai", "anthropic")
PATHS: dict[Provider, str] = {"openai": "/v1", "anthropic": ""}

pytestmark = pytest.mark.parametrize("provider", PROVIDERS)


class Verdict(BaseModel):
    ok: bool


@pytest.fixture(name="server")
def fake_models() -> Iterator[FakeModels]:
    server = FakeModels()
    server.slow = server.stall = 60.0
    with server:
        yield server


async def at_once(seconds: float) -> None:
    """Stands for the wait before a retry."""


@asynccontextmanager
async def opened(provider: Provider, url: str, seconds: float = SECONDS) -> AsyncGenerator[Caller, None]:
    endpoint = endpoint_of(VENDORS[provider], KEY, url + PATHS[provider])
    deadlines = dict.fromkeys(Purpose, seconds)
    model = Caller(backend_of(provider, endpoint, "some-model"), sleep=at_once, deadlines=deadlines)
    try:
        yield model
    finally:
        await model.close()


async def told(model: LanguageModel, structured: bool) -> object:
    """What comes of a call: its value, or its fault."""
    try:
        if structured:
            return (await model.structured(PROMPT, Verdict)).value
        return (await model.text(PROMPT, lambda piece: None)).value
    except ModelFault as fault:
        shown = "".join(traceback.format_exception(fault)) + fault.why + fault.fix
        assert KEY not in shown
        assert WORDS not in shown
        return fault.kind


WELL = Verdict(ok=True)
SAID = '{"ok": true}'
OUTCOMES: dict[Fault, tuple[object, object]] = {
    Fault.UNAUTHORIZED: (FaultKind.AUTH_FAILED,) * 2,
    Fault.FORBIDDEN: (FaultKind.AUTH_FAILED,) * 2,
    Fault.UNKNOWN_MODEL: (FaultKind.MODEL_NOT_FOUND,) * 2,
    Fault.NO_JSON_SCHEMA: (SAID, WELL),
    Fault.BAD_REQUEST: (FaultKind.UNSUPPORTED,) * 2,
    Fault.TOO_LARGE: (FaultKind.TOO_LONG,) * 2,
    Fault.CONTEXT_EXCEEDED: (FaultKind.TOO_LONG,) * 2,
    Fault.RATE_LIMITED_SHORT: (FaultKind.RATE_LIMITED,) * 2,
    Fault.RATE_LIMITED_LONG: (FaultKind.RATE_LIMITED,) * 2,
    Fault.NO_CREDIT: (FaultKind.QUOTA_EXHAUSTED,) * 2,
    Fault.ERROR_500: (FaultKind.SERVICE_DOWN,) * 2,
    Fault.ERROR_500_THEN_OK: (SAID, WELL),
    Fault.OVERLOADED: (FaultKind.SERVICE_DOWN,) * 2,
    Fault.SLOW_HEADERS: (FaultKind.DEADLINE_EXCEEDED,) * 2,
    Fault.DRIP: (FaultKind.DEADLINE_EXCEEDED,) * 2,
    Fault.STALL: (FaultKind.DEADLINE_EXCEEDED,) * 2,
    Fault.HANG_UP: (FaultKind.SERVICE_DOWN,) * 2,
    Fault.SHORT_BODY: (FaultKind.SERVICE_DOWN,) * 2,
    Fault.HTML_200: (FaultKind.SERVICE_DOWN,) * 2,
    Fault.BROKEN_JSON: (FaultKind.BAD_OUTPUT,) * 2,
    Fault.CLEAN_TRUNCATION: (FaultKind.TRUNCATED,) * 2,
    Fault.TCP_CUT: (FaultKind.SERVICE_DOWN,) * 2,
    Fault.ERROR_EVENT: (FaultKind.SERVICE_DOWN,) * 2,
    Fault.BAD_CHUNK: (FaultKind.SERVICE_DOWN,) * 2,
    Fault.FINISH_LENGTH: (FaultKind.OUTPUT_LIMIT,) * 2,
    Fault.REFUSAL: (FaultKind.REFUSED,) * 2,
    Fault.CONTENT_FILTER: (FaultKind.REFUSED,) * 2,
    Fault.EMPTY: (FaultKind.BAD_OUTPUT,) * 2,
    Fault.MALFORMED: ('{"ok":', FaultKind.BAD_OUTPUT),
    Fault.FENCED: (str, WELL),
    Fault.THINKING: (SAID, WELL),
    Fault.PROSE_AROUND: (str, WELL),
    Fault.OUT_OF_RANGE: (str, FaultKind.BAD_OUTPUT),
    Fault.MISSING_FIELDS: (str, FaultKind.BAD_OUTPUT),
    Fault.OVER_LONG: (FaultKind.OUTPUT_LIMIT,) * 2,
    Fault.WRONG_LANGUAGE: (str, FaultKind.BAD_OUTPUT),
    Fault.MARKDOWN: (str, FaultKind.BAD_OUTPUT),
}
"""Of a text and of a form; `str` where a text is any text."""


@pytest.mark.parametrize("structured", [False, True])
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.REFUSED_CONNECTION])
async def test_every_fault_ends_in_its_state(
    provider: Provider, fault: Fault, structured: bool, server: FakeModels, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.say(fault)
    async with opened(provider, server.url, FEW_SECONDS if fault in NEVER_IN_TIME else SECONDS) as model:
        outcome, expected = await told(model, structured), OUTCOMES[fault][structured]
    assert isinstance(outcome, str) if expected is str else outcome == expected
    assert KEY not in caplog.text
    assert WORDS not in caplog.text


async def test_nobody_there(provider: Provider) -> None:
    with refused_connection() as url:
        async with opened(provider, url) as model:
            assert await told(model, structured=False) is FaultKind.SERVICE_DOWN


async def test_a_name_that_nobody_knows(provider: Provider) -> None:
    async with opened(provider, "http://models.invalid") as model:
        assert await told(model, structured=False) is FaultKind.SERVICE_DOWN


async def test_text_streams_and_is_counted(provider: Provider, server: FakeModels) -> None:
    server.say(Reply("Good morning.", usage=Usage(input=120, output=4, cached=20), pieces=3))
    pieces: list[str] = []
    async with opened(provider, server.url) as model:
        reply = await model.text(PROMPT, pieces.append)
    assert (reply.value, "".join(pieces)) == ("Good morning.", "Good morning.")
    assert len(pieces) == 3
    assert reply.usage == Usage(input=120, output=4, cached=20, calls=1)


async def test_a_server_that_counts_nothing(provider: Provider, server: FakeModels) -> None:
    server.say(Reply("x" * 40, usage=None))
    async with opened(provider, server.url) as model:
        usage = (await model.text(PROMPT)).usage
    if provider == "openai":
        assert usage == Usage(input=-(-len("You judge." + WORDS) // 4), output=10, calls=1, estimated=True)
    assert usage.calls == 1


async def test_the_request_is_what_the_vendor_documents(provider: Provider, server: FakeModels) -> None:
    server.say({"ok": "perhaps"}, {"ok": True})
    async with opened(provider, server.url) as model:
        reply = await model.structured(PROMPT, Verdict)
    first, second = (request.body for request in server.requests)
    roles = [message["role"] for message in second["messages"] if message["role"] != "system"]
    assert (reply.repaired, reply.rung, roles) == (True, Rung.SCHEMA, ["user", "assistant", "user"])
    assert first.keys().isdisjoint({"temperature", "top_p", "seed", "store"})
    if provider == "openai":
        assert first["stream_options"] == {"include_usage": True}
        assert first["response_format"]["json_schema"]["strict"] is True
        assert first["max_tokens"] == 500
    else:
        assert first["output_config"]["format"]["schema"]["required"] == ["ok"]
        assert first["max_tokens"] == 8192
        assert first["system"][0]["text"] == "You judge."
    assert WORDS not in str(first.get("system", first["messages"][0]))


async def test_the_key_is_sent_and_a_server_without_keys_gets_a_word(provider: Provider, server: FakeModels) -> None:
    for key, sent in ((KEY, KEY), (None, "local"), ("", "local")):
        model = open_model(provider, name="m", key=key, base_url=server.url + PATHS[provider])
        await model.ping()
        await model.close()
        headers = server.requests[-1].headers
        assert sent in (headers.get("x-api-key"), headers.get("authorization", "").removeprefix("Bearer "))
        assert server.requests[-1].model == "m"


async def test_a_model_that_dies_in_the_middle_is_told_at_once(provider: Provider, server: FakeModels) -> None:
    server.say(Fault.STALL)
    async with opened(provider, server.url) as model:
        begun = asyncio.Event()
        call = asyncio.create_task(model.text(PROMPT, lambda piece: begun.set()))
        await begun.wait()
        await asyncio.to_thread(server.stop)
        with pytest.raises(ModelFault) as caught:
            await call
    assert caught.value.kind is FaultKind.SERVICE_DOWN


async def test_a_call_that_is_cancelled_leaves_the_model_usable(provider: Provider, server: FakeModels) -> None:
    server.say(Fault.DRIP, "Here again.")
    async with opened(provider, server.url) as model:
        begun = asyncio.Event()
        call = asyncio.create_task(model.text(PROMPT, lambda piece: begun.set()))
        await begun.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert (await model.text(PROMPT)).value == "Here again."
    ending = asyncio.all_tasks() - {asyncio.current_task()}
    if ending:
        # The SDKs leave the closing of their own generators to the loop.
        await asyncio.wait(ending, timeout=SECONDS)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_calls_at_the_same_time_do_not_mix(provider: Provider, server: FakeModels) -> None:
    server.say(lambda body: str(body["messages"][-1]["content"]))
    async with opened(provider, server.url) as model:
        prompts = [Prompt(Purpose.HINT, "s", f"number {number}") for number in range(8)]
        replies = await asyncio.gather(*(model.text(prompt) for prompt in prompts))
    assert [reply.value for reply in replies] == [prompt.user for prompt in prompts]


async def test_words_that_cannot_be_encoded_are_sent_all_the_same(provider: Provider, server: FakeModels) -> None:
    server.say(Reply("é\ud83d!"))
    async with opened(provider, server.url) as model:
        reply = await model.text(Prompt(Purpose.HINT, "s", "caf\udce9 \x00"))
    assert server.requests[0].last_words == "caf? \x00"
    assert reply.value == "é?!"


async def test_a_proxy_is_not_asked_about_this_machine_but_about_others(
    provider: Provider, server: FakeModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    with refused_connection() as nobody:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, nobody)
        async with opened(provider, server.url) as model:
            assert await told(model, structured=True) == WELL
        # Were the name looked up, or the address reached, the test would fail for that.
        async with opened(provider, "https://models.example") as model:
            assert await told(model, structured=False) is FaultKind.SERVICE_DOWN


async def test_a_proxy_that_is_no_address(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://proxy")
    with pytest.raises(ModelFault) as caught:
        open_model(provider, key=KEY)
    assert caught.value.kind is FaultKind.NOT_CONFIGURED
    assert "ALL_PROXY" in caught.value.fix


async def test_a_redirect_carries_nothing_elsewhere(provider: Provider, server: FakeModels) -> None:
    with FakeModels() as elsewhere:
        location = elsewhere.url + {"openai": "/v1/chat/completions", "anthropic": "/v1/messages"}[provider]
        server.say(Status(307, {}, {"location": location}))
        async with opened(provider, server.url) as model:
            assert await told(model, structured=False) is FaultKind.NOT_CONFIGURED
        assert elsewhere.requests == []


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        (402, "Payment required", FaultKind.QUOTA_EXHAUSTED),
        (400, "API key not valid. Please pass a valid one.", FaultKind.AUTH_FAILED),
        (400, "llama-9 is not a valid model ID", FaultKind.MODEL_NOT_FOUND),
        (429, "Request too large: limit 10000, requested 20000", FaultKind.TOO_LONG),
        (500, "the request exceeds the available context size", FaultKind.TOO_LONG),
        (503, "Loading model", FaultKind.SERVICE_DOWN),
        (408, "Timeout", FaultKind.SERVICE_DOWN),
        (418, "I am a teapot", FaultKind.UNSUPPORTED),
    ],
)
async def test_rejections_in_other_words(
    provider: Provider, status: int, said: str, kind: FaultKind, server: FakeModels
) -> None:
    server.say(Status(status, {"error": {"message": said, "type": "some_error"}}))
    async with opened(provider, server.url) as model:
        assert await told(model, structured=False) is kind


@pytest.mark.parametrize(
    "body", ["<html>Forbidden</html>", {"error": "a word"}, {"error": None}, {"error": {"code": 7}}]
)
async def test_rejections_without_a_form(provider: Provider, body: Any, server: FakeModels) -> None:
    server.say(Status(403, body))
    async with opened(provider, server.url) as model:
        assert await told(model, structured=False) is FaultKind.AUTH_FAILED


async def test_an_answer_cut_by_its_context_window(provider: Provider, server: FakeModels) -> None:
    server.say(Reply("half", finish=Finish.LENGTH))
    async with opened(provider, server.url) as model:
        assert await told(model, structured=True) is FaultKind.OUTPUT_LIMIT
    limits = [request.body["max_tokens"] for request in server.requests]
    assert limits == ([500, 1000] if provider == "openai" else [8192, 8192])


@pytest.mark.parametrize("said", ["Use 'max_completion_tokens' instead.", "stream_options: extra field not permitted"])
async def test_a_server_that_knows_fewer_fields_is_asked_again(
    provider: Provider, said: str, server: FakeModels
) -> None:
    server.say(Status(400, {"error": {"message": said}}), "Good.", "Good.")
    async with opened(provider, server.url) as model:
        outcomes = [await told(model, structured=False) for _ in range(2)]
    if provider == "anthropic":
        assert outcomes == [FaultKind.UNSUPPORTED, "Good."], "this vendor's servers have one dialect"
        return
    assert outcomes == ["Good.", "Good."]
    first, *later = (set(request.body) for request in server.requests)
    gained = {"max_completion_tokens"} if "max" in said else set()
    lost = {"max_tokens"} if "max" in said else {"stream_options"}
    assert [(keys - first, first - keys) for keys in later] == [(gained, lost)] * 2


BAD_KEYS = ["sk a", "sk\n", ' "sk"', "'sk'", "sk-ключ", "sk\u200b", "sk\x00", "\x1b[0m"]
BAD_URLS = [
    "localhost:8080/v1",
    "api.example.com",
    "ftp://host",
    "http://",
    "http://:80",
    "http://host:99999",
    "http://host:zero",
    "http://[::1",
    'http://"host"',
    "http://ho st",
    "http://хост",
    "http://me:secret@host",
    "http://host/v1?key=secret",
]


@pytest.mark.parametrize(("key", "url"), [*((key, None) for key in BAD_KEYS), *((KEY, url) for url in BAD_URLS)])
def test_a_key_or_an_address_that_cannot_be_right_is_told_before_any_client_is_made(
    provider: Provider, key: str, url: str | None
) -> None:
    with pytest.raises(ModelFault) as caught:
        open_model(provider, key=key, base_url=url)
    fault = caught.value
    assert fault.kind is FaultKind.NOT_CONFIGURED
    assert (VENDORS[provider].url_variable if url else VENDORS[provider].key_variable) in fault.message
    assert fault.why
    assert fault.fix
    assert key not in fault.message + fault.why + fault.fix
    assert "secret" not in fault.message + fault.why + fault.fix


@pytest.mark.parametrize("key", [None, "", " \n"])
@pytest.mark.parametrize("url", [None, "", "  "])
def test_without_a_key_the_vendor_is_not_asked(provider: Provider, key: str | None, url: str | None) -> None:
    with pytest.raises(ModelFault, match=f"{VENDORS[provider].key_variable} is not set"):
        open_model(provider, key=key, base_url=url)


async def test_names_that_are_empty_mean_the_default(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VENDORS[provider].url_variable, "")
    model = open_model(provider, name=" ", key=KEY, base_url="")
    assert model.name == VENDORS[provider].default_model
    assert KEY not in repr(endpoint_of(VENDORS[provider], KEY, ""))
    await model.close()
    await model.close()


def test_only_the_vendors_own_service_is_its_own(provider: Provider) -> None:
    vendor = VENDORS[provider]
    host = vendor.url.partition("//")[2].partition("/")[0]
    assert endpoint_of(VENDORS[provider], KEY, None).is_own
    for url in (f"https://{host}.example.com", f"https://example.com/{host}", "http://127.0.0.1:1"):
        assert not endpoint_of(VENDORS[provider], KEY, url).is_own


def test_only_the_chosen_sdk_is_imported(provider: Provider) -> None:
    (other,) = set(PROVIDERS) - {provider}
    program = f"""
import sys
from coach.interviewers.models.opening import open_model, preload
assert not {{"openai", "anthropic", "httpx2"}} & set(sys.modules)
preload({provider!r}).join()
assert {provider!r} in sys.modules
open_model({provider!r}, key="sk-invented")
assert {other!r} not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_an_import_ahead_of_time_may_fail_in_silence(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, provider, None)
    preload(provider).join()
    assert capsys.readouterr().err == ""
    with pytest.raises(ModelFault, match=f"The package {provider} cannot be loaded"):
        open_model(provider, key=KEY)
