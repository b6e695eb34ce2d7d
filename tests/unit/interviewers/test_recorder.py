"""Recording a conversation: what is saved plays again, and what is private is not in it."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, JsonValue

from coach.errors import BadInput, StoreError
from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.interviewers.models.protocol import Prompt, Purpose
from coach.interviewers.models.recorded import RecordedModel
from coach.interviewers.models.recorder import Recording, Redaction, as_yaml, own_account
from coach.interviewers.models.script import Line, Script
from coach.interviewers.models.script_file import load_script, read_script

HINT = Prompt(Purpose.HINT, "system", "what the candidate wrote", "hint/1")
JUDGE = Prompt(Purpose.JUDGE, "system", "what the candidate wrote", "judge/1")


class Finding(BaseModel):
    quotes: list[str]
    sure: bool | None = None


class Sheet(BaseModel):
    findings: dict[str, Finding]


ANSWER: dict[str, JsonValue] = {"findings": {"c1": {"quotes": ["yes", "Anna said: no"], "sure": None}}}
SCRIPT = Script(
    lines=(
        Line(purpose=Purpose.HINT, say=("Think of $5.\nAnd of: # nothing.",)),
        Line(purpose=Purpose.HINT, fault=FaultKind.RATE_LIMITED),
        Line(purpose=Purpose.JUDGE, give=ANSWER),
        Line(purpose=Purpose.JUDGE, fault=FaultKind.REFUSED),
        Line(purpose=Purpose.HINT, say=("",)),
    )
)


async def play(model: RecordedModel | Recording) -> list[object]:
    """What comes of five calls, words in pieces and faults among it."""
    pieces: list[str] = []
    seen: list[object] = [(await model.text(HINT, pieces.append)).value, pieces]
    for call in (model.text(HINT), model.structured(JUDGE, Sheet), model.structured(JUDGE, Sheet), model.text(HINT)):
        try:
            seen.append((await call).value)
        except ModelFault as fault:
            seen.append(fault.kind)
    return seen


async def test_a_recording_passes_everything_on_and_plays_again(tmp_path: Path) -> None:
    path = tmp_path / "talk.yaml"
    recording = Recording(RecordedModel(SCRIPT), path, Redaction())
    first = await play(recording)
    assert first == await play(RecordedModel(SCRIPT))
    assert first[2] is FaultKind.RATE_LIMITED
    saved = load_script(path)
    assert await play(RecordedModel(saved)) == first
    assert [line.prompt for line in saved.lines] == ["hint/1", "hint/1", "judge/1", "judge/1", "hint/1"]
    assert recording.problem == ""


async def test_what_was_asked_is_not_saved_and_the_file_is_private(tmp_path: Path) -> None:
    path = tmp_path / "talk.yaml"
    recording = Recording(RecordedModel(SCRIPT), path)
    before = os.umask(0)
    try:
        await play(recording)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "candidate wrote" not in path.read_text(encoding="utf-8")


async def test_name_ping_and_close_are_those_of_the_model(tmp_path: Path) -> None:
    recording = Recording(RecordedModel(Script(model="gpt-4o")), tmp_path / "talk.yaml")
    assert recording.name == (await recording.ping()).model == "recorded gpt-4o"
    await recording.close()
    await recording.close()
    assert load_script(tmp_path / "talk.yaml") == Script(model="recorded gpt-4o")


def test_a_file_that_exists_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "talk.yaml"
    path.write_text("mine")
    with pytest.raises(BadInput):
        Recording(RecordedModel(SCRIPT), path)
    assert path.read_text() == "mine"
    with pytest.raises(StoreError):
        Recording(RecordedModel(SCRIPT), tmp_path / "missing" / "talk.yaml")


async def test_a_file_that_goes_away_ends_the_recording_and_not_the_interview(tmp_path: Path) -> None:
    path = tmp_path / "talk.yaml"
    recording = Recording(RecordedModel(SCRIPT), path, Redaction())
    path.unlink()
    assert await play(recording) == await play(RecordedModel(SCRIPT))
    assert recording.problem.startswith(f"{path} cannot be written")
    assert not path.exists()


PRIVATE = Redaction(["ada", "Ada Lovelace", "Low", "root", "x"], ["/srv/people/ada/"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("use sk-proj-abcdefghijkl0123 here", "use [key] here"),
        ("use sk-ant-api03-abc_def-0123456789.", "use [key]."),
        ("token ghp_abcdefghijklmnop0123", "token [key]"),
        ("Authorization: Bearer abcdefghijklmnop", "Authorization: Bearer [key]"),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl", "[key]"),
        ("write to ada.l+x@mail.example.org, please", "write to [e-mail], please"),
        ("in /srv/people/ada/work.py", "in ~/work.py"),
        ("in /home/bob/work.py and /Users/eve", "in ~/work.py and ~"),
        (r"in C:\Users\eve\work.py", r"in ~\work.py"),
        ("Thanks, Ada Lovelace. ADA said so, and ada too.", "Thanks, [name]. [name] said so, and [name] too."),
        ("Mr Low is low on Canada, adamant and has a root.", "Mr [name] is low on Canada, adamant and has a root."),
        ("a task-oriented risk-averse-desk", "a task-oriented risk-averse-desk"),
        ("O(n) at x @ y, sk-learn", "O(n) at x @ y, sk-learn"),
    ],
)
def test_what_is_private_is_taken_out_and_nothing_else(text: str, left: str) -> None:
    assert PRIVATE(text) == left
    assert PRIVATE.within({"a": [text, 3, None, {"ada": text}]}) == {"a": [left, 3, None, {"ada": left}]}


async def test_what_is_saved_is_redacted_in_texts_and_forms_alike(tmp_path: Path) -> None:
    path = tmp_path / "talk.yaml"
    told = "ada lives in /home/ada, ada@example.org, sk-proj-abcdefghijkl0123"
    script = Script(
        otherwise=(
            Line(purpose=Purpose.HINT, say=(told,)),
            Line(purpose=Purpose.JUDGE, give={"findings": {"c1": {"quotes": [told]}}}),
        )
    )
    recording = Recording(RecordedModel(script), path, PRIVATE)
    assert (await recording.text(HINT)).value == told
    await recording.structured(JUDGE, Sheet)
    saved = path.read_text(encoding="utf-8")
    assert saved.count("[name] lives in ~, [e-mail], [key]") == 2
    assert "ada" not in saved.lower()


def test_the_account_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    class Account:
        pw_name, pw_gecos, pw_dir = "grace", "Grace Hopper,Room 1", "/export/grace"

    monkeypatch.setattr("pwd.getpwuid", lambda _: Account)
    assert (
        own_account()("Hopper, or Grace Hopper, is grace in /export/grace/x") == "[name], or [name], is [name] in ~/x"
    )

    def unknown(number: int) -> None:
        raise KeyError(number)

    monkeypatch.setattr("pwd.getpwuid", unknown)
    assert own_account()("grace in /export") == "grace in /export"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    read = read_script(f"lines:\n  - {as_yaml({'purpose': 'hint', 'say': [text]})}\n", "a script")
    assert read.lines[0].say == (text,)


def test_half_a_character_ends_no_recording() -> None:
    assert as_yaml("a\ud800b") == '"a?b"'
