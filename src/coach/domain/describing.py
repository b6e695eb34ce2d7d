"""The strings under the fields of a class, which say what the fields are."""

import ast
import inspect
from functools import cache
from itertools import pairwise
from textwrap import dedent


def field_docs(kind: type) -> dict[str, str]:
    """Field → its string, those of the base classes included; fields without one are left out."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base.__module__.partition(".")[0] == kind.__module__.partition(".")[0]:
            found |= _own_docs(base)
    return found


@cache
def _own_docs(kind: type) -> dict[str, str]:
    try:
        tree = ast.parse(dedent(inspect.getsource(kind)))
    except (OSError, TypeError):
        # A program that was packed without its sources works all the same.
        return {}
    body: list[ast.stmt] = getattr(tree.body[0], "body", [])
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }
