"""What the strings under fields become."""

from typing import Annotated

from pydantic import Field

from coach.domain.base import Model
from coach.domain.describing import field_docs


class Base(Model):
    first: int
    """The one in front."""
    plain: int = 0


class Derived(Base):
    second: Annotated[str, Field(alias="2nd")]
    """The one behind,
    in two lines."""
    told: Annotated[int, Field(description="told already")] = 1
    """not used"""

    def method(self) -> None:
        """No field."""


class Whole(Model):
    part: Derived
    """A part."""


def test_fields_are_described_by_what_stands_under_them() -> None:
    assert field_docs(Derived) == {
        "first": "The one in front.",
        "second": "The one behind,\nin two lines.",
        "told": "not used",
    }


def test_a_schema_has_the_descriptions_by_alias_and_in_parts() -> None:
    schema = Whole.model_json_schema()
    described = {name: one.get("description") for name, one in schema["$defs"]["Derived"]["properties"].items()}
    assert described == {
        "first": "The one in front.",
        "plain": None,
        "2nd": "The one behind,\nin two lines.",
        "told": "told already",
    }
    assert schema["properties"]["part"]["description"] == "A part."


def test_without_its_source_a_class_has_no_descriptions() -> None:
    made: dict[str, type[Model]] = {}
    exec("class Made(Model):\n    one: int\n    'A field.'\n", {"Model": Model, "__name__": "nowhere"}, made)  # noqa: S102
    assert field_docs(made["Made"]) == {}
    assert made["Made"].model_json_schema()["properties"] == {"one": {"title": "One", "type": "integer"}}
