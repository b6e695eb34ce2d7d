"""Judging a system design: what was asked, what was drawn, the numbers worked out again, failures, alternatives."""

from coach.domain.enums import Dimension
from coach.domain.feedback import Coverage, DimensionResult
from coach.domain.prose import SystemDesignQuestion
from coach.domain.wording import number
from coach.evaluation import document, process, prose
from coach.evaluation.arithmetic import sums_in, wrong_sums
from coach.evaluation.levels import Sheet
from coach.evaluation.phrases import find
from coach.evaluation.record import NEVER, Record

DIMENSIONS = (
    Dimension.REQUIREMENTS,
    Dimension.HIGH_LEVEL_DESIGN,
    Dimension.DEPTH_AND_SCALING,
    Dimension.RELIABILITY,
    Dimension.TRADE_OFFS,
    Dimension.DRIVING,
)
FEW_SECTIONS, SOME_SECTIONS = 2, 4
SOME_LINKS = 2
CALLS, SUMS = 2, 2
REJECTED = 2


def dimensions_of(record: Record, bank: SystemDesignQuestion) -> tuple[DimensionResult, ...]:
    text = stated(record)
    sheets = (
        _requirements(record, bank, text),
        _high_level(bank, text),
        _depth(record, bank, text),
        _points_only(Dimension.RELIABILITY, bank, text),
        _trade_offs(record, bank, text),
        _driving(record, text),
    )
    points, parts = [point.match for point in bank.key_points], [part.match for part in bank.components]
    known = (*points, *parts, *(estimate.match for estimate in bank.estimates))
    unread = prose.needs_reader(record, reference_of(bank), known)
    return tuple(prose.dimension_of(record, sheet, (), unread) for sheet in sheets)


def stated(record: Record) -> str:
    """The candidate's words without their questions: to ask about a thing is not to say it."""
    return record.words(kinds=("said", "answered"))


def _points_only(dimension: Dimension, bank: SystemDesignQuestion, text: str) -> Sheet:
    sheet = Sheet(dimension)
    prose.add_points(sheet, bank.key_points, text)
    return sheet


def _requirements(record: Record, bank: SystemDesignQuestion, text: str) -> Sheet:
    sheet = _points_only(Dimension.REQUIREMENTS, bank, text)
    scope = document.first_with(text, document.SCOPE) or process.clarification(record, NEVER)
    sheet.quoted(2, "scoped", "Asked for the requirements, or wrote down which they are", scope)
    sheet.quoted(
        3,
        "targets-in-numbers",
        "Puts a requirement into a number",
        document.first_with(text, document.UNITS, document.TARGET),
    )
    outside = document.first_with(text, document.OUT_OF_SCOPE)
    sheet.quoted(4, "scope-limited", "Says what is left out", outside)
    decided = document.first_with(text, document.QUALITY, document.DECISION)
    sheet.quoted(4, "targets-decide", "Lets a requirement decide between two ways", decided)
    if bank.withheld:
        earned = process.earned_facts(record)
        known = f"{len(earned)} of {len(bank.withheld)} facts asked for"
        sheet.fact(
            4, "asked-for-facts", "Asked for what the opening left out", len(earned) * 3 >= len(bank.withheld), known
        )
    return sheet


def _high_level(bank: SystemDesignQuestion, text: str) -> Sheet:
    sheet = _points_only(Dimension.HIGH_LEVEL_DESIGN, bank, text)
    named = [part.name for part in bank.components if find(part.match, text)]
    listed = ", ".join(named) or None
    sheet.bank(
        2,
        "some-parts",
        "Names half of the parts that are needed",
        listed if len(named) * 2 >= len(bank.components) else None,
    )
    sheet.bank(
        3,
        "most-parts",
        "Names most of the parts that are needed",
        listed if len(named) * 4 >= len(bank.components) * 3 else None,
    )
    arrows = document.links(text)
    sheet.fact(3, "connected", "Shows how the parts are connected", arrows >= SOME_LINKS, number(arrows, "link"))
    sheet.quoted(3, "interface", "Gives calls of an interface", document.first_with(text, document.ENDPOINT))
    sheet.quoted(3, "data-model", "Says what is stored", document.first_with(text, document.FIELDS))
    calls, key = len(document.CALL.findall(text)), document.first_with(text, document.KEY)
    whole = calls >= CALLS and key is not None and arrows >= SOME_LINKS
    sheet.fact(4, "whole-path", "Gives calls, what is looked up by which key, and links", whole, key or "")
    return sheet


