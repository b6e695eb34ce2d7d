"""Whether the values of a test have the types that its signature names."""

from collections.abc import Sequence

from pydantic import JsonValue

from coach.bank.yaml_model import shortened
from coach.domain.coding import TestCase
from coach.domain.signature import Parameter, Signature, parse_type

INT = 2**31
LONG = 2**63


def misfit(kind: str, value: JsonValue) -> str:
    """What in a value is not of a type, in words; empty when it fits."""
    outer, inner = parse_type(kind)
    match outer:
        case "int" | "long":
            return _number_misfit(outer, value)
        case "float":
            fits = isinstance(value, int | float) and not isinstance(value, bool)
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


def _number_misfit(kind: str, value: JsonValue) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return _not(value, kind)
    bound = INT if kind == "int" else LONG
    if -bound <= value < bound:
        return ""
    return f"{value} needs more than the {32 if kind == 'int' else 64} bits of {kind}"


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
    return f"{shortened(value, 40)} is not of type {kind}"


def case_misfit(signature: Signature, test: TestCase) -> str:
    """What in a test does not fit its signature: "field: reason"; empty when all fits."""
    if signature.stdio:
        return _text_misfit(test)
    if signature.is_class:
        return _operations_misfit(signature, test)
    for parameter in signature.params:
        if found := misfit(parameter.type, test.input[parameter.name]):
            return f"input.{parameter.name}: {found}"
    returned = signature.params[0].type if signature.returns == "void" else signature.returns
    found = misfit(returned, test.expected)
    return f"expected: {found}" if found else ""


def _text_misfit(test: TestCase) -> str:
    if found := misfit("string", test.input["stdin"]):
        return f"input.stdin: {found}"
    found = misfit("string", test.expected)
    return f"expected: {found}" if found else ""


def _operations_misfit(signature: Signature, test: TestCase) -> str:
    operations, expected = test.input["operations"], test.expected
    if not isinstance(operations, list) or not isinstance(expected, list) or len(operations) != len(expected):
        return "expected: one value for each operation is needed"
    calls = [_call(operation) for operation in operations]
    first = calls[0] if calls else None
    if first is None or first[0] != signature.class_name:
        return f'input.operations: the first must be ["{signature.class_name}", [arguments]]'
    methods = {method.name: (method.params, method.returns) for method in signature.methods}
    methods[signature.class_name] = (signature.constructor, "void")
    for at, (call, value) in enumerate(zip(calls, expected, strict=True)):
        if found := _call_misfit(methods, call, value):
            return f"input.operations.{at}: {found}"
    return ""


Call = tuple[str, list[JsonValue]]


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
