"""What is asked of a question that did not come with coach: the rules of the gate that need no sandbox."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from coach.bank.check_content import Finding, content_findings
from coach.bank.concepts import CONCEPTS, load_concepts
from coach.bank.loader import require_inside
from coach.bank.problem import Problem
from coach.bank.resources import shipped_bank
from coach.bank.yaml_source import read_yaml
from coach.domain.content import BankQuestion


def known_concepts(root: Path) -> frozenset[str]:
    """The ids of the shipped concepts and of those that a bank adds to them. Raises ContentError."""
    shipped = load_concepts(shipped_bank())
    if not os.path.lexists(root / CONCEPTS):
        return frozenset(shipped.concepts)
    require_inside(root, root / CONCEPTS)
    return frozenset(load_concepts(root, upon=shipped).concepts)


def vet(question: BankQuestion, file: Path, concepts: frozenset[str]) -> tuple[Problem, ...]:
    """Every broken rule of a question that could be read."""
    return tuple(placed(question.id, file, content_findings(question, concepts)))


def placed(question: str, file: Path, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Findings with the lines that they stand on. Raises ContentError where the file changed meanwhile."""
    document = None
    for place, reason, fix in findings:
        document = document or read_yaml(file)
        field = ".".join(map(str, place))
        line = document.line_of(place)
        yield Problem(question=question, file=str(file), field=field, line=line, reason=reason, fix=fix)
