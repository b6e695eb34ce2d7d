"""What the languages need to know of a signature: names and types, as the domain's Signature has them."""

from collections.abc import Sequence
from typing import Protocol


class ParameterShape(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...


class MethodShape(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def params(self) -> Sequence[ParameterShape]: ...
    @property
    def returns(self) -> str: ...


class SignatureShape(Protocol):
    @property
    def function(self) -> str: ...
    @property
    def params(self) -> Sequence[ParameterShape]: ...
    @property
    def returns(self) -> str: ...
    @property
    def class_name(self) -> str: ...
    @property
    def constructor(self) -> Sequence[ParameterShape]: ...
    @property
    def methods(self) -> Sequence[MethodShape]: ...
    @property
    def stdio(self) -> bool: ...


def outside(kind: str) -> str:
    """The outer part of a type: "list<list<int>>" → "list"."""
    return kind.partition("<")[0]


def inside(kind: str) -> str:
    """What a type holds: "map<string,int>" → "int"; empty for a type that holds nothing."""
    outer, found, rest = kind.partition("<")
    if not found:
        return ""
    return rest[:-1].partition(",")[2] if outer == "map" else rest[:-1]


def all_types(signature: SignatureShape) -> list[str]:
    """Every type that a signature names, in the order of reading."""
    parameters = [*signature.params, *signature.constructor]
    found = [each.type for each in parameters] + [signature.returns]
    for method in signature.methods:
        found += [each.type for each in method.params] + [method.returns]
    return found


def node_types(signature: SignatureShape) -> list[tuple[str, str]]:
    """Each of linked_list and binary_tree that a signature uses, with what its nodes hold."""
    found: dict[str, str] = {}
    for named in all_types(signature):
        kind = named
        while kind:
            if outside(kind) in ("linked_list", "binary_tree"):
                found.setdefault(outside(kind), inside(kind))
            kind = inside(kind)
    return list(found.items())
