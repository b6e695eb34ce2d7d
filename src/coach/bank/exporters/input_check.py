"""Checks that an input has the shape that a question's signature asks for: exit code 42 for yes, 43 for no.

This file is copied into exported packages, in front of their signature, so it needs the standard library alone.
"""

import json
import sys
from typing import Any

VALID, INVALID = 42, 43


SCALARS: dict[str, Any] = {"int": int, "long": int, "float": (int, float), "string": str, "graph": (list, dict)}


def fits(kind: str, value: Any) -> bool:
    """Whether a value is of a type, as a signature spells it."""
    outer, _, inner = kind.partition("<")
    inner = inner[:-1]
    if outer in SCALARS:
        return isinstance(value, SCALARS[outer]) and not isinstance(value, bool)
    if outer == "bool":
        return isinstance(value, bool)
    if outer == "optional":
        return value is None or fits(inner, value)
    if outer == "map":
        return isinstance(value, dict) and all(fits(inner.partition(",")[2], each) for each in value.values())
    inner = f"optional<{inner}>" if outer == "binary_tree" else inner
    return isinstance(value, list) and all(fits(inner, each) for each in value)


def is_valid(signature: dict[str, Any], text: str) -> bool:
    """Whether every line is what the signature wants there."""
    try:
        values = [json.loads(line) for line in text.splitlines()]
    except ValueError:
        return False
    if not signature["class_name"]:
        kinds = [each["type"] for each in signature["params"]]
        return len(kinds) == len(values) and all(map(fits, kinds, values))
    calls = {each["name"]: each["params"] for each in signature["methods"]}
    calls[signature["class_name"]] = signature["constructor"]
    return bool(values) and all(_is_call(calls, value) for value in values)


def _is_call(calls: dict[str, Any], value: Any) -> bool:
    if not (isinstance(value, list) and len(value) == 2 and value[0] in calls and isinstance(value[1], list)):
        return False
    kinds = [each["type"] for each in calls[value[0]]]
    return len(kinds) == len(value[1]) and all(map(fits, kinds, value[1]))


def main(signature: dict[str, Any]) -> None:
    """Ends the process with the verdict on standard input."""
    sys.exit(VALID if is_valid(signature, sys.stdin.read()) else INVALID)
