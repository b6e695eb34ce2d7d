"""Broken files: each is an error that names file, field and line, and no file is ever changed."""

import os
import time
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from coach.bank.loader import BankFolder
from coach.bank.yaml_model import check_yaml_model, load_yaml_model
from coach.bank.yaml_source import MAX_BYTES, read_yaml
from coach.domain.company import CompanyPattern
from coach.domain.scalar import plain_scalar
from coach.errors import ContentError
from tests.fakes_bank import PAIR_SUM, PAIR_SUM_FILES, write_bank


class Fault(NamedTuple):
    """A file with one thing wrong."""

    name: str
    content: str | bytes
    field: str
    marker: str
    """A text on the line that is at fault; empty when no line can be named."""
    says: str


def put(old: str, replacement: str) -> str:
    assert PAIR_SUM.count(old) == 1, old
    return PAIR_SUM.replace(old, replacement)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
FAULTS = [
    Fault("empty", "", "", "", "is empty"),
    Fault("only-a-comment", "# nothing\n", "", "", "is empty"),
    Fault("a-list", "- 1\n- 2\n", "", "- 1", "must be a mapping"),
    Fault("two-documents", PAIR_SUM + "---\nid: other\n", "", "---", "second document"),
    Fault("latin-1", put("with a given sum", "für eine Summe").encode("latin-1"), "", "summary:", "UTF-8"),
    Fault("utf-16", PAIR_SUM.encode("utf-16"), "", "s", "UTF-8"),
    Fault("null-byte", put("minutes: 15", "minutes: 15\0"), "", "minutes:", "control character U+0000"),
    Fault("escaped-control", put("title: Pair with a sum", 'title: "Pair \\e[31m"'), "title", "title:", "U+001B"),
    Fault("unclosed-quote", put("title: Pair", 'title: "Pair'), "", "", "is not YAML"),
    Fault("unclosed-bracket", put("[junior, mid]", "[junior, mid"), "", "minutes: 15", "is not YAML"),
    Fault("tab-indent", put("  function: has_pair", "\tfunction: has_pair"), "", "function:", "is not YAML"),
    Fault("colon-in-text", put("title: Pair with", "title: Pair: with"), "", "title:", "is not YAML"),
    Fault("bad-indent", put("  function: has_pair", "   function: has_pair"), "", "params:", "is not YAML"),
    Fault("unquoted-at", put("family: pairs-1", "family: @pairs"), "", "family:", "is not YAML"),
    Fault("duplicate-key", put("minutes: 15", "minutes: 15\nminutes: 20"), "minutes", "minutes: 20", "given twice"),
    Fault(
        "duplicate-inner-key",
        put("level: easy, elo", "level: easy, level: hard, elo"),
        "difficulty.level",
        "difficulty:",
        "given twice",
    ),
    Fault("python-tag", put("minutes: 15", "minutes: !!python/name:os.system"), "minutes", "minutes:", "tag"),
    Fault("core-tag", put("minutes: 15", 'minutes: !!int "15"'), "minutes", "minutes:", "tags are not allowed"),
    Fault("unknown-alias", put("minutes: 15", "minutes: *none"), "minutes", "minutes:", "*none"),
    Fault("own-alias", put("seniority: [", "seniority: &s [*s, "), "seniority.0", "seniority:", "not complete"),
    Fault("bomb", BOMB, "f.1", "f: ", "too many aliases"),
    Fault("deep", "a: " + "[" * 3000 + "]" * 3000, ".".join(["a", *["0"] * 40]), "a: ", "nested more than"),
    Fault("mapping-as-key", put("minutes: 15", "{minutes: 15}: 3"), "", "{minutes", "not plain text"),
    Fault("not-a-number", put("elo: 1200", "elo: .nan"), "difficulty.elo", "elo:", "finite"),
    Fault("endless-number", put("elo: 1200", f"elo: {'9' * 5000}"), "difficulty.elo", "elo:", "400 digits"),
    Fault("huge-number", put("elo: 1200", "elo: 1e999"), "difficulty.elo", "elo:", "too large"),
    Fault("too-large", "a: " + "x" * MAX_BYTES, "", "", "larger than"),
    Fault("unknown-field", put("summary:", "sumary:"), "sumary", "sumary:", "not a known field"),
    Fault("missing-field", put("minutes: 15\n", ""), "minutes", "schema", "is missing"),
    Fault("wrong-type", put("minutes: 15", "minutes: soon"), "minutes", "minutes:", "valid integer"),
    Fault("number-for-text", put("title: Pair with a sum", "title: 15"), "title", "title:", "valid string"),
    Fault("mapping-for-list", put("concepts: [hashing]", "concepts: {a: b}"), "concepts", "concepts:", "tuple"),
    Fault("out-of-range", put("minutes: 15", "minutes: 500"), "minutes", "minutes:", "less than or equal"),
    Fault("not-one-of", put("level: easy", "level: simple"), "difficulty.level", "level:", "'easy'"),
    Fault("bad-slug", put("family: pairs-1", "family: Pairs_1"), "family", "family:", "pattern"),
    Fault("future-schema", put("schema: 1\n", "schema: 2\n"), "schema", "schema:", "less than or equal"),
    Fault("other-id", put("id: pair-sum", "id: pair-sums"), "id", "id: pair-sums", "the file is called"),
    Fault("four-hints", put("  - Remember every number you have passed.\n", ""), "hints", "hints:", "5 items"),
    Fault("bad-type", put("type: list<int>", "type: set<int>"), "signature.params.0.type", "params:", "container"),
    Fault("no-shape", put("  function: has_pair\n", ""), "signature", "signature:", "either a function"),
    Fault(
        "input-misfit",
        put("{numbers: [], target", "{numbers: [], goal"),
        "tests.4.input",
        "id: empty",
        "signature wants",
    ),
    Fault("missing-in-list", put(", why: 9 and 5", ""), "tests.0.why", "id: plain", "is missing"),
    Fault("same-test-ids", put("{id: half", "{id: ends"), "tests", "tests:\n  - {id: plain", "share an id"),
    Fault("target-left-out", put("[n, n log n]", "[n log n]"), "complexity.acceptable", "complexity:", "must name"),
    Fault(
        "criterion",
        put("restate the task?", "restate the task"),
        "rubric.communication.0.ask",
        "communication:",
        "pattern",
    ),
    Fault("condition", put("when: always", "when: sometimes"), "follow_ups.0.when", "id: memory", "pattern"),
    Fault("loader-field", PAIR_SUM + "content_hash: abc\n", "content_hash", "content_hash", "filled in"),
]


