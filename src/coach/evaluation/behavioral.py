"""Judging a story: own actions, a result with a number, a lesson used again, and signs of the competency."""

from coach.domain.enums import Dimension, Seniority
from coach.domain.feedback import Cap, Coverage, DimensionResult, Level
from coach.domain.prose import BehavioralQuestion
from coach.domain.wording import number
from coach.evaluation import process, prose, story
from coach.evaluation.levels import Sheet
from coach.evaluation.phrases import places
from coach.evaluation.record import Record
from coach.evaluation.words import any_of, words_of

DIMENSIONS = (Dimension.SPECIFICITY, Dimension.RESULT, Dimension.COMPETENCY, Dimension.REFLECTION)
FEW_ACTIONS, SOME_ACTIONS, MANY_ACTIONS, ALL_ACTIONS = 1, 3, 4, 5
"""Different things the candidate did themselves; with many of them the team may have done as much as it likes."""
OWN_SIGNS = 2
UNANSWERED_LEVEL: Level = 3
"""Not above this level while a question that came back is open."""

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
    _add_own_signs(competency, record, bank)
    _add_scope(competency, record)
    sheets = (_specificity(record), (_result(record), ()), (competency, caps), (_reflection(record), ()))
    unread = prose.needs_reader(record, reference_of(bank), [signal.match for signal in bank.signals])
    return tuple(prose.dimension_of(record, sheet, held, unread) for sheet, held in sheets)


def _specificity(record: Record) -> tuple[Sheet, tuple[Cap, ...]]:
    sheet, words = Sheet(Dimension.SPECIFICITY), words_of(record.said)
    steps = story.acts(words, "i")
    own, ours = story.verbs(steps), story.verbs(story.acts(words, "we"))
    told = ", ".join(f"I {verb}" for verb in own[:6])
    sheet.fact(2, "own-action", "Says what they did themselves", len(own) >= FEW_ACTIONS, told)
    sheet.fact(3, "own-actions", "Describes several steps of their own", len(own) >= SOME_ACTIONS, told)
    mine = bool(own) and len(own) >= min(len(ours), MANY_ACTIONS)
    said = f"I {number(len(own), 'time')}, we {number(len(ours), 'time')}"
    sheet.fact(3, "own-part", "Own part stands out from the team's", mine, said)
    sheet.quoted(3, "setting", "Says when and where it was", story.sentence_with(words, story.SETTING))
    caps = _add_probes(sheet, record)
    sheet.quoted(4, "reasons", "Gives a reason for what they did", story.explained_step(words, steps))
    sheet.fact(4, "all-the-way", "Tells their own steps all the way", len(own) >= ALL_ACTIONS, told)
    return sheet, caps


def _add_probes(sheet: Sheet, record: Record) -> tuple[Cap, ...]:
    """Whether what came back was answered; a question left open holds the dimension down."""
    asked = process.followed_up(record)
    if not asked:
        return ()
    answered = sum(one.answered for one in asked)
    ratio = f"{answered} of {len(asked)}"
    sheet.fact(3, "probes-answered", "Answered what was asked back", answered == len(asked), ratio)
    if answered == len(asked):
        return ()
    return (Cap(dimension=sheet.dimension, level=UNANSWERED_LEVEL, reason=f"{ratio} follow-ups answered"),)


def _result(record: Record) -> Sheet:
    sheet, words = Sheet(Dimension.RESULT), words_of(record.said)
    did = bool(story.acts(words, "i") or story.acts(words, "we"))
    outcome = story.sentence_with(words, story.OUTCOME) if did else None
    figures = story.changes(words) if outcome else ()
    sheet.quoted(2, "outcome", "Says what came of it", figures[0] if figures else outcome)
    sheet.quoted(3, "measured", "Gives a number for the result", figures[0] if figures else None)
    sheet.quoted(4, "before-and-after", "Compares before and after", story.comparison(words) if outcome else None)
    caused = next((text for text in figures if story.OWN_CAUSE.search(text)), None)
    sheet.quoted(4, "own-cause", "Ties the result to what they did", caused)
    based = next((text for text in figures if story.BASE.search(text)), None)
    sheet.quoted(4, "base", "Says over what time, or of how many", based)
    return sheet


def _reflection(record: Record) -> Sheet:
    sheet, found = Sheet(Dimension.REFLECTION), story.reflection(words_of(record.said))
    sheet.quoted(2, "lesson", "Names a lesson", found.lesson)
    sheet.quoted(3, "differently", "Says what they do, or would do, differently", found.differently)
    sheet.quoted(4, "applied", "Used the lesson later", found.applied)
    return sheet


def _add_own_signs(sheet: Sheet, record: Record, bank: BehavioralQuestion) -> None:
    """Signs of the competency count for more where they are things the candidate did."""
    words = words_of(record.said)
    done = {act.sentence for act in story.acts(words, "i")}
    signs = sorted(done & {number for signal in bank.signals for number in places(signal.match, record.said)})
    shown = words.sentence(signs[-1]) if len(signs) >= OWN_SIGNS else None
    sheet.bank(4, "own-signs", "Shows it in several steps of their own", shown)


def _add_scope(sheet: Sheet, record: Record) -> None:
    """From senior on a story should reach beyond one's own work, where that shows."""
    expected = EXPECTED_SCOPE.get(record.transcript.seniority)
    if expected is None:
        return
    words = words_of(record.said)
    reached = next(
        (found for size, scope in SCOPES if size >= expected and (found := story.sentence_with(words, scope))), None
    )
    sheet.quoted(4, "scope", "The story has the scope of the seniority", reached)


def coverage_of(record: Record, bank: BehavioralQuestion, results: tuple[DimensionResult, ...]) -> tuple[Coverage, ...]:
    return prose.coverage_of(bank.signals, record.said, prose.unread_dimensions(results))


def corrections_of(record: Record, bank: BehavioralQuestion) -> tuple[str, ...]:
    return prose.corrections_of(prose.false_beliefs(bank.weak_signals, record.said))


def reference_of(bank: BehavioralQuestion) -> str:
    return "\n".join([bank.model_answer, *(signal.text for signal in bank.signals)])
