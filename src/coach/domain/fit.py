"""Whether the values of a test have the types that its signature names."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from coach.domain.signature import Parameter, Signature, parse_type

INT = 2**31
LONG = 2**63
SHOWN = 40
"""So many characters of a value are repeated in a message."""


class Misfit(NamedTuple):
    """A value that does not fit, by the dotted name of its place below the test's input, or `expected`."""

    field: str
    reason: str


def case_misfit(signature: Signature, given: Mapping[str, JsonValue], expected: JsonValue) -> Misfit | None:
    """The first value of a test that its signature does not allow; None when all fits. The names must be right."""
    if signature.is_class:
        return _operations_misfit(signature, given["operations"], expected)
    params = (Parameter(name="stdin", type="string"),) if signature.stdio else signature.params
    for parameter in params:
        if found := misfit(parameter.type, given[parameter.name]):
            return Misfit(parameter.name, found)
    found = misfit(_returned(signature), expected)
    return Misfit("expected", found) if found else None


def _returned(signature: Signature) -> str:
    if signature.stdio:
        return "string"
    return signature.params[0].type if signature.returns == "void" else signature.returns


def misfit(kind: str, value: JsonValue) -> str:
    """What in a value is not of a type, in words; empty when it fits."""
    outer, inner = parse_type(kind)
    match outer:
        case "int" | "long":
            return _whole_misfit(outer, value)
        case "float":
            return _decimal_misfit(value)
        case "bool":
            fits = isinstance(value, bool)
        case "string":
            fits = isinstance(value, str)
        case "void":
            fits = value is None
        case "graph":
            return _first_misfit("list<int>", _items(value)) if isinstance(value, dict | list) else _not(value, outer)
        case "optional":
            return "" if value is None else misfit(inner[0], value)
        case _:
            return _container_misfit(outer, inner[0], value)
    return "" if fits else _not(value, outer)


def _whole_misfit(kind: str, value: JsonValue) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return _not(value, kind)
    bound = INT if kind == "int" else LONG
    if -bound <= value < bound:
        return ""
    return f"{_shown(value)} needs more than the {32 if kind == 'int' else 64} bits of {kind}"


def _decimal_misfit(value: JsonValue) -> str:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return _not(value, "float")
    try:
        finite = math.isfinite(value)
    except OverflowError:
        finite = False
    return "" if finite else f"{_shown(value)} is no number that a float can hold"


def _container_misfit(outer: str, inner: str, value: JsonValue) -> str:
    if not isinstance(value, dict if outer == "map" else list):
        return _not(value, outer)
    return _first_misfit(f"optional<{inner}>" if outer == "binary_tree" else inner, _items(value))


def _items(value: JsonValue) -> Sequence[JsonValue]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _first_misfit(kind: str, values: Sequence[JsonValue]) -> str:
    return next((found for value in values if (found := misfit(kind, value))), "")


def _not(value: JsonValue, kind: str) -> str:
    return f"{_shown(value)} is not of type {kind}"


def _shown(value: JsonValue) -> str:
    if isinstance(value, int) and abs(value) >= 10**SHOWN:
        return "a very long number"
    text = " ".join(repr(value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


Call = tuple[str, list[JsonValue]]


def _operations_misfit(signature: Signature, operations: JsonValue, expected: JsonValue) -> Misfit | None:
    if not isinstance(operations, list) or not isinstance(expected, list) or len(operations) != len(expected):
        return Misfit("expected", "one value for each operation is needed")
    calls = [_call(operation) for operation in operations]
    first = calls[0] if calls else None
    if first is None or first[0] != signature.class_name:
        return Misfit("operations", f'the first must be ["{signature.class_name}", [arguments]]')
    methods = {method.name: (method.params, method.returns) for method in signature.methods}
    methods[signature.class_name] = (signature.constructor, "void")
    for at, (call, value) in enumerate(zip(calls, expected, strict=True)):
        if found := _call_misfit(methods, call, value):
            return Misfit(f"operations.{at}", found)
    return None


def _call(operation: JsonValue) -> Call | None:
    match operation:
        case [str(name), list(arguments)]:
            return name, arguments
    return None


def _call_misfit(methods: dict[str, tuple[tuple[Parameter, ...], str]], call: Call | None, expected: JsonValue) -> str:
    if call is None:
        return "write [name, [arguments]]"
    name, arguments = call
    if name not in methods:
        return f"there is no method {name!r}"
    params, returns = methods[name]
    if len(arguments) != len(params):
        return f"{name} takes {len(params)} arguments"
    for parameter, argument in zip(params, arguments, strict=True):
        if found := misfit(parameter.type, argument):
            return f"{parameter.name}: {found}"
    found = misfit(returns, expected)
    return f"expects {found}" if found else ""
