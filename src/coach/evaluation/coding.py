"""Judging a coding question: tests, measurements and the course of events. Words only say what was considered."""

from collections.abc import Callable
from copy import copy
from typing import Self

from coach.domain.coding import CodingQuestion
from coach.domain.enums import Dimension, ProgrammingLanguage, TestGroup, Verdict
from coach.domain.execution import CaseResult, ExecutionReport
from coach.domain.feedback import Cap, Coverage, DimensionResult, Finding, Growth
from coach.domain.transcript import QuestionTranscript
from coach.domain.wording import number
from coach.evaluation import process, twists
from coach.evaluation.complexity import claim_holds
from coach.evaluation.judgement import combined
from coach.evaluation.levels import Sheet, result_of
from coach.evaluation.quality import remarks
from coach.evaluation.record import Record

NOT_RUN = "the code could not be run, so nothing about it is known"
HINT_CAPS = {2: 3, 3: 2, 4: 2, 5: 2}
"""Rung of the hint ladder → highest level of problem solving."""
UNSOLVED_LEVEL = 2
NAMED_SHARE = 2
"""One in so many of the known edge cases named, two at least, is most of them."""
SUBMITS_AT_EASE = 2


class CodingFacts:
    """Everything about one coding answer that is simply so."""

    def __init__(self, record: Record, bank: CodingQuestion) -> None:
        self.record = record
        self.bank = bank
        self.report = record.last_report
        self.growth: Growth = process.growth(record, bank)
        self.named = process.approaches_named(bank, record.said)
        self.edges_named = process.edge_cases_named(bank, record.words(before=record.first_submit))
        self.follow_ups = process.followed_up(record)

    def with_measurement(self, transcript: QuestionTranscript) -> Self:
        """The same of a transcript to which measurements of the growth have come, which nothing else looks at."""
        again = copy(self)
        again.record = self.record.with_measurement(transcript)
        again.growth = process.growth(again.record, self.bank)
        return again

    @property
    def could_run(self) -> bool:
        """False when there is code but the sandbox has nothing to say about it."""
        return self.report is not None or not self.record.code_responses

    def passes(self, *groups: TestGroup) -> bool:
        """Whether every test of the groups is accepted at the last submission."""
        return self.report is not None and _passes(self.report, *groups)

    def share(self, *groups: TestGroup) -> float | None:
        """Part of the tests of the groups that is accepted; None when there are none."""
        cases = self.report.in_group(*groups) if self.report else ()
        return sum(_accepted(case) for case in cases) / len(cases) if cases else None

    @property
    def solved(self) -> bool:
        return self.passes(TestGroup.SAMPLE, TestGroup.CORE)

    @property
    def failed_groups(self) -> tuple[TestGroup, ...]:
        """Groups with a test that is not accepted; the tests of a twist are not held against the question."""
        failed = {case.group for case in self.report.cases if not _accepted(case)} if self.report else set()
        return tuple(group for group in TestGroup if group in failed and group is not TestGroup.TWIST)

    @property
    def all_right(self) -> bool:
        return self.report is not None and bool(self.report.cases) and not self.failed_groups

    def submits_until_right(self) -> int | None:
        """The number of the first submission with every test accepted, twists aside."""
        for nth, report in enumerate(self.record.submits, start=1):
            if report.cases and all(_accepted(case) or case.group is TestGroup.TWIST for case in report.cases):
                return nth
        return None

    def tally(self, *groups: TestGroup) -> str:
        cases = self.report.in_group(*groups) if self.report else ()
        names = " and ".join(group.value for group in groups)
        return f"{sum(_accepted(case) for case in cases)} of {len(cases)} {names} tests pass"


def _accepted(case: CaseResult) -> bool:
    return case.verdict is Verdict.ACCEPTED


def _passes(report: ExecutionReport, *groups: TestGroup) -> bool:
    return bool(report.cases) and all(_accepted(case) for case in report.in_group(*groups))


