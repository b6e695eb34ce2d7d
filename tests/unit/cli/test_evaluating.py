"""`coach eval interviewer`, as somebody types it."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.interviewers.examination.candidates import CANDIDATES
from coach.interviewers.examination.criteria import CRITERIA
from coach.interviewers.model import NO_REACTION
from coach.ports import Conversation, OnDelta, Utterance
from tests.fake_models import FakeModels, Reply

Coach = Callable[..., tuple[int, str, str]]

SHORT = ("--candidate", "weak", "--candidate", "silent", "--question", "cap-theorem")


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    """Runs `coach eval interviewer` with arguments; returns exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", "eval", "interviewer", *arguments])
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def praising(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examines an interviewer without a model that praises whatever it hears."""

    async def praise(self: object, talk: Conversation, said: str, on_delta: OnDelta | None = None) -> Utterance:
        return Utterance(text="Brilliant answer." if len(talk.turns) % 4 == 1 else "Great, go on.\x1b[2J")

    monkeypatch.setenv("AI_MODEL_PROVIDER", "offline")
    monkeypatch.setattr("coach.interviewers.offline.OfflineInterviewer.acknowledge", praise)


def document(coach: Coach, *arguments: str) -> tuple[int, dict[str, Any]]:
    code, out, _ = coach(*arguments, "--json")
    return code, json.loads(out)


def test_without_a_model_the_recorded_one_is_examined_and_passes(coach: Coach) -> None:
    code, out, err = coach("--max-failures", "0")
    assert code == 0
    assert "No model is set up, so the recorded interviewer is examined." in out
    assert "Interviewer: recorded" in out
    assert "0 failures in 0 of 24 interviews" in out
    assert all(one.id in out and one.says in out for one in CRITERIA)
    assert all(one.name in out for one in CANDIDATES)
    assert "weak · arrays-linked-lists" in err


def test_a_chosen_model_is_examined_without_that_remark(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MODEL_PROVIDER", "recorded")
    code, out, _ = coach(*SHORT)
    assert (code, "No model is set up" in out) == (0, False)
    assert document(coach, *SHORT)[1]["recorded_by_default"] is False


def test_failures_are_a_report_until_they_are_to_count(coach: Coach, praising: None) -> None:
    code, out, _ = coach(*SHORT)
    assert code == 0
    assert "Brilliant answer." in out
    assert "\x1b[2J" not in out
    row = next(line for line in out.splitlines() if line.startswith("praises-wrong"))
    assert [int(cell) for cell in row.split()[1:4]] == [4, 5, 9]
    assert coach(*SHORT, "--max-failures", "1")[0] == 1
    assert coach(*SHORT, "--max-failures", "99")[0] == 0
    assert coach(*SHORT, "--fail-on", "praises-wrong")[0] == 1
    assert coach(*SHORT, "--fail-on", "leaks-fact", "--fail-on", "follows-order")[0] == 0
    assert coach(*SHORT, "--fail-on", "leaks-fact", "--max-failures", "0")[0] == 1


def test_the_document_holds_every_failure(coach: Coach, praising: None) -> None:
    code, found = document(coach, *SHORT, "--fail-on", "praises-wrong")
    assert (code, found["passed"], found["schema_version"]) == (1, False, 1)
    assert (found["interviewer"], found["candidates"]) == ("offline", ["weak", "silent"])
    assert found["questions"] == ["cap-theorem"]
    counts = {one["id"]: one["by_candidate"] for one in found["criteria"]}
    assert counts["praises-wrong"] == {"weak": 4, "silent": 5}
    praised = [one for one in found["failures"] if one["criterion"] == "praises-wrong"]
    assert len(praised) == 9
    assert {one["step"] for one in praised} == {"acknowledge"}
    assert sum(sum(count.values()) for count in counts.values()) == len(found["failures"])


@pytest.mark.slow
def test_the_whole_bank_is_examined_when_asked_for(coach: Coach) -> None:
    code, found = document(coach, "--all", "--candidate", "silent")
    assert (code, found["failures"]) == (0, [])
    assert len(found["questions"]) == found["interviews"] > 20


def test_by_default_there_is_one_question_of_each_kind(coach: Coach) -> None:
    _, found = document(coach, "--candidate", "silent")
    assert len(found["questions"]) == 4


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--candidate", "stong"), 2, "did you mean strong?"),
        (("--candidates", "actors"), 2, "scripted"),
        (("--fail-on", "leaks"), 2, "leaks-fact"),
        (("--question", "two-sun"), 5, "two-sum"),
        (("--max-failures", "-1"), 2, "--max-failures"),
    ],
)
def test_names_that_do_not_exist_are_told(coach: Coach, arguments: tuple[str, ...], code: int, words: str) -> None:
    ended, out, err = coach(*arguments)
    assert (ended, out) == (code, "")
    assert words in err


def test_a_model_that_cannot_be_had_is_not_replaced(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MODEL_PROVIDER", "openai")
    code, out, err = coach(*SHORT)
    assert (code, out) == (4, "")
    assert "OPENAI_API_KEY is not set" in err
    assert "Practising" not in err


def test_turns_of_the_bank_are_counted_with_the_reason(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "script.yaml"
    script.write_text(
        "otherwise:\n"
        "  - {purpose: acknowledge, say: [Great answer., 'Perfect, go on.']}\n"
        "  - {purpose: open, fault: not reachable}\n",
    )
    monkeypatch.setenv("AI_MODEL_PROVIDER", "recorded")
    monkeypatch.setenv("AI_MODEL_NAME", str(script))
    code, out, _ = coach("--candidate", "silent", "--question", "cap-theorem")
    assert code == 0
    assert "the bank spoke instead of the model:" in out
    assert "not reachable" in out
    assert f"5 × {NO_REACTION}" in out
    assert "praises-wrong         ·" in out


def test_a_model_on_a_server_is_examined_as_the_candidate_would_hear_it(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeModels() as server:
        server.say(Reply("Wow. What makes a marzipan zebra gallop?"))
        monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/v1")
        monkeypatch.setenv("OPENAI_API_KEY", "sk-a-secret-heron")
        monkeypatch.setenv("AI_MODEL_NAME", "small-one")
        code, found = document(coach, "--candidate", "silent", "--question", "cap-theorem")
        asked = len(server.requests)
    assert (code, found["interviewer"], found["recorded_by_default"]) == (0, "small-one", False)
    assert asked == found["turns"] == 9
    failed = {one["turn"] for one in found["failures"] if one["criterion"] == "loses-thread"}
    # Every turn is nonsense: the interviewer's own guard sees it, or the examination does.
    assert found["spoken_by_bank"] >= 4
    assert len(failed) + found["spoken_by_bank"] == found["turns"]
    assert "heron" not in json.dumps(found)


def test_a_model_can_play_the_candidates(coach: Coach) -> None:
    code, out, _ = coach("--candidates", "model", "--max-failures", "0")
    assert code == 0
    assert "Candidates:  played by the same model" in out
    assert "0 failures in 0 of 24 interviews" in out
    assert "undecided" not in out
    assert "ended early" not in out
    assert "played by" not in coach(*SHORT)[1]
    _, found = document(coach, *SHORT, "--candidates", "model")
    assert (found["played_by"], found["candidates"]) == ("model", ["weak", "silent"])
    _, scripted = document(coach, *SHORT)
    assert scripted["played_by"] == "scripted"
    assert set(scripted) == set(found)


def test_what_a_played_candidate_leaves_open_is_said(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def praise(self: object, talk: Conversation, said: str, on_delta: OnDelta | None = None) -> Utterance:
        return Utterance(text="Brilliant answer." if len(talk.turns) % 4 == 1 else "Great, go on.")

    script = tmp_path / "script.yaml"
    script.write_text(
        "lines:\n"
        "  - {purpose: generate, prompt: candidate_weak,"
        " give: {kind: plan, meant: right, text: 'I have \u201ca plan\u201d of secret geese.'}}\n"
        "otherwise:\n"
        "  - {purpose: generate, prompt: candidate_weak, fault: declined}\n"
        "  - {purpose: generate, prompt: candidate_silent, give: {kind: silence}}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("AI_MODEL_PROVIDER", "recorded")
    monkeypatch.setenv("AI_MODEL_NAME", str(script))
    monkeypatch.setattr("coach.interviewers.fallback.FallbackInterviewer.acknowledge", praise)
    code, out, _ = coach(*SHORT, "--candidates", "model")
    assert code == 0
    assert "the truth about the candidate's words is not certain: praises-wrong 1" in out
    assert "ended early, through no fault of the interviewer: 1" in out
    assert "  weak · cap-theorem: the model no longer plays the candidate – The recorded call failed: declined." in out
    assert "geese" not in out
    _, found = document(coach, *SHORT, "--candidates", "model")
    assert found["undecided"] == [
        {"criterion": "praises-wrong", "candidate": "weak", "question": "cap-theorem", "turn": 2}
    ]
    assert {one["id"]: one["undecided"] for one in found["criteria"]}["praises-wrong"] == 1
    assert [(one["candidate"], one["turns"]) for one in found["broken_off"]] == [("weak", 2)]
    assert {one["candidate"] for one in found["failures"] if one["criterion"] == "praises-wrong"} == {"silent"}


def test_candidates_by_a_model_need_one(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MODEL_PROVIDER", "offline")
    code, out, err = coach(*SHORT, "--candidates", "model")
    assert (code, out) == (4, "")
    assert "No model can play the candidates." in err
    assert "--candidates scripted" in err


def test_the_help_names_the_candidates(coach: Coach) -> None:
    code, out, _ = coach("--help")
    assert code == 0
    assert all(one.name in out for one in CANDIDATES)
