"""The fake server sends what it claims to send, seen from a bare socket and from both vendors' clients."""

import gc
import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anthropic
import httpx2
import openai
import pytest

from coach.interviewers.models.protocol import Usage
from tests.fake_models import (
    CONTENT,
    IN_TRANSIT,
    STATUSES,
    FakeModels,
    Fault,
    Reply,
    Status,
    refused_connection,
)
from tests.fake_models.bare_client import KEY, Ending, Response, post, read

OPENAI, ANTHROPIC = "/v1/chat/completions", "/v1/messages"
PAYLOAD = {"level": 3, "verdict": "yes", "why": "said so clearly", "found": [{"id": "a1", "quote": "two words"}]}

pytestmark = pytest.mark.timeout(60)
on_both_wires = pytest.mark.parametrize("path", [OPENAI, ANTHROPIC])
streamed_or_not = pytest.mark.parametrize("stream", [True, False])


@pytest.fixture
def server() -> Iterator[FakeModels]:
    with FakeModels() as running:
        running.payload = PAYLOAD
        running.slow, running.stall, running.drip, running.over_long = 0.05, 0.05, 0.0, 200_000
        yield running


def test_every_fault_is_of_one_kind() -> None:
    assert sorted([*STATUSES, *IN_TRANSIT, *CONTENT]) == sorted(Fault)


# What is said


@on_both_wires
@streamed_or_not
def test_replies_are_taken_in_order_and_the_last_one_repeats(server: FakeModels, path: str, stream: bool) -> None:
    server.say("first", {"n": 2}, lambda body: f"{body['model']} heard {body['messages'][0]['content']}")
    said = [post(server.url, path, stream).text for _ in range(4)]
    assert said == ["first", '{"n": 2}', "m heard hello there", "m heard hello there"]
    server.say(Reply("more"))
    assert post(server.url, path, stream).text == "more"


@on_both_wires
def test_without_a_word_the_payload_is_said(server: FakeModels, path: str) -> None:
    assert json.loads(post(server.url, path).text) == PAYLOAD
    server.say("other")
    server.forget()
    assert json.loads(post(server.url, path).text) == PAYLOAD


@on_both_wires
def test_text_is_streamed_in_pieces(server: FakeModels, path: str) -> None:
    server.say(Reply("Grüße, 世界!", pieces=5))
    response = post(server.url, path, stream=True)
    assert response.text == "Grüße, 世界!"
    assert sum("Gr" in str(event) or "世" in str(event) for event in response.events) == 2
    assert response.ending is Ending.WHOLE


@on_both_wires
def test_requests_are_kept(server: FakeModels, path: str) -> None:
    post(server.url, path, extra=1)
    (request,) = server.requests
    assert (request.path, request.body["extra"]) == (path, 1)
    assert request.headers["x-api-key"] == KEY


def test_other_paths_are_not_found(server: FakeModels) -> None:
    assert post(server.url, "/v1/responses").status == 404
    assert post(server.url, "/chat/completions").status == 404


def test_what_has_no_name_is_said_as_a_status(server: FakeModels) -> None:
    server.say(Status(418, {"error": "teapot"}, {"x-pot": "tea"}))
    response = post(server.url, OPENAI)
    assert (response.status, response.json) == (418, {"error": "teapot"})
    assert "x-pot: tea" in response.head


def test_a_refused_connection_cannot_be_said(server: FakeModels) -> None:
    with pytest.raises(ValueError, match="refused_connection"):
        server.say("well", Fault.REFUSED_CONNECTION)
    with refused_connection() as url, pytest.raises(ConnectionRefusedError):
        post(url, OPENAI)


def test_what_a_callable_raises_comes_out_at_the_end() -> None:
    def fails(body: dict[str, Any]) -> str:
        raise LookupError(f"not scripted: {body['model']}")

    with pytest.raises(LookupError, match="not scripted: m"), FakeModels() as server:
        server.say(fails)
        assert post(server.url, OPENAI).ending is Ending.CLOSED


def test_an_unreadable_request_is_refused(server: FakeModels) -> None:
    with socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])), timeout=20) as end:
        end.sendall(b"POST /v1/messages HTTP/1.1\r\nContent-Length: 3\r\n\r\n{no")
        assert read(end).status == 400


# The clients of the vendors


def openai_client(server: FakeModels) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{server.url}/v1", api_key=KEY, max_retries=0)


def anthropic_client(server: FakeModels) -> anthropic.Anthropic:
    return anthropic.Anthropic(base_url=server.url, api_key=KEY, max_retries=0)


def test_openais_client_understands(server: FakeModels) -> None:
    server.say(Reply("hello you", usage=Usage(20, 7, cached=5)))
    with openai_client(server) as client:
        whole = client.chat.completions.create(model="m", messages=[{"role": "user", "content": "hi"}])
        chunks = list(
            client.chat.completions.create(
                model="m",
                messages=[{"role": "user", "content": "hi"}],
                stream=True,
                stream_options={"include_usage": True},
            )
        )
    assert whole.choices[0].message.content == "hello you"
    assert whole.choices[0].finish_reason == "stop"
    deltas = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices]
    assert [delta for delta in deltas if delta] == ["hel", "lo ", "you"]
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    for usage in (whole.usage, chunks[-1].usage):
        assert usage is not None
        assert usage.prompt_tokens_details is not None
        told = (usage.prompt_tokens, usage.completion_tokens, usage.prompt_tokens_details.cached_tokens)
        assert told == (20, 7, 5)
    assert openai.types.chat.ChatCompletion.model_validate(whole.model_dump()) == whole
    assert [type(chunk).model_validate(chunk.model_dump()) for chunk in chunks] == chunks


