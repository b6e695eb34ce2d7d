"""The file with a candidate's own tests, beside the solution: one test a line, as a YAML flow mapping or JSON object.

A line may begin with `- `; then the whole file is YAML too. Blank lines and lines that begin with `#` are left out.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

import yaml
from pydantic import JsonValue

from coach.domain.coding import CodingQuestion
from coach.domain.fit import case_misfit
from coach.domain.own_tests import MAX_OWN_TESTS, MAX_OWN_TESTS_TEXT, OwnTest
from coach.domain.scalar import plain_scalar
from coach.domain.signature import Signature
from coach.errors import ContentError

ENDING = ".tests.yaml"
EXPECTED = "expected"
MAX_DEPTH = 40
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SEPARATORS = {"", "---", "..."}
ABOUT = """\
# Your own tests. They run with the samples and are handed in with your code. One test per line: input, and what must
# come out. The first sample as an example; take away its # and change it:
# """
DASH = re.compile(r"^-\s+")
OTHERWISE = "check quotes, brackets and commas; a test is one line"
FIXES = {
    "unexpected end of stream": "a quote was opened and never closed; a test is one line",
    "cannot start any token": "quote text that begins with @, `, % or a tab",
    "<document start>": "write one test per line",
    "did not find expected key": "put braces around the test",
    "mapping values are not allowed": "put braces around the test, and quote text that holds a colon",
}


class _Refused(Exception):
    """What is wrong with a line, and how it is mended."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


def own_tests_file(solution: Path) -> Path:
    """Where the tests for a solution file lie."""
    return solution.with_name(solution.stem + ENDING)


def template(bank: CodingQuestion) -> str:
    """What the file says before the candidate writes in it."""
    sample = bank.samples[0]
    return f"{ABOUT}{as_line(OwnTest(input=sample.input, expected=sample.expected, line=1))}\n"


def as_line(test: OwnTest) -> str:
    """A test as one line of the file."""
    pairs = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in test.input.items())
    return f"- {{{', '.join(pairs)}, {EXPECTED}: {json.dumps(test.expected, ensure_ascii=False)}}}"


def parse(text: str, signature: Signature, file: str) -> tuple[OwnTest, ...]:
    """The tests in a text; `file` is named in errors. Raises ContentError for the first fault, with line and field."""
    if len(text) > MAX_OWN_TESTS_TEXT:
        reason = f"holds more than {MAX_OWN_TESTS_TEXT:,} characters"
        raise ContentError(reason, file=file, fix="use smaller inputs")
    # Not splitlines(): it also cuts at characters that may stand inside a string.
    lines = ((number, line.strip()) for number, line in enumerate(text.split("\n"), 1))
    written = [(number, line) for number, line in lines if line not in SEPARATORS and not line.startswith("#")]
    if len(written) > MAX_OWN_TESTS:
        line = written[MAX_OWN_TESTS][0]
        reason = f"is one test more than the {MAX_OWN_TESTS} that are allowed"
        raise ContentError(reason, file=file, line=line, fix="remove those that tell the least")
    return tuple(_test(line, number, signature, file) for number, line in written)


def _test(line: str, number: int, signature: Signature, file: str) -> OwnTest:
    try:
        value = _value_of(DASH.sub("", line))
    except _Refused as error:
        raise ContentError(error.message, file=file, line=number, fix=error.fix) from None
    if not isinstance(value, dict):
        fix = f"write {_shape(signature)}"
        raise ContentError("is not a test", file=file, line=number, fix=fix)
    _check_names(value, number, signature, file)
    expected = value.pop(EXPECTED)
    if found := case_misfit(signature, value, expected):
        fix = "mend the value; the question names its type"
        raise ContentError(found.reason, file=file, field=found.field, line=number, fix=fix)
    return OwnTest(input=value, expected=expected, line=number)


def _shape(signature: Signature) -> str:
    """How a test looks, for messages."""
    return "{" + "".join(f"{name}: …, " for name in _names(signature)) + f"{EXPECTED}: …}}"


def _names(signature: Signature) -> list[str]:
    """The names of a test's input, in the order of the parameters."""
    return [param.name for param in signature.params] or sorted(signature.input_names)


def _check_names(value: dict[str, JsonValue], number: int, signature: Signature, file: str) -> None:
    known = [*_names(signature), EXPECTED]
    for name in value:
        if name not in known:
            raise ContentError("is unknown here", file=file, field=name, line=number, fix=_rename(name, known))
    for name in known:
        if name not in value:
            raise ContentError("is missing", file=file, field=name, line=number, fix=f"write {_shape(signature)}")


def _rename(name: str, known: list[str]) -> str:
    if name.partition(":")[0] in known:
        return "write a space after the colon"
    near = get_close_matches(name, known, 1)
    return f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"


def _value_of(text: str) -> JsonValue:
    """The one value in a text, JSON or YAML. Raises _Refused."""
    try:
        # JSON first: what other programs write of it (pairs of surrogates, for one) is not always YAML.
        found: JsonValue = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return _yaml_value(text)
    _require_depth(found, MAX_DEPTH)
    return found


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for name, value in pairs:
        _put(found, name, value)
    return found


def _put(items: dict[str, JsonValue], name: str, value: JsonValue) -> None:
    if name in items:
        raise _Refused(f"gives {name} twice", "keep one of the two")
    items[name] = value


def _constant(name: str) -> NoReturn:
    raise _Refused(f"{name} is not a finite number", "use a finite number")


def _require_depth(value: JsonValue, left: int) -> None:
    if not left:
        raise _Refused(f"is nested more than {MAX_DEPTH} deep", "flatten the value")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _require_depth(inner, left - 1)


def _yaml_value(text: str) -> JsonValue:
    try:
        events = iter(yaml.parse(text, Loader=LOADER))
        next(events)
        if isinstance(next(events), yaml.StreamEndEvent):
            return None
        value = _from_event(next(events), events, MAX_DEPTH)
        deque(events, maxlen=0)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "it holds a character that cannot stand there"
        fix = next((advice for part, advice in FIXES.items() if part in problem), OTHERWISE)
        raise _Refused(f"is not a test: {problem}", fix) from None
    return value


def _from_event(event: Any, events: Iterator[Any], left: int) -> JsonValue:
    """Plain data alone: no tags, and no aliases, by which a short line becomes a huge value."""
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise _Refused("has an anchor or alias (& or *)", "write the value out, or quote it if it is text")
    if event.tag is not None:
        raise _Refused(f"has the tag {event.tag}", "write the plain value, or quote it if it is text")
    if not left:
        raise _Refused(f"is nested more than {MAX_DEPTH} deep", "flatten the value")
    if isinstance(event, yaml.SequenceStartEvent):
        return list(_items(events, left - 1))
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, left - 1)
    return _scalar(event)


def _items(events: Iterator[Any], left: int) -> Iterator[JsonValue]:
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        yield _from_event(event, events, left)


def _mapping(events: Iterator[Any], left: int) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent) or event.tag is not None or event.anchor:
            raise _Refused("has a name that is not plain text", "names are those of the parameters")
        _put(found, event.value, _from_event(next(events), events, left))
    return found


def _scalar(event: Any) -> JsonValue:
    text: str = event.value
    if not event.implicit[0]:
        return text
    try:
        return plain_scalar(text)
    except ValueError as error:
        raise _Refused(f"{text[:20]} {error}", "use a smaller number, or quote it if it is text") from None
