"""The description of the API, and the page that shows it."""

from pathlib import Path
from typing import Any

import pytest

from coach.api.describing import page
from coach.api.examples import operations
from tests.fakes_api import ADA, ADDRESS, ANA, API, ApiStudio


@pytest.fixture
def document(tmp_path: Path) -> dict[str, Any]:
    return ApiStudio(tmp_path).app.openapi()


def contents(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """What is sent, and what comes back when all goes well."""
    sent = list(operation.get("requestBody", {}).get("content", {}).values())
    good = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    return sent + [content for answer in good for content in answer.get("content", {}).values() if "schema" in content]


def test_everything_that_is_sent_or_comes_back_has_an_example(document: dict[str, Any]) -> None:
    without = [
        operation["operationId"]
        for operation in operations(document)
        if any("example" not in content for content in contents(operation))
    ]
    assert without == []


IN_ORDER = {
    ADA: ("put_person",),
    ANA: (
        *("give_consent", "create_session", "start_session", "clarify", "say", "save_snapshot", "run_samples"),
        *("submit_response", "rate_question", "get_prediction", "create_session", "schedule_session"),
    ),
}
"""Who can send which examples, as they stand there, one after the other."""


async def test_what_is_shown_to_be_sent_is_taken(tmp_path: Path, document: dict[str, Any]) -> None:
    studio = ApiStudio(tmp_path)
    places = {
        operation["operationId"]: (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    ids = {"user_id": ANA}
    for person, names in IN_ORDER.items():
        async with studio.http(person) as client:
            for name in names:
                method, path, operation = places[name]
                sent = next(iter(operation["requestBody"]["content"].values()))["example"]
                answer = await client.request(method, path.removeprefix(API).format(**ids), json=sent)
                assert answer.is_success, (name, answer.text)
                if name == "create_session":
                    ids["session_id"] = answer.json()["id"]


def test_every_operation_says_what_it_does_and_has_an_id_of_its_own(document: dict[str, Any]) -> None:
    every = list(operations(document))
    assert [operation["operationId"] for operation in every if not operation.get("description")] == []
    assert len({operation["operationId"] for operation in every}) == len(every)


def test_problems_are_described_and_what_never_comes_is_not(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert {"Problem", "Fault"} <= set(schemas)
    assert not {"HTTPValidationError", "ValidationError"} & set(schemas)


async def test_the_page_shows_every_operation_and_loads_nothing(tmp_path: Path) -> None:
    api = ApiStudio(tmp_path)
    async with api.http() as http:
        answer = await http.get(f"{ADDRESS}/docs")
        schema = (await http.get(f"{ADDRESS}/openapi.json")).json()
    assert answer.headers["content-type"].startswith("text/html")
    for path, methods in schema["paths"].items():
        for method in methods:
            assert f"<b class='method'>{method.upper()}</b><code>{path}</code>" in answer.text
    assert "<script" not in answer.text
    assert "src=" not in answer.text


def evil(place: str) -> str:
    return f"<i>{place}</i>"


def test_nothing_in_a_description_becomes_a_tag() -> None:
    operation = {
        "tags": [evil("tag")],
        "description": evil("description"),
        "parameters": [{"name": evil("name"), "in": evil("in"), "description": evil("about")}],
        "requestBody": {"content": {"application/json": {"example": {"a": evil("sent")}}, "none": {}}},
        "responses": {"200": {"content": {"text/plain": {"example": evil("got")}}}},
    }
    shown = page({"paths": {f"/{evil('path')}": {"get": operation, "post": operation}}})
    assert "<i>" not in shown
    for place in ("tag", "description", "name", "in", "about", "sent", "got", "path"):
        assert f"&lt;i&gt;{place}" in shown
    assert shown.count("<h2>") == 1
