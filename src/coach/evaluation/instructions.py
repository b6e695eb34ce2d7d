"""Words that address the grader instead of answering: cut out, flagged, and otherwise without effect."""

import re
from functools import lru_cache

from coach.evaluation.words import sentence_spans

_JUDGE = r"(?:graders?|evaluators?|judges?|assessors?|scorers?|examiners?|ai|llm)"
_GRADER = rf"(?:{_JUDGE}|language model|model|assistant|bot)"
_ANSWER = r"(?:answers?|responses?|solutions?|submissions?|interviews?|code|design|story)"
_TOP = (
    r"(?:10\s*/\s*10|10 out of 10|ten out of ten|full (?:marks?|score|credit|points)|perfect (?:score|marks?|10)"
    r"|strong hire|level (?:4|four)|a (?:10|ten)\b|five stars)"
)
_BEST = (
    r"(?:(?:the |a )?(?:max(?:imum)?|highest|best|top|perfect|full|good)(?: possible)?"
    r" (?:score|marks?|rating|grade|level)s?)"
)
_RULES = r"(?:instructions?|rubrics?|prompts?|guidelines?|criteria|rules|grading|scoring|directions?)"

_OBJECT = rf"(?:me|this|my|the (?:candidate|{_ANSWER}))"

PATTERNS = (
    rf"\b(?:ignore|disregard|forget|override|bypass|skip)\s+(?:\w+\s+){{0,3}}?(?:previous|prior|above"
    rf"|earlier|preceding|your"
    rf"|system|grading|scoring|existing|original)\s+(?:\w+\s+){{0,2}}?{_RULES}\b",
    rf"\b(?:ignore|disregard|forget|override|bypass)\s+(?:all|any|the|every)?\s*(?:of\s+)?(?:the\s+)?{_RULES}"
    r"\s*(?:above|before|so far|and\b|$|[.,!:])",
    r"\b(?:ignore|disregard|forget)\s+(?:everything|anything|all|what(?:ever)?)\s+(?:that\s+)?(?:was\s+|is\s+)?"
    r"(?:above|before this|previous(?:ly)?|you (?:were|have been|are) told|(?:I|was) said"
    r"|said (?:above|before|so far))",
    r"\b(?:give|award|assign|grant|output|return|score|rate|grade|mark|report)[\s:]+(?:\w+\s+){0,4}?" + _TOP,
    rf"\b(?:give|award|assign|grant|rate|grade|mark|score)\s+{_OBJECT}\s+(?:\w+\s+){{0,3}}?{_BEST}",
    rf"\b(?:this|my|the) {_ANSWER} (?:deserves?|must|should|has to)\s+(?:be |get |receive )?(?:\w+\s+){{0,2}}?"
    rf"(?:graded|scored|rated|{_TOP}|{_BEST})",
    r"\b(?:mark|treat|count|consider|judge|rate|answer|set)\s+(?:all|every|each|any)\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+)?"
    r"(?:criteri(?:a|on)|rubrics?|dimensions?|findings?)\b",
    r"^\W{0,8}(?:system|assistant|developer)\s*(?:message|prompt|note)?\s*:\s*"
    rf"(?=.{{0,200}}\b(?:you|ignore|score|grade|grader|rubric|candidate|criteria|{_TOP})\b)",
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
    r"\b(?:be|please be) (?:lenient|generous|kind)\b(?=.{0,200}\b(?:scor|grad|mark|rat|judg)|\W*$)",
    r"\b(?:do not|don't|never) (?:grade|score|judge|penali[sz]e|evaluate) (?:me|this|my|the)\b",
    r"\b(?:respond|reply|answer) only with\b",
    r"\b(?:verdict|score|overall_score|rating|grade)[\"']\s*:\s*[\"']?(?:yes|10\b|4\b|perfect|strong)",
    r"<\s*/?\s*(?:system|assistant|answer|transcript|instructions?|candidate|rubric)\b[^>\n]{0,40}>",
    r"\[/?INST\]|<\|\w{1,20}\|>",
    r"\b(?:please )?(?:hire|pass) me\b",
    r"\bend of (?:the )?(?:candidate(?:'s)?|transcript|interview)\b",
)
INSTRUCTION = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS), re.IGNORECASE)
DANGLING = re.compile(r"(?:[\s,;:–—-]|\b(?:and|so|also|please|then|now|but|finally)\b)+$", re.IGNORECASE)
COMMENT_SIGNS = re.compile(r"^[\W_]*$")


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
    for start, end in spans:
        sentence = text[start:end]
        match = INSTRUCTION.search(sentence)
        pieces += [text[at:start], _before(sentence, match) if match else sentence]
        found = found or match is not None
        at = end
    return ("".join([*pieces, text[at:]]) if found else text), found


def _before(sentence: str, match: re.Match[str]) -> str:
    """What was said before the instruction began, with the line end kept."""
    said = DANGLING.sub("", sentence[: match.start()])
    ending = "\n" if sentence.endswith("\n") else " "
    return ("" if COMMENT_SIGNS.match(said) else said) + ending
