"""What a story says: own steps and their reasons, what came of them, a lesson and where it was used later.

A sentence is evidence only for what it says itself: "I would not do anything differently" is no lesson, "since then
we have paired twice" is about the two people, and "since then I do" names nothing that is done.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from coach.evaluation.words import FUNCTION_WORDS, Token, Words, any_of, stem, word_set

STATES = word_set(
    """
    loved liked wanted enjoyed believed felt needed hoped wished worked used seemed tried assumed thought knew
    had was am been got became learned realised realized disagreed agreed
    """
)
IRREGULAR = word_set(
    """
    wrote built led ran made took met spoke told set found chose drove began held brought taught split cut put
    sent kept gave saw sat went came drew sought won lost paid left did fought stood showed swore
    threw rewrote rebuilt overrode let bought sold stopped shut
    """
)
SUBJECTS = word_set("i he she they it we you who which that what")
JOINING = word_set("and then but")
ADVERBS = word_set("have had also first even")

SETTING = any_of(
    r"(?:when|while|last|during|at my|in my|two|three|four|five|six|several|\d+) (?:\w+ ){0,3}?"
    r"(?:year|month|week|quarter|day|job|role|team|company|project|internship|release|sprint|ago"
    r"|spring|summer|winter)s?",
    r"(?:19|20)\d\d|monday|tuesday|wednesday|thursday|friday|autumn",
    r"(?:january|february|april|june|july|august|september|october|november|december)",
    r"at my (?:last|previous|first|current|old)|joined us|my manager|i worked (?:on|at|as|in)",
)
REASON = any_of(
    r"because|so that|in order to|since(?! then| that)|therefore|which is why|that is why|the reason|i wanted to",
    r"as i|which meant|so,? (?:\w+ ){0,4}?i",
)
OUTCOME = any_of(
    r"as a result|result(?:ed|s)?|in the end|outcome|led to|reduc\w+|increas\w+|improv\w+|decreas\w+"
    r"|shipped|launched|saved",
    r"dropped|fell|rose|grew|went (?:up|down|live|from|out)|cut|finish\w*|deliver\w*|releas\w+"
    r"|since then|ended up|succe\w+",
    r"cost us|lost|took|restor\w+|recover\w+|avoid\w*|prevent\w*|stopped|adopted|approved|agreed"
    r"|hired|promoted|fixed|kept",
    r"renewed|signed|no longer|afterwards|after that|within|caught|now average|merged",
)
ARRANGED = any_of("agreed|suggested|proposed|criterion|asked|told")
"""A figure in such a sentence is a plan or a term, unless something is compared in it."""
NUMBER = re.compile(
    r"\d|\b(?:half|twice|double[ds]?|tripl\w+|quarter|third|dozens?|hundreds?|thousands?|two|three"
    r"|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|ninety)\b",
    re.IGNORECASE,
)
CONTRAST = re.compile(
    r"\bfrom [^.\n]{1,60}?\bto\b|\b(?:instead of|compared (?:to|with)|before|earlier|by half|in half"
    r"|twice|down to|up to"
    r"|rather than|than|no longer)\b|\d+(?:\.\d+)?\s?(?:%|percent)",
    re.IGNORECASE,
)
OWN_CAUSE = any_of(
    r"i|my|as a result|result(?:ed|s)?|because of|thanks to|led to|so that|after (?:that|this|the|it)",
    r"with (?:the|this|that|it|them)|(?:this|that|which) \w+",
)
BASE = any_of(
    r"(?:per|an?|each|every) (?:second|minute|hour|day|night|shift|week|month|quarter|year|sprint|release|user)",
    r"(?:within|in|over|after|during|since) (?:\w+ ){0,3}?"
    r"(?:hour|day|night|shift|week|month|quarter|year|sprint|release|run|case|incident)s?",
    r"of (?:the )?(?:\d[\d,.]*|\w+) (?:users|customers|releases|teams|runs|cases|changes|requests)",
)
NO_LESSON = any_of(
    r"(?:not|never|no|nothing|neither|nor|without|hardly|\w+n['’]t)(?!\W+(?:only|just|until|forget))"
    r"\W+(?:\w+\W+){0,3}?(?:lessons?|learn(?:ed|t|ing)?|takeaways?)",
    r"(?:not|never|no|nothing|neither|nor|\w+n['’]t)\s+(?:\w+\s+){0,7}?(?:differently|different)",
    r"(?:not|never|\w+n['’]t)\W+(?:\w+\W+){0,3}?(?:chang\w+|regret\w*|do|done) (?:anything|a thing|much|any of)",
    r"(?:chang\w+|regret\w*|learn(?:ed|t)?|do)\W+(?:\w+\W+)?nothing|nothing (?:i would|to) (?:change|learn|regret)",
    r"the same (?:way|thing|again)|(?:exactly|just) the same|do (?:it|that|so|everything)(?: all| exactly)? again",
)
LESSONS = (
    any_of(
        r"learn(?:ed|t|ing)?\W+(?:\w+\W+){0,2}?(?:that|to|how|never|not|always|why)|lessons?|taught me",
        r"takeaway|take away|what stays with me",
    ),
    any_of(
        r"(?:in hindsight|with hindsight|looking back)(?=.*\b(?:should|would|could|wrong|mistake|better|too|if)\b)",
        r"i know now|i underestimated|i had (?:\w+ )?(?:believed|thought|assumed)|i (?:have )?reali[sz]ed"
        r"|i (?:should|would)(?: not)? have|i \w+ too (?:late|early|long|much|little)",
        r"my (?:own )?(?:part|share|mistake) (?:\w+ \w+ )?was|differently|next time",
    ),
)
"""The plainest words first."""
OTHERWISE = any_of(
    r"(?:i|we)(?:['’]d| would)\W+(?:\w+\W+){0,8}?(?:first|earlier|sooner|before|instead|again|from the start)",
    r"i (?:should|would)(?: not)? have|differently|next time|instead i",
)
HABIT = re.compile(
    r"(?:^\W*|[,:–—]\s*|\b(?:and|but|so)\s+)"
    r"(?:since then|ever since|since that \w+|from then on|these days|nowadays|now|today),?\s+"
    r"(?:\w+\s+){0,2}?(?:i|we|our|my)\b|\bi now\b|\bi(?: have|['’]ve) since\b",
    re.IGNORECASE,
)
OCCASION = any_of(
    r"(?:a (?:month|quarter|year)|a few \w+|months|weeks|years) later|later (?:that|the same) (?:year|month|quarter)",
    r"(?:on|with|in|for) (?:my|the|our) (?:next|current)|the next (?:time|project|one|release|quarter)"
    r"|next (?:project|quarter|release)",
    r"(?:last|this|in|the following) (?:spring|summer|autumn|winter|fall|month|quarter|year|week)",
    r"when (?:i|we|our|my|the|another|an?)|again",
)
OF_OURS = re.compile(
    r"\b(?:i|me|my|we|us|our)\b|\b(?:that|this|it) (?:has |have )?(?:\w+ed|showed|caught|found|kept)\b", re.IGNORECASE
)
RELATION = any_of(
    r"work(?:ed|ing)? (?:\w+ )?(?:well|together)|we (?:have )?(?:\w+ )?paired|g[eo]t along|getting along|friends?",
    r"good terms|relationship|trust\w*|lunch|coffee",
)
EMPTY = frozenset(
    map(stem, word_set("today nowadays ever always often still usually every time first way better well"))
)
"""What is left of "since then I always do" when these are taken away is nothing."""


class Act(NamedTuple):
    """Something the candidate, or the team, did."""

    verb: str
    sentence: int


class Sentence(NamedTuple):
    number: int
    text: str


def acts(words: Words, who: str) -> tuple[Act, ...]:
    """Verbs of past action that follow "I" or "we", and those joined to them: "I asked her, listened and wrote"."""
    found: list[Act] = []
    for number, tokens in words.by_sentence.items():
        subject, before = "", ""
        for index, token in enumerate(tokens):
            if token.word in SUBJECTS:
                subject = token.word
            elif subject == who and _begins(tokens, index, before, who) and _is_action(token.word):
                found.append(Act(token.word, number))
            before = before if _is_adverb(token.word) else token.word
    return tuple(found)


def _begins(tokens: list[Token], index: int, before: str, who: str) -> bool:
    """Whether a verb may begin here: behind the subject, behind "and", or in a clause of its own."""
    return before == who or before in JOINING or tokens[index].clause != tokens[index - 1].clause


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in ADVERBS


def _is_action(word: str) -> bool:
    return word in IRREGULAR or (word.endswith("ed") and word not in STATES)


def verbs(done: tuple[Act, ...]) -> list[str]:
    """The different ones, in order."""
    return list(dict.fromkeys(act.verb for act in done))


def sentences(words: Words) -> Iterator[Sentence]:
    return (Sentence(number, words.sentence(number)) for number in words.by_sentence)


def sentence_with(words: Words, *patterns: re.Pattern[str]) -> str | None:
    """The first sentence in which every pattern is found."""
    return next(
        (text for _, text in sentences(words) if all(pattern.search(text) for pattern in patterns)),
        None,
    )


def explained_step(words: Words, own: tuple[Act, ...]) -> str | None:
    """A sentence that gives an own action with its reason."""
    steps = {act.sentence for act in own}
    return next((text for number, text in sentences(words) if number in steps and REASON.search(text)), None)


def changes(words: Words) -> tuple[str, ...]:
    """Sentences that tell a result in figures, those that compare first."""
    found = [text for _, text in sentences(words) if NUMBER.search(text) and _is_result(text)]
    return tuple(sorted(found, key=lambda text: (CONTRAST.search(text) is None, OUTCOME.search(text) is None)))


def _is_result(text: str) -> bool:
    outcome, contrast = OUTCOME.search(text), CONTRAST.search(text)
    return bool(outcome and contrast) or (bool(outcome or contrast) and not ARRANGED.search(text))


def comparison(words: Words) -> str | None:
    """The first sentence that sets a result against what was before."""
    shown = next((text for text in changes(words) if CONTRAST.search(text)), None)
    return shown or sentence_with(words, OUTCOME, CONTRAST)


class Reflection(NamedTuple):
    """The sentences that name a lesson, another way of doing it, and a later use; None where none does."""

    lesson: str | None
    differently: str | None
    applied: str | None


def reflection(words: Words) -> Reflection:
    told = [one for one in sentences(words) if not NO_LESSON.search(one.text)]
    habits = [one for one in told if _is_habit(words, one)]
    lessons = [one for pattern in LESSONS for one in told if pattern.search(one.text)]
    lessons = list(dict.fromkeys([*lessons, *habits]))
    if not lessons:
        return Reflection(None, None, None)
    otherwise = [one for one in told if OTHERWISE.search(one.text)]
    first = min(one.number for one in lessons)
    occasions = [one for one in told if one.number > first and _is_occasion(one.text)]
    uses = [one for one in [*occasions, *habits] if one != lessons[0] or len(lessons) > 1]
    # The lesson and its use are two sentences, wherever there are two.
    uses.sort(key=lambda one: one == lessons[0])
    changed = [*otherwise, *habits, *uses]
    return Reflection(lessons[0].text, changed[0].text if changed else None, uses[0].text if uses else None)


def _is_habit(words: Words, one: Sentence) -> bool:
    """Whether it says what is done since then: more than "since then I do", and not how two people get along."""
    mark = HABIT.search(one.text)
    if mark is None or RELATION.search(one.text):
        return False
    start, end = words.sentences[one.number]
    said = words.text[start:end]
    behind_mark = start + len(said) - len(said.lstrip()) + mark.end()
    tokens = words.by_sentence[one.number]
    behind = {token.stem for token in tokens if token.start >= behind_mark and token.word not in FUNCTION_WORDS}
    return bool(behind - EMPTY)


def _is_occasion(text: str) -> bool:
    return bool(OCCASION.search(text) and OF_OURS.search(text)) and not RELATION.search(text)
