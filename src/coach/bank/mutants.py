"""Programs with one small mistake in them, or, where a short one has too few of these, with two."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from coach.bank.mutations import changes_of
from coach.errors import ContentError

MOST_MUTANTS = 60
FEWEST_MUTANTS = 20
"""With fewer the tests have not been tried; a program with fewer places to change gets two mistakes at a time."""
_MOST_SHOWN = 60

_Path = tuple[tuple[str, int], ...]
"""The way from the root of a syntax tree to a node: fields, and places in them."""


@dataclass(frozen=True)
class Mutant:
    """A program with one change in it, or two."""

    line: int
    """Of the original source; of two changes, that of the first."""
    change: str
    """`before` → `after`, as code."""
    source: str


class _Site(NamedTuple):
    """A place in a syntax tree where other code can stand."""

    parent: ast.AST
    field: str
    at: int | None
    path: _Path

    @property
    def node(self) -> ast.AST:
        found = getattr(self.parent, self.field)
        node: ast.AST = found if self.at is None else found[self.at]
        return node

    def put(self, node: ast.AST) -> None:
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node


class _Mistake(NamedTuple):
    """One change that can be made in a syntax tree."""

    site: _Site
    changed: ast.AST
    mutant: Mutant

    def is_apart_from(self, other: "_Mistake") -> bool:
        """Whether neither is made inside of what the other changes."""
        shorter = min(len(self.site.path), len(other.site.path))
        return self.site.path[:shorter] != other.site.path[:shorter]


def mutants_of(source: str, most: int = MOST_MUTANTS, fewest: int = FEWEST_MUTANTS) -> list[Mutant]:
    """The mutants of a program in the order of its lines; of more than `most`, so many spread evenly over it.

    If single changes give less than `fewest`, pairs of them follow until there are so many, or no pairs are left.
    Raises SyntaxError, ContentError for a program that cannot be changed.
    """
    try:
        tree = ast.parse(source)
        mistakes = _mistakes(tree)
        mutants = [mistake.mutant for mistake in mistakes]
        if len(mutants) < fewest:
            pairs = _pairs(tree, mistakes)
            mutants += _spread(pairs, fewest - len(mutants))
    except (RecursionError, MemoryError):
        raise ContentError("nests its code too deeply to be changed", fix="split its longest expression") from None
    return _spread(mutants, most)


def _spread(mutants: list[Mutant], most: int) -> list[Mutant]:
    if len(mutants) <= most:
        return mutants
    return [mutants[number * len(mutants) // most] for number in range(most)]


def _mistakes(tree: ast.Module) -> list[_Mistake]:
    """All single changes that give different programs, in the order of lines."""
    found: dict[str, _Mistake] = {}
    for site in _sites(tree):
        original = site.node
        for changed in changes_of(original, site.parent):
            change = f"`{_shown(original)}` → `{_shown(changed)}`"
            text = _text_with(tree, (site, changed))
            found.setdefault(text, _Mistake(site, changed, Mutant(_line(original), change, text)))
    found.pop(ast.unparse(tree), None)
    return sorted(found.values(), key=lambda mistake: mistake.mutant.line)


def _pairs(tree: ast.Module, mistakes: list[_Mistake]) -> list[Mutant]:
    """Mutants of second order: two changes in one program, which is none that has been seen before."""
    seen = {ast.unparse(tree)} | {mistake.mutant.source for mistake in mistakes}
    found: list[Mutant] = []
    for first, second in combinations(mistakes, 2):
        if not first.is_apart_from(second):
            continue
        text = _text_with(tree, (first.site, first.changed), (second.site, second.changed))
        if text not in seen:
            seen.add(text)
            change = f"{first.mutant.change} and, in line {second.mutant.line}, {second.mutant.change}"
            found.append(Mutant(first.mutant.line, change, text))
    return found


def _text_with(tree: ast.Module, *changes: tuple[_Site, ast.AST]) -> str:
    """The program with these changes, none inside of another; afterwards the tree is as it was."""
    originals = [site.node for site, _ in changes]
    for site, changed in changes:
        site.put(changed)
    text = ast.unparse(tree)
    for (site, _), original in zip(changes, originals, strict=True):
        site.put(original)
    return text


def _shown(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def _line(node: ast.AST) -> int:
    """Of the node, or of the first in it that has one: a `for` inside of brackets has none of its own."""
    lines = (getattr(each, "lineno", 0) for each in ast.walk(node))
    return next(line for line in (*lines, 1) if line)


def _sites(parent: ast.AST, above: _Path = ()) -> Iterator[_Site]:
    for field, value in ast.iter_fields(parent):
        if field in ("annotation", "returns", "type_params"):
            continue
        nodes = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for at, node in nodes:
            if isinstance(node, ast.AST) and not _is_text_alone(node):
                path = (*above, (field, at or 0))
                yield _Site(parent, field, at, path)
                yield from _sites(node, path)


def _is_text_alone(node: ast.AST) -> bool:
    """A docstring, or something as idle."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
