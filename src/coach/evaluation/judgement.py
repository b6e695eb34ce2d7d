"""What a reader of prose found, checked: a "yes" counts only with verbatim quotes from the candidate."""

import re
from collections.abc import Sequence

from coach.domain.enums import Answer, Dimension, Source
from coach.domain.feedback import Evidence, EvidenceKind, Finding
from coach.domain.transcript import QuestionTranscript
from coach.evaluation.words import folded

LEAST_QUOTE_WORDS = 3
VOIDED = "not counted: the quote is not in the candidate's words"
PUNCTUATION = re.compile(r"[^\w%+#*/=<>^]+")


def is_verbatim(quote: str, said: str) -> bool:
    """Whether a quote of three words or more stands in the text, case, punctuation and spacing aside."""
    wanted = _plain(quote)
    return len(wanted.split()) >= LEAST_QUOTE_WORDS and f" {wanted} " in f" {_plain(said)} "


def _plain(text: str) -> str:
    return PUNCTUATION.sub(" ", folded(text)).strip()


def read_findings(transcript: QuestionTranscript, dimension: Dimension, said: str) -> tuple[Finding, ...]:
    """The model's findings on a dimension, one per criterion; a "yes" without good quotes has become a "no"."""
    found: dict[str, Finding] = {}
    for finding in transcript.findings:
        if finding.source is Source.MODEL and finding.dimension is dimension:
            found.setdefault(finding.criterion_id, _verified(finding, said))
    return tuple(found.values())


def _verified(finding: Finding, said: str) -> Finding:
    quotes = [piece.text for piece in finding.evidence if piece.kind is EvidenceKind.QUOTE]
    if finding.answer is not Answer.YES or (quotes and all(is_verbatim(quote, said) for quote in quotes)):
        return finding
    void = Evidence(kind=EvidenceKind.EVENT, text=VOIDED)
    return finding.replace(answer=Answer.NO, evidence=(void,), confidence=0.0)


def combined(
    transcript: QuestionTranscript, dimension: Dimension, own: Sequence[Finding], said: str
) -> tuple[Finding, ...]:
    """Facts with what a reader found; matching words stands back where there is a reader. Self-checks come last."""
    read = read_findings(transcript, dimension, said)
    kept = tuple(one for one in own if not (read and one.source is Source.BANK))
    selfs = tuple(one for one in transcript.findings if one.source is Source.SELF and one.dimension is dimension)
    return (*kept, *read, *selfs)