def _problem_solving(facts: CodingFacts) -> list[Finding]:
    sheet, record = Sheet(Dimension.PROBLEM_SOLVING), facts.record
    core = facts.share(TestGroup.CORE)
    works = core is not None and core >= 0.5
    sheet.test(
        2, "approach-works", "The approach solves at least half of the core tests", works, facts.tally(TestGroup.CORE)
    )
    if facts.bank.approaches:
        sheet.quoted(2, "approach-named", "Said which approach it is", facts.named[0][1] if facts.named else None)
    sheet.test(3, "solved", "Sample and core tests pass", facts.solved, facts.tally(TestGroup.SAMPLE, TestGroup.CORE))
    fast = facts.solved and facts.passes(TestGroup.PERF) and not facts.growth.slower_by
    large = fast if facts.bank.generators else None
    sheet.test(3, "fast-enough", "Large inputs are handled in acceptable time", large, _measured(facts))
    sheet.fact(3, "little-help", "Needed no more than a nudge", record.hint_rung <= 1, _hints(facts))
    sheet.fact(3, "moved-on", "Needed no hint, or went on after the last one", process.moved_on(record), _hints(facts))
    both = process.compared(facts.named)
    sheet.fact(
        4, "compared", "Compared two approaches", both is not None if facts.bank.approaches else None, both or ""
    )
    sheet.fact(4, "claim-holds", "Claimed a running time, and it holds", _analysed(facts), _claim(facts))
    in_time = facts.solved and record.in_time
    sheet.fact(
        4, "in-time", "Solved within the time", in_time, f"{record.seconds / 60:.0f} of {facts.bank.minutes} minutes"
    )
    twists.add(sheet, record, facts.bank.twists)
    return sheet.findings


def _analysed(facts: CodingFacts) -> bool | None:
    """Whether the claimed running time holds; None where nothing is known to hold it to."""
    if facts.bank.complexity is None and not facts.growth.classes:
        return None
    holds = claim_holds(facts.growth)
    return process.claim_in_own_variables(facts.growth.claimed) if holds is None else holds


def _competency(facts: CodingFacts) -> list[Finding]:
    sheet, report = Sheet(Dimension.TECHNICAL_COMPETENCY), facts.report
    runs = report is not None and report.passed > 0
    sheet.test(2, "runs", "The code runs and gets something right", runs, report.compile_error if report else "")
    samples = facts.passes(TestGroup.SAMPLE)
    sheet.test(2, "samples-pass", "The sample tests pass", samples, facts.tally(TestGroup.SAMPLE))
    sheet.test(3, "core-pass", "The core tests pass", facts.passes(TestGroup.CORE), facts.tally(TestGroup.CORE))
    sheet.test(3, "all-pass", "Every hidden test passes", facts.all_right, _first_failure(facts))
    soon = facts.submits_until_right()
    at_ease = soon is not None and soon <= SUBMITS_AT_EASE and facts.all_right
    handed_in = number(len(facts.record.submits), "submission")
    sheet.fact(4, "right-soon", "Right within the first two submissions", at_ease, handed_in)
    noted = remarks(facts.record.code) if facts.record.language is ProgrammingLanguage.PYTHON else None
    clean = None if noted is None else not noted and bool(facts.record.code)
    sheet.fact(
        4,
        "clean-code",
        "The code is tidy: short functions, nothing unused, no blanket except",
        clean,
        "; ".join(noted or ()),
    )
    return sheet.findings


