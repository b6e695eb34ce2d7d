"""The words of a report by a model, from verified findings, and what of them may stand.

A sentence stands when code can hold it against the findings: its numbers are among them, it praises what was met, and
nothing in it reads like a score. The rest is left out; when too little is left the evaluation's own lines serve better.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from coach.domain.feedback import BriefedDimension, BriefedQuestion, FeedbackBrief, FeedbackWords, Remark
from coach.evaluation.instructions import strip_instructions
from coach.evaluation.prose import EVERYDAY
from coach.evaluation.words import FUNCTION_WORDS, any_of, folded, words_of
from coach.interviewers import wording
from coach.interviewers.fence import fence, visible
from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.interviewers.models.protocol import LanguageModel, Prompt
from coach.interviewers.prompting import render

MOST_REMARKS, MOST_SENTENCES = 5, 4
LONGEST_REMARK, LONGEST_SENTENCE = 280, 300
LONGEST_FINDINGS = 60_000
LONGEST_READ = 4_000
"""Characters; a longer text of the model is not read to its end."""
SOUND = 3
LEVELS = {1: "weak", 2: "developing", 3: "sound", 4: "strong"}
ENGLISH = 0.15
"""Share of function words below which a text is not English prose; plain sentences have a third and more."""
SENTENCES = re.compile(r"(?<=[.!?])\s+")
IDS = re.compile(r" ?[(\[]q\d[\w.]*(?:(?:, ?| and )q\d[\w.]*)*[)\]]")
SCORES = re.compile(
    r"\b(?:scor(?:e|es|ed|ing)|grad(?:e|es|ed|ing)|rat(?:ed|ings?)|(?:full|top) marks|(?:no[ -])?hir(?:e|es|ed|ing)"
    r"|out of (?:\d+|ten|five|four|a hundred)|levels? (?:\d|one|two|three|four)|(?:\d+|ten|five) (?:points?|stars?)"
    r"|(?:pass|fail|meet|clear)\w* (?:the|this|an|your) (?:interview|bar))\b"
    r"|\d\s*/\s*\d|\b[A-F][+-](?=[\s.,!]|$)",
    re.IGNORECASE,
)
"""Whatever reads like a score: those are worked out, and stand elsewhere in the report."""
PRAISE = any_of(
    r"good|great|excellent|strong|strongly|strengths?|solid|well|impressive|convincing|clear|clearly|sound|nice",
    r"perfect\w*|flawless\w*|outstanding|exceptional\w*|brilliant\w*|best|superb|remarkabl[ey]",
)
RAVING = any_of(r"perfect\w*|flawless\w*|outstanding|exceptional\w*|brilliant\w*|best|superb|remarkabl[ey]")
POWER = re.compile(r"\^ ?[\d.]+")
UNSAFE = re.compile(r"https?:|www\.|```|</?[a-z!][^<>]{0,200}>", re.IGNORECASE)


class SheetRemark(BaseModel):
    """One line as a model writes it."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": False})

    text: str
    question_ids: list[str]


class FeedbackSheet(BaseModel):
    """The form in which a model words a report."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": False})

    summary: str
    strengths: list[SheetRemark]
    areas: list[SheetRemark]
    recommendations: list[SheetRemark]


async def write(model: LanguageModel, brief: FeedbackBrief, tag: str) -> FeedbackWords:
    """The words of a report; `tag` fences the findings. Raises ModelFault, also when too little of them holds."""
    prompt = feedback_prompt(brief, tag)
    sheet = (await model.structured(prompt, FeedbackSheet)).value
    words = checked(sheet, brief)
    if not (words.summary and words.recommendations):
        raise ModelFault(FaultKind.BAD_OUTPUT, "Too little of the model's report holds against the findings.")
    return words.replace(source=model.name, prompt=prompt.name)


def feedback_prompt(brief: FeedbackBrief, tag: str) -> Prompt:
    """What a model is asked. Quotes are the candidate's, so all findings stand inside the fence, one line each."""
    lines = (line for question in brief.questions for line in _findings(question))
    return render(
        "feedback",
        seniority=brief.seniority,
        company=brief.company.replace("_", " "),
        findings=fence("\n".join(lines), tag, LONGEST_FINDINGS),
    )


def checked(sheet: FeedbackSheet, brief: FeedbackBrief) -> FeedbackWords:
    """What of a model's words holds against the findings; nothing of a text that is not English."""
    known = Known(brief.questions)
    if not _is_english(sheet):
        return FeedbackWords()
    sentences = [one for one in _sentences(sheet.summary) if len(one) <= LONGEST_SENTENCE and _may_sum_up(one, known)]
    return FeedbackWords(
        summary=" ".join(sentences[:MOST_SENTENCES]),
        strengths=_remarks(sheet.strengths, brief, _is_shown),
        areas=_remarks(sheet.areas, brief, _is_lacking),
        recommendations=_remarks(sheet.recommendations, brief, _is_step),
    )


