"""The script format: what a file may say, and how its faults are told."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from coach.domain.enums import CompanyType, ProgrammingLanguage, Verdict
from coach.errors import BadInput, ContentError
from coach.scripted.script import FollowUpAnswer, QuestionMoves, Script, Submission, holds, load_script

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a script and returns its path."""

    def to_file(text: str) -> Path:
        path = tmp_path / "script.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


WHOLE = """\
schema: 1
name: Everything a script can hold
interview:
  company: startup
  role: backend
  seniority: senior
  type: mixed
  difficulty: hard
  language: go
  minutes: 50
  questions: [two-sum, conflict]
  max_questions: 2
  seed: 7
  hints: false
candidate:
  - question: two-sum
    moves:
      - say: a plan
      - ask: a question
      - code: "x = 1"
      - run: true
      - hint: true
      - wait: 30
      - submit: {text: done, confidence: 4}
      - rate: 3
      - pause: true
    follow_ups:
      failed:edge: {text: because, code: "x = 2"}
      default: later
    expect: {score: ">= 7", verdict: accepted, solved: true, tests_passed: 12}
  - moves:
      - submit: in words
expect: {overall_score: "< 9.5", technical_score: 7, verdict: accepted, meets_bar: true}
"""


def test_everything_a_script_can_hold(write: Write) -> None:
    script = load_script(str(write(WHOLE)))
    assert script.interview.company is CompanyType.STARTUP
    assert script.interview.language is ProgrammingLanguage.GO
    first, second = script.candidate
    assert [move.name for move in first.moves] == [
        *("say", "ask", "code", "run", "hint", "wait", "submit", "rate", "pause"),
    ]
    assert first.moves[6].submit == Submission(text="done", confidence=4)
    assert second.moves[0].submit == "in words"
    assert first.follow_ups == {"failed:edge": FollowUpAnswer(text="because", code="x = 2"), "default": "later"}
    assert first.expect is not None
    assert (first.expect.tests_passed, first.expect.verdict) == ("== 12", Verdict.ACCEPTED)
    assert script.expect.technical_score == "== 7"


def test_a_script_needs_little(write: Write) -> None:
    script = load_script(str(write("name: Bare")))
    assert script.slugs == ()
    assert script.interview.seed == 1


BROKEN: tuple[tuple[str, str, str, int | None], ...] = (
    ("", "is empty", "", None),
    ("- name: x", "must be a mapping", "", 1),
    ("interview: {}", "is missing", "name", 1),
    ("name: x\nname: y", "is given twice", "name", 2),
    ("name: [", "is not YAML", "", 2),
    ("name: x\nschema: 2", "less than or equal to 1", "schema", 2),
    ("name: ''", "at least 1 character", "name", 1),
    ("name: x\ninterview: {compny: startup}", "did you mean `company`?", "interview.compny", 2),
    ("name: x\ninterview:\n  company: circus", "'big_tech'", "interview.company", 3),
    ("name: x\ninterview:\n  language: cobol", "'python'", "interview.language", 3),
    ("name: x\ninterview:\n  minutes: 0", "greater than or equal to 1", "interview.minutes", 3),
    ("name: x\ninterview:\n  minutes: soon", "valid integer", "interview.minutes", 3),
    ("name: x\nexpect:\n  overall_score: good", 'write one like ">= 7"', "expect.overall_score", 3),
    ('name: x\nexpect:\n  overall_score: ">= -1"', "is not a comparison", "expect.overall_score", 3),
    ("name: x\nexpect:\n  overall_score: true", "valid string", "expect.overall_score", 3),
    ("name: x\nexpect:\n  verdict: fine", "'accepted'", "expect.verdict", 3),
    ("name: x\ncandidate: two-sum", "write a list", "candidate", 2),
    ("name: x\ncandidate:\n  - moves:\n      - say: a\n        run: true", "exactly one of", "candidate.0.moves.0", 4),
    ("name: x\ncandidate:\n  - moves:\n      - {}", "exactly one of", "candidate.0.moves.0", 4),
    ("name: x\ncandidate:\n  - moves:\n      - jump: high", "is not a known field", "candidate.0.moves.0.jump", 4),
    ("name: x\ncandidate:\n  - moves:\n      - rate: 5", "less than or equal to 4", "candidate.0.moves.0.rate", 4),
    ("name: x\ncandidate:\n  - moves:\n      - wait: 0", "greater than 0", "candidate.0.moves.0.wait", 4),
    ("name: x\ncandidate:\n  - moves:\n      - say: 7", "valid string", "candidate.0.moves.0.say", 4),
    ("name: x\ncandidate:\n  - moves:\n      - submit: {confidence: 9}", "less than or equal to 5", "confidence", 4),
    ("name: x\ncandidate:\n  - question: a\n  - question: a", "two entries for 'a'", "candidate", 2),
    ("name: x\ninterview: {questions: [a]}\ncandidate:\n  - question: b", "not among", "candidate", 3),
    ("name: x\ncandidate:\n  - moves:\n      - code_file: no.py", "No such file", "candidate.0.moves.0.code_file", 4),
    ("name: x\ncandidate:\n  - follow_ups:\n      q: {code_file: no.py}", "No such file", "follow_ups.q.code_file", 4),
    ("name: x\nsource: {file: y}", "cannot be written here", "source", 2),
    ("name: x\ncandidate:\n  - follow_ups: {default: [a]}", "", "follow_ups.default", 3),
)


