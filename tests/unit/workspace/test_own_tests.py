"""The file with a candidate's own tests: what is read, and how every broken line is told."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.own_tests import MAX_OWN_TESTS, MAX_OWN_TESTS_TEXT, OwnTest
from coach.domain.signature import Parameter, Signature
from coach.errors import BadInput, ContentError
from coach.workspace.own_tests import as_line, own_tests_file, parse, template
from tests.fakes_bank import pair_sum

ROOT = Path(__file__).parents[3]
PAIR = Signature.model_validate(
    {
        "function": "two_sum",
        "params": [{"name": "nums", "type": "list<int>"}, {"name": "target", "type": "int"}],
        "returns": "list<int>",
    }
)
CACHE = Signature.model_validate(
    {
        "class_name": "LruCache",
        "constructor": [{"name": "capacity", "type": "int"}],
        "methods": [
            {"name": "get", "params": [{"name": "key", "type": "int"}], "returns": "int"},
            {"name": "put", "params": [{"name": "key", "type": "int"}, {"name": "value", "type": "int"}]},
        ],
    }
)
PROGRAM = Signature(stdio=True)
TEXTS = Signature.model_validate(
    {
        "function": "label",
        "params": [{"name": "words", "type": "map<string,list<string>>"}, {"name": "weight", "type": "float"}],
        "returns": "optional<string>",
    }
)
GOOD = "- {nums: [3, 3], target: 6, expected: [0, 1]}"


def one(line: str, signature: Signature = PAIR) -> OwnTest:
    (test,) = parse(line, signature, "mine.tests.yaml")
    return test


@pytest.mark.parametrize(
    "line",
    [
        GOOD,
        "{nums: [3, 3], target: 6, expected: [0, 1]}",
        "  -   {nums: [3, 3], target: 6, expected: [0, 1]}  # equal numbers\r",
        '{"nums": [3, 3], "target": 6, "expected": [0, 1]}',
        '- {"nums":[3,3],"target":6,"expected":[0,1]}',
        "- {expected: [0, 1], target: +6, nums: [3, 0x3]}",
    ],
)
def test_one_test_in_many_spellings(line: str) -> None:
    test = one(line)
    assert (test.input, test.expected, test.line, test.id) == ({"nums": [3, 3], "target": 6}, [0, 1], 1, "own-1")


def test_comments_and_blank_lines_count_as_lines_alone() -> None:
    text = f"---\n# mine\n\n{GOOD}\n   # more\n{GOOD}\n...\n"
    assert [test.line for test in parse(text, PAIR, "")] == [4, 6]
    assert parse("", PAIR, "") == parse("# nothing\n", PAIR, "") == ()


def test_classes_and_programs() -> None:
    line = '- {operations: [["LruCache", [2]], [put, [1, 5]], ["get", [1]]], expected: [null, ~, 5]}'
    assert one(line, CACHE).input == {"operations": [["LruCache", [2]], ["put", [1, 5]], ["get", [1]]]}
    assert one(line, CACHE).expected == [None, None, 5]
    test = one(r'- {stdin: "1 2\n", expected: "3"}', PROGRAM)
    assert (test.input, test.expected) == ({"stdin": "1 2\n"}, "3")


def test_words_mean_what_they_mean_in_a_bank() -> None:
    line = "{words: {a: [yes, no, on, 2026-01-02, 10:30, 'null']}, weight: 1_000.5, expected: off}"
    test = one(line, TEXTS)
    assert test.input == {"words": {"a": ["yes", "no", "on", "2026-01-02", "10:30", "null"]}, "weight": 1000.5}
    assert test.expected == "off"
    assert one("{words: {}, weight: 1, expected: }", TEXTS).expected is None


BROKEN = [
    ("nums", "is not a test", "", "write {nums: …, target: …, expected: …}"),
    ("-", "is not a test", "", "write {nums"),
    ("- # only a remark", "is not a test", "", "write {nums"),
    ("[1, 2]", "is not a test", "", "write {nums"),
    ("nums: [1], target: 2, expected: []", "is not a test: ", "", "braces"),
    ("{nums: [3, target: 6, expected: []}", "is not a test: ", "", "one line"),
    ("{nums: [3], target: 6, expected: [],", "is not a test: ", "", "one line"),
    ("{nums: [3], target: 6, expected: 'a}", "is not a test: ", "", "never closed"),
    ("{nums: @3, target: 6, expected: []}", "is not a test: ", "", "quote text"),
    (f"{GOOD[2:]} {GOOD[2:]}", "is not a test: ", "", "one test per line"),
    ("\x07", "cannot stand there", "", "check quotes"),
    ("{nums: [3], expected: []}", "is missing", "target", "write {nums"),
    ("{nums: [3], target: 6}", "is missing", "expected", "write {nums"),
    ("{nums: [3], tagret: 6, expected: []}", "is unknown here", "tagret", "did you mean target?"),
    ("{nums: [3], target:6, expected: []}", "is unknown here", "target:6", "a space after the colon"),
    ("{nums: [3], target: 6, expected: [], zzz: 1}", "is unknown here", "zzz", "known here: nums, target, expected"),
    ("{nums: [3.5], target: 6, expected: []}", "3.5 is not of type int", "nums", "mend the value"),
    ("{nums: [3], target: yes, expected: []}", "'yes' is not of type int", "target", "mend the value"),
    ("{nums: [3], target: 3000000000, expected: []}", "more than the 32 bits", "target", "mend the value"),
    ("{nums: [3], target: 6, expected: 0}", "0 is not of type list", "expected", "mend the value"),
    ("{nums: [3], nums: [4], target: 6, expected: []}", "gives nums twice", "", "keep one"),
    ('{"nums": [3], "nums": [4], "target": 6, "expected": []}', "gives nums twice", "", "keep one"),
    ("{[nums]: 3}", "a name that is not plain text", "", "parameters"),
    ("{nums: [3], target: .inf, expected: []}", ".inf is not a finite number", "", "smaller number"),
    ('{"nums": [NaN], "target": 6, "expected": []}', "NaN is not a finite number", "", "finite"),
    (f"{{nums: [3], target: {'9' * 401}, expected: []}}", "more than 400 digits", "", "smaller number"),
    ("{nums: &a [3], target: 6, expected: *a}", "has an anchor or alias", "", "write the value out"),
    ("{nums: *a, target: 6, expected: []}", "has an anchor or alias", "", "write the value out"),
    ("{nums: !!python/name:os.system [3], target: 6, expected: []}", "has the tag", "", "plain value"),
    ("{? !!str nums : [3]}", "a name that is not plain text", "", "parameters"),
    ("[" * 100_000, "is nested more than 40 deep", "", "flatten"),
    ('{"nums": ' + "[" * 60 + "]" * 60 + "}", "is nested more than 40 deep", "", "flatten"),
    ('{"nums": [3], "target": "\\ud800", "expected": []}', "is not a test", "", "check quotes"),
]


@pytest.mark.parametrize(("line", "says", "field", "fix"), BROKEN, ids=range(len(BROKEN)))
def test_every_fault_names_file_line_field_and_a_remedy(line: str, says: str, field: str, fix: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse(f"# mine\n{GOOD}\n{line}\n", PAIR, "mine.tests.yaml")
    error = caught.value
    assert isinstance(error, BadInput)
    assert error.message.startswith("mine.tests.yaml:3")
    assert (error.line, error.field) == (3, field)
    assert says in error.message
    assert fix in error.fix


def test_faults_in_calls_name_the_call() -> None:
    line = '{operations: [["LruCache", [2]], ["peek", []]], expected: [null, 1]}'
    with pytest.raises(ContentError, match=r"operations\.1 – there is no method 'peek'"):
        one(line, CACHE)
    with pytest.raises(ContentError, match="stdin – 1 is not of type string") as caught:
        one("{stdin: 1, expected: x}", PROGRAM)
    assert caught.value.field == "stdin"
    with pytest.raises(ContentError, match="weight – inf is no number"):
        one('{"words": {}, "weight": 1e999, "expected": null}', TEXTS)


def test_how_much_is_allowed() -> None:
    assert len(parse(f"{GOOD}\n" * MAX_OWN_TESTS, PAIR, "")) == MAX_OWN_TESTS
    with pytest.raises(ContentError, match="f:52 – is one test more than the 50"):
        parse(f"# mine\n{GOOD}\n" + f"{GOOD}\n" * MAX_OWN_TESTS, PAIR, "f")
    with pytest.raises(ContentError, match=r"f – holds more than 200,000 characters"):
        parse("#" * (MAX_OWN_TESTS_TEXT + 1), PAIR, "f")


@pytest.mark.timeout(20)
def test_the_largest_file_is_read_in_no_time() -> None:
    numbers = "1," * (MAX_OWN_TESTS_TEXT // 2 - 40)
    assert len(one(f"{{nums: [{numbers}], target: 1, expected: []}}").input["nums"]) > 90_000  # type: ignore[arg-type]
    with pytest.raises(ContentError):
        parse("- {nums: [{a: " * 10_000, PAIR, "")


def test_the_template_holds_the_first_sample_as_a_remark(tmp_path: Path) -> None:
    bank = pair_sum(tmp_path)
    text = template(bank)
    assert parse(text, bank.signature, "") == ()
    last = text.splitlines()[-1]
    test = one(last.removeprefix("# "), bank.signature)
    assert (test.input, test.expected) == (bank.samples[0].input, bank.samples[0].expected)


@pytest.mark.parametrize("name", ["q1-two-sum.py", "q1-two-sum.cpp", "q1-two-sum"])
def test_where_the_file_lies(name: str) -> None:
    assert own_tests_file(Path("there") / name) == Path("there/q1-two-sum.tests.yaml")


def test_the_guide_shows_lines_that_can_be_read() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "own-tests.md").read_text(encoding="utf-8"), re.DOTALL)
    for block, signature, count in zip(blocks, (PAIR, CACHE, PROGRAM), (2, 1, 1), strict=True):
        assert len(parse(block, signature, "")) == count
        assert len(yaml.safe_load(block)) == count


# ----- whatever the values are, they come back

VALUES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "words": st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=3), max_size=3),
        "weight": st.one_of(st.integers(-(2**40), 2**40), st.floats(allow_nan=False, allow_infinity=False)),
        "expected": st.one_of(st.none(), st.text(max_size=12)),
    }
)


@settings(deadline=None)
@given(VALUES, st.booleans(), st.sampled_from(["", "- ", "-  "]))
def test_json_comes_back(values: dict[str, Any], ascii_only: bool, dash: str) -> None:
    test = one(dash + json.dumps(values, ensure_ascii=ascii_only), TEXTS)
    assert {**test.input, "expected": test.expected} == values


LETTERS = st.text("abefnorsuyNTé ", max_size=8)
IN_LETTERS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "words": st.dictionaries(LETTERS, st.lists(LETTERS, max_size=3), max_size=3),
        "weight": st.one_of(st.integers(-(2**40), 2**40), st.floats(allow_nan=False, allow_infinity=False)),
        "expected": st.none() | LETTERS,
    }
)


@settings(deadline=None)
@given(IN_LETTERS)
def test_what_yaml_writes_comes_back(values: dict[str, Any]) -> None:
    test = one(yaml.safe_dump(values, default_flow_style=True, width=10**9, allow_unicode=True), TEXTS)
    assert {**test.input, "expected": test.expected} == values


PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF, exclude_categories=["C", "Z"]), max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(PLAIN, max_size=3), max_size=3), st.none() | PLAIN)
def test_lines_of_ours_come_back_and_are_yaml(words: list[list[str]], expected: str | None) -> None:
    given_words: dict[str, Any] = {str(at): row for at, row in enumerate(words)}
    given_test = OwnTest(input={"words": given_words, "weight": 2}, expected=expected, line=1)
    line = as_line(given_test)
    assert one(line, TEXTS) == given_test
    assert yaml.safe_load(line) == [{**given_test.input, "expected": expected}]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_line_is_a_test_or_told(line: str) -> None:
    try:
        parse(line, PAIR, "f")
    except ContentError as error:
        assert error.fix


def test_a_dash_inside_a_text_stays() -> None:
    signature = Signature(function="f", params=(Parameter(name="formula", type="string"),), returns="int")
    (read,) = parse('- {"formula": "7 - 2 - 1", "expected": 4}', signature, "tests.txt")
    assert read.input == {"formula": "7 - 2 - 1"}
