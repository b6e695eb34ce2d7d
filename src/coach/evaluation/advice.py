"""Words for a report: what went well, what did not, and what to do next. Every line points at its evidence."""

from collections.abc import Iterator, Sequence

from coach.domain.enums import Answer, Source
from coach.domain.feedback import DimensionResult, Finding, GateResult, QuestionAssessment
from coach.evaluation.complexity import claim_holds
from coach.evaluation.levels import counted
from coach.evaluation.record import UNWEIGHED

STRENGTHS, AREAS, STEPS = 5, 6, 6
"""At most so many lines each; a longer list is not read."""
STRONG_LEVEL, WEAK_LEVEL = 3, 2
LONGEST_QUOTE = 160

ADVICE = {
    "approach-named": "Say which approach you are about to write, by its name, before you write it",
    "little-help": "Stay with the problem longer before the next hint: write a small example and see what repeats",
    "moved-on": "After a hint, try it out at once: a line of code or a sentence shows that it helped",
    "compared": "Before choosing, name a second approach and say what it costs in time and memory",
    "claim-holds": "Say how time grows with the input and check it against the loops you wrote",
    "in-time": "Keep an eye on the clock: get the simple version right first, then improve it",
    "right-soon": "Read the code once against the statement before submitting",
    "clean-code": "Tidy up before submitting",
    "ran-first": "Run the samples before you submit",
    "edge-named": "Name the edge cases aloud before you submit",
    "green-first": "Get every sample to pass before you submit",
    "edges-hold": "Go through the edge cases one by one in the code",
    "edges-named": "Make a list of edge cases while clarifying and tick them off at the end",
    "first-submission-holds": "Trace one small and one odd input by hand before the first submission",
    "walked-through": "Walk through one example with concrete values before you submit, or write tests of your own",
    "spoke": "Think aloud: an interviewer can only follow what is said",
    "follow-ups-answered": "Answer every follow-up, even if only with what you would look at first",
    "follow-ups-right": "Take up the follow-up questions again with the model answer beside you",
    "clarified": "Ask what the input looks like, and what its limits are, before the first code",
    "planned": "State a plan in two or three sentences before the first run",
    "claimed": "Give time and space complexity without being asked",
    "earned": "Ask about what the opening leaves out; some of it decides the solution",
    "trade-offs": "Say why this approach and not the other one",
    "scoped": "Begin with a list of what the system must do and what it need not do",
    "targets-in-numbers": "Put a number on each requirement: how many, how fast, how much may be lost",
    "scope-limited": "Say what you leave out, so that the rest can go deep",
    "targets-decide": "Go back to a target when you decide: what does it force you to do, or let you leave?",
    "asked-for-facts": "Ask for volume, latency and consistency before you design",
    "some-parts": "Draw the whole path of a request first, part by part",
    "most-parts": "Go over the path of a request again and look for the missing part",
    "connected": "Show with arrows which part talks to which",
    "interface": "Write down the two or three calls that the system offers",
    "data-model": "Write down what is stored and what it is looked up by",
    "whole-path": "Check before you go on: two calls, the key of each table, an arrow between all parts",
    "worked-out": "Work out two figures step by step, and say what each means for the design",
    "bottleneck": "Name what gives way first, and what you do about it",
    "figures": "Work out traffic and storage in numbers with units",
    "estimates": "Do the back-of-envelope sums again and compare them with the known figures",
    "sums-hold": "Write the sums out, so that they can be checked",
    "numbers-decide": "Let a number decide something: say what it makes necessary or superfluous",
    "alternative-with-cause": "Name an alternative and the reason for which you leave it",
    "alternatives": "Do the same for a second decision",
    "ordered": "Give the answer an order: requirements, numbers, interface, data, parts, failures",
    "whole-way": "Leave time for the last part: failures and operation",
    "names-risks": "Name the part that gives way first before you are asked",
    "asked-first": "Ask before you design",
    "own-action": "Tell what you did yourself, in sentences that begin with I",
    "own-actions": "Tell three things you did, in order",
    "own-part": "Tell your own part from the team's",
    "setting": "Begin with when and where it was, in one sentence",
    "probes-answered": "Answer each question that comes back with one more fact",
    "reasons": "Say why you did it that way",
    "all-the-way": "Tell every step you took yourself, from the first to the last",
    "outcome": "End the story with what came of it",
    "measured": "Put a number on the result",
    "before-and-after": "Compare before and after",
    "own-cause": "Say which step of yours brought the result about",
    "base": "Say over what time, or of how many, the number was counted",
    "own-signs": "Tell it as things you did, not as what one should do",
    "lesson": "Say what you learned from it",
    "differently": "Say what you would do differently",
    "applied": "Tell of a later occasion on which you used the lesson",
    "scope": "Choose a story that reached beyond your own work",
}
"""Criterion → next step."""


def label(result: DimensionResult) -> str:
    return result.dimension.value.replace("_", " ")


def strengths(assessments: Sequence[QuestionAssessment]) -> tuple[str, ...]:
    """The best thing shown in each strong dimension, strongest first."""
    lines = []
    for assessment in assessments:
        for result in assessment.dimensions:
            best = _best(result)
            if best is not None and (result.level or 0) >= STRONG_LEVEL:
                lines.append((-(result.level or 0), f"{assessment.title} · {label(result)}: {_told(best)}"))
    return _chosen([text for _, text in sorted(lines, key=lambda line: line[0])], STRENGTHS)


