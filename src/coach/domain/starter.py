"""The empty solution a candidate begins with, made from the signature."""

from collections.abc import Callable

from coach.domain.enums import ProgrammingLanguage
from coach.domain.signature import Parameter, Signature, parse_type
from coach.errors import BadInput

PYTHON_SCALARS = {
    "int": "int",
    "long": "int",
    "float": "float",
    "bool": "bool",
    "string": "str",
    "void": "None",
}
PYTHON_NODES = {"linked_list": "ListNode | None", "binary_tree": "TreeNode | None"}


def python_type(name: str) -> str:
    """The annotation a Python programmer would write for a type of the signature."""
    outer, inner = parse_type(name)
    if outer in PYTHON_SCALARS:
        return PYTHON_SCALARS[outer]
    if outer in PYTHON_NODES:
        return PYTHON_NODES[outer]
    if outer == "graph":
        return "dict[int, list[int]]"
    value = python_type(inner[0])
    return {"list": f"list[{value}]", "map": f"dict[str, {value}]", "optional": f"{value} | None"}[outer]


def _python_params(params: tuple[Parameter, ...]) -> str:
    return ", ".join(f"{param.name}: {python_type(param.type)}" for param in params)


def _python(signature: Signature) -> str:
    if not signature.is_class:
        returns = python_type(signature.returns)
        body = "    raise NotImplementedError\n"
        return f"def {signature.function}({_python_params(signature.params)}) -> {returns}:\n{body}"
    lines = [f"class {signature.class_name}:"]
    for name, params, returns in [
        ("__init__", signature.constructor, "void"),
        *((method.name, method.params, method.returns) for method in signature.methods),
    ]:
        arguments = ", ".join(part for part in ("self", _python_params(params)) if part)
        lines += [
            f"    def {name}({arguments}) -> {python_type(returns)}:",
            "        raise NotImplementedError",
            "",
        ]
    return "\n".join(lines)


WRITERS: dict[ProgrammingLanguage, Callable[[Signature], str]] = {ProgrammingLanguage.PYTHON: _python}


def starter(signature: Signature, language: ProgrammingLanguage) -> str:
    """The source a candidate starts from. Raises BadInput for a language without a writer."""
    if writer := WRITERS.get(language):
        return writer(signature)
    known = ", ".join(sorted(WRITERS))
    raise BadInput(f"There is no starter for {language.value}.", why=f"Languages that can be used here: {known}.")
