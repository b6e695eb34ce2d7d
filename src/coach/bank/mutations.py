"""The small mistakes that are made in Python code, as changes of a node of its syntax tree.

Changed are comparisons, arithmetic, boolean connectives, conditions, numbers, texts, bounds of ranges and slices,
arguments, elements, opposites such as left and right, returned values, loops and their jumps, and statements, which are
left out.
"""

import ast
from collections.abc import Callable, Iterator
from typing import TypeVar

_T = TypeVar("_T")

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
    "left": ("right",),
    "right": ("left",),
    "append": ("appendleft",),
    "appendleft": ("append",),
    "popleft": ("pop",),
    "bisect_left": ("bisect_right",),
    "bisect_right": ("bisect_left",),
    "find": ("rfind",),
    "rfind": ("find",),
    "lower": ("upper",),
    "upper": ("lower",),
    "lstrip": ("rstrip",),
    "rstrip": ("lstrip",),
    "startswith": ("endswith",),
    "endswith": ("startswith",),
    "nlargest": ("nsmallest",),
    "nsmallest": ("nlargest",),
}
_OPPOSITE_IMPORTS = {
    **_OPPOSITE_PARTS,
    # of the module operator
    "add": ("sub",),
    "sub": ("add",),
    "mul": ("add",),
    "and_": ("or_",),
    "or_": ("and_",),
    "xor": ("and_", "or_"),
}
_SAME_IN_ANY_ORDER = {"min", "max", "gcd", "lcm"}


def changes_of(node: ast.AST, parent: ast.AST) -> Iterator[ast.AST]:
    """What can stand in the place of a node; the node and its tree stay as they are."""
    for change in _CHANGES:
        yield from change(node)
    # A call that stands alone is left out as a statement.
    if isinstance(node, ast.Call) and not isinstance(parent, ast.Expr):
        yield from _without_call(node)


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
            yield node.left
            yield node.right
        case ast.AugAssign() if other := _COMPUTED.get(type(node.op)):
            yield ast.AugAssign(node.target, other(), node.value)
            yield ast.copy_location(ast.Assign([node.target], node.value), node)
        case ast.UnaryOp(op=ast.USub() | ast.Invert()):
            yield node.operand


def _other_logic(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for rest in _one_left_out(node.values):
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
        case ast.For():
            nothing = ast.List([], ast.Load())
            yield ast.copy_location(ast.For(node.target, nothing, node.body, node.orelse), node)
        case ast.comprehension(ifs=tests):
            for at, test in enumerate(tests):
                for other in _other_tests(test):
                    changed = [*tests[:at], other, *tests[at + 1 :]]
                    yield ast.comprehension(node.target, node.iter, changed, node.is_async)


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
        case ast.Constant(value=""):
            yield ast.Constant("XX")


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


def _other_arguments(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=called, args=values, keywords=named) if len(values) + len(named) > 1:
            yield from (ast.Call(called, rest, named) for rest in _one_left_out(values))
            yield from (ast.Call(called, values, rest) for rest in _one_left_out(named))
            if len(values) == 2 and ast.unparse(called).rpartition(".")[2] not in _SAME_IN_ANY_ORDER:
                yield ast.Call(called, values[::-1], named)


def _fewer_elements(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.List(elts=elements, ctx=ast.Load()) if len(elements) > 1:
            yield from (ast.List(rest, ast.Load()) for rest in _one_left_out(elements))
        case ast.Tuple(elts=elements, ctx=ast.Load()) if len(elements) > 1:
            yield from (ast.Tuple(rest, ast.Load()) for rest in _one_left_out(elements))
        case ast.Set(elts=elements) if len(elements) > 1:
            yield from (ast.Set(rest) for rest in _one_left_out(elements))


def _one_left_out(parts: list[_T]) -> Iterator[list[_T]]:
    return ([*parts[:at], *parts[at + 1 :]] for at in range(len(parts)))


def _without_call(call: ast.Call) -> Iterator[ast.AST]:
    """What is called with, or on, in place of the result."""
    yield from (value for value in call.args if not isinstance(value, ast.Starred))
    if isinstance(call.func, ast.Attribute) and not call.args and not call.keywords:
        yield call.func.value


def _opposites(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in _OPPOSITES:
            yield ast.Call(ast.Name(_OPPOSITES[name], ast.Load()), node.args, node.keywords)
        case ast.Attribute(attr=name) if name in _OPPOSITE_PARTS:
            yield from (ast.Attribute(node.value, other, node.ctx) for other in _OPPOSITE_PARTS[name])
        case ast.alias(name=name) if name in _OPPOSITE_IMPORTS:
            yield from (ast.alias(other, node.asname or name) for other in _OPPOSITE_IMPORTS[name])


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
    match node:
        case ast.Expr() | ast.Assign() | ast.AugAssign() | ast.Delete() | ast.Raise() | ast.AnnAssign(value=ast.expr()):
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
    _other_arguments,
    _fewer_elements,
    _opposites,
    _other_jumps,
    _left_out,
)
