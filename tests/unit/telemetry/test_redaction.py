"""Secrets that reached a line of the log are masked there."""

import json

import pytest

from coach.telemetry.redaction import LONGEST_TEXT, MASK, Redactor

JWT = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlLW9mLWEtdG9rZW4"
SECRET = 'a "signing" secret/with+signs and ünïcode'


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Authorization: Bearer abc.DEF-123_x", f"Authorization: Bearer {MASK}"),
        ("bearer\tc2VjcmV0c2VjcmV0=", f"bearer {MASK}"),
        (f"token={JWT}&x=1", f"token={MASK}&x=1"),
        (f"({JWT[:30]}", f"({MASK}"),
        ("key sk-ant-api03-abcdefghijkl is wrong", f"key {MASK} is wrong"),
        ("OPENAI_API_KEY=sk-proj_abcdefghijkl", f"OPENAI_API_KEY={MASK}"),
        ("postgresql://coach:hunter2@db.example/coach", f"postgresql://{MASK}@db.example/coach"),
        ("redis://:hunter2@db.example", f"redis://{MASK}@db.example"),
    ],
)
def test_what_looks_like_a_secret_is_masked(words: str, left: str) -> None:
    assert Redactor().text(words) == left


@pytest.mark.parametrize(
    "words",
    ["risk-assessments are fine", "the bearer of news", "http://localhost:8000/a@b", "session abc.def", "sk-1"],
)
def test_what_does_not_is_left(words: str) -> None:
    assert Redactor().text(words) == words


def test_a_secret_that_is_known_is_masked_in_every_form() -> None:
    redactor = Redactor([SECRET, "short", ""])
    for form in (SECRET, json.dumps(SECRET), "a%20%22signing%22%20secret%2Fwith%2Bsigns%20and%20%C3%BCn%C3%AFcode"):
        assert "signing" not in redactor.text(f"before {form} after")
    assert redactor.text("a short word") == "a short word"


def test_values_at_any_depth_are_masked_and_become_json() -> None:
    line = {
        "headers": [{"authorization": "Basic YWxpY2U6aHVudGVyMg=="}, ("x", JWT)],
        "api_key": "hunter2",
        "tokens": 12,
        "error": ValueError(f"it was {JWT}"),
        "deep": {"a": {"b": {"c": {"d": {"e": "far down"}}}}},
        JWT: None,
    }
    found = json.dumps(Redactor().fields(line))
    assert '"tokens": 12' in found
    for secret in ("YWxp", JWT, "hunter2", "far down"):
        assert secret not in found


@pytest.mark.parametrize("unit", ["eyJ", "sk-", "bearer ", "://", "://a:", "bearer" + " " * 50, "a"])
def test_hostile_text_takes_no_time(unit: str) -> None:
    """Two million characters: in seconds where it is linear, in days where it is not."""
    assert len(Redactor([SECRET]).text(unit * (2_000_000 // len(unit)))) <= LONGEST_TEXT + 1


@pytest.mark.parametrize("word", ["plain", "Bearer abcdefgh", "EYJ", "sk-abcdefghij", "x" * 1001, SECRET, "a\nb"])
def test_a_line_is_masked_word_by_word_only_where_it_has_to_be(word: str) -> None:
    redactor = Redactor([SECRET])
    masked = redactor.text(word)
    assert redactor.fields({"event": "request", "words": word}) == {"event": "request", "words": masked}
    assert redactor.fields({"access_token": word}) == {"access_token": MASK}
    assert list(redactor.fields({word: 1})) == [masked]


def test_of_the_names_of_fields_no_more_are_remembered_than_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.telemetry.redaction.MOST_NAMES", 1)
    redactor = Redactor()
    for name in ("one", "two", "one"):
        assert redactor.fields({name: "value"}) == {name: "value"}
    assert len(redactor._plain_names) == 1
