"""Makes a whole program of a function or class: arguments come as lines of JSON, the result goes out as JSON words.

This file is copied into exported programs, in front of the solution, so it needs the standard library alone.
"""

import json
import sys
from collections import deque
from typing import Any


class ListNode:
    def __init__(self, val: Any = 0, next: "ListNode | None" = None) -> None:
        self.val = val
        self.next = next


class TreeNode:
    def __init__(self, val: Any = 0, left: "TreeNode | None" = None, right: "TreeNode | None" = None) -> None:
        self.val = val
        self.left = left
        self.right = right


def in_words(value: Any, compare: str = "exact") -> str:
    """A value as JSON with a space between any two signs, and none inside a text; lists sorted where order is free."""
    if isinstance(value, list):
        words = [in_words(item, compare if compare == "unordered_nested" else "exact") for item in value]
        if compare.startswith("unordered"):
            words.sort()
        return f"[ {' , '.join(words)} ]" if words else "[ ]"
    if isinstance(value, dict):
        pairs = [f"{in_words(key)} : {in_words(value[key], compare)}" for key in sorted(value)]
        return f"{{ {' , '.join(pairs)} }}" if pairs else "{ }"
    return json.dumps(value).replace(" ", "\\u0020")


def in_lines(signature: dict[str, Any], given: dict[str, Any]) -> str:
    """The input of a program for the input of a test: a line of JSON for each parameter, or for each operation."""
    values = given["operations"] if signature["class_name"] else [given[each["name"]] for each in signature["params"]]
    return "".join(json.dumps(value, separators=(",", ":")) + "\n" for value in values)


def out_lines(signature: dict[str, Any], value: Any, compare: str) -> str:
    """What a program prints for the result of a test."""
    values = value if signature["class_name"] else [value]
    return "".join(in_words(each, compare) + "\n" for each in values)


def with_nodes(kind: str, value: Any) -> Any:
    """Plain data as the nodes that a type names."""
    if kind.startswith("linked_list"):
        head = None
        for item in reversed(value or []):
            head = ListNode(item, head)
        return head
    if kind.startswith("binary_tree"):
        return _tree(value or [])
    if kind.startswith("list<") and isinstance(value, list):
        return [with_nodes(kind[5:-1], item) for item in value]
    return value


def _tree(values: list[Any]) -> Any:
    if not values or values[0] is None:
        return None
    root = TreeNode(values[0])
    places = deque([(root, "left"), (root, "right")])
    for value in values[1:]:
        parent, side = places.popleft()
        if value is not None:
            node = TreeNode(value)
            setattr(parent, side, node)
            places.extend([(node, "left"), (node, "right")])
    return root


def without_nodes(kind: str, value: Any) -> Any:
    """The plain data of what a solution returned."""
    if kind.startswith("linked_list"):
        items = []
        while value is not None:
            items.append(value.val)
            value = value.next
        return items
    if kind.startswith("binary_tree"):
        return _levels(value)
    if isinstance(value, list | tuple):
        return [without_nodes(kind[5:-1] if kind.startswith("list<") else "", item) for item in value]
    return value


def _levels(root: Any) -> list[Any]:
    items, waiting = [], deque([root])
    while waiting:
        node = waiting.popleft()
        items.append(None if node is None else node.val)
        if node is not None:
            waiting.extend((node.left, node.right))
    while items and items[-1] is None:
        items.pop()
    return items


def answer(signature: dict[str, Any], names: dict[str, Any], compare: str, text: str) -> str:
    """What is printed for an input, by the solution among `names`."""
    values = [json.loads(line) for line in text.splitlines() if line.strip()]
    if signature["class_name"]:
        return out_lines(signature, _operated(signature, names, values), compare)
    arguments = [with_nodes(each["type"], value) for each, value in zip(signature["params"], values, strict=True)]
    result, kind = names[signature["function"]](*arguments), signature["returns"]
    if kind == "void":
        result, kind = arguments[0], signature["params"][0]["type"]
    return out_lines(signature, without_nodes(kind, result), compare)


def _operated(signature: dict[str, Any], names: dict[str, Any], operations: list[Any]) -> list[Any]:
    methods = {each["name"]: each for each in signature["methods"]}
    target: Any = None
    results: list[Any] = []
    for name, given in operations:
        params = methods[name]["params"] if name in methods else signature["constructor"]
        arguments = [with_nodes(each["type"], value) for each, value in zip(params, given, strict=True)]
        if name in methods:
            results.append(without_nodes(methods[name]["returns"], getattr(target, name)(*arguments)))
        else:
            target = names[name](*arguments)
            results.append(None)
    return results


def serve(signature: dict[str, Any], names: dict[str, Any], compare: str) -> None:
    """Answer what stands on standard input."""
    sys.setrecursionlimit(200_000)
    text = answer(signature, names, compare, sys.stdin.read())
    sys.stdout.write(text)
