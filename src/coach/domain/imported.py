"""A coding question that came in another system's format, with what such formats have."""

from typing import Annotated, Literal

from pydantic import Field

from coach.domain.base import Model
from coach.domain.coding import Approach, CodingQuestion, ComplexityTarget, EdgeCase, Generator, TestCase
from coach.domain.content import Line, Slug, Text

PackageFormat = Literal["kattis-2025-09", "kattis-legacy", "exercism"]


class Package(Model):
    """What a question was made from."""

    format: PackageFormat
    name: Line
    id: Annotated[str, Field(max_length=200)] = ""
    """What tells it from others of the same name: a UUID, or the property that is tested."""


class ImportedQuestion(CodingQuestion):
    """As a question of ours, but without what no package has: hints, approaches, edge cases, a target of complexity.

    `solutions` are submissions that the package calls accepted, one for each language; `wrong` those it calls wrong.
    """

    concepts: tuple[Slug, ...] = ()
    tests: Annotated[tuple[TestCase, ...], Field(min_length=1)]
    """Written out, or filled by the loader from data/<group>/<id>.in and .ans."""
    generators: tuple[Generator, ...] = ()
    complexity: ComplexityTarget | None = None
    approaches: tuple[Approach, ...] = ()
    edge_cases: tuple[EdgeCase, ...] = ()
    hints: Annotated[tuple[Text, ...], Field(max_length=5)] = ()
    package: Package
    time_limit: Annotated[float, Field(gt=0, le=600)] | None = None
    """CPU seconds that the package allows for a test; None: inferred from its accepted submissions."""
    test_notes: dict[Slug, Line] = {}
    """Id of a test from data/ → what it is about."""
    submissions: dict[str, str] = {}
    """Folder and file below submissions/ → source; filled by the loader. The folder says what is to come of it."""