def text_of(fault: Fault) -> str:
    return fault.content if isinstance(fault.content, str) else fault.content.decode("latin-1")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_broken_question_is_named(fault: Fault, tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    path = bank / "coding" / "pair-sum" / "question.yaml"
    raw = fault.content.encode() if isinstance(fault.content, str) else fault.content
    path.write_bytes(raw)

    began = time.monotonic()
    catalog = BankFolder(bank).catalog()

    assert time.monotonic() - began < 2
    assert catalog.questions == ()
    error = catalog.problems[0]
    assert error.file == str(path)
    assert error.field == fault.field
    if fault.marker:
        text = text_of(fault)
        assert error.line == text.count("\n", 0, text.index(fault.marker)) + 1
    assert fault.says in f"{error} {error.why}"
    assert error.fix
    assert str(path) in str(error)
    assert path.read_bytes() == raw


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_machine_without_libyaml_says_the_same(fault: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.bank.yaml_source.LOADER", yaml.SafeLoader)
    bank = write_bank(tmp_path / "bank")
    path = bank / "coding" / "pair-sum" / "question.yaml"
    path.write_bytes(fault.content.encode() if isinstance(fault.content, str) else fault.content)
    error = BankFolder(bank).catalog().problems[0]
    assert (error.file, error.field) == (str(path), fault.field)
    assert fault.says in f"{error} {error.why}"
    assert error.fix


def test_the_corpus_is_large_enough() -> None:
    assert len(FAULTS) >= 25
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_all_faults_of_a_file_are_told(tmp_path: Path) -> None:
    text = put("minutes: 15", "minutes: soon").replace("elo: 1200", "elo: 1").replace("why: no numbers", "whi: x")
    bank = write_bank(tmp_path, {**PAIR_SUM_FILES, "question.yaml": text})
    problems = BankFolder(bank).catalog().problems
    assert [error.field for error in problems] == ["difficulty.elo", "minutes", "tests.4.whi", "tests.4.why"]
    assert "did you mean `why`" in problems[2].fix


def test_the_first_fault_is_raised(tmp_path: Path) -> None:
    path = tmp_path / "startup.yaml"
    path.write_text("schema: 1\ntype: startup\nname: Start-up\nrules: {backend: {mix: []}}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="rules – is not a known field") as caught:
        load_yaml_model(path, CompanyPattern)
    value, faults = check_yaml_model(path, CompanyPattern)
    assert value is None
    assert str(faults[0]) == str(caught.value)
    assert "did you mean `roles`" in next(fault.fix for fault in faults if fault.field == "rules")


def test_an_unknown_field_deep_inside_finds_its_neighbour(tmp_path: Path) -> None:
    path = tmp_path / "startup.yaml"
    path.write_text("roles:\n  backend:\n    focs: [speed]\n    zzz: 1\n", encoding="utf-8")
    _, faults = check_yaml_model(path, CompanyPattern)
    fixes = {fault.field: (fault.line, fault.fix) for fault in faults}
    assert fixes["roles.backend.focs"] == (3, "did you mean `focus`?")
    assert fixes["roles.backend.zzz"] == (4, "remove it; known here: focus, mix")


def test_a_comma_in_unquoted_text_is_explained(tmp_path: Path) -> None:
    text = put("why: no numbers", "why: nothing, nobody at all")
    bank = write_bank(tmp_path, {**PAIR_SUM_FILES, "question.yaml": text})
    assert "comma" in BankFolder(bank).catalog().problems[0].fix


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        read_yaml(tmp_path / "none.yaml")


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    with pytest.raises(ContentError, match="not a regular file"):
        read_yaml(pipe)


def test_a_few_aliases_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "aliases.yaml"
    path.write_text("a: &a [1, 2]\nb: *a\n", encoding="utf-8")
    assert read_yaml(path).data == {"a": [1, 2], "b": [1, 2]}


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "marked.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_yaml(path).data == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("2024-01-31", "2024-01-31"),
        ("10:30", "10:30"),
        ("12", 12),
        ("-1_000", -1000),
        ("+7", 7),
        ("010", 10),
        ("0x1F", 31),
        ("0o17", 15),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-2.", -2.0),
        ("n^2", "n^2"),
        ("-", "-"),
    ],
)
def test_plain_scalars_mean_what_they_look_like(text: str, value: object) -> None:
    found = plain_scalar(text)
    assert (found, type(found)) == (value, type(value))


def test_keys_are_always_text(tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    path.write_text("1: a\ntrue: b\n2.50: c\n", encoding="utf-8")
    assert read_yaml(path).data == {"1": "a", "true": "b", "2.50": "c"}