@pytest.mark.parametrize(("text", "words", "field", "line"), BROKEN)
def test_a_broken_script_names_file_field_and_line(
    write: Write, text: str, words: str, field: str, line: int | None
) -> None:
    path = write(text)
    with pytest.raises(ContentError) as caught:
        load_script(str(path))
    error = caught.value
    assert words in f"{error.message} {error.why} {error.fix}"
    assert (error.file, error.line) == (str(path), line)
    assert error.field.endswith(field)
    assert error.message.startswith(f"{path}:{line}" if line else str(path))


def test_what_is_not_utf8_is_said(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    path.write_bytes(b"name: x\ninterview:\n  role: \xff\n")
    with pytest.raises(ContentError, match="is not UTF-8 text"):
        load_script(str(path))
    (tmp_path / "code.py").write_bytes(b"\xff")
    path.write_text("name: x\ncandidate:\n  - moves:\n      - code_file: code.py\n")
    with pytest.raises(ContentError, match="it is not UTF-8"):
        load_script(str(path))


def test_a_missing_script_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no script"):
        load_script(str(tmp_path / "none.yaml"))
    with pytest.raises(ContentError, match="cannot be read"):
        load_script(str(tmp_path))


def test_from_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "code.py").write_text("x = 3\n")
    text = "name: Piped\ncandidate:\n  - moves:\n      - code_file: code.py\n"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    script = load_script("-")
    assert script.code_of(script.candidate[0].moves[0]) == "x = 3\n"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"name: x\nexpct: {}\n")))
    with pytest.raises(ContentError) as caught:
        load_script("-")
    assert caught.value.message.startswith("standard input:2  expct")


def test_code_files_lie_beside_the_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "scripts"
    folder.mkdir()
    (folder / "fix.py").write_text("x = 4\n")
    path = folder / "script.yaml"
    path.write_text("name: x\ncandidate:\n  - follow_ups:\n      default: {code_file: fix.py}\n")
    monkeypatch.chdir(tmp_path)
    script = load_script("scripts/script.yaml")
    answer = script.candidate[0].follow_ups["default"]
    assert isinstance(answer, FollowUpAnswer)
    (folder / "fix.py").write_text("x = 5\n")
    assert script.code_of(answer) == "x = 5\n"
    (folder / "fix.py").unlink()
    with pytest.raises(ContentError, match="cannot be read"):
        script.code_of(answer)


@pytest.mark.parametrize(
    ("comparison", "value", "met"),
    [
        (">= 7", 7.0, True),
        (">= 7", 6.9, False),
        (">7", 7.0, False),
        ("> 6.5", 6.6, True),
        ("<= 3", 3.0, True),
        ("<= 3", 3.1, False),
        ("< 3", 2.0, True),
        ("< 3", 3.0, False),
        ("== 5", 5.0, True),
        ("== 5", 5.1, False),
        (">= 0", None, False),
        ("<= 10", None, False),
        ("perhaps", 5.0, False),
    ],
)
def test_comparisons(comparison: str, value: float | None, met: bool) -> None:
    assert holds(comparison, value) is met


def script_of(**fields: object) -> Script:
    return Script.model_validate({"name": "x", **fields})


def test_which_questions_are_asked() -> None:
    entries = [{"question": "a"}, {"moves": []}, {"question": "b"}]
    assert script_of(candidate=entries).slugs == ("a", "b")
    assert script_of(candidate=entries, interview={"max_questions": 3}).slugs == ()
    assert script_of(interview={"questions": ["c"]}).slugs == ("c",)
    named = script_of(candidate=entries, interview={"questions": ["b", "a"]}).named_questions()
    assert named == {
        "interview.questions.0": "b",
        "interview.questions.1": "a",
        "candidate.0.question": "a",
        "candidate.2.question": "b",
    }


def test_an_entry_belongs_to_its_question_or_its_place() -> None:
    script = script_of(candidate=[{"question": "b", "follow_ups": {"x": "1"}}, {"follow_ups": {"y": "2"}}])
    assert script.moves_for("b", 1).follow_ups == {"x": "1"}
    assert script.moves_for("other", 1).follow_ups == {"y": "2"}
    assert script.moves_for("other", 0) == QuestionMoves()
    assert script.moves_for("other", 5) == QuestionMoves()