def test_anthropics_client_understands(server: FakeModels) -> None:
    server.say(Reply("hello you", usage=Usage(20, 7, cached=5)))
    with anthropic_client(server) as client:
        whole = client.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": "hi"}])
        with client.messages.stream(model="m", max_tokens=9, messages=[{"role": "user", "content": "hi"}]) as stream:
            assert list(stream.text_stream) == ["hel", "lo ", "you"]
            streamed = stream.get_final_message()
        kinds = [
            event.type
            for event in client.messages.create(
                model="m", max_tokens=9, messages=[{"role": "user", "content": "hi"}], stream=True
            )
        ]
    for message in (whole, streamed):
        assert [block.text for block in message.content if block.type == "text"] == ["hello you"]
        assert message.stop_reason == "end_turn"
        usage = message.usage
        assert (usage.input_tokens, usage.cache_read_input_tokens, usage.output_tokens) == (15, 5, 7)
        assert anthropic.types.Message.model_validate(message.model_dump(exclude={"parsed_output"})).id == "msg_fake"
    inner = ["content_block_start", *["content_block_delta"] * 3, "content_block_stop"]
    assert kinds == ["message_start", *inner, "message_delta", "message_stop"]


def test_usage_is_told_only_when_asked_for(server: FakeModels) -> None:
    server.say(Reply("a"), Reply("a", usage=None))
    unasked = post(server.url, OPENAI, stream=True)
    untold = post(server.url, OPENAI, stream=True, stream_options={"include_usage": True})
    assert not [event for event in unasked.events + untold.events if event.get("usage")]
    assert "usage" not in post(server.url, OPENAI).json
    assert "usage" not in post(server.url, ANTHROPIC).json


@pytest.mark.parametrize(
    ("fault", "from_openai", "from_anthropic"),
    [
        (Fault.UNAUTHORIZED, openai.AuthenticationError, anthropic.AuthenticationError),
        (Fault.FORBIDDEN, openai.PermissionDeniedError, anthropic.PermissionDeniedError),
        (Fault.UNKNOWN_MODEL, openai.NotFoundError, anthropic.NotFoundError),
        (Fault.RATE_LIMITED_LONG, openai.RateLimitError, anthropic.RateLimitError),
        (Fault.OVERLOADED, openai.InternalServerError, anthropic.InternalServerError),
        (Fault.ERROR_EVENT, openai.APIError, anthropic.APIStatusError),
    ],
)
def test_the_clients_know_the_errors(
    server: FakeModels,
    fault: Fault,
    from_openai: type[openai.APIError],
    from_anthropic: type[anthropic.APIError],
) -> None:
    server.say(fault)
    with openai_client(server) as client, pytest.raises(from_openai):
        list(client.chat.completions.create(model="m", messages=[{"role": "user", "content": "hi"}], stream=True))
    with anthropic_client(server) as other, pytest.raises(from_anthropic):
        list(other.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": "hi"}], stream=True))


# Its life


def talking(server: FakeModels) -> socket.socket:
    """A connection on which a long answer has begun."""
    server.say(Reply("la " * 2000, pieces=2000, delay=0.01))
    end = socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])), timeout=20)
    body = b'{"model": "m", "stream": true}'
    end.sendall(b"POST /v1/messages HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    assert end.recv(100)
    return end


def test_stopping_cuts_a_running_answer(server: FakeModels) -> None:
    with talking(server) as end:
        server.stop()
        assert read(end).ending is Ending.RESET
    with pytest.raises(ConnectionRefusedError):
        post(server.url, OPENAI)


@pytest.mark.parametrize("fault", [Fault.SLOW_HEADERS, Fault.STALL, Fault.DRIP])
def test_stopping_does_not_wait(server: FakeModels, fault: Fault) -> None:
    server.slow = server.stall = server.drip = 3600
    server.say(fault)
    heard: list[Response] = []
    asking = threading.Thread(target=lambda: heard.append(post(server.url, OPENAI, stream=True)))
    asking.start()
    while not server.requests:
        asking.join(0.01)
    server.stop()
    asking.join(20)
    assert [response.ending for response in heard] == [Ending.RESET]


def open_files() -> int:
    gc.collect()
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def test_nothing_is_left_behind() -> None:
    threads, files = set(threading.enumerate()), open_files()
    server = FakeModels()
    for _ in range(3):
        with server, talking(server):
            server.stop()
            server.stop()
    assert set(threading.enumerate()) <= threads
    assert open_files() <= files


def test_it_comes_back_at_the_same_address() -> None:
    with FakeModels() as server:
        url = server.url
        with pytest.raises(RuntimeError, match="running"):
            server.start()
    with server:
        assert server.url == url
        assert json.loads(post(url, OPENAI).text) == {"ok": True}


def test_many_clients_at_once_get_one_reply_each(server: FakeModels) -> None:
    words = [f"word {number}" for number in range(40)]
    server.say(*words)
    with ThreadPoolExecutor(8) as pool:
        paths = [OPENAI, ANTHROPIC] * 20
        heard = list(pool.map(lambda path: post(server.url, path, stream=True).text, paths))
    assert sorted(heard) == sorted(words)
    assert len(server.requests) == 40


def test_a_connection_is_used_again(server: FakeModels) -> None:
    ports = set()
    with httpx2.Client() as client:
        for path in (OPENAI, ANTHROPIC, "/elsewhere", OPENAI):
            with client.stream("POST", server.url + path, json={"model": "m", "stream": True}) as answer:
                ports.add(answer.extensions["network_stream"].get_extra_info("client_addr"))
                answer.read()
    assert len(ports) == 1
