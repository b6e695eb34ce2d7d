"""Every fault puts on the wire what its description says."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.fake_models import FakeModels, Fault, Finish, Reply
from tests.fake_models.bare_client import KEY, Ending, Response, post
from tests.fake_models.content import DECLINED, GERMAN, UNHEARD_OF

OPENAI, ANTHROPIC = "/v1/chat/completions", "/v1/messages"
SCHEMA: dict[str, dict[str, Any]] = {
    OPENAI: {"response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": {}}}},
    ANTHROPIC: {"output_config": {"format": {"type": "json_schema", "schema": {}}}},
}
PAYLOAD = {"level": 3, "verdict": "yes", "why": "said so clearly", "found": [{"id": "a1", "sure": True}]}
GOOD = json.dumps(PAYLOAD)

pytestmark = pytest.mark.timeout(60)
on_both_wires = pytest.mark.parametrize("path", [OPENAI, ANTHROPIC])
streamed_or_not = pytest.mark.parametrize("stream", [True, False])


@pytest.fixture
def server() -> Iterator[FakeModels]:
    with FakeModels() as running:
        running.payload = PAYLOAD
        running.slow, running.stall, running.drip, running.over_long = 0.05, 0.05, 0.0, 200_000
        yield running


def error_of(response: Response) -> dict[str, Any]:
    assert response.ending is Ending.WHOLE
    error: dict[str, Any] = response.json["error"]
    return error


@on_both_wires
@streamed_or_not
@pytest.mark.parametrize(
    ("fault", "status", "told"),
    [
        (Fault.UNAUTHORIZED, 401, ("invalid_api_key", KEY, "authentication_error", KEY)),
        (Fault.FORBIDDEN, 403, ("request_forbidden", "not supported", "permission_error", "permission")),
        (Fault.UNKNOWN_MODEL, 404, ("model_not_found", "`m`", "not_found_error", "model: m")),
        (Fault.BAD_REQUEST, 400, ("invalid_value", "hello there", "invalid_request_error", "hello there")),
        (Fault.TOO_LARGE, 413, ("invalid_request_error", "exceeded", "request_too_large", "maximum size")),
        (
            Fault.CONTEXT_EXCEEDED,
            400,
            ("context_length_exceeded", "maximum context length", "invalid_request_error", "prompt is too long"),
        ),
        (Fault.RATE_LIMITED_SHORT, 429, ("rate_limit_exceeded", "in 1s", "rate_limit_error", "rate limit")),
        (Fault.RATE_LIMITED_LONG, 429, ("rate_limit_exceeded", "in 3600s", "rate_limit_error", "rate limit")),
        (Fault.ERROR_500, 500, ("server_error", "error", "api_error", "Internal")),
        (Fault.OVERLOADED, 529, ("server_error", "overloaded", "overloaded_error", "Overloaded")),
    ],
)
def test_statuses_carry_the_vendors_words(
    server: FakeModels, path: str, stream: bool, fault: Fault, status: int, told: tuple[str, str, str, str]
) -> None:
    server.say(fault)
    response = post(server.url, path, stream)
    error = error_of(response)
    kind, words = told[:2] if path == OPENAI else told[2:]
    assert response.status == status
    assert kind in (error["type"], error.get("code"))
    assert words in error["message"]
    waits = {Fault.RATE_LIMITED_SHORT: ["1"], Fault.RATE_LIMITED_LONG: ["3600"]}
    assert re.findall(r"retry-after: (\d+)", response.head) == waits.get(fault, [])


def test_credit_runs_out_in_each_vendors_way(server: FakeModels) -> None:
    server.say(Fault.NO_CREDIT)
    ours, theirs = post(server.url, OPENAI), post(server.url, ANTHROPIC)
    assert (ours.status, error_of(ours)["code"]) == (429, "insufficient_quota")
    assert (theirs.status, error_of(theirs)["type"]) == (400, "invalid_request_error")
    assert "credit balance is too low" in error_of(theirs)["message"]


@on_both_wires
def test_a_server_without_schemas_refuses_them_alone(server: FakeModels, path: str) -> None:
    server.say(Fault.NO_JSON_SCHEMA)
    refused = post(server.url, path, stream=True, **SCHEMA[path])
    assert (refused.status, error_of(refused)["type"]) == (400, "invalid_request_error")
    assert post(server.url, path, stream=True).text == GOOD
    assert post(server.url, path, response_format={"type": "json_object"}).text == GOOD


@on_both_wires
def test_a_server_recovers(server: FakeModels, path: str) -> None:
    server.say(Fault.ERROR_500_THEN_OK)
    assert [post(server.url, path).status for _ in range(3)] == [500, 200, 200]
    server.say(Fault.ERROR_500_THEN_OK, "fine")
    assert post(server.url, path).status == 500
    assert post(server.url, path).text == "fine"


@on_both_wires
@streamed_or_not
@pytest.mark.parametrize(
    ("fault", "ending"),
    [
        (Fault.STALL, Ending.RESET),
        (Fault.SHORT_BODY, Ending.CLOSED),
        (Fault.TCP_CUT, Ending.RESET),
        (Fault.BAD_CHUNK, Ending.CLOSED),
    ],
)
def test_responses_break_off_in_the_middle(
    server: FakeModels, path: str, stream: bool, fault: Fault, ending: Ending
) -> None:
    server.say(fault)
    response = post(server.url, path, stream)
    assert (response.status, response.ending) == (200, ending)
    if stream:
        assert response.text
        assert GOOD.startswith(response.text)
        assert response.finish is None
    else:
        assert response.body.startswith(b'{"id"')
    assert ("content-length" in response.head) == (fault is Fault.SHORT_BODY)


@on_both_wires
def test_a_broken_chunk_has_no_size(server: FakeModels, path: str) -> None:
    server.say(Fault.BAD_CHUNK)
    with pytest.raises(httpx2.RemoteProtocolError, match="illegal chunk header"):
        httpx2.post(server.url + path, json={"model": "m", "stream": True})


@on_both_wires
@streamed_or_not
def test_silence_and_pages_instead_of_an_answer(server: FakeModels, path: str, stream: bool) -> None:
    server.say(Fault.HANG_UP, Fault.HTML_200)
    silent, page = post(server.url, path, stream), post(server.url, path, stream)
    assert (silent.head, silent.body, silent.ending) == ("", b"", Ending.CLOSED)
    assert (page.status, page.ending) == (200, Ending.WHOLE)
    assert "text/html" in page.head
    assert page.body.startswith(b"<!doctype html>")


@on_both_wires
@streamed_or_not
def test_slow_headers_come_late(server: FakeModels, path: str, stream: bool) -> None:
    server.say(Fault.SLOW_HEADERS)
    assert post(server.url, path, stream).text == GOOD
    server.slow = 60
    with pytest.raises(httpx2.ReadTimeout):
        httpx2.post(server.url + path, json={"model": "m", "stream": stream}, timeout=0.1)


@on_both_wires
def test_a_drip_goes_on_beyond_the_answer(server: FakeModels, path: str) -> None:
    server.say(Fault.DRIP)
    twice = post(server.url, path, stream=True, enough=100_000)
    assert twice.ending is Ending.OPEN
    assert twice.text.startswith(GOOD + GOOD)
    assert twice.finish is None
    blank = post(server.url, path, enough=2000)
    assert (blank.ending, blank.body.strip()) == (Ending.OPEN, b"")


@on_both_wires
def test_broken_json_is_well_framed(server: FakeModels, path: str) -> None:
    server.say(Fault.BROKEN_JSON)
    for response in (post(server.url, path, stream=True), post(server.url, path)):
        assert (response.status, response.ending) == (200, Ending.WHOLE)
        with pytest.raises(json.JSONDecodeError):
            assert response.documents


@on_both_wires
def test_an_error_ends_the_stream(server: FakeModels, path: str) -> None:
    server.say(Fault.ERROR_EVENT)
    response = post(server.url, path, stream=True)
    assert (response.status, response.ending, response.finish) == (200, Ending.WHOLE, None)
    assert response.text == GOOD[: len(response.text)] != ""
    assert response.events[-1]["error"]["message"]
    assert (b"event: error\n" in response.body) == (path == ANTHROPIC)
    instead = post(server.url, path)
    assert instead.status == 200
    assert error_of(instead)["message"]


@on_both_wires
@streamed_or_not
@pytest.mark.parametrize(
    ("fault", "in_openais", "in_anthropics"),
    [
        (Fault.CLEAN_TRUNCATION, None, None),
        (Fault.FINISH_LENGTH, "length", "max_tokens"),
        (Fault.CONTENT_FILTER, "content_filter", "refusal"),
        (Fault.MALFORMED, "stop", "end_turn"),
    ],
)
def test_half_an_answer(
    server: FakeModels, path: str, stream: bool, fault: Fault, in_openais: str | None, in_anthropics: str | None
) -> None:
    server.say(fault)
    response = post(server.url, path, stream)
    assert response.ending is Ending.WHOLE
    assert response.text == GOOD[: len(GOOD) // 2]
    assert response.finish == (in_openais if path == OPENAI else in_anthropics)
    assert (b"[DONE]" in response.body) == (stream and path == OPENAI and fault is not Fault.CLEAN_TRUNCATION)
    assert (b"event: message_stop" in response.body) == (
        stream and path == ANTHROPIC and fault is not Fault.CLEAN_TRUNCATION
    )


@streamed_or_not
def test_refusals_have_a_place_of_their_own(server: FakeModels, stream: bool) -> None:
    server.say(Fault.REFUSAL)
    ours, theirs = post(server.url, OPENAI, stream), post(server.url, ANTHROPIC, stream)
    assert (ours.text, ours.finish) == ("", "stop")
    choices = [choice for document in ours.documents for choice in document["choices"]]
    assert "".join((choice.get("delta") or choice.get("message") or {}).get("refusal") or "" for choice in choices) == (
        DECLINED
    )
    assert (theirs.text, theirs.finish) == ("", "refusal")
    details = [document.get("delta", document).get("stop_details") for document in theirs.documents]
    assert [each["explanation"] for each in details if each] == [DECLINED]


@on_both_wires
@streamed_or_not
@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault.EMPTY, ""),
        (Fault.FENCED, f"```json\n{GOOD}\n```"),
        (Fault.MARKDOWN, "## My answer\n\n* **level:** 3\n* **verdict:** yes\n"),
        (Fault.THINKING, "<think>\n"),
        (Fault.PROSE_AROUND, f"Sure, here is what you asked for:\n\n{GOOD}\n\nTell me if {{anything}}"),
        (Fault.OVER_LONG, "and one more thing"),
    ],
)
def test_words_that_are_not_the_form(server: FakeModels, path: str, stream: bool, fault: Fault, text: str) -> None:
    server.say(fault)
    response = post(server.url, path, stream)
    assert response.text.startswith(text)
    assert (response.text == "") == (fault is Fault.EMPTY)
    assert response.text.endswith(GOOD) == (fault is Fault.THINKING)
    assert (len(response.text) == server.over_long) == (fault is Fault.OVER_LONG)
    assert response.finish in ("stop", "end_turn")
    with pytest.raises(json.JSONDecodeError):
        json.loads(response.text)


@on_both_wires
@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        (
            Fault.OUT_OF_RANGE,
            {
                "level": 1_000_000,
                "verdict": UNHEARD_OF,
                "why": "said so clearly",
                "found": [{"id": UNHEARD_OF, "sure": 7}],
            },
        ),
        (Fault.MISSING_FIELDS, {**PAYLOAD, "found": [{"id": "a1"}]}),
        (Fault.WRONG_LANGUAGE, {**PAYLOAD, "why": GERMAN}),
    ],
)
def test_forms_filled_in_wrongly(server: FakeModels, path: str, fault: Fault, answer: dict[str, Any]) -> None:
    server.say(fault)
    assert json.loads(post(server.url, path, stream=True).text) == answer


def test_small_payloads_and_prose_are_spoilt_too(server: FakeModels) -> None:
    server.payload = {"ok": True}
    server.say(Fault.OUT_OF_RANGE, Fault.MISSING_FIELDS, Fault.WRONG_LANGUAGE)
    assert [post(server.url, OPENAI).text for _ in range(3)] == ['{"ok": 7}', "{}", GERMAN]
    server.payload = "Which cases worry you?"
    server.say(Fault.WRONG_LANGUAGE, Fault.FENCED, Fault.MARKDOWN, Fault.MALFORMED)
    german, fenced, markdown, cut = (post(server.url, OPENAI).text for _ in range(4))
    assert (german, fenced, cut) == (GERMAN, "```json\nWhich cases worry you?\n```", "Which cases")
    assert "**Which cases worry you?**" in markdown


def test_ten_megabytes_are_the_default(server: FakeModels) -> None:
    server.over_long = FakeModels().over_long
    server.say(Fault.OVER_LONG)
    text = httpx2.post(server.url + OPENAI, json={"model": "m"}).json()["choices"][0]["message"]["content"]
    assert len(text) == 10_000_000


@pytest.mark.parametrize("finish", Finish)
def test_a_reply_can_be_given_any_end(server: FakeModels, finish: Finish) -> None:
    server.say(Reply("words", finish))
    assert bool(post(server.url, ANTHROPIC, stream=True).finish) == (finish is not Finish.NONE)
