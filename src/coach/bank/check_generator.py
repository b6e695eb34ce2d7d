"""Whether a generator draws its inputs from its arguments alone: no files, no clock, nothing printed."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

MODULES = frozenset(
    {"bisect", "collections", "copy", "dataclasses", "decimal", "fractions", "functools", "heapq", "itertools", "json"}
    | {"math", "operator", "random", "string", "typing"}
)
"""What a generator may import: nothing here reaches beyond the program."""
NAMES = frozenset({"open", "print", "input", "exec", "eval", "compile", "breakpoint", "__import__", "SystemRandom"})


class Reach(NamedTuple):
    """A place where a generator reaches beyond its arguments."""

    line: int | None
    reason: str
    fix: str


def reaches(source: str) -> list[Reach]:
    """Every such place, in order; none for a source that does not parse, which running it will tell."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return sorted(_reaches(tree), key=lambda reach: reach.line or 0)


def _reaches(tree: ast.AST) -> Iterator[Reach]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from _imports(node.lineno, [each.name for each in names])
            case ast.ImportFrom(module=module, level=level):
                yield from _imports(node.lineno, ["." if level or not module else module])
                yield from (_named(node.lineno, each.name) for each in node.names if each.name in NAMES)
            case ast.Name(id=name) if name in NAMES:
                yield _named(node.lineno, name)
            case ast.Attribute(attr="SystemRandom"):
                yield _named(node.lineno, "SystemRandom")


def _imports(line: int, modules: list[str]) -> Iterator[Reach]:
    for module in modules:
        if module.split(".")[0] not in MODULES:
            known = ", ".join(sorted(MODULES))
            yield Reach(line, f"imports {module}", f"a generator may import {known}")


def _named(line: int, name: str) -> Reach:
    return Reach(line, f"uses {name}", "draw the input from n and random.Random(seed) alone")
