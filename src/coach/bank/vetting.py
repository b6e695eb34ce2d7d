"""What is asked of a question that did not come with coach: the rules of the gate that need no sandbox."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from coach.bank.check_content import Finding, content_findings
from coach.bank.check_generator import reaches
from coach.bank.concepts import CONCEPTS, load_concepts
from coach.bank.loader import require_inside
from coach.bank.problem import Problem
from coach.bank.resources import shipped_bank
from coach.bank.yaml_source import read_yaml
from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.errors import ContentError


def known_concepts(root: Path) -> frozenset[str]:
    """The ids of the shipped concepts and of those that a bank adds to them. Raises ContentError."""
    shipped, own = shipped_bank(), root / CONCEPTS
    known = load_concepts(shipped) if (shipped / CONCEPTS).exists() else None
    if os.path.lexists(own):
        require_inside(root, own)
        known = load_concepts(root, upon=known)
    if known is None:
        raise ContentError("is missing", file=str(own), fix="list the concepts that questions name")
    return frozenset(known.concepts)


def vet(question: BankQuestion, file: Path, concepts: frozenset[str]) -> tuple[Problem, ...]:
    """Every broken rule of a question that could be read."""
    found = [*placed(question.id, file, content_findings(question, concepts))]
    if isinstance(question, CodingQuestion):
        found += _generator_problems(question, file.parent / "generate.py")
    return tuple(found)


def _generator_problems(question: CodingQuestion, file: Path) -> Iterator[Problem]:
    for reach in reaches(question.generate):
        yield Problem(question=question.id, file=str(file), line=reach.line, reason=reach.reason, fix=reach.fix)


def placed(question: str, file: Path, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Findings with the lines that they stand on. Raises ContentError where the file changed meanwhile."""
    document = None
    for place, reason, fix in findings:
        document = document or read_yaml(file)
        field = ".".join(map(str, place))
        line = document.line_of(place)
        yield Problem(question=question, file=str(file), field=field, line=line, reason=reason, fix=fix)
