"""The shape of a solution: a function, or a class driven by a list of operations."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from coach.domain.base import Model

SCALARS = frozenset({"int", "long", "float", "bool", "string"})
CONTAINERS = frozenset({"list", "optional", "linked_list", "binary_tree"})


def parse_type(text: str) -> tuple[str, tuple[str, ...]]:
    """Split one level of a type: "list<list<int>>" → ("list", ("list<int>",)). Raises ValueError."""
    text = text.replace(" ", "")
    if text in SCALARS or text in {"graph", "void"}:
        return text, ()
    match = re.fullmatch(r"([a-z_]+)<(.+)>", text)
    if not match:
        raise ValueError(f"{text!r} is not a type; known: {', '.join(sorted(SCALARS | CONTAINERS))}, map, graph, void")
    outer, inner = match.groups()
    if outer == "map":
        key, _, value = inner.partition(",")
        if key != "string":
            raise ValueError(f"{text!r}: the key of a map is a string")
        return outer, (value,)
    if outer not in CONTAINERS:
        raise ValueError(f"{text!r}: {outer!r} is not a container type")
    return outer, (inner,)


def _check_type(text: str) -> str:
    outer, inner = parse_type(text)
    for part in inner:
        if part == "void":
            raise ValueError(f"{text!r}: void cannot be inside {outer}")
        _check_type(part)
    return text.replace(" ", "")


TypeName = Annotated[str, AfterValidator(_check_type)]
"""int long float bool string, list<T> optional<T> linked_list<T> binary_tree<T> map<string,T> graph; void to return."""


class Parameter(Model):
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    type: TypeName


class Method(Model):
    """One method of a class-style problem."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    params: tuple[Parameter, ...] = ()
    returns: TypeName = "void"


class Signature(Model):
    """Either `function` with `params` and `returns`, or `class_name` with `constructor` and `methods`, or `stdio`.

    `returns: void` means the first parameter is changed in place and is the result.
    A class-style test has the input {"operations": [["ClassName", [args]], ["method", [args]], …]} and expects the list
    of returned values, null for the constructor and for void methods.
    A `stdio` problem is a whole program: its tests have the input {"stdin": text} and expect what it prints.
    """

    function: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*)?$")] = ""
    params: tuple[Parameter, ...] = ()
    returns: TypeName = "void"
    class_name: Annotated[str, Field(pattern=r"^([A-Z][A-Za-z0-9]*)?$")] = ""
    constructor: tuple[Parameter, ...] = ()
    methods: tuple[Method, ...] = ()
    stdio: bool = False

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        if [bool(self.function), bool(self.class_name), self.stdio].count(True) != 1:
            raise ValueError("give either a function with params and returns, or a class_name with methods, or stdio")
        if self.class_name and not self.methods:
            raise ValueError("a class needs at least one method")
        if self.function and self.returns == "void" and not self.params:
            raise ValueError("a void function needs a parameter to change in place")
        if any(param.name == "expected" for param in self.params):
            raise ValueError("a parameter cannot be called expected: a candidate's own tests hold that beside it")
        return self

    @property
    def entry(self) -> str:
        """The identifier a solution must define."""
        return self.function or self.class_name or "main"

    @property
    def is_class(self) -> bool:
        return bool(self.class_name)

    @property
    def input_names(self) -> frozenset[str]:
        """The keys of a test's input."""
        if self.stdio:
            return frozenset({"stdin"})
        return frozenset({"operations"}) if self.is_class else frozenset(param.name for param in self.params)
