"""The forms in which a model writes questions: flat and closed, so that every server can be held to them.

The bank's own check decides what is good enough; these only say what belongs where.
"""

import json
import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator

from coach.domain.base import Model

LONGEST_INPUT = 20_000
"""Characters of the input of one test."""
DEEPEST = 12


def _slug(value: object) -> object:
    return "-".join(re.findall(r"[a-z0-9]+", value.lower())) if isinstance(value, str) else value


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _json_object(text: str) -> str:
    """Raises ValueError for anything but the JSON text of an object without NaN."""
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ValueError("must be the text of a JSON object") from None
    if not isinstance(value, dict):
        raise ValueError("must be the text of a JSON object")
    if _depth_of(value) > DEEPEST or len(text) > LONGEST_INPUT:
        raise ValueError("must be small enough to be read")
    return text


def _depth_of(value: object) -> int:
    depth, level = 0, [value]
    while level := [inner for outer in level for inner in _inside(outer)]:
        depth += 1
    return depth


def _inside(value: object) -> Iterable[object]:
    match value:
        case dict():
            return value.values()
        case list():
            return value
        case _:
            return ()


def _no_constant(name: str) -> float:
    raise ValueError(name)


Id = Annotated[str, BeforeValidator(_slug)]
OneLine = Annotated[str, BeforeValidator(_one_line)]
JsonText = Annotated[str, AfterValidator(_json_object)]
PhraseGroups = tuple[tuple[OneLine, ...], ...]
Complexity = Literal["1", "log n", "n", "n log n", "n^2", "n^2 log n", "n^3", "2^n"]
Tier = Literal["must", "should", "bonus"]
DesignDimension = Literal["requirements", "high_level_design", "depth_and_scaling", "reliability", "trade_offs"]
ConceptDimension = Literal["correctness", "depth", "boundaries", "application"]
StoryDimension = Literal["specificity", "result", "competency", "reflection"]


class Fact(Model):
    id: Id
    asks: tuple[OneLine, ...]
    answer: str


class FurtherQuestion(Model):
    id: Id
    ask: str
    expects: tuple[OneLine, ...]


class TestForm(Model):
    __test__ = False
    id: Id
    group: Literal["sample", "core", "edge"]
    input: JsonText
    """The text of a JSON object: parameter name to value, or `operations` of a class."""
    why: OneLine


class ParameterForm(Model):
    name: str
    type: str


class MethodForm(Model):
    name: str
    params: tuple[ParameterForm, ...]
    returns: str


class SignatureForm(Model):
    """A function, or a class; what belongs to the other stays empty."""

    function: str
    params: tuple[ParameterForm, ...]
    returns: str
    class_name: str = ""
    constructor: tuple[ParameterForm, ...] = ()
    methods: tuple[MethodForm, ...] = ()


class ComplexityForm(Model):
    time: Complexity
    acceptable: tuple[Complexity, ...]
    space: Complexity


class ApproachForm(Model):
    name: OneLine
    complexity: Complexity
    trade_offs: str


class EdgeForm(Model):
    id: Id
    text: OneLine


class CodingForm(Model):
    """A coding question with its reference solution."""

    title: OneLine
    summary: OneLine
    opening: str
    withheld: tuple[Fact, ...]
    statement: str
    signature: SignatureForm
    compare: Literal["exact", "unordered", "unordered_nested", "float(1e-6)"]
    tests: tuple[TestForm, ...]
    complexity: ComplexityForm
    approaches: tuple[ApproachForm, ...]
    edge_cases: tuple[EdgeForm, ...]
    hints: tuple[str, ...]
    follow_ups: tuple[FurtherQuestion, ...]
    reference: str
    """Python source."""


class BruteForceForm(Model):
    """Programs by somebody who has not seen the reference."""

    brute_force: str
    generate: str
    sizes: tuple[int, ...]
    """Values of n for large inputs, rising."""


class WrongForm(Model):
    name: Id
    source: str


class WrongSolutionsForm(Model):
    solutions: tuple[WrongForm, ...]


class CriterionForm(Model):
    id: Id
    ask: OneLine


class DesignCriterion(CriterionForm):
    dimension: DesignDimension


class ConceptCriterion(CriterionForm):
    dimension: ConceptDimension


class StoryCriterion(CriterionForm):
    dimension: StoryDimension


class Point(Model):
    id: Id
    tier: Tier
    text: OneLine
    match: PhraseGroups


class DesignPoint(Point):
    dimension: DesignDimension


class ConceptPoint(Point):
    dimension: ConceptDimension


class Signal(Point):
    dimension: Literal["competency"]


class Mistake(Model):
    id: Id
    text: OneLine
    match: PhraseGroups
    correction: str


class EstimateForm(Model):
    id: Id
    quantity: OneLine
    formula: OneLine
    value: float
    unit: OneLine
    match: PhraseGroups


class ComponentForm(Model):
    id: Id
    name: OneLine
    match: PhraseGroups


class DesignForm(Model):
    title: OneLine
    summary: OneLine
    opening: str
    withheld: tuple[Fact, ...]
    estimates: tuple[EstimateForm, ...]
    components: tuple[ComponentForm, ...]
    key_points: tuple[DesignPoint, ...]
    deep_dives: tuple[FurtherQuestion, ...]
    criteria: tuple[DesignCriterion, ...]
    hints: tuple[str, ...]
    follow_ups: tuple[FurtherQuestion, ...]
    model_answer: str


class ConceptForm(Model):
    title: OneLine
    summary: OneLine
    opening: str
    key_points: tuple[ConceptPoint, ...]
    misconceptions: tuple[Mistake, ...]
    application_case: str
    criteria: tuple[ConceptCriterion, ...]
    hints: tuple[str, ...]
    follow_ups: tuple[FurtherQuestion, ...]
    model_answer: str


class ProbeForm(Model):
    missing: StoryDimension
    ask: OneLine


class Expectations(Model):
    junior: OneLine
    mid: OneLine
    senior: OneLine
    staff: OneLine


class BehavioralForm(Model):
    title: OneLine
    summary: OneLine
    competency: Id
    opening: str
    probes: tuple[ProbeForm, ...]
    signals: tuple[Signal, ...]
    weak_signals: tuple[Mistake, ...]
    expectations: Expectations
    criteria: tuple[StoryCriterion, ...]
    follow_ups: tuple[FurtherQuestion, ...]
    model_answer: str
