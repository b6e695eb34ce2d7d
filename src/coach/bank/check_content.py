"""The rules of the gate that need no sandbox: what a question says, and how its parts fit together."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from coach.bank.check_hints import named_identifiers
from coach.bank.check_placeholders import placeholders
from coach.bank.check_words import given_away
from coach.bank.yaml_source import Place
from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import CompanyType, Dimension, ProgrammingLanguage, TestGroup
from coach.domain.fit import case_misfit
from coach.domain.imported import ImportedQuestion
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion

OPEN_QUESTIONS = ("what", "how", "why", "which", "who", "when", "where")
CODE_CONDITIONS = ("failed:", "measured_slower", "claimed_differs", "solved_fast")
DESIGN_DIMENSIONS = (
    Dimension.REQUIREMENTS,
    Dimension.HIGH_LEVEL_DESIGN,
    Dimension.DEPTH_AND_SCALING,
    Dimension.RELIABILITY,
    Dimension.TRADE_OFFS,
)
STORY_DIMENSIONS = (
    Dimension.SPECIFICITY,
    Dimension.RESULT,
    Dimension.COMPETENCY,
    Dimension.REFLECTION,
)
CONCEPT_DIMENSIONS = (Dimension.CORRECTNESS, Dimension.DEPTH, Dimension.BOUNDARIES, Dimension.APPLICATION)


class Finding(NamedTuple):
    """A broken rule inside one question."""

    place: Place
    reason: str
    fix: str


def content_findings(question: BankQuestion, concepts: frozenset[str]) -> list[Finding]:
    """Every broken rule of a question, sandbox apart. `concepts` are the ids of the concept graph."""
    found = list(_unknown_concepts(question, concepts))
    for rule in COMMON_RULES:
        found += rule(question)
    if isinstance(question, CodingQuestion):
        for coding_rule in IMPORTED_RULES if isinstance(question, ImportedQuestion) else CODING_RULES:
            found += coding_rule(question)
    return found


def _unknown_concepts(question: BankQuestion, concepts: frozenset[str]) -> Iterator[Finding]:
    for at, name in enumerate(question.concepts):
        if name not in concepts:
            yield Finding(("concepts", at), f"{name!r} is not in concepts.yaml", "add it there, or use one of those")


def _everything_is_written(question: BankQuestion) -> Iterator[Finding]:
    for place, wanted in placeholders(question):
        yield Finding(place, f"is still to be written: {wanted}", "write it in the place of TODO")


def _unknown_companies(question: BankQuestion) -> Iterator[Finding]:
    known = [company.value for company in CompanyType]
    for name in question.companies:
        if name not in known:
            yield Finding(("companies", name), "is no company type", f"known: {', '.join(known)}")


def _ids_are_unique(question: BankQuestion) -> Iterator[Finding]:
    for field in type(question).model_fields:
        items = getattr(question, field)
        if isinstance(items, tuple) and items and hasattr(items[0], "id"):
            yield from _repeated(field, [item.id for item in items])


def _repeated(field: str, ids: list[str]) -> Iterator[Finding]:
    for at, name in enumerate(ids):
        if name in ids[:at]:
            yield Finding((field, at, "id"), f"{name!r} is there twice", "give each its own id")


def _withheld_stays_withheld(question: BankQuestion) -> Iterator[Finding]:
    for at, fact in enumerate(question.withheld):
        if sentence := given_away(fact.answer, question.opening):
            reason = f"the opening gives it away: {sentence!r}"
            yield Finding(("withheld", at, "answer"), reason, "take it out of the opening, or do not withhold it")


def _criteria_are_yes_or_no(question: BankQuestion) -> Iterator[Finding]:
    for dimension, criteria in question.rubric.items():
        for at, criterion in enumerate(criteria):
            if criterion.ask.lower().split()[0] in OPEN_QUESTIONS:
                place = ("rubric", dimension.value, at, "ask")
                yield Finding(place, "cannot be answered with yes or no", "begin with Did, Does, Is or the like")


def _conditions_can_happen(question: BankQuestion) -> Iterator[Finding]:
    dimensions = {dimension.value for dimension in Dimension}
    for at, follow_up in enumerate(question.follow_ups):
        kind, _, name = follow_up.when.partition(":")
        place = ("follow_ups", at, "when")
        if kind == "missing" and name not in dimensions:
            yield Finding(place, f"{name!r} is no dimension", f"known: {', '.join(sorted(dimensions))}")
        if follow_up.when.startswith(CODE_CONDITIONS) and not isinstance(question, CodingQuestion):
            yield Finding(place, "can only happen where code runs", "use always or missing:<dimension>")


def _dimensions_fit_the_kind(question: BankQuestion) -> Iterator[Finding]:
    match question:
        case SystemDesignQuestion():
            yield from _dimensions("key_points", [point.dimension for point in question.key_points], DESIGN_DIMENSIONS)
        case ConceptQuestion():
            yield from _dimensions("key_points", [point.dimension for point in question.key_points], CONCEPT_DIMENSIONS)
        case BehavioralQuestion():
            competency = (Dimension.COMPETENCY,)
            yield from _dimensions("signals", [signal.dimension for signal in question.signals], competency)
            for at, probe in enumerate(question.probes):
                if probe.missing not in STORY_DIMENSIONS:
                    yield Finding(
                        ("probes", at, "missing"), "is nothing a story is judged by", _known(STORY_DIMENSIONS)
                    )
        case _:
            return


def _dimensions(field: str, given: list[Dimension], wanted: tuple[Dimension, ...]) -> Iterator[Finding]:
    for at, dimension in enumerate(given):
        if dimension not in wanted:
            yield Finding((field, at, "dimension"), f"{dimension.value} does not belong to this kind", _known(wanted))
    for dimension in wanted:
        if dimension not in given:
            yield Finding((field,), f"nothing for the dimension {dimension.value}", "add at least one")


def _known(dimensions: Iterable[Dimension]) -> str:
    return f"known here: {', '.join(dimension.value for dimension in dimensions)}"


def _tests_fit(question: CodingQuestion) -> Iterator[Finding]:
    earlier: set[str] = set()
    for at, test in enumerate(question.tests):
        if found := case_misfit(question.signature, test.input, test.expected):
            keys = [int(part) if part.isdigit() else part for part in found.field.split(".")]
            place = keys if found.field == "expected" else ["input", *keys]
            yield Finding(("tests", at, *place), found.reason, "mend the value or the type in `signature`")
        written = json.dumps(test.input, sort_keys=True)
        if written in earlier:
            yield Finding(("tests", at, "input"), "is the input of an earlier test too", "remove one of the two")
        earlier.add(written)


def _twists_fit(question: CodingQuestion) -> Iterator[Finding]:
    wanted = question.signature.input_names
    for at, twist in enumerate(question.twists):
        for number, test in enumerate(twist.tests):
            if set(test.input) != wanted:
                reason = f"has {sorted(test.input)}, the signature wants {sorted(wanted)}"
                yield Finding(("twists", at, "tests", number, "input"), reason, "old and new tests share a signature")


def _twists_have_solutions(question: CodingQuestion) -> Iterator[Finding]:
    for at, twist in enumerate(question.twists):
        solved = twist.id in question.twist_solutions
        if twist.tests and not solved and question.provenance.origin == "original":
            fix = "write a solution of the changed question, which shows that it can be done"
            yield Finding(("twists", at), f"there is no twists/{twist.id}.py", fix)
        if solved and not twist.tests:
            reason = f"twists/{twist.id}.py has no tests to pass"
            yield Finding(("twists", at), reason, "give the twist tests, or remove the file")
    for name in sorted(question.twist_solutions.keys() - {twist.id for twist in question.twists}):
        yield Finding(("twists",), f"twists/{name}.py is for no twist", "name the file like the id of its twist")


def _groups_are_there(question: CodingQuestion) -> Iterator[Finding]:
    for group in (TestGroup.SAMPLE, TestGroup.CORE, TestGroup.EDGE):
        if not question.in_group(group):
            yield Finding(("tests",), f"there is no test in the group {group.value}", "add one")
    if not any(generator.group == "perf" for generator in question.generators):
        yield Finding(("generators",), "none is in the group perf", "add one, or slow solutions pass")


def _sizes_rise(question: CodingQuestion) -> Iterator[Finding]:
    for at, generator in enumerate(question.generators):
        if any(larger <= smaller for smaller, larger in pairwise(generator.n)):
            yield Finding(("generators", at, "n"), "the sizes do not rise", "order them from small to large")


def _programs_are_there(question: CodingQuestion) -> Iterator[Finding]:
    programs = {
        "solutions": question.solutions.get(ProgrammingLanguage.PYTHON, ""),
        "brute_force": question.brute_force,
        "generate": question.generate,
        "wrong": question.wrong,
    }
    files = {
        "solutions": "solutions/python.py",
        "brute_force": "brute_force.py",
        "generate": "generate.py",
        "wrong": "wrong/<mistake>.py",
    }
    for field, there in programs.items():
        if not there:
            yield Finding((field,), f"there is no {files[field]}", "write it, beside question.yaml")


def _gentle_hints_name_nothing(question: CodingQuestion) -> Iterator[Finding]:
    source = question.solutions.get(ProgrammingLanguage.PYTHON, "")
    for at, hint in enumerate(question.hints[:2]):
        if names := named_identifiers(hint, source):
            reason = f"names {', '.join(names)} of the solution"
            yield Finding(("hints", at), reason, "say it in plain words; names may come from the third rung on")


COMMON_RULES: tuple[Callable[[BankQuestion], Iterator[Finding]], ...] = (
    _everything_is_written,
    _unknown_companies,
    _ids_are_unique,
    _withheld_stays_withheld,
    _criteria_are_yes_or_no,
    _conditions_can_happen,
    _dimensions_fit_the_kind,
)
CODING_RULES: tuple[Callable[[CodingQuestion], Iterator[Finding]], ...] = (
    _programs_are_there,
    _tests_fit,
    _twists_fit,
    _twists_have_solutions,
    _groups_are_there,
    _sizes_rise,
    _gentle_hints_name_nothing,
)
IMPORTED_RULES: tuple[Callable[[CodingQuestion], Iterator[Finding]], ...] = (_tests_fit,)
"""A package brings tests and submissions, which agree with each other or not: see `check_imported`."""
