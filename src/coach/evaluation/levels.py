"""From findings to the level of a dimension.

Every criterion belongs to a tier, the level it speaks for. With the findings that apply:

* level 2 takes half of the criteria up to tier 2 (a third of all when there are none that low), or three quarters of
  all: one basic point that is missing, and may be the only one, does not undo all the rest;
* level 3 takes half of the criteria up to tier 2 as well, and two thirds of the criteria up to tier 3;
* level 4 takes level 3, four fifths of all criteria and two thirds of those of tier 4, three criteria at least.

Which criteria there are never depends on how well somebody did, extras apart: those are answered yes or not applicable,
and a "yes" that comes to the others lowers no share. So the function is monotone: one more "yes" never lowers a level
and one less never raises it. Caps from facts come last and only ever lower it.
"""

from collections.abc import Iterable, Sequence

from coach.domain.enums import Answer, Dimension, Source
from coach.domain.feedback import Cap, DimensionResult, Evidence, EvidenceKind, Finding, Level

LOWEST: Level = 1
HIGHEST: Level = 4
HALF, THIRD, TWO_THIRDS, THREE_QUARTERS, FOUR_FIFTHS = (1, 2), (1, 3), (2, 3), (3, 4), (4, 5)
LEAST_FOR_HIGHEST = 3

BANK_YES, BANK_NO = 0.5, 0.3
"""Confidence in what matching words says: finding them tells something, not finding them tells less."""


def counted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that make a level: applicable, and not the candidate's own opinion."""
    return tuple(one for one in findings if one.answer is not Answer.NOT_APPLICABLE and one.source is not Source.SELF)


def level_of(findings: Iterable[Finding]) -> Level | None:
    """Level 1–4, or None when no criterion applies."""
    usable = counted(findings)
    if not usable:
        return None
    low = [one for one in usable if one.tier <= 2]
    middle = [one for one in usable if one.tier <= 3]
    top = [one for one in usable if one.tier == HIGHEST]
    if not (_met(low, HALF) if low else _met(usable, THIRD)):
        return 2 if _met(usable, THREE_QUARTERS) else LOWEST
    if not (middle and _met(middle, TWO_THIRDS)):
        return 2
    enough = len(usable) >= LEAST_FOR_HIGHEST and _met(usable, FOUR_FIFTHS) and _met(top, TWO_THIRDS)
    return HIGHEST if enough else 3


def _met(findings: Sequence[Finding], share: tuple[int, int]) -> bool:
    part, whole = share
    return sum(one.answer is Answer.YES for one in findings) * whole >= len(findings) * part


def result_of(dimension: Dimension, findings: Sequence[Finding], caps: Sequence[Cap] = ()) -> DimensionResult:
    """The level of a dimension under its caps, and how sure it is: the mean confidence of what counted."""
    level = level_of(findings)
    usable = counted(findings)
    if level is not None:
        level = min([level, *(cap.level for cap in caps)])
    return DimensionResult(
        dimension=dimension,
        level=level,
        findings=tuple(findings),
        caps=tuple(caps),
        why="" if usable else "nothing that could be judged",
        assessment_confidence=sum(one.confidence for one in usable) / len(usable) if usable else 0.0,
    )


class Sheet:
    """Collects the findings of one dimension as they are made."""

    def __init__(self, dimension: Dimension) -> None:
        self.dimension = dimension
        self.findings: list[Finding] = []

    def fact(self, tier: int, criterion: str, statement: str, met: bool | None, evidence: str = "") -> None:
        """Something that happened, or did not; None: does not apply to this question at all."""
        self._seen(EvidenceKind.EVENT, tier, criterion, statement, met, evidence)

    def test(self, tier: int, criterion: str, statement: str, met: bool | None, evidence: str = "") -> None:
        """The same, read from test results."""
        self._seen(EvidenceKind.TEST, tier, criterion, statement, met, evidence)

    def quoted(self, tier: int, criterion: str, statement: str, quote: str | None) -> None:
        """A fact about the words: met when there is a quote for it."""
        pieces = (Evidence(kind=EvidenceKind.QUOTE, text=quote),) if quote else ()
        self._add(criterion, statement, tier, Answer.YES if quote else Answer.NO, Source.FACT, pieces)

    def bank(self, tier: int, criterion: str, statement: str, words: str | None) -> None:
        """A point looked for in the candidate's words by matching phrases."""
        pieces = (Evidence(kind=EvidenceKind.QUOTE, text=words),) if words else ()
        self._add(criterion, statement, tier, Answer.YES if words else Answer.NO, Source.BANK, pieces)

    def _seen(
        self, kind: EvidenceKind, tier: int, criterion: str, statement: str, met: bool | None, evidence: str
    ) -> None:
        answer = Answer.NOT_APPLICABLE if met is None else Answer.YES if met else Answer.NO
        pieces = (Evidence(kind=kind, text=evidence),) if evidence else ()
        self._add(criterion, statement, tier, answer, Source.FACT, pieces)

    def _add(
        self, criterion: str, statement: str, tier: int, answer: Answer, source: Source, evidence: tuple[Evidence, ...]
    ) -> None:
        confidence = 1.0 if source is Source.FACT else BANK_YES if answer is Answer.YES else BANK_NO
        self.findings.append(
            Finding(
                criterion_id=criterion,
                dimension=self.dimension,
                statement=statement,
                answer=answer,
                source=source,
                evidence=evidence,
                confidence=confidence,
                tier=tier,
            )
        )
