"""Words that address the grader instead of answering: cut out, flagged, and otherwise without effect."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from coach.evaluation.suspicion import may_instruct
from coach.evaluation.words import sentence_spans

_JUDGE = r"(?:graders?|evaluators?|judges?|assessors?|scorers?|examiners?|ai|llm)"
_GRADER = rf"(?:{_JUDGE}|language model|model|assistant|bot)"
_ANSWER = r"(?:answers?|responses?|solutions?|submissions?|interviews?|code|design|story)"
_NO_UNIT = r"(?=\W*$|\s*[.,;:!]|\s+(?:and|because|everywhere|for|in|now|on|or|out|please|since|throughout|to)\b)"
"""Behind a figure: whatever does not make it ten percent, or an alert of level 4."""
_TOP = (
    r"(?:10\s*/\s*10|10 out of 10|ten out of ten|full (?:marks?|score|credit|points)|perfect (?:score|marks?|10)"
    rf"|strong hire|(?:level (?:4|four)|a (?:10|ten))\b{_NO_UNIT}|five stars)"
)
_BEST = (
    r"(?:(?:the |a )?(?:max(?:imum)?|highest|best|top|perfect|full|good)(?: possible)?"
    r" (?:score|marks?|rating|grade|level)s?)"
)
_RULES = r"(?:instructions?|rubrics?|prompts?|guidelines?|criteria|rules|grading|scoring|directions?)"

_OBJECT = rf"(?:me|this|my|the (?:candidate|{_ANSWER}))"
_NOT_TOLD = "".join(
    rf"(?<!\b{words} )"
    for words in (
        "i",
        "we",
        "had to",
        "decided to",
        "chose to",
        "refused to",
        "told me to",
        "told us to",
        "asked me to",
    )
)
"""Somebody tells what they did: no order."""
_OF_SOMETHING = r"(?!(?<=rules)\s+(?:of|in) (?:the|a|our) (?!rubric|grad|scor|prompt|interview|system|game))"
_QUESTIONS = (
    r"(?:criteri(?:a|on)|questions?|findings?|verdicts?|statements?|points?|box(?:es)?|fields?|rubric|everything"
    r"|throughout)\b"
)

PATTERNS = (
    rf"{_NOT_TOLD}\b(?:ignore|disregard|forget|override|bypass|skip)\s+(?:\w+\s+){{0,3}}?(?:previous|prior|above"
    rf"|earlier|preceding|your"
    rf"|system|grading|scoring|existing|original)\s+(?:\w+\s+){{0,2}}?{_RULES}\b{_OF_SOMETHING}",
    rf"{_NOT_TOLD}\b(?:ignore|disregard|forget|override|bypass)\s+(?:all|any|the|every)?\s*(?:of\s+)?(?:the\s+)?{_RULES}"
    r"\s*(?:above|before|so far|and\b|$|[.,!:])",
    rf"{_NOT_TOLD}\b(?:ignore|disregard|forget)\s+(?:everything|anything|all|what(?:ever)?)\s+(?:that\s+)?"
    r"(?:was\s+|is\s+)?(?:above\b|before this\b|previous(?:ly)?\b(?=\W*$|\s*[.,;:!]|\s+(?:and|said|stated|told)\b)"
    r"|you (?:were|have been|are) told|(?:I|was) said\b(?!\s+(?:to|by|in|at|on|about)\b)"
    r"|said (?:above|before|so far))",
    r"\b(?:give|award|assign|grant|output|return|score|rate|grade|mark|report|record)[\s:]+(?:\w+\s+){0,4}?" + _TOP,
    rf"\b(?:give|award|assign|grant|rate|grade|mark|score)\s+{_OBJECT}\s+(?:\w+\s+){{0,3}}?{_BEST}",
    rf"\b(?:this|my|the) {_ANSWER} (?:deserves?|must|should|has to)\s+(?:be |get |receive )?(?:\w+\s+){{0,2}}?"
    rf"(?:graded|scored|rated|{_TOP}|{_BEST})",
    r"\b(?:mark|treat|count|consider|judge|rate|answer|set)\s+(?:all|every|each|any)\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+)?"
    r"(?:criteri(?:a|on)|rubrics?|dimensions?|findings?)\b(?=.{0,60}\b(?:yes|met|satisfied|passed|fulfilled|true|full"
    r"|top|highest|level)\b)",
    rf"\b(?:answer|say|reply|respond|return|put|write|record|report|set)\s+(?:with\s+)?\W?yes\W?\s(?=.{{0,80}}\b{_QUESTIONS})",
    r"\bverdicts?(?: \w+){0,3}\s*(?:is|are|to|equals?|[:=])\s*[\"'“]?yes\b",
    rf"\b{_JUDGE} (?:must|should|shall|has to|have to|is to)\s+(?:\w+\s+)?(?:(?:answer|say|reply)\s+yes\b"
    r"|tick (?:all|every|each)\b|mark (?:all|every|each) (?:criteri|finding|box|point)|skip the rubric)",
    rf"\b(?:{_JUDGE}|models?) (?:that|who|which) (?:fail|reject)s? (?:me|this|my)\b",
    rf"\b(?:todo|note|fixme)\W{{0,2}}{_JUDGE}\)?\s*:",
    r"^\W{0,8}(?:system|assistant|developer)\s*(?:message|prompt|note)?\s*:\s*"
    rf"(?=.{{0,200}}\b(?:you|ignore|score|grade|grader|rubric|candidate|criteria|{_TOP})\b)",
    r"^\W{0,8}(?:human|assistant)\s*:\s*(?=.{0,200}\b(?:yes|verdict)\b)",
    r"^\W{0,8}system (?:message|prompt|notice|override)\W*$",
    r"^\W{0,8}(?:message|note|notice) from the (?:\w+ ){0,2}?(?:developers?|administrators?"
    r"|admins?|interviewers?|authors?)\b",
    r"\bthis is the (?:\w+ ){1,4}speaking\b",
    r"^\W{0,8}(?:evaluation|grading|assessment|interview) (?:result|outcome|summary|verdict)s?\s*:"
    r"(?=.{0,200}\b(?:pass(?:ed)?|distinction|full|perfect|met|yes|hired?)\b)",
    r"\b(?:count|treat|credit)\s+(?:what|whatever|anything)\s+I\s+(?:would|could|might|meant|wanted)\b",
    r"\b(?:decode|translate|unscramble)\b.{0,60}\bdo (?:what|as|whatever) it (?:says|tells)",
    r"^\W{0,8}(?:(?:note|message|attention|dear|hey|hi|hello|memo|instructions?)\W{1,3})?"
    r"(?:(?:to|for)\W{1,3})?(?:the |all )?"
    rf"{_JUDGE}\s*[:,!]",
    rf"\b(?:note|message|attention|dear|instructions?)\s+(?:to|for)?\s*(?:the |all )?{_GRADER}\b",
    rf"\byou are (?:now )?(?:an? |the )?(?:\w+ ){{0,3}}{_GRADER}\b",
    r"\bas (?:an? |the |my )?(?:\w+ )?(?:graders?|evaluators?|assessors?|ai model|language model|llm)\s*,?\s+"
    r"(?:you|please|it)\b",
    r"\bthe candidate\b(?=.{0,200}\b(?:deserves?|perfect(?:ly)?|excellent|outstanding"
    r"|flawless(?:ly)?|strong hire|hired?"
    r"|all (?:the )?criteria|every criterion|the rubric|full (?:marks|score)|passed the|top (?:score"
    r"|marks)|fully correct)\b)",
    rf"\b(?:new|updated|revised) {_RULES}\s*(?::|for (?:the )?{_GRADER})",
    rf"\bthe {_RULES} (?:has|have|is|are|was|were) (?:been )?(?:changed|updated|overridden|satisfied|met|replaced)\b"
    r"(?=.{0,200}\b(?:grad|scor|rubric|criteria|all|now))",
    r"\bbe (?:lenient|generous|kind)\b(?=.{0,200}\b(?:scor|grad|mark|rat|judg))",
    r"(?:^\W*|\bplease )be (?:lenient|generous|kind)\W*$",
    rf"\b(?:do not|don't|never) (?:grade|judge|penali[sz]e)\s+{_OBJECT}\b",
    rf"\b(?:do not|don't|never) (?:score|evaluate)\s+(?:me|my|this {_ANSWER}|the candidate)\b",
    r"(?:^\W{0,8}(?:then |now )?|\bplease |\byou (?:must |should |will |may )?)(?:respond|reply|answer) only with\b",
    r"\b(?:verdict|score|overall_score|rating|grade)[\"']\s*:\s*[\"']?(?:yes|10\b|4\b|perfect|strong)",
    r"<\s*/?\s*(?:system|assistant|answer|transcript|instructions?|candidate|rubric)\b[^>\n]{0,40}>",
    r"\[/?INST\]|<\|\w{1,20}\|>",
    r"\bhire me\b|\bpass me\b(?=\W*$|\s*[.,;:!]|\s+(?:please|whatever|anyway|and|with)\b)",
    r"(?:^\W*|[-=*#]{2}\W{0,8})(?:this is |here is )?(?:the )?end of (?:the )?(?:candidate(?:'s)?(?: \w+)?|transcript"
    r"|interview|answer)\s*(?:$|[-=*#>\])/.:!])",
)
INSTRUCTION = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS), re.IGNORECASE)
DANGLING = re.compile(r"(?:[\s,;:–—-]|\b(?:and|so|also|please|then|now|but|finally)\b)+$", re.IGNORECASE)
COMMENT_SIGNS = re.compile(r"^[\W_]*$")
LOOKALIKES = str.maketrans("асеорхуіАВСЕНКМОРТХ", "aceopxyiABCEHKMOPTX")  # noqa: RUF001
JOINTS = str.maketrans("-_+", "   ")
HIDDEN_LETTERS = 12
"""Fewer hide nothing; so many in one escaped row were escaped to hide them."""
BASE64 = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")
_TELLING = "ignore|disregard|forget|override|full|yes|score|rate|grade|mark|criteri|rubric|judge|system"
TELLING = re.compile(rf"\b(?:{_TELLING})")
"""A reading without any of these is no instruction; most texts need no closer look at what they say backwards."""
TELLING_WORDS = tuple(_TELLING.split("|"))
PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){3,}")
ODD = re.compile(r"[-_+%]|[A-Za-z0-9+/]{24}")
"""Without any of these a plain sentence can be read only forwards, backwards and moved by thirteen letters."""
_LOWER = "abcdefghijklmnopqrstuvwxyz"
_MOVED = _LOWER[13:] + _LOWER[:13]
ROT13 = str.maketrans(_LOWER + _LOWER.upper(), _MOVED + _MOVED.upper())


@lru_cache(maxsize=64)
def strip_instructions(text: str) -> tuple[str, bool]:
    """The text without sentences, or ends of sentences, that instruct the grader; and whether there were any."""
    # Line by line first, so that an instruction takes no line of the answer with it; then across wrapped lines.
    lines = sentence_spans(text, wrapped=False)
    kept, found = _stripped(text, lines)
    whole = sentence_spans(kept)
    if not found and whole == lines:
        return text, False
    kept, more = _stripped(kept, whole)
    return kept, found or more


def _stripped(text: str, spans: list[tuple[int, int]]) -> tuple[str, bool]:
    pieces: list[str] = []
    at, found = 0, False
    ordered, turned = may_instruct(text), _may_be_turned(text)
    for start, end in spans:
        sentence = text[start:end]
        match = _instruction(sentence) if ordered else None
        kept = _before(sentence, match) if match else _ending(sentence) if _is_disguised(sentence, turned) else sentence
        pieces += [text[at:start], kept]
        found = found or kept is not sentence
        at = end
    return ("".join([*pieces, text[at:]]) if found else text), found


def _instruction(text: str) -> re.Match[str] | None:
    return INSTRUCTION.search(text) if may_instruct(text) else None


def _before(sentence: str, match: re.Match[str]) -> str:
    """What was said before the instruction began, with the line end kept."""
    said = DANGLING.sub("", sentence[: match.start()])
    return ("" if COMMENT_SIGNS.match(said) else said) + _ending(sentence)


def _ending(sentence: str) -> str:
    return "\n" if sentence.endswith("\n") else " "


def _may_be_turned(text: str) -> bool:
    """Whether anything telling is in the whole, backwards or moved by thirteen letters; if not, no sentence has it."""
    backwards, moved = text[::-1].casefold(), text.translate(ROT13).casefold()
    return any(word in backwards or word in moved for word in TELLING_WORDS)


def _is_disguised(sentence: str, turned: bool) -> bool:
    """Whether it is an instruction in one of the usual encodings; nobody explains a subject in those."""
    if len(sentence) < HIDDEN_LETTERS or not (turned or ODD.search(sentence) or not sentence.isascii()):
        return False
    readings = (reading for reading in _readings(sentence) if TELLING.search(reading.casefold()))
    return any(map(_instruction, readings)) or any(map(_is_letters, _unescaped(sentence)))


def _readings(sentence: str) -> Iterator[str]:
    """What else a sentence says: in plain letters, backwards, moved by thirteen letters, as a link, decoded."""
    if not sentence.isascii():
        shown = "".join(letter for letter in sentence if unicodedata.category(letter) != "Cf")
        yield unicodedata.normalize("NFKC", shown).translate(LOOKALIKES)
    yield sentence[::-1]
    yield sentence.translate(ROT13)
    joined = sentence.translate(JOINTS)
    if joined != sentence:
        yield joined
    yield from _unescaped(sentence)
    for match in BASE64.finditer(sentence):
        yield _decoded(match[0])


def _unescaped(sentence: str) -> Iterator[str]:
    for match in PERCENT.finditer(sentence):
        yield bytes.fromhex(match[0].replace("%", "")).decode(errors="replace")


def _is_letters(decoded: str) -> bool:
    """Whether plain letters were escaped, which need no escape."""
    return sum(letter.isascii() and letter.isalpha() for letter in decoded) >= HIDDEN_LETTERS


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text).decode(errors="replace")
    except binascii.Error:
        return ""
