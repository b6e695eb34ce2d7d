"""A quick look for words without which nothing in a text can be an instruction to the grader.

The patterns of `coach.evaluation.instructions` are long, and nearly every answer has none of what they need. Here
stands, per pattern or for a few of one family, what each of its matches contains: of every line at least one piece.
Pieces are looked for in the words of a text, all lower case, with one space around each; a space at the end of a piece
is therefore the end of a word. Those of a first line, the rarest, all begin a word. A pattern that is added there needs
its lines here.
"""

import re

WORDS = re.compile(r"\w+|[:<]")
UNUSUAL_LETTERS = "\u017f\u212a\u0130\u0131"
"""The letters beyond ASCII that a pattern takes for s, k and i when case is ignored."""
BEGINNING = 3
"""By so many letters of its first word a piece is told from most words; shorter words are looked for as a whole."""

_RULES = " instruction| rubric| prompt| guideline| criteria| rules| grading| scoring| direction"
_TOP = (
    " 10 | ten out of ten| full mark| full score| full credit| full points| perfect score| perfect mark| perfect 10"
    "| strong hire| level 4| level four| a ten | five stars"
)
_NOUNS = " score| mark| rating| grade| level"
_JUDGE = " grader| evaluator| judge| assessor| scorer| examiner| ai | llm "
_GRADER = "grader|evaluator|judge|assessor|scorer|examiner|ai |llm |model|assistant|bot "

NEEDED = (
    (" ignore | disregard | forget | override | bypass | skip ", _RULES.replace(" ", "")),
    (" ignore | disregard | forget ", " everything | anything | all | what", " above | before | previous| told| said "),
    (_TOP, " give | award | assign | grant | output | return | score | rate | grade | mark | report | record "),
    (
        _NOUNS,
        " give | award | assign | grant | rate | grade | mark | score ",
        "max|highest|best|top|perfect|full|good",
    ),
    (f" graded| scored| rated|{_TOP}|{_NOUNS}", " deserve| must | should | has to ", " this | my | the "),
    (" criteri| rubric| dimension| finding", " all | every | each | any "),
    (" yes ", " answer | say | reply | respond | return | put | write | record | report | set "),
    (" verdict",),
    (_JUDGE,),
    (" model", " that | who | which ", " fail| reject"),
    (" todo| note| fixme", "grader|evaluator|judge|assessor|scorer|examiner|ai :|llm"),
    (
        " system| assistant| developer",
        " : ",
        f" you | ignore | score | grade | grader | rubric | candidate | criteria |{_TOP}",
    ),
    (" human :| assistant :", " yes | verdict "),
    (" system message | system prompt | system notice | system override ",),
    (" message from the | note from the | notice from the ",),
    (" speaking ", " this is the "),
    (" evaluation | grading | assessment | interview ", " result| outcome| summary| verdict", " : "),
    (" count what| count anything | treat what| treat anything | credit what| credit anything ",),
    (" decode | translate | unscramble ", " do what it | do as it | do whatever it "),
    (" note | message | attention | dear | instruction", _GRADER),
    (" model| assistant| bot ", " you are "),
    (" language model ", " as ", " you | please | it "),
    (" candidate ", " the candidate "),
    (_RULES, " new | updated | revised ", " : |for "),
    (_RULES, " changed | updated | overridden | satisfied | met | replaced ", " the "),
    (" lenient | generous | kind ", " be lenient | be generous | be kind "),
    (" grade | penalise | penalize ", " not | t | never "),
    (" score | evaluate ", " not | t | never "),
    (" respond only with | reply only with | answer only with ",),
    (" score :| overall_score :| rating :| grade :",),
    (" inst | < ",),
    (" hire me | pass me ",),
    (" end of ", " candidate| transcript| interview| answer"),
)
GROUPS = tuple(tuple(tuple(line.split("|")) for line in lines) for lines in NEEDED)


def _beginnings(pieces: tuple[str, ...]) -> frozenset[str]:
    return frozenset(piece.split()[0][:BEGINNING] for piece in pieces)


BEGINNINGS = {
    beginning: tuple(groups for groups in GROUPS if beginning in _beginnings(groups[0]))
    for beginning in frozenset[str]().union(*(_beginnings(groups[0]) for groups in GROUPS))
}
"""The lines to look at for a word that begins so."""


def may_instruct(text: str) -> bool:
    """Whether the text has the words that an instruction cannot do without; False is certain, True is not."""
    if not text.isascii() and any(letter in text for letter in UNUSUAL_LETTERS):
        return True
    words = WORDS.findall(text.lower())
    begun = {word[:BEGINNING] for word in words} & BEGINNINGS.keys()
    if not begun:
        return False
    plain = f" {' '.join(words)} "
    return any(_met(groups, plain) for beginning in begun for groups in BEGINNINGS[beginning])


def _met(groups: tuple[tuple[str, ...], ...], plain: str) -> bool:
    return all(any(piece in plain for piece in group) for group in groups)
