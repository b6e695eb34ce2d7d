"""Judging a story: own actions, a result with a number, a lesson used again, and signs of the competency."""

import re

from coach.domain.enums import Dimension, Seniority
from coach.domain.feedback import Coverage, DimensionResult
from coach.domain.prose import BehavioralQuestion
from coach.evaluation import process, prose
from coach.evaluation.levels import Sheet
from coach.evaluation.record import Record
from coach.evaluation.words import Words, any_of, word_set, words_of

DIMENSIONS = (Dimension.SPECIFICITY, Dimension.RESULT, Dimension.COMPETENCY, Dimension.REFLECTION)
FEW_ACTIONS, SOME_ACTIONS, MANY_ACTIONS = 1, 3, 4
"""Different things the candidate did themselves; with many of them the team may have done as much as it likes."""

STATES = word_set(
    """
    loved liked wanted enjoyed believed felt needed hoped wished worked used seemed tried assumed thought knew
    had was am been got became
    """
)
IRREGULAR = word_set(
    """
    wrote built led ran made took met spoke told set found chose drove began held brought taught split cut put
    sent kept gave saw sat went came drew sought understood won lost paid left did fought stood showed swore
    threw rewrote rebuilt overrode let bought sold stopped shut
    """
)
SETTING = any_of(
    r"(?:when|while|last|during|at my|in my|two|three|four|five|six|several|\d+) (?:\w+ ){0,3}?"
    r"(?:year|month|week|quarter|day|job|role|team|company|project|internship|release|sprint|ago"
    r"|spring|summer|winter)s?",
    r"(?:19|20)\d\d|monday|tuesday|wednesday|thursday|friday|autumn",
    r"(?:january|february|april|june|july|august|september|october|november|december)",
    r"at my (?:last|previous|first|current|old)|joined us|my manager|i worked (?:on|at|as|in)",
)
REASON = any_of(
    "because|so that|in order to|since|therefore|which is why|that is why|the reason|i wanted to|as i|which meant"
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
LESSON = any_of(
    r"learn(?:ed|t|ing)?\W+(?:\w+\W+){0,2}?(?:that|to|how|never|not|always|why)|lesson|in hindsight|looking back",
    r"with hindsight|reali[sz]ed|taught me|takeaway|take away|understood|i know now"
    r"|what stays with me|i underestimated",
    r"differently|next time|since then|ever since|(?:today|now),? i|i had (?:believed|thought|assumed)",
)
OTHERWISE = any_of(
    r"would (?:have )?(?:do|done|start|started|ask|asked|involve|tell|told|write|talk|say|said|bring"
    r"|push|raise|set|make)\w*",
    r"differently|should have|next time|instead i|earlier than|from the start|in hindsight"
    r"|looking back|(?:today|now),? i",
    r"these days|since then|ever since",
)
APPLIED = any_of(
    r"since then|ever since|since that|from then on|these days|nowadays|now,? i|i now|today,? i"
    r"|i have since|i've since|again",
    r"(?:\w+ )?(?:a month|quarter|a year|a few \w+|months|weeks|years) later|later (?:that"
    r"|the same) (?:year|month|quarter)",
    r"(?:on|with|in|for) (?:my|the|our) next|the next (?:time|project|one|release|quarter)"
    r"|next (?:project|quarter|release)",
    r"(?:last|this) (?:spring|summer|autumn|winter|fall|month|quarter|year|week)|when (?:i"
    r"|we) (?:later|next|moved|started)",
    r"still (?:do|use|keep)|used (?:it|this|that|the same)",
)
SEVERAL_TEAMS = any_of(
    r"organi[sz]ation|company[- ]wide|whole company|across (?:the )?(?:company|teams|departments|organi[sz]ation)",
    r"(?:several|other|all|both|three|four|five|six|\d+) teams|departments?|every team|engineering[- ]wide",
)
A_TEAM = any_of(
    r"(?:my|our|the|another|a) (?:\w+ )?team|team of|teammates?|colleagues?|everyone|led|lead|mentor\w*|stakeholders?"
)
SCOPES = ((3, SEVERAL_TEAMS), (2, A_TEAM))
EXPECTED_SCOPE = {Seniority.SENIOR: 2, Seniority.STAFF: 3}
"""Smallest scope of a story: 2 a team, 3 several teams. Below senior one's own work is enough."""


def dimensions_of(record: Record, bank: BehavioralQuestion) -> tuple[DimensionResult, ...]:
    stated = prose.false_beliefs(bank.weak_signals, record.said)
    caps = prose.belief_caps(Dimension.COMPETENCY, stated)
    competency = Sheet(Dimension.COMPETENCY)
    prose.add_points(competency, bank.signals, record.said)
    _add_scope(competency, record)
    sheets = ((_specificity(record), ()), (_result(record), ()), (competency, caps), (_reflection(record), ()))
    return tuple(prose.dimension_of(record, sheet, held, reference_of(bank)) for sheet, held in sheets)


def _specificity(record: Record) -> Sheet:
    sheet, words = Sheet(Dimension.SPECIFICITY), words_of(record.said)
    own, ours = actions(words, "i"), actions(words, "we")
    told = ", ".join(f"I {verb}" for verb in own[:6])
    sheet.fact(2, "own-action", "Says what they did themselves", len(own) >= FEW_ACTIONS, told)
    sheet.fact(3, "own-actions", "Describes several steps of their own", len(own) >= SOME_ACTIONS, told)
    mine = bool(own) and len(own) >= min(len(ours), MANY_ACTIONS)
    sheet.fact(3, "own-part", "Own part stands out from the team's", mine, f"I {len(own)} times, we {len(ours)} times")
    sheet.quoted(3, "setting", "Says when and where it was", sentence_with(words, SETTING))
    _add_probes(sheet, record)
    sheet.quoted(4, "reasons", "Gives a reason for what they did", sentence_with(words, REASON))
    return sheet


def _add_probes(sheet: Sheet, record: Record) -> None:
    asked = process.followed_up(record)
    if asked:
        answered = sum(one.answered for one in asked)
        sheet.fact(
            3, "probes-answered", "Answered what was asked back", answered == len(asked), f"{answered} of {len(asked)}"
        )


def _result(record: Record) -> Sheet:
    sheet, words = Sheet(Dimension.RESULT), words_of(record.said)
    outcome = sentence_with(words, OUTCOME) if actions(words, "i") or actions(words, "we") else None
    sheet.quoted(2, "outcome", "Says what came of it", outcome)
    sheet.quoted(
        3, "measured", "Gives a number for the result", sentence_with(words, OUTCOME, NUMBER) if outcome else None
    )
    changed = sentence_with(words, OUTCOME, CONTRAST) or sentence_with(words, CONTRAST, NUMBER)
    sheet.quoted(4, "before-and-after", "Compares before and after", changed if outcome else None)
    return sheet


def _reflection(record: Record) -> Sheet:
    sheet, words = Sheet(Dimension.REFLECTION), words_of(record.said)
    lesson = sentence_with(words, LESSON)
    later = sentence_with(words, APPLIED)
    sheet.quoted(2, "lesson", "Names a lesson", lesson)
    used = (sentence_with(words, OTHERWISE) or later) if lesson else None
    sheet.quoted(3, "differently", "Says what they do, or would do, differently", used)
    sheet.quoted(4, "applied", "Used the lesson later", later if lesson else None)
    return sheet


def _add_scope(sheet: Sheet, record: Record) -> None:
    """From senior on a story should reach beyond one's own work, where that shows."""
    expected = EXPECTED_SCOPE.get(record.transcript.seniority)
    if expected is None:
        return
    words = words_of(record.said)
    reached = next(
        (found for size, scope in SCOPES if size >= expected and (found := sentence_with(words, scope))), None
    )
    sheet.quoted(4, "scope", "The story has the scope of the seniority", reached)


def actions(words: Words, who: str) -> list[str]:
    """The different verbs of past action that follow "I" or "we" directly or after an adverb."""
    found: dict[str, None] = {}
    for tokens in words.by_sentence.values():
        for index, token in enumerate(tokens):
            if token.word == who:
                following = [other.word for other in tokens[index + 1 : index + 4]]
                found.update(dict.fromkeys(verb for verb in _first_action(following)))
    return list(found)


def _first_action(following: list[str]) -> list[str]:
    for word in following:
        if word in IRREGULAR or (word.endswith("ed") and word not in STATES):
            return [word]
        if not (word.endswith("ly") or word in {"have", "had", "then", "also", "first", "even"}):
            return []
    return []


def sentence_with(words: Words, *patterns: re.Pattern[str]) -> str | None:
    """The first sentence in which every pattern is found."""
    for number in words.by_sentence:
        sentence = words.sentence(number)
        if all(pattern.search(sentence) for pattern in patterns):
            return sentence
    return None


def coverage_of(record: Record, bank: BehavioralQuestion, results: tuple[DimensionResult, ...]) -> tuple[Coverage, ...]:
    return prose.coverage_of(bank.signals, record.said, prose.unread_dimensions(results))


def corrections_of(record: Record, bank: BehavioralQuestion) -> tuple[str, ...]:
    return prose.corrections_of(prose.false_beliefs(bank.weak_signals, record.said))


def reference_of(bank: BehavioralQuestion) -> str:
    return "\n".join([bank.model_answer, *(signal.text for signal in bank.signals)])
