"""Small mistakes made in a Python program one at a time, to see whether tests notice them.

Changed are comparisons, arithmetic, boolean connectives, conditions, numbers, texts, bounds of ranges and slices,
opposites such as left and right, returned values, jumps of loops, and statements, which are left out; annotations and
docstrings are left alone.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coach.errors import ContentError

MOST_MUTANTS = 60
_MOST_SHOWN = 60

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}
_OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_OPPOSITE_PARTS = {
    "left": "right",
    "right": "left",
    "append": "appendleft",
    "appendleft": "append",
    "popleft": "pop",
    "bisect_left": "bisect_right",
    "bisect_right": "bisect_left",
}


@dataclass(frozen=True)
class Mutant:
    """A program with one change in it."""

    line: int
    """Of the original source."""
    change: str
    """`before` → `after`, as code."""
    source: str


class _Site:
    """A place in a syntax tree where other code can stand."""

    def __init__(self, parent: ast.AST, field: str, at: int | None) -> None:
        self._parent = parent
        self._field = field
        self._at = at

    @property
    def node(self) -> ast.AST:
        found = getattr(self._parent, self._field)
        node: ast.AST = found if self._at is None else found[self._at]
        return node

    def put(self, node: ast.AST) -> None:
        if self._at is None:
            setattr(self._parent, self._field, node)
        else:
            getattr(self._parent, self._field)[self._at] = node


def mutants_of(source: str, most: int = MOST_MUTANTS) -> list[Mutant]:
    """The mutants of a program in the order of its lines; of more than `most`, so many spread evenly over it.

    Raises SyntaxError, ContentError for a program that cannot be changed.
    """
    try:
        mutants = _mutants_of(source)
    except (RecursionError, MemoryError):
        raise ContentError("nests its code too deeply to be changed", fix="split its longest expression") from None
    if len(mutants) <= most:
        return mutants
    return [mutants[number * len(mutants) // most] for number in range(most)]


def _mutants_of(source: str) -> list[Mutant]:
    """All of them, in the order of lines."""
    tree = ast.parse(source)
    found: dict[str, Mutant] = {}
    for site in _sites(tree):
        original = site.node
        for changed in _changes(original):
            change = f"`{_shown(original)}` → `{_shown(changed)}`"
            site.put(changed)
            text = ast.unparse(tree)
            site.put(original)
            found.setdefault(text, Mutant(getattr(original, "lineno", 1), change, text))
    found.pop(ast.unparse(tree), None)
    return sorted(found.values(), key=lambda mutant: mutant.line)


def _shown(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def _sites(parent: ast.AST) -> Iterator[_Site]:
    for field, value in ast.iter_fields(parent):
        if field in ("annotation", "returns", "type_params"):
            continue
        nodes = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for at, node in nodes:
            if isinstance(node, ast.AST) and not _is_text_alone(node):
                yield _Site(parent, field, at)
                yield from _sites(node)


def _is_text_alone(node: ast.AST) -> bool:
    """A docstring, or something as idle."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    for change in _CHANGES:
        yield from change(node)


def _other_comparisons(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            for other in _COMPARED[type(operator)]:
                operators = [*node.ops[:at], other(), *node.ops[at + 1 :]]
                yield ast.Compare(node.left, operators, node.comparators)


def _other_arithmetic(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp() if other := _COMPUTED.get(type(node.op)):
            yield ast.BinOp(node.left, other(), node.right)
        case ast.AugAssign() if other := _COMPUTED.get(type(node.op)):
            yield ast.AugAssign(node.target, other(), node.value)
        case ast.UnaryOp(op=ast.USub()):
            yield node.operand


def _other_logic(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for at in range(len(node.values)):
                rest = [*node.values[:at], *node.values[at + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand


def _other_conditions(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.If(test=test, body=body, orelse=rest):
            yield from (ast.If(other, body, rest) for other in _other_tests(test))
        case ast.IfExp(test=test, body=one, orelse=other_one):
            yield from (ast.IfExp(other, one, other_one) for other in _other_tests(test))
        case ast.While(test=test) if not isinstance(test, ast.Constant):
            yield ast.While(ast.Constant(False), node.body, node.orelse)


def _other_tests(test: ast.expr) -> Iterator[ast.expr]:
    yield ast.Constant(True)
    yield ast.Constant(False)
    # The opposite of a comparison is among the other comparisons.
    if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), test)


def _other_constants(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1) if value >= 1 else ast.UnaryOp(ast.USub(), ast.Constant(1 - value))
        case ast.Constant(value=str(value)) if value and not value.lstrip("-").startswith("inf"):
            yield ast.Constant(value[:-1])


def _other_bounds(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=ast.Name(id="range")):
            for at, bound in enumerate(node.args[:2]):
                if not isinstance(bound, ast.Constant):
                    for moved in _moved(bound):
                        yield ast.Call(node.func, [*node.args[:at], moved, *node.args[at + 1 :]], node.keywords)
        case ast.Slice():
            if node.lower:
                yield ast.Slice(None, node.upper, node.step)
                yield ast.Slice(_moved(node.lower)[0], node.upper, node.step)
            if node.upper:
                yield ast.Slice(node.lower, None, node.step)
                yield ast.Slice(node.lower, _moved(node.upper)[1], node.step)


def _opposites(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in _OPPOSITES:
            yield ast.Call(ast.Name(_OPPOSITES[name], ast.Load()), node.args, node.keywords)
        case ast.Attribute(attr=name) if name in _OPPOSITE_PARTS:
            yield ast.Attribute(node.value, _OPPOSITE_PARTS[name], node.ctx)


def _moved(bound: ast.expr) -> tuple[ast.expr, ast.expr]:
    """One more, and one less."""
    return ast.BinOp(bound, ast.Add(), ast.Constant(1)), ast.BinOp(bound, ast.Sub(), ast.Constant(1))


def _other_jumps(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Break():
            yield ast.Continue()
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
            yield ast.Pass()
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield ast.Return(ast.Constant(None))


def _left_out(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr | ast.Assign | ast.AugAssign):
        yield ast.Pass()


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


_CHANGES: tuple[Callable[[ast.AST], Iterator[ast.AST]], ...] = (
    _other_comparisons,
    _other_arithmetic,
    _other_logic,
    _other_conditions,
    _other_constants,
    _other_bounds,
    _opposites,
    _other_jumps,
    _left_out,
)
