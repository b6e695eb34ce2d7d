"""What comes as JSON is of the kind that it looks like."""

from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ValidationInfo, field_validator

from coach.domain.base import Model


class Sent(Model):
    """The body of a request: "7" and true are no numbers there, and 1 is not true."""

    @field_validator("*", mode="before")
    @classmethod
    def _of_its_kind(cls, value: object, info: ValidationInfo) -> object:
        kinds = kinds_of(cls.model_fields[info.field_name or ""].annotation)
        if kinds <= {int, float, NoneType} and isinstance(value, bool | str):
            raise ValueError("must be a number")
        if kinds <= {bool, NoneType} and not isinstance(value, bool | None):
            raise ValueError("must be true or false")
        return value


def kinds_of(annotation: Any) -> set[object]:
    """The types that a field takes, without what is asked of them."""
    if get_origin(annotation) is Annotated:
        return kinds_of(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return {kind for choice in get_args(annotation) for kind in kinds_of(choice)}
    return {annotation}
