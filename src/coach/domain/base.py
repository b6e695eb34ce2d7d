"""The base of every domain value."""

from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class Model(BaseModel):
    """A frozen value; unknown fields are errors. The strings under its fields are their descriptions in schemas."""

    # Pydantic can read those strings too, but does so when a class is made, which no command should wait for.
    model_config = ConfigDict(frozen=True, extra="forbid")

    def dict(self, **options: Any) -> dict[str, Any]:
        """Same as `model_dump`, under the name the documented examples use."""
        return self.model_dump(**options)

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed; the changes are trusted, not validated."""
        return self.model_copy(update=changes)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: "CoreSchema", handler: "GetJsonSchemaHandler", /
    ) -> "JsonSchemaValue":
        from coach.domain.describing import field_docs

        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name, text in field_docs(cls).items():
            field = cls.model_fields.get(name)
            key = (field.alias if field else None) or name
            properties.get(key, {}).setdefault("description", text)
        return schema
