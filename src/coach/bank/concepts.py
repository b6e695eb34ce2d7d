"""The concept graph: what questions train, and what has to be known before."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from coach.bank.yaml_model import validated
from coach.bank.yaml_source import read_yaml
from coach.domain.base import Model
from coach.domain.content import Line, Slug

CONCEPTS = "concepts.yaml"


class Concept(Model):
    name: Line
    prerequisites: tuple[Slug, ...] = ()
    aliases: tuple[Line, ...] = ()
    """Other words for it."""


class ConceptGraph(Model):
    schema_: Annotated[int, Field(alias="schema", ge=1, le=1)] = 1
    concepts: dict[Slug, Concept]

    @model_validator(mode="after")
    def _is_a_graph(self) -> Self:
        for name, concept in self.concepts.items():
            if missing := sorted(set(concept.prerequisites) - self.concepts.keys()):
                raise ValueError(f"concepts.{name}.prerequisites names {missing[0]!r}, which is no concept")
        if circle := self._circle():
            raise ValueError(f"concepts.{circle[0]}.prerequisites go in a circle: {' → '.join(circle)}")
        return self

    def _circle(self) -> tuple[str, ...]:
        """A chain of prerequisites that comes back to its start; empty when there is none."""
        waiting = {name: set(concept.prerequisites) for name, concept in self.concepts.items()}
        while ready := {name for name, needs in waiting.items() if not needs & waiting.keys()}:
            for name in ready:
                del waiting[name]
        if not waiting:
            return ()
        chain = [min(waiting)]
        # Whatever waits needs something else that waits, so this walk must meet itself.
        while chain[-1] not in chain[:-1]:
            chain.append(min(waiting[chain[-1]] & waiting.keys()))
        return tuple(chain[chain.index(chain[-1]) :])


def load_concepts(folder: Path, upon: ConceptGraph | None = None) -> ConceptGraph:
    """The graph of a bank folder, and of those it builds upon: it may name theirs. Raises ContentError."""
    document = read_yaml(folder / CONCEPTS)
    own = document.data.get("concepts")
    if upon is not None and isinstance(own, dict):
        both = {**upon.model_dump(mode="json")["concepts"], **own}
        document = replace(document, data={**document.data, "concepts": both})
    return validated(document, ConceptGraph)
