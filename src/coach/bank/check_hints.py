"""Whether a gentle hint names an identifier of the reference solution.

What counts: a name the solution imports or calls on a module; a name that looks like code (underscore, digit, inner
capital); any other name of the solution where the hint writes it as code, in backticks or before a bracket. A plain
English word that happens to be a variable (`left`, `stack`) may stand in a sentence. Names of one or two letters never
count.
"""

import ast
import re
from collections.abc import Iterator

SHORTEST = 3
LIKE_CODE = re.compile(r"_|\d|[a-z][A-Z]")


def named_identifiers(hint: str, source: str) -> list[str]:
    """The identifiers of a Python source that a hint names, sorted; none for a source that does not parse."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    imported = set(_imported(tree))
    found = []
    for name in sorted(set(_names(tree)) | imported):
        if len(name) < SHORTEST or name.startswith("__"):
            continue
        always = name in imported or LIKE_CODE.search(name)
        word = rf"\b{re.escape(name)}\b"
        as_code = rf"`[^`]*{word}[^`]*`|{word}[(\[]"
        if re.search(word if always else as_code, hint):
            found.append(name)
    return found


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case _:
                continue


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module not in ("typing", "__future__", "collections.abc"):
            yield from (alias.name for alias in node.names)