def _best(result: DimensionResult) -> Finding | None:
    shown = [one for one in counted(result.findings) if one.answer is Answer.YES and one.evidence]
    return max(shown, key=lambda one: (one.source is not Source.BANK, one.tier), default=None)


def _told(finding: Finding) -> str:
    evidence = finding.evidence[0].text if finding.evidence else ""
    return f"{finding.statement} ({_short(evidence)})" if evidence else finding.statement


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_QUOTE else plain[: LONGEST_QUOTE - 1] + "…"


def areas(assessments: Sequence[QuestionAssessment]) -> tuple[str, ...]:
    """What held the score down: gates and caps first, then what is missing in weak dimensions."""
    hard = [line for assessment in assessments for line in _held_down(assessment)]
    soft = [line for assessment in assessments for line in _missing(assessment)]
    return _chosen([*hard, *soft], AREAS)


def _held_down(assessment: QuestionAssessment) -> Iterator[str]:
    if assessment.gate is not GateResult.PASSED:
        reason = assessment.dimensions[0].why if assessment.dimensions else assessment.gate.value
        yield f"{assessment.title}: {reason}"
    for cap in assessment.caps:
        yield f"{assessment.title}: {cap.reason}"
    for result in assessment.dimensions:
        for cap in result.caps:
            yield f"{assessment.title} · {label(result)}: {cap.reason}"


def _missing(assessment: QuestionAssessment) -> Iterator[str]:
    for result in assessment.dimensions:
        if result.level is not None and result.level <= WEAK_LEVEL:
            lacking = [one for one in counted(result.findings) if one.answer is Answer.NO]
            names = "; ".join(one.statement for one in sorted(lacking, key=lambda one: one.tier)[:2])
            yield from [f"{assessment.title} · {label(result)} – not shown: {names}"] if names else []


def recommendations(assessments: Sequence[QuestionAssessment]) -> tuple[str, ...]:
    """Next steps: facts to look at first, then habits, weakest dimensions first."""
    facts = [line for assessment in assessments for line in _from_facts(assessment)]
    habits = [
        line for _, line in sorted((pair for one in assessments for pair in _habits(one)), key=lambda pair: pair[0])
    ]
    return _chosen([*facts, *habits], STEPS)


def _from_facts(assessment: QuestionAssessment) -> Iterator[str]:
    title, growth = assessment.title, assessment.growth
    if assessment.gate is GateResult.NOT_ANSWERED:
        yield f"Take up {title} again: it was not answered, and half an answer is worth more than none."
    if assessment.smallest_failure:
        yield f"Trace the smallest failing test of {title} by hand – {_short(assessment.smallest_failure)}"
    if growth and growth.beyond_target:
        measured = " to ".join(growth.classes)
        yield f"Bring {title} from the measured {measured} to {growth.target}: find what is done over and over."
    if growth and growth.classes and claim_holds(growth) is False:
        measured = " to ".join(growth.classes)
        yield f"For {title} you said {growth.claimed}, and {measured} was measured: count the loops again."
    yield from _about_tests(assessment)
    for correction in assessment.corrections:
        yield f"Put right in {title}: {_short(correction)}"


def _about_tests(assessment: QuestionAssessment) -> Iterator[str]:
    """The first own test that is wrong, and the first mistake that the right ones do not see."""
    own = assessment.own_tests
    for wrong in own.disagreements[:1] if own else ():
        told = f"{_short(wrong.input)} gives {_short(wrong.reference)}, not {_short(wrong.expected)}"
        yield f"Work out line {wrong.line} of your tests for {assessment.title} again: {told}."
    for mistake in own.missed[:1] if own and own.right else ():
        name = mistake.replace("-", " ").replace("_", " ")
        yield f"Your tests for {assessment.title} let a known mistake pass ({name}): find the input that shows it."


def _habits(assessment: QuestionAssessment) -> Iterator[tuple[int, str]]:
    for result in assessment.dimensions:
        level = result.level or 0
        lacking = [one for one in counted(result.findings) if one.answer is Answer.NO and one.tier <= level + 2]
        # What belongs to the lowest level comes first, and of that what is missing where it is weakest.
        yield from ((one.tier * 10 + level, _step(assessment, one)) for one in lacking if level)


def _step(assessment: QuestionAssessment, finding: Finding) -> str:
    advice = ADVICE.get(finding.criterion_id)
    if advice:
        told = f" – {_short(finding.evidence[0].text)}" if finding.evidence and finding.evidence[0].text else ""
        return f"{advice} ({assessment.title}{told})."
    if finding.source is Source.BANK:
        return f"Add to your answer to {assessment.title}: {finding.statement}."
    return f"Work on {assessment.title}: {finding.statement}"


def not_assessed(assessments: Sequence[QuestionAssessment]) -> tuple[str, ...]:
    """What was left open, and why."""
    return tuple(line for one in assessments if one.gate is GateResult.PASSED for line in _left_open(one))


def _left_open(assessment: QuestionAssessment) -> Iterator[str]:
    opened = [result for result in assessment.dimensions if result.level is None]
    if opened:
        names = ", ".join(label(result) for result in opened)
        yield f"{assessment.title} · {names}: {opened[0].why}"
    if UNWEIGHED in assessment.flags:
        yield f"{assessment.title} · {UNWEIGHED}"
    if assessment.solved is not None and assessment.growth is None:
        yield f"{assessment.title} · growth of the running time: it was not measured"


def _chosen(lines: Sequence[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))[:most]
