"""Whether words that a model chose still say what they had to, and no more: told by numbers, names and stems.

Each of these is strict on purpose: a wording that is refused costs nothing but charm, for the bank's own words follow.
"""

import re
from collections.abc import Sequence

from coach.evaluation.text import folded, words_of
from coach.evaluation.words import any_of, word_set

CONVEYED = 0.6
"""Share of the content words of a fact that make it said."""
REVEALED = 0.8
"""Share of the words of a fact, those known before aside, that give it away."""
SAME_SUBJECT = 0.25
"""Share of the content words of a question that make a wording of it the same question."""
SAME_HINT = 0.1
"""The same for a hint, which is to be fitted to other names."""
LEAST_TELLING = 2
"""A fact with fewer words that are not known before cannot be told from talk."""
STEPS_AHEAD = 3
"""So many words that only later hints have are a step ahead."""
NUMBER = re.compile(r"(?<![\w.])((?<!\d)[-−])?(\d+(?:[,_' \u00a0\u202f]\d{3})*(?:\.\d+)?)")
COUNTS = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "twelve": "12",
    "fifteen": "15",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "ninety": "90",
}
SCALES = word_set("hundred thousand million billion trillion")
CODED = re.compile(
    r"`([^`\n]+)`|\"([^\"\n]{1,80})\"|“([^”\n]{1,80})”|(?<!\w)'([^'\n]{1,40})'(?!\w)"  # what is quoted
    r"|(\[[^\]\n]{0,80}\])|(\b[oOΘ]\([^)\n]{1,30}\))"  # lists, classes of growth
    r"|\b([A-Za-z]\w*_\w+|[a-z]+[A-Z]\w*|\w+(?=\(\))|[A-Z][A-Z0-9]+)\b"  # names in code, abbreviations
)
UNMARKED = re.compile(r"[\s`'\"“”’]+")
NEGATIONS = word_set("not no never without nor neither none")
VERDICTS = any_of(
    r"good|great|nice|excellent|perfect\w*|correct\w*|exactly|(?<!all )right|wrong|incorrect\w*",
    r"mistakes?|bugs?|errors?|well done|impressive|solid|sound|clever|smart|elegant|efficient|optimal|agree",
    r"that works|(?:would|will) work|should|could|consider|instead|hint|try|careful|missing|forgot\w*",
    r"what about|think about|wonderful|brilliant|fantastic|superb|awesome|amazing|lovely|nicely|beautiful\w*|splendid",
    r"makes sense|love (?:it|that|this)|spot on|well (?:put|said|thought)|on the right track|my solution",
)
SENTENCES = re.compile(r"[.!?…]+(?=\s|$)")
CODE_LINE = re.compile(
    r"^[ \t]*(?:(?:def|for|while|if|elif|else|class|function|return|import|let|const|var)\b.*[:{;)]"
    r"|[\w.\[\]]+ ?[-+*]?= ?.+)[ \t]*$",
    re.MULTILINE,
)


def numbers_of(text: str) -> frozenset[str]:
    """Every number, in digits or words, in one spelling; "one" is hardly ever meant as a number."""
    words = {token.word for token in words_of(text).tokens}
    return _digits(text) | {COUNTS[word] for word in words if word in COUNTS} | (words & SCALES)


def keeps_terms(original: str, text: str) -> bool:
    """Whether every number, quoted text, list and name in code of the original is still there."""
    unmarked = _unmarked(text)
    terms = (next(group for group in found if group) for found in CODED.findall(original))
    return numbers_of(original) <= numbers_of(text) and all(_unmarked(term.strip(".,!?")) in unmarked for term in terms)


def keeps_subject(original: str, text: str, share: float = SAME_SUBJECT) -> bool:
    """Whether enough of the original's content words are still there."""
    wanted = words_of(original).content
    return len(wanted & words_of(text).content) >= share * len(wanted)


def adds_numbers(text: str, *known: str) -> bool:
    """Whether there is a number in digits that nobody gave."""
    return not _digits(text) <= numbers_of("\n".join(known))


def unsaid(answers: Sequence[str], text: str) -> tuple[str, ...]:
    """The answers that a text does not give: a term is lost, most words are others, or a "not" is lost or added."""
    denies = _is_negated(text)
    if denies != any(_is_negated(answer) for answer in answers):
        return tuple(answers)
    return tuple(
        answer for answer in answers if not (keeps_terms(answer, text) and keeps_subject(answer, text, CONVEYED))
    )


def reveals(answers: Sequence[str], text: str, *known: str) -> bool:
    """Whether a text gives one of the answers away, by what was not known before."""
    before = "\n".join(known)
    common, said = words_of(before).content, words_of(text).content
    for answer in answers:
        telling = words_of(answer).content - common
        enough = len(telling & said) >= REVEALED * len(telling)
        if len(telling) >= LEAST_TELLING and enough and numbers_of(answer) <= numbers_of(text):
            return True
    return False


def runs_ahead(text: str, later: Sequence[str], *known: str) -> bool:
    """Whether a hint uses words that belong to later hints alone."""
    ahead = words_of("\n".join(later)).content - words_of("\n".join(known)).content
    return len(words_of(text).content & ahead) >= STEPS_AHEAD


def has_code(text: str) -> bool:
    """Whether there is a code block, marked or not."""
    return "```" in text or len(CODE_LINE.findall(text)) >= 2


def is_mere_reaction(text: str) -> bool:
    """Whether a text is at most two short sentences that neither judge nor help."""
    short = len(text) <= 200 and len(SENTENCES.findall(text)) <= 2
    return short and VERDICTS.search(text) is None and not has_code(text)


def asks_one_thing(original: str, text: str) -> bool:
    """Whether there are no more questions than in the original; one is always allowed."""
    return text.count("?") <= max(1, original.count("?"))


def _digits(text: str) -> frozenset[str]:
    return frozenset(
        ("-" if sign else "") + re.sub(r"[^\d.]", "", digits) for sign, digits in NUMBER.findall(folded(text))
    )


def _unmarked(text: str) -> str:
    return UNMARKED.sub("", folded(text))


def _is_negated(text: str) -> bool:
    return any(token.word in NEGATIONS for token in words_of(text).tokens)