class Known:
    """What the findings on some questions hold."""

    def __init__(self, questions: Sequence[BriefedQuestion]) -> None:
        self.questions = questions
        self._parts = [part for question in questions for part in question.dimensions]

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """What was met, and the dimensions that are sound."""
        return tuple(line for part in self._parts for line in (*part.met, *_sound(part)))

    @cached_property
    def lacking(self) -> tuple[str, ...]:
        """What was not found, what held the result down, and what was wrong."""
        unmet = (line for part in self._parts for line in part.unmet)
        held = (line for question in self.questions for line in (*question.caps, *question.corrections))
        return (*unmet, *held)

    @cached_property
    def text(self) -> str:
        facts = (line for question in self.questions for line in (question.title, *question.facts))
        return "\n".join((*self.shown, *self.lacking, *facts))

    @property
    def is_sound(self) -> bool:
        """Whether every question is."""
        return all((question.level or 0) >= SOUND for question in self.questions)


Holds = Callable[[str, Known], bool]


def _remarks(given: Iterable[SheetRemark], brief: FeedbackBrief, holds: Holds) -> tuple[Remark, ...]:
    kept: dict[str, Remark] = {}
    for remark in given:
        about = tuple(
            one for one in brief.questions if one.question_id in {each.strip() for each in remark.question_ids}
        )
        text = _held(remark.text, Known(about), holds)
        if about and text:
            ids = tuple(question.question_id for question in about)
            kept.setdefault(text.casefold(), Remark(text=text, questions=ids))
    return tuple(kept.values())[:MOST_REMARKS]


def _held(text: str, known: Known, holds: Holds) -> str:
    """The sentences that hold, as many as fit."""
    kept = ""
    for sentence in _sentences(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) <= LONGEST_REMARK and holds(sentence, known):
            kept = longer
    return kept


def _is_shown(text: str, known: Known) -> bool:
    """Whether a sentence praises what was met: it speaks of that, and not rather of what is missing."""
    said = words_of(text).content - EVERYDAY
    met, missing = _stems(known.shown), _stems(known.lacking)
    about = len(said & met)
    fair = known.is_sound or RAVING.search(text) is None
    return about > 0 and about >= len(said & (missing - met)) and fair and _is_claim(text, known)


def _is_lacking(text: str, known: Known) -> bool:
    return bool(known.lacking) and _is_claim(text, known)


def _is_step(text: str, known: Known) -> bool:
    """Whether a sentence may be advice: a number in words, "in ten minutes", claims nothing."""
    same_powers = _powers(text) <= _powers(known.text)
    return _is_plain(text) and same_powers and not wording.adds_numbers(_counts(text), _counts(known.text))


def _may_sum_up(text: str, known: Known) -> bool:
    deserved = (known.shown or not PRAISE.search(text)) and (known.is_sound or not RAVING.search(text))
    return bool(deserved) and _is_claim(text, known)


def _is_claim(text: str, known: Known) -> bool:
    """Whether nothing in a sentence reads like a score, and every number is known."""
    same_counts = wording.numbers_of(_counts(text)) <= wording.numbers_of(_counts(known.text))
    return _is_plain(text) and same_counts and _powers(text) <= _powers(known.text)


def _powers(text: str) -> frozenset[str]:
    return frozenset(power.replace(" ", "") for power in POWER.findall(folded(text)))


def _counts(text: str) -> str:
    """Without exponents: that time grows with n^2 makes nothing two."""
    return POWER.sub(" ", folded(text))


def _is_plain(text: str) -> bool:
    return SCORES.search(text) is None and UNSAFE.search(text) is None


def _stems(lines: Sequence[str]) -> frozenset[str]:
    return words_of("\n".join(lines)).content - EVERYDAY


def _sentences(text: str) -> list[str]:
    plain = IDS.sub("", " ".join(visible(text[:LONGEST_READ]).split()))
    return [sentence for sentence in SENTENCES.split(plain) if any(char.isalnum() for char in sentence)]


def _is_english(sheet: FeedbackSheet) -> bool:
    remarks = (*sheet.strengths, *sheet.areas, *sheet.recommendations)
    text = "\n".join(one[:LONGEST_READ] for one in (sheet.summary, *(remark.text for remark in remarks)))
    tokens = words_of(text).tokens
    return sum(token.word in FUNCTION_WORDS for token in tokens) > ENGLISH * len(tokens)


def _sound(part: BriefedDimension) -> tuple[str, ...]:
    return (_label(part),) if (part.level or 0) >= SOUND else ()


def _label(part: BriefedDimension) -> str:
    return part.dimension.value.replace("_", " ")


def _findings(question: BriefedQuestion) -> Iterator[str]:
    kind = question.kind.value.replace("_", " ")
    yield f"{question.question_id}: {_line(question.title)} ({kind}), on the whole {_level(question.level)}"
    yield from _marked("=", question.facts)
    for part in question.dimensions:
        yield f"{_label(part)}: {_level(part.level)}"
        yield from _marked("+", part.met)
        yield from _marked("-", part.unmet)
    yield from _marked("!", question.caps)
    yield from _marked("~", question.corrections)


def _level(level: float | None) -> str:
    return "not assessed" if level is None else LEVELS[round(level)]


def _marked(mark: str, lines: Iterable[str]) -> Iterator[str]:
    yield from (f"{mark} {line}" for line in map(_line, lines) if line)


def _line(text: str) -> str:
    """One line without instructions to whoever reads it, so that no quote can pretend to be a finding."""
    return " ".join(strip_instructions(visible(text))[0].split())