def _depth(record: Record, bank: SystemDesignQuestion, text: str) -> Sheet:
    sheet = _points_only(Dimension.DEPTH_AND_SCALING, bank, text)
    figures = document.all_with(text, document.UNITS)
    sheet.fact(2, "figures", "Works with numbers and units", len(figures) >= 2, figures[0] if figures else "")
    good = [words for estimate in bank.estimates if (words := document.estimated(estimate, text))]
    half = len(good) * 2 >= len(bank.estimates)
    sheet.bank(3, "estimates", "Arrives near the known figures", good[0] if half else None)
    sums, wrong = sums_in(text), wrong_sums(text)
    said = f"“{wrong[0].text.strip()}” comes to {wrong[0].computed:,.4g}" if wrong else sums[0].text if sums else ""
    sheet.fact(3, "sums-hold", "Shows sums that hold", any(one.holds for one in sums) and not wrong, said)
    _add_follow_ups(sheet, record, bank)
    driven = document.first_with(text, document.UNITS, document.CONSEQUENCE)
    sheet.quoted(3, "numbers-decide", "Draws a decision from a number", driven)
    enough = sum(one.holds for one in sums) >= SUMS and len(good) * 2 >= len(bank.estimates)
    sheet.fact(
        4, "worked-out", "Works out more than one figure the design rests on", enough, sums[-1].text if sums else ""
    )
    sheet.quoted(4, "bottleneck", "Names what gives way first", document.first_with(text, document.BOTTLENECK))
    return sheet


def _add_follow_ups(sheet: Sheet, record: Record, bank: SystemDesignQuestion) -> None:
    """What was asked in depth, from the bank's follow-ups or its deep dives."""
    dives = {dive.id: dive for dive in bank.deep_dives}
    hits, matchable = [], 0
    for one in process.followed_up(record):
        match = (
            one.bank.match
            if one.bank
            else dives[one.question.follow_up_id].match
            if one.question.follow_up_id in dives
            else ()
        )
        if match:
            matchable += 1
            hits += [words] if (words := find(match, one.answer)) else []
    if matchable:
        sheet.bank(
            3,
            "follow-ups-right",
            "Follow-up answers have what was looked for",
            hits[0] if hits and len(hits) * 2 >= matchable else None,
        )


def _trade_offs(record: Record, bank: SystemDesignQuestion, text: str) -> Sheet:
    sheet = _points_only(Dimension.TRADE_OFFS, bank, text)
    rejected = document.all_with(text, document.ALTERNATIVE, document.CAUSE)
    sheet.fact(
        3,
        "alternative-with-cause",
        "Rejects an alternative with a cause",
        bool(rejected),
        rejected[0] if rejected else "",
    )
    sheet.fact(4, "alternatives", "Does so more than once", len(rejected) >= REJECTED, rejected[-1] if rejected else "")
    for twist in bank.twists:
        asked = [one for one in process.followed_up(record) if one.question.follow_up_id.endswith(twist.id)]
        if asked and twist.match:
            words = find(twist.match, asked[-1].answer)
            sheet.bank(4, f"twist-{twist.id}", "Goes back over the design when a requirement changes", words)
    return sheet


def _driving(record: Record, text: str) -> Sheet:
    sheet = Sheet(Dimension.DRIVING)
    titles = document.headings(text)
    listed = " · ".join(titles[:8])
    sheet.fact(2, "ordered", "Goes through the design in an order of its own", len(titles) >= FEW_SECTIONS, listed)
    sheet.fact(3, "whole-way", "Covers the way from requirements to operation", len(titles) >= SOME_SECTIONS, listed)
    asked = process.followed_up(record)
    answered = sum(one.answered for one in asked)
    sheet.fact(
        3,
        "follow-ups-answered",
        "Answered what was asked back",
        answered == len(asked) if asked else None,
        f"{answered} of {len(asked)}",
    )
    sheet.quoted(3, "names-risks", "Names the weak spots unasked", document.first_with(text, document.RISK))
    in_time = bool(titles) and record.in_time
    sheet.fact(3, "in-time", "Kept to the time", in_time, f"{record.seconds / 60:.0f} of {record.bank.minutes} minutes")
    sheet.quoted(4, "asked-first", "Asked before designing", process.clarification(record, record.first_answer))
    return sheet


def coverage_of(
    record: Record, bank: SystemDesignQuestion, results: tuple[DimensionResult, ...]
) -> tuple[Coverage, ...]:
    """Key points, then parts, then figures."""
    unread, text = prose.unread_dimensions(results), stated(record)
    parts = [_line(part.id, part.name, find(part.match, text), "should") for part in bank.components]
    known = [f"{one.quantity}: about {one.value:,g} {one.unit}" for one in bank.estimates]
    figures = [
        _line(one.id, line, document.estimated(one, text), "should")
        for one, line in zip(bank.estimates, known, strict=True)
    ]
    return (*prose.coverage_of(bank.key_points, text, unread), *parts, *figures)


def _line(identity: str, text: str, words: str | None, tier: str) -> Coverage:
    return Coverage(id=identity, text=text, found=words is not None, words=words or "", tier=tier)


def corrections_of(record: Record) -> tuple[str, ...]:
    """Sums that are wrong, with what they come to."""
    return tuple(f"“{one.text.strip()}” – it comes to {one.computed:,.4g}." for one in wrong_sums(record.said))


def reference_of(bank: SystemDesignQuestion) -> str:
    return "\n".join([bank.model_answer, *(point.text for point in bank.key_points)])
