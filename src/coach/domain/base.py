"""The base of every domain value."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value; unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def dict(self, **options: Any) -> dict[str, Any]:
        """Same as `model_dump`, under the name the documented examples use."""
        return self.model_dump(**options)

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed; the changes are trusted, not validated."""
        return self.model_copy(update=changes)
