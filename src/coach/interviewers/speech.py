"""What a model says: cleaned, with its hidden notes apart, also while it is still coming in.

A piece is passed on once no later piece can change how it is read. So what was passed on is always the beginning of
what is returned, however the words were cut into pieces.
"""

import re
from dataclasses import dataclass

from coach.interviewers.fence import visible
from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.ports import OnDelta

LONGEST_RAW = 20_000
"""Characters of an answer that are read, notes included."""
LONGEST_SPOKEN = 2_000
"""Characters that an interviewer says at once."""
LONGEST_STREAMED = 6_000
"""Characters, notes included, that are read while they come; what is behind them comes all at once."""
LONGEST_NOTES = 400
NAMES = ("notes", "note", "thinking", "think", "reasoning", "candidate-")
"""Tags whose contents are not for the candidate; the last is a fence."""
TAG = re.compile(r"<(/?)(notes?|think(?:ing)?|reasoning|candidate-[\w-]*)\b[^<>\n]{0,60}(?:>|\Z)", re.IGNORECASE)
BROKEN_TAG = re.compile(r"</?([\w-]*)\Z")
OWN_LABELS = ("interviewer", "assistant")
OTHER_LABELS = ("candidate", "interviewee", "applicant", "user", "human")
DECORATION = ' \t>*_#"“'
_BEFORE = rf"^[{DECORATION}]{{0,8}}"
_AFTER = r"[ \t*_]{0,3}(?:\([^)\n]{0,30}\))?[ \t*_]{0,3}:"
OWN_LABEL = re.compile(rf"{_BEFORE}(?:{'|'.join(OWN_LABELS)}){_AFTER}[ \t*_#]*", re.IGNORECASE | re.MULTILINE)
OTHER_LABEL = re.compile(rf"{_BEFORE}(?:{'|'.join(OTHER_LABELS)}){_AFTER}", re.IGNORECASE | re.MULTILINE)
LABEL_TO_COME = re.compile(
    rf"(?:{'|'.join(OWN_LABELS + OTHER_LABELS)})[ \t*_]{{0,3}}(?:\([^)\n]{{0,30}}\)?)?[ \t*_]{{0,3}}", re.IGNORECASE
)
HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE)
GAP = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Speech:
    """One answer of a model."""

    text: str
    """For the candidate."""
    notes: str
    """For the judge, cut to a few lines."""


def read_speech(raw: str) -> Speech:
    """A whole answer. Raises ModelFault for one that is empty, too long, or spoken in the candidate's name."""
    if len(raw) > LONGEST_RAW:
        raise ModelFault(FaultKind.OUTPUT_LIMIT, "The model's answer is far too long.")
    spoken, notes = _parted(visible(raw))
    if OTHER_LABEL.search(spoken):
        raise ModelFault(FaultKind.BAD_OUTPUT, "The model spoke in the candidate's place.")
    text = _plain(spoken)
    if not text:
        raise ModelFault(FaultKind.BAD_OUTPUT, "The model said nothing.")
    if len(text) > LONGEST_SPOKEN:
        raise ModelFault(FaultKind.OUTPUT_LIMIT, "The model's answer is too long for an interviewer.")
    return Speech(text, " ".join(notes.split())[:LONGEST_NOTES])


class Stream:
    """Passes on, piece by piece, what of a model's words is for the candidate."""

    def __init__(self, on_delta: OnDelta | None) -> None:
        self._on_delta = on_delta
        self._raw = ""
        self._said = ""

    def __call__(self, piece: str) -> None:
        """One more piece as the model wrote it."""
        if self._on_delta is None or len(self._raw) > LONGEST_STREAMED or len(self._said) >= LONGEST_SPOKEN:
            return
        self._raw += visible(piece)
        self._pass_on(_settled(self._raw)[:LONGEST_SPOKEN])

    def end(self, text: str) -> None:
        """The words that count: their rest, or all of them below what was said when they are others."""
        self._pass_on(text if text.startswith(self._said) else f"{self._said}\n\n{text}")

    def _pass_on(self, text: str) -> None:
        rest = text[len(self._said) :] if text.startswith(self._said) else ""
        if rest and self._on_delta is not None:
            self._said = text
            self._on_delta(rest)


def _settled(text: str) -> str:
    """The words so far that no later piece can change."""
    if (broken := BROKEN_TAG.search(text)) and any(name.startswith(broken[1].lower()) for name in NAMES):
        text = text[: broken.start()]
    spoken, _ = _parted(text)
    if other := OTHER_LABEL.search(spoken):
        spoken = spoken[: other.start()]
    start = spoken.rfind("\n") + 1
    return _plain(spoken[:start] if _may_become_label(spoken[start:]) else spoken)


def _may_become_label(line: str) -> bool:
    word = line.lstrip(DECORATION).lower()
    known = any(label.startswith(word) for label in OWN_LABELS + OTHER_LABELS)
    return known or LABEL_TO_COME.fullmatch(word) is not None


def _parted(text: str) -> tuple[str, str]:
    """What is spoken, without the interviewer's label, and what is noted; thoughts and fences are neither."""
    parts: dict[str, list[str]] = {"": [], "note": []}
    inside, at = "", 0
    for tag in TAG.finditer(text):
        parts.setdefault(_kind(inside), []).append(text[at : tag.start()])
        at = tag.end()
        if not inside:
            # A space, so that what stood around a tag cannot close up into another one.
            parts[""].append(" ")
            inside = "" if tag[1] else tag[2].lower()
        elif tag[1] and tag[2].lower() == inside:
            inside = ""
    parts.setdefault(_kind(inside), []).append(text[at:])
    return OWN_LABEL.sub("", "".join(parts[""])), " ".join(parts["note"])


def _kind(tag: str) -> str:
    return "note" if tag.startswith("note") else tag


def _plain(spoken: str) -> str:
    text = HEADING.sub("", spoken)
    return GAP.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()
