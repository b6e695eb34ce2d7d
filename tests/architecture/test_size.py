"""Modules and functions stay small enough to read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
MODULE_LINES = 400
FUNCTION_LINES = 40
EMPTY_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
"""Names that say nothing about what is inside."""


def long_functions(source: str) -> Iterator[tuple[str, int]]:
    """Name and length in lines (decorators apart) of every function that is too long."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION_LINES:
                yield node.name, length


def size_problems(root: Path) -> list[str]:
    found = []
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root)
        source = path.read_text(encoding="utf-8")
        lines = len(source.splitlines())
        if lines > MODULE_LINES:
            found.append(f"{place}: {lines} lines, {MODULE_LINES} are allowed")
        found += [
            f"{place}: {name}() has {length} lines, {FUNCTION_LINES} are allowed"
            for name, length in long_functions(source)
        ]
    return found


def empty_names(root: Path) -> list[str]:
    modules = [path.relative_to(root) for path in sorted(root.rglob("*.py"))]
    return [str(path) for path in modules if EMPTY_NAMES & {part.lower().strip("_") for part in parts(path)}]


def parts(path: Path) -> tuple[str, ...]:
    """The dotted name of a module, piece by piece: 'coach/cli/app.py' → ('coach', 'cli', 'app')."""
    return path.with_suffix("").parts


def test_modules_and_functions_are_small() -> None:
    assert size_problems(SOURCE) == []


def test_names_say_what_is_inside() -> None:
    assert empty_names(SOURCE) == []


@pytest.mark.parametrize(
    ("source", "problems"),
    [
        ("x = 1\n" * MODULE_LINES, 0),
        ("x = 1\n" * (MODULE_LINES + 1), 1),
        ("async def f():\n" + "    x = 1\n" * (FUNCTION_LINES - 1), 0),
        ("async def f():\n" + "    x = 1\n" * FUNCTION_LINES, 1),
        ("class C:\n    def f(self):\n" + "        x = 1\n" * FUNCTION_LINES, 1),
    ],
)
def test_the_ruler_measures(tmp_path: Path, source: str, problems: int) -> None:
    (tmp_path / "toy.py").write_text(source, encoding="utf-8")
    assert len(size_problems(tmp_path)) == problems


def test_the_ruler_reads_names(tmp_path: Path) -> None:
    (tmp_path / "helpers").mkdir()
    for name in ("helpers/queue.py", "_utils.py", "utilisation.py"):
        (tmp_path / name).touch()
    assert empty_names(tmp_path) == ["_utils.py", "helpers/queue.py"]
