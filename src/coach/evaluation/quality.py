"""A light look at how Python code is written. It knows nothing of names, so renaming changes nothing."""

import ast
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

LONGEST_FUNCTION = 40
"""Statements."""
DEEPEST_NESTING = 5
Function = ast.FunctionDef | ast.AsyncFunctionDef
NESTING = (ast.For, ast.While, ast.If, ast.With, ast.Try, ast.AsyncFor, ast.AsyncWith)


@lru_cache(maxsize=16)
def parsed(code: str) -> ast.Module | None:
    """The syntax tree, or None for what is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@lru_cache(maxsize=16)
def remarks(code: str) -> tuple[str, ...] | None:
    """What a reviewer would remark on, with the line; None when the code cannot be read."""
    tree = parsed(code)
    if tree is None:
        return None
    nodes = list(ast.walk(tree))
    found = [*_blanket_excepts(nodes)]
    for function in nodes:
        if isinstance(function, Function):
            inside = list(ast.walk(function))
            found += [*_size(function, inside), *_unused(inside)]
    return tuple(found)


def _size(function: Function, nodes: Sequence[ast.AST]) -> Iterator[str]:
    statements = sum(isinstance(node, ast.stmt) for node in nodes) - 1
    if statements > LONGEST_FUNCTION:
        yield f"line {function.lineno}: a function of {statements} statements"
    depth = _depth(function)
    if depth > DEEPEST_NESTING:
        yield f"line {function.lineno}: {depth} levels of nesting"


def _depth(node: ast.AST) -> int:
    """Levels of loops, conditions and the like below a node; `elif` stays on its level."""
    deepest = 0
    # Blocks only, with a list of what is left to do: a chain of hostile code must not exhaust the stack.
    todo = [(child, 0) for child in ast.iter_child_nodes(node)]
    while todo:
        child, level = todo.pop()
        if not isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            continue
        inside = level + isinstance(child, NESTING)
        deepest = max(deepest, inside)
        chained = child.orelse if isinstance(child, ast.If) and len(child.orelse) == 1 else []
        todo += [
            (part, level if part in chained and isinstance(part, ast.If) else inside)
            for part in ast.iter_child_nodes(child)
        ]
    return deepest


def _blanket_excepts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield f"line {node.lineno}: an except without a type"


def _unused(nodes: Sequence[ast.AST]) -> Iterator[str]:
    read = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)}
    shared = {name for node in nodes if isinstance(node, ast.Global | ast.Nonlocal) for name in node.names}
    # Only plain assignments: loop variables and unpacked values often have to be there.
    for node in nodes:
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        if isinstance(target, ast.Name) and target.id not in read | shared:
            yield f"line {target.lineno}: a value that is never used"


@lru_cache(maxsize=16)
def has_own_tests(code: str) -> bool:
    """Whether the code checks itself: an assert, or a function that is a test."""
    tree = parsed(code)
    return tree is not None and any(isinstance(node, ast.Assert) for node in ast.walk(tree))


def calls_something(tree: ast.Module) -> bool:
    """Whether a whole program does anything: without a call it neither reads nor prints."""
    return any(isinstance(node, ast.Call) for node in ast.walk(tree))


def defines_something(tree: ast.Module) -> bool:
    """Whether any function does more than raise, pass, or describe itself."""
    return any(isinstance(node, Function) and not _is_stub(node) for node in ast.walk(tree))


def _is_stub(function: Function) -> bool:
    return all(_does_nothing(statement) for statement in function.body)


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Pass | ast.Raise):
        return True
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
