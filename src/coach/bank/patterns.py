"""Reads company patterns and the roles people apply for."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from coach.bank.yaml_model import check_yaml_model, load_yaml_model
from coach.bank.yaml_source import read_yaml
from coach.domain.base import Model
from coach.domain.company import CompanyPattern
from coach.domain.content import Line
from coach.domain.enums import CompanyType
from coach.errors import ContentError

ROLES = "roles.yaml"
RoleName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)]


class Role(Model):
    """A kind of work; patterns may change their mix and focus for it."""

    name: Line
    about: Line = ""
    concepts: tuple[Line, ...] = ()
    """Concepts that matter more in this role."""


class Roles(Model):
    schema_: Annotated[int, Field(alias="schema", ge=1, le=1)] = 1
    roles: dict[RoleName, Role]


@dataclass(frozen=True)
class PatternSet:
    """The usable patterns in the order of `CompanyType`, and what is wrong with the others."""

    patterns: tuple[CompanyPattern, ...]
    problems: tuple[ContentError, ...]


def load_patterns(folder: Path) -> PatternSet:
    """Every pattern of a folder. Raises ContentError only when there is no such folder."""
    if not folder.is_dir():
        raise ContentError("is not a folder", file=str(folder), fix="name a folder with company patterns")
    patterns: list[CompanyPattern] = []
    problems: list[ContentError] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name == ROLES or path.name.startswith("."):
            continue
        pattern, faults = check_yaml_model(path, CompanyPattern)
        problems.extend(faults)
        if pattern is None:
            continue
        if pattern.type.value != path.stem:
            problems.append(_misnamed(path, pattern.type))
        else:
            patterns.append(pattern)
    order = list(CompanyType)
    return PatternSet(tuple(sorted(patterns, key=lambda each: order.index(each.type))), tuple(problems))


def _misnamed(path: Path, company: CompanyType) -> ContentError:
    fix = f"call the file {company.value}.yaml, or mend `type`"
    message = f"is {company.value!r}, the file is called {path.name!r}"
    return read_yaml(path).error(message, ("type",), fix=fix)


def load_roles(folder: Path) -> dict[str, Role]:
    """Role → what it is. Raises ContentError."""
    return load_yaml_model(folder / ROLES, Roles).roles