def _verification(facts: CodingFacts) -> list[Finding]:
    sheet, runs, named = Sheet(Dimension.VERIFICATION), facts.record.runs, facts.edges_named
    ran = f"{number(len(runs), 'run')} before the first submission"
    sheet.fact(2, "ran-first", "Ran the code before submitting it", bool(runs), ran)
    sheet.test(2, "no-glaring-bug", "What was submitted passes the samples", facts.passes(TestGroup.SAMPLE))
    sheet.test(2, "core-holds", "What was submitted passes the core tests", facts.passes(TestGroup.CORE))
    known = bool(facts.bank.edge_cases)
    if known:
        sheet.quoted(3, "edge-named", "Named an edge case before the results", named[0][1] if named else None)
    green = bool(runs) and runs[-1][0] == runs[-1][1] > 0
    last = f"{runs[-1][0]} of {runs[-1][1]} passed in the last run" if runs else ""
    sheet.fact(3, "green-first", "Had the samples passing before submitting", green, last)
    edges = facts.share(TestGroup.EDGE)
    held = None if edges is None and facts.report else edges is not None and edges * 3 >= 2
    sheet.test(3, "edges-hold", "Most edge cases are handled", held, facts.tally(TestGroup.EDGE))
    most = len(named) >= max(2, len(facts.bank.edge_cases) // NAMED_SHARE)
    cases = " · ".join(case.text for case, _ in named)
    sheet.fact(4, "edges-named", "Named most edge cases before the results", most if known else None, cases)
    first = facts.record.submits[0] if facts.record.submits else None
    clean = first is not None and _passes(first, TestGroup.SAMPLE, TestGroup.CORE, TestGroup.EDGE)
    sheet.test(4, "first-submission-holds", "The first submission passes samples, core and edge tests", clean)
    words, walked = process.walk_through(facts.record), "Worked an example through, or wrote a test"
    if words is None and facts.record.right_tests:
        sheet.fact(4, "walked-through", walked, True, "tests of their own beside the code")
    else:
        sheet.quoted(4, "walked-through", walked, words)
    _own_tests(sheet, facts.record)
    return sheet.findings


def _own_tests(sheet: Sheet, record: Record) -> None:
    """Extras: yes or not applicable, never no, so that weak tests are never worse than none."""
    right = record.right_tests
    told = f"{right.right} of {right.tests} agree with the reference and repeat no sample" if right else ""
    sheet.fact(3, "own-tests", "Wrote tests of their own that are right", True if right else None, told)
    first = record.strength_of(record.code_responses[0]) if record.code_responses else None
    strong = first is not None and first.is_strong
    told = f"{len(first.caught)} of {first.mistakes} known mistakes are caught" if first else ""
    statement = "The tests of the first submission catch most known mistakes"
    sheet.fact(4, "own-tests-strong", statement, True if strong else None, told)


def _communication(facts: CodingFacts) -> list[Finding]:
    sheet, record, bank = Sheet(Dimension.COMMUNICATION), facts.record, facts.bank
    asked = facts.follow_ups
    answered = sum(one.answered for one in asked)
    sheet.quoted(2, "spoke", "Explained the solution in words", process.substance_in(bank, record.said))
    ratio = f"{answered} of {len(asked)} answered"
    sheet.fact(2, "follow-ups-answered", "Answered the follow-ups", answered == len(asked) if asked else None, ratio)
    sheet.quoted(
        3,
        "clarified",
        "Asked about the problem before the first code",
        process.clarification(record, record.first_code),
    )
    plan = process.plan_in(bank, record.words(before=record.first_run - 1, kinds=("said",)))
    sheet.quoted(3, "planned", "Stated a plan before the first run", plan)
    sheet.fact(3, "claimed", "Said how the running time grows", bool(facts.growth.claimed), facts.growth.claimed)
    earned = process.earned_facts(record)
    known = f"{len(earned)} of {len(bank.withheld)} facts asked for"
    sheet.fact(4, "earned", "Asked for what the opening left out", bool(earned) if bank.withheld else None, known)
    both = process.compared(facts.named)
    weighed = both is not None if facts.bank.approaches else None
    sheet.fact(4, "trade-offs", "Weighed one approach against another", weighed, both or "")
    matchable = [one for one in asked if one.bank and one.bank.match]
    if matchable:
        hit = [one.words for one in matchable if one.words]
        sheet.bank(
            4,
            "follow-ups-right",
            "Follow-up answers have what was looked for",
            hit[0] if len(hit) * 2 >= len(matchable) else None,
        )
    return sheet.findings


def _problem_solving_caps(facts: CodingFacts) -> tuple[Cap, ...]:
    found, growth, rung = [], facts.growth, facts.record.hint_rung
    if rung in HINT_CAPS:
        found.append((HINT_CAPS[rung], f"hint {rung} of 5 was used"))
    if growth.slower_by:
        found.append((2, f"measured {' to '.join(growth.classes)}, slower than acceptable"))
    elif growth.beyond_target:
        found.append((3, f"measured {' to '.join(growth.classes)}, the target is {growth.target}"))
    return tuple(Cap(dimension=Dimension.PROBLEM_SOLVING, level=level, reason=reason) for level, reason in found)


def _competency_caps(facts: CodingFacts) -> tuple[Cap, ...]:
    hidden = facts.share(TestGroup.CORE, TestGroup.EDGE, TestGroup.PERF)
    if hidden is None or hidden >= 1:
        return ()
    level = 1 if hidden < 0.5 else 3 if facts.failed_groups == (TestGroup.EDGE,) else 2
    reason = facts.tally(TestGroup.CORE, TestGroup.EDGE, TestGroup.PERF)
    return (Cap(dimension=Dimension.TECHNICAL_COMPETENCY, level=level, reason=reason),)


def _no_caps(facts: CodingFacts) -> tuple[Cap, ...]:
    return ()


SHEETS: dict[Dimension, tuple[Callable[[CodingFacts], list[Finding]], Callable[[CodingFacts], tuple[Cap, ...]]]] = {
    Dimension.PROBLEM_SOLVING: (_problem_solving, _problem_solving_caps),
    Dimension.TECHNICAL_COMPETENCY: (_competency, _competency_caps),
    Dimension.VERIFICATION: (_verification, _no_caps),
    Dimension.COMMUNICATION: (_communication, _no_caps),
}
DIMENSIONS = tuple(SHEETS)
MEASURED = Dimension.PROBLEM_SOLVING
"""The one dimension that depends on measured times; of the growth another takes what was claimed, which is words."""


def dimensions_of(facts: CodingFacts) -> tuple[DimensionResult, ...]:
    """The four dimensions with their caps; only communication when the code could not be run."""
    return tuple(dimension_of(dimension, facts) for dimension in DIMENSIONS)


def dimension_of(dimension: Dimension, facts: CodingFacts) -> DimensionResult:
    if not facts.could_run and dimension is not Dimension.COMMUNICATION:
        return DimensionResult(dimension=dimension, level=None, why=NOT_RUN, assessment_confidence=0.0)
    findings, caps = SHEETS[dimension]
    record = facts.record
    return result_of(dimension, combined(record.transcript, dimension, findings(facts), record.said), caps(facts))


def question_caps(facts: CodingFacts) -> tuple[Cap, ...]:
    if facts.solved or not facts.could_run:
        return ()
    reason = "not solved: sample and core tests do not all pass"
    return (Cap(dimension=Dimension.PROBLEM_SOLVING, level=UNSOLVED_LEVEL, reason=reason),)


def coverage_of(facts: CodingFacts) -> tuple[Coverage, ...]:
    """The edge cases, and in whose words each was named before the results."""
    named = {case.id: words for case, words in facts.edges_named}
    return tuple(
        Coverage(id=case.id, text=case.text, found=case.id in named, words=named.get(case.id, ""), tier="should")
        for case in facts.bank.edge_cases
    )


def _measured(facts: CodingFacts) -> str:
    if facts.growth.classes:
        return f"measured {' to '.join(facts.growth.classes)}, target {facts.growth.target}"
    return facts.tally(TestGroup.PERF)


def _claim(facts: CodingFacts) -> str:
    if not facts.growth.claimed:
        return ""
    target = f"target {facts.growth.target}" if facts.growth.target else "no target is known"
    known = f"measured {' to '.join(facts.growth.classes)}" if facts.growth.classes else target
    return f"claimed {facts.growth.claimed}, {known}"


def _hints(facts: CodingFacts) -> str:
    return f"hint {facts.record.hint_rung} of 5" if facts.record.hint_rung else "no hint"


def _first_failure(facts: CodingFacts) -> str:
    failure = facts.report.smallest_failure if facts.report else None
    return f"{failure.id}: {failure.why}" if failure else ""
