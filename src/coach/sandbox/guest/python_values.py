"""Plain data from outside to what a candidate's code takes, and what it returns back to plain data.

Types are spelled as in a question: int long float bool string, list<T>, optional<T>, map<string,T>, graph,
linked_list<T> (ListNode), binary_tree<T> (TreeNode, level by level with nulls) and void.
"""

import itertools
from collections import deque
from collections.abc import Callable
from typing import Any

_MOST_BITS = 8_000_000
_MOST_ITEMS = 2_000_000
_DEEPEST = 100


class ListNode:
    """A node of a singly linked list."""

    def __init__(self, val: Any = 0, next: "ListNode | None" = None) -> None:
        self.val = val
        self.next = next

    def __repr__(self) -> str:
        values = [repr(node.val) for node in itertools.islice(_following(self), 20)]
        return f"ListNode({' -> '.join(values)})"


class TreeNode:
    """A node of a binary tree."""

    def __init__(self, val: Any = 0, left: "TreeNode | None" = None, right: "TreeNode | None" = None) -> None:
        self.val = val
        self.left = left
        self.right = right

    def __repr__(self) -> str:
        return f"TreeNode({self.val!r})"


class Unsuitable(Exception):
    """A returned value that cannot be taken as the question's type; the message is for the candidate."""


def split(kind: str) -> tuple[str, str]:
    """The outer part of a type and what is inside: "list<list<int>>" → ("list", "list<int>")."""
    outer, found, inner = kind.partition("<")
    if not found:
        return outer, ""
    inner = inner[:-1]
    return outer, inner.partition(",")[2] if outer == "map" else inner


def to_python(kind: str, value: Any) -> Any:
    """What a candidate's code receives for a plain value of this type."""
    outer, inner = split(kind)
    if outer == "linked_list":
        return _chain([to_python(inner, item) for item in value or []])
    if outer == "binary_tree":
        return _grow([None if item is None else to_python(inner, item) for item in value or []])
    if value is None or not _has_nodes(inner):
        return value
    if outer == "list":
        return [to_python(inner, item) for item in value]
    if outer == "map":
        return {key: to_python(inner, item) for key, item in value.items()}
    return to_python(inner, value)


def _has_nodes(kind: str) -> bool:
    return "linked_list" in kind or "binary_tree" in kind


def _chain(values: list[Any]) -> ListNode | None:
    head: ListNode | None = None
    for value in reversed(values):
        head = ListNode(value, head)
    return head


def _grow(values: list[Any]) -> TreeNode | None:
    if not values or values[0] is None:
        return None
    root = TreeNode(values[0])
    open_places: deque[tuple[TreeNode, str]] = deque([(root, "left"), (root, "right")])
    for value in values[1:]:
        if not open_places:
            break
        parent, side = open_places.popleft()
        if value is not None:
            node = TreeNode(value)
            setattr(parent, side, node)
            open_places.extend([(node, "left"), (node, "right")])
    return root


class _Budget:
    """Bounds a conversion, so that an endless or cyclic value is an error and not an endless run."""

    def __init__(self) -> None:
        self.left = _MOST_ITEMS

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Unsuitable(f"the returned value has over {_MOST_ITEMS:,} items")


def to_plain(kind: str, value: Any) -> Any:
    """The plain data of a returned value. Raises Unsuitable with a sentence for the candidate."""
    return _to_plain(kind, value, _Budget(), 0)


def _to_plain(kind: str, value: Any, budget: _Budget, depth: int) -> Any:
    outer, inner = split(kind)
    if outer == "linked_list":
        return [_to_plain(inner, item, budget, depth + 1) for item in _list_values(value, budget)]
    if outer == "binary_tree":
        items = _tree_values(value, budget)
        return [None if item is _NOTHING else _to_plain(inner, item, budget, depth + 1) for item in items]
    if outer == "optional" and value is not None:
        return _to_plain(inner, value, budget, depth)
    if _has_nodes(inner):
        if outer == "list" and isinstance(value, list | tuple):
            return [_to_plain(inner, item, budget, depth + 1) for item in value]
        if outer == "map" and isinstance(value, dict):
            return {_key(key): _to_plain(inner, item, budget, depth + 1) for key, item in value.items()}
    return _plain(value, budget, depth)


def _plain(value: Any, budget: _Budget, depth: int) -> Any:
    if value is None or value is True or value is False:
        return value
    for known, convert in _SCALARS:
        if isinstance(value, known):
            return convert(value)
    if depth > _DEEPEST:
        raise Unsuitable(f"the returned value is nested deeper than {_DEEPEST} levels, or contains itself")
    if isinstance(value, list | tuple):
        budget.left -= len(value)
        budget.spend()
        return [_plain(item, budget, depth + 1) for item in value]
    if isinstance(value, dict):
        budget.left -= len(value)
        budget.spend()
        return {_key(key): _plain(item, budget, depth + 1) for key, item in value.items()}
    raise Unsuitable(f"returned {_name(value)}, which is not a plain value{_advice(value)}")


def _integer(value: int) -> int:
    number = int.__int__(value)
    if number.bit_length() > _MOST_BITS:
        raise Unsuitable(f"returned an integer of over {_MOST_BITS:,} bits")
    return number


def _text(value: str) -> str:
    text = str.__str__(value)
    # Halves of surrogate pairs cannot be stored or shown: they are spelled out.
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


_SCALARS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (int, _integer),
    (str, _text),
    (float, float.__float__),
)


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise Unsuitable(f"returned a dict with {_name(key)} as a key; keys are strings here")
    return _text(key)


def _name(value: Any) -> str:
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _advice(value: Any) -> str:
    if isinstance(value, set | frozenset):
        return " with an order: return a list (sorted, where order matters)"
    if hasattr(value, "__await__"):
        return ": the function is asynchronous and was not awaited"
    if hasattr(value, "__iter__"):
        return ": return a list"
    return ""


def _following(node: Any) -> Any:
    while node is not None:
        yield node
        node = node.next


def _list_values(head: Any, budget: _Budget) -> list[Any]:
    values: list[Any] = []
    seen: set[int] = set()
    while head is not None:
        if not (hasattr(head, "val") and hasattr(head, "next")):
            raise Unsuitable(f"returned {_name(head)} where a ListNode or None is expected")
        if id(head) in seen:
            raise Unsuitable(f"the returned linked list has a cycle after {len(values)} nodes")
        budget.spend()
        seen.add(id(head))
        values.append(head.val)
        head = head.next
    return values


_NOTHING = object()


def _tree_values(root: Any, budget: _Budget) -> list[Any]:
    values: list[Any] = []
    seen: set[int] = set()
    waiting = deque([root])
    while waiting:
        node = waiting.popleft()
        if node is None:
            values.append(_NOTHING)
            continue
        if not all(hasattr(node, name) for name in ("val", "left", "right")):
            raise Unsuitable(f"returned {_name(node)} where a TreeNode or None is expected")
        if id(node) in seen:
            raise Unsuitable("a node occurs twice in the returned tree")
        budget.spend()
        seen.add(id(node))
        values.append(node.val)
        waiting.extend((node.left, node.right))
    while values and values[-1] is _NOTHING:
        values.pop()
    return values
