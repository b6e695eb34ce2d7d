"""Each rule that needs no sandbox, broken on purpose."""

from pathlib import Path

import pytest

from coach.bank.check import check_texts
from coach.bank.check_hints import named_identifiers
from coach.bank.check_words import given_away
from coach.bank.loader import BankFolder
from coach.bank.problem import Problem
from coach.domain.fit import misfit
from tests.fakes_bank import CONCEPTS, PAIR_SUM, PAIR_SUM_FILES, write_bank, write_files

CLASS_QUESTION = (
    PAIR_SUM.replace(
        """\
  function: has_pair
  params: [{name: numbers, type: list<int>}, {name: target, type: int}]
  returns: bool
""",
        """\
  class_name: Counter
  constructor: [{name: start, type: int}]
  methods: [{name: add, params: [{name: by, type: int}], returns: int}, {name: reset}]
""",
    )
    .split("tests:\n", 1)[0]
    .replace("compare: exact\n", "")
)
OPERATIONS = [
    "{operations: [[Counter, [1]], [add, [2]]]}, expected: [null, 3]",
    "{operations: [[Counter, [2]], [add, [2]]]}, expected: [null, 4]",
    "{operations: [[Counter, [3]], [add, [2]]]}, expected: [null, 5]",
    "{operations: [[Counter, [4]], [reset, []]]}, expected: [null, null]",
    "{operations: [[Counter, [5]], [add, [2]]]}, expected: [null, 7]",
    "{operations: [[Counter, [6]], [add, [2]]]}, expected: [null, 8]",
]


def problems_of(folder: Path, text: str, **files: str) -> list[Problem]:
    bank = write_bank(folder, {**PAIR_SUM_FILES, "question.yaml": text})
    write_files(bank, files)
    return check_texts(BankFolder(bank))[1]


def put(old: str, replacement: str) -> str:
    assert PAIR_SUM.count(old) == 1, old
    return PAIR_SUM.replace(old, replacement)


def test_the_tiny_question_is_sound(tmp_path: Path) -> None:
    assert problems_of(tmp_path, PAIR_SUM) == []


@pytest.mark.parametrize(
    ("text", "field", "says"),
    [
        (put("concepts: [hashing]", "concepts: [hashing, astrology]"), "concepts.1", "'astrology' is not in concepts"),
        (put("{big_tech: 2}", "{big_tek: 2}"), "companies.big_tek", "is no company type"),
        (put("{id: same-value", "{id: no-numbers"), "edge_cases.1.id", "'no-numbers' is there twice"),
        (
            put(
                "Tell me whether",
                "They come from different positions, although their values may be equal. Tell whether",
            ),
            "withheld.0.answer",
            "gives it away",
        ),
        (put("Did the candidate restate", "How did the candidate restate"), "rubric.communication.0.ask", "yes or no"),
        (put("when: always", "when: missing:humour"), "follow_ups.0.when", "'humour' is no dimension"),
        (put("target: 14}, expected: true", "target: 14}, expected: 1"), "tests.0.expected", "1 is not of type bool"),
        (
            put("numbers: [7, 1, 1, 3]", "numbers: [7, 1.5, 1, 3]"),
            "tests.2.input.numbers",
            "1.5 is not of type int",
        ),
        (
            put("numbers: [-5, 2, 8]", "numbers: [-5, 3000000000, 8]"),
            "tests.3.input.numbers",
            "more than the 32 bits",
        ),
        (put("{numbers: [5, 1], target: 10}", "{numbers: [], target: 0}"), "tests.5.input", "earlier test"),
        (put("input: {numbers: [5, 5], target", "input: {values: [5, 5], target"), "twists.0.tests.0.input", "wants"),
        (PAIR_SUM.replace("group: edge", "group: core"), "tests", "no test in the group edge"),
        (PAIR_SUM.replace("group: sample", "group: core"), "tests", "no test in the group sample"),
        (put("group: perf", "group: core"), "generators", "none is in the group perf"),
        (put("[100, 200, 400", "[100, 400, 400"), "generators.0.n", "do not rise"),
        (put("which other number would", "which of seen_values would"), "hints.0", "names seen_values"),
        (put("is what a hash table is for.", "is what `has_pair(x)` does."), "hints.1", "names has_pair"),
    ],
)
def test_a_broken_rule_is_named(text: str, field: str, says: str, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, text)
    assert (problem.question, problem.field) == ("pair-sum", field)
    assert problem.file == str(tmp_path / "coding" / "pair-sum" / "question.yaml")
    assert says in problem.reason
    assert problem.line
    assert problem.fix
    assert problem.file in str(problem)


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ("solutions/python.py", "solutions"),
        ("brute_force.py", "brute_force"),
        ("generate.py", "generate"),
        ("wrong/same_twice.py", "wrong"),
    ],
)
def test_missing_programs_are_named(missing: str, field: str, tmp_path: Path) -> None:
    bank = write_bank(tmp_path, {name: text for name, text in PAIR_SUM_FILES.items() if name != missing})
    (problem,) = check_texts(BankFolder(bank))[1]
    assert problem.field == field


def test_a_fault_of_the_schema_is_a_problem(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, put("minutes: 15", "minutes: soon"))
    assert (problem.question, problem.field, problem.line) == ("pair-sum", "minutes", 12)
    assert problem.reason.startswith("input should be a valid integer")
    assert "Found: 'soon'" in problem.reason


def test_a_fault_of_a_program_belongs_to_its_question(tmp_path: Path) -> None:
    bank = write_bank(tmp_path, {**PAIR_SUM_FILES, "solutions/ruby.rb": "x"})
    (problem,) = check_texts(BankFolder(bank))[1]
    assert problem.question == "pair-sum"
    assert problem.file.endswith("ruby.rb")


def test_what_looks_like_a_question_and_is_none_is_told(tmp_path: Path) -> None:
    files = {"coding/half-done/notes.txt": "x", "behavioral/story.yml": "x", "concepts/.swap": "x"}
    problems = problems_of(tmp_path, PAIR_SUM, **files)
    assert [Path(problem.file).name for problem in problems] == ["half-done", "story.yml"]


def test_a_broken_concept_graph_is_a_problem(tmp_path: Path) -> None:
    bank = write_bank(tmp_path)
    write_files(bank, {"concepts.yaml": CONCEPTS.replace("[arrays]", "[arays]")})
    (problem,) = check_texts(BankFolder(bank))[1]
    assert problem.file == str(bank / "concepts.yaml")


def test_a_pack_may_use_the_shipped_concepts(tmp_path: Path) -> None:
    bank = write_bank(tmp_path)
    (bank / "concepts.yaml").unlink()
    assert check_texts(BankFolder(bank))[1] == []


def test_without_any_concepts_that_is_the_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.bank.vetting.shipped_bank", lambda: tmp_path / "none")
    bank = write_bank(tmp_path / "bank")
    (bank / "concepts.yaml").unlink()
    (problem,) = check_texts(BankFolder(bank))[1]
    assert (problem.question, problem.reason) == ("", "is missing")


CONCEPT = """\
schema: 1
id: cache-expiry
version: 1
title: Cache expiry
summary: When does a cached value go?
provenance: {origin: original, license: MIT, authors: [coach]}
difficulty: {level: easy, elo: 1200}
concepts: [hashing]
family: caches
seniority: [mid]
minutes: 8
opening: How does a cached value expire?
follow_ups: [{id: more, when: always, ask: What else?}]
key_points:
  - {id: a, dimension: correctness, tier: must, text: time to live, match: [[ttl]]}
  - {id: b, dimension: depth, tier: must, text: a timer or a check at reading, match: [[timer]]}
  - {id: c, dimension: boundaries, tier: should, text: clocks differ, match: [[clock]]}
  - {id: d, dimension: application, tier: bonus, text: sessions, match: [[session]]}
misconceptions: [{id: never, text: never, match: [[never]], correction: It does.}]
application_case: A session store.
model_answer: After its time to live.
"""

STORY = """\
schema: 1
id: told-no
version: 1
title: Told no
summary: A time you were told no
provenance: {origin: original, license: MIT, authors: [coach]}
difficulty: {level: easy, elo: 1200}
concepts: [hashing]
family: stories
seniority: [mid]
minutes: 8
opening: Tell me about a time you were told no.
competency: influence
probes:
  - {missing: specificity, ask: What exactly did you do?}
  - {missing: result, ask: What came of it?}
  - {missing: reflection, ask: What would you change?}
signals:
  - {id: a, dimension: competency, tier: must, text: listened, match: [[listened]]}
  - {id: b, dimension: competency, tier: must, text: came back, match: [[came back]]}
expectations: {mid: a team}
model_answer: I listened first.
"""

DESIGN = """\
schema: 1
id: paste-bin
version: 1
title: Paste bin
summary: Share texts
provenance: {origin: original, license: MIT, authors: [coach]}
difficulty: {level: easy, elo: 1200}
concepts: [hashing]
family: stores
seniority: [mid]
minutes: 30
opening: Design a place to share texts.
estimates: [{id: a, quantity: storage, formula: n times size, value: 10, unit: GB, match: [[storage]]}]
components:
  - {id: api, name: API, match: [[api]]}
  - {id: db, name: Database, match: [[database]]}
  - {id: cache, name: Cache, match: [[cache]]}
key_points:
  - {id: a, dimension: requirements, tier: must, text: t, match: [[a]]}
  - {id: b, dimension: high_level_design, tier: must, text: t, match: [[a]]}
  - {id: c, dimension: depth_and_scaling, tier: must, text: t, match: [[a]]}
  - {id: d, dimension: reliability, tier: must, text: t, match: [[a]]}
  - {id: e, dimension: trade_offs, tier: must, text: t, match: [[a]]}
  - {id: f, dimension: trade_offs, tier: must, text: t, match: [[a]]}
deep_dives:
  - {id: a, ask: How?, expects: [this]}
  - {id: b, ask: And?, expects: [that]}
model_answer: An API, a database, a cache.
"""


@pytest.mark.parametrize(
    ("file", "text", "field", "says"),
    [
        ("concepts/cache-expiry.yaml", CONCEPT, "", ""),
        ("behavioral/told-no.yaml", STORY, "", ""),
        ("system_design/paste-bin.yaml", DESIGN, "", ""),
        (
            "concepts/cache-expiry.yaml",
            CONCEPT.replace("dimension: boundaries", "dimension: depth"),
            "key_points",
            "nothing for the dimension boundaries",
        ),
        (
            "concepts/cache-expiry.yaml",
            CONCEPT.replace("when: always", "when: measured_slower"),
            "follow_ups.0.when",
            "only happen where code runs",
        ),
        (
            "behavioral/told-no.yaml",
            STORY.replace("missing: result", "missing: depth"),
            "probes.1.missing",
            "nothing a story is judged by",
        ),
        (
            "behavioral/told-no.yaml",
            STORY.replace("id: b, dimension: competency", "id: b, dimension: result"),
            "signals.1.dimension",
            "does not belong",
        ),
        (
            "system_design/paste-bin.yaml",
            DESIGN.replace("id: f, dimension: trade_offs", "id: e, dimension: trade_offs"),
            "key_points.5.id",
            "there twice",
        ),
    ],
)
def test_questions_in_words(file: str, text: str, field: str, says: str, tmp_path: Path) -> None:
    problems = problems_of(tmp_path, PAIR_SUM, **{file: text})
    assert [(problem.field, says in problem.reason) for problem in problems] == ([(field, True)] if field else [])


@pytest.mark.parametrize(
    ("at", "test", "field", "says"),
    [
        (0, OPERATIONS[0], "", ""),
        (0, "{operations: [[Counter, [1]], [add, [2]]]}, expected: [null]", "expected", "one value for each"),
        (0, "{operations: []}, expected: []", "input.operations", "the first must be"),
        (1, "{operations: [[add, [2]]]}, expected: [3]", "input.operations", "the first must be"),
        (1, "{operations: [[Counter, [1]], add]}, expected: [null, 3]", "input.operations.1", "write [name"),
        (1, "{operations: [[Counter, [1]], [sub, [2]]]}, expected: [null, 3]", "input.operations.1", "no method 'sub'"),
        (
            2,
            "{operations: [[Counter, [1]], [add, []]]}, expected: [null, 3]",
            "input.operations.1",
            "takes 1 arguments",
        ),
        (
            2,
            "{operations: [[Counter, [1]], [add, [x]]]}, expected: [null, 3]",
            "input.operations.1",
            "'x' is not of type",
        ),
        (2, "{operations: [[Counter, [9]], [add, [2]]]}, expected: [null, x]", "input.operations.1", "expects 'x'"),
    ],
)
def test_operations_fit_the_class(at: int, test: str, field: str, says: str, tmp_path: Path) -> None:
    bodies = [*OPERATIONS[:at], test, *OPERATIONS[at + 1 :]]
    groups = ["sample", "core", "core", "core", "edge", "edge"]
    lines = [
        f"  - {{id: t{number}, group: {group}, input: {body}, why: w}}\n"
        for number, (group, body) in enumerate(zip(groups, bodies, strict=True))
    ]
    rest = PAIR_SUM[PAIR_SUM.index("generators:") :]
    twists = rest[rest.index("twists:") : rest.index("rubric:")]
    text = CLASS_QUESTION + "tests:\n" + "".join(lines) + rest.replace(twists, "")
    problems = [problem for problem in problems_of(tmp_path, text) if problem.field.startswith("tests")]
    expected = [(f"tests.{at}.{field}", True)] if field else []
    assert [(problem.field, says in problem.reason) for problem in problems] == expected


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        ("int", True, False),
        ("long", 2**40, True),
        ("long", 2**63, False),
        ("float", 1, True),
        ("float", "1", False),
        ("string", "a", True),
        ("string", None, False),
        ("optional<string>", None, True),
        ("bool", 0, False),
        ("void", None, True),
        ("linked_list<int>", [1, 2], True),
        ("linked_list<int>", [1, None], False),
        ("binary_tree<int>", [1, None, 2], True),
        ("map<string,int>", {"a": 1}, True),
        ("map<string,int>", {"a": "b"}, False),
        ("map<string,int>", [1], False),
        ("graph", [[1], [0]], True),
        ("graph", {"0": [1], "1": []}, True),
        ("graph", {"0": ["x"]}, False),
        ("graph", 3, False),
        ("list<list<string>>", [["a"], []], True),
        ("list<list<string>>", [["a"], [1]], False),
    ],
)
def test_values_have_their_types(kind: str, value: object, fits: bool) -> None:
    assert (misfit(kind, value) == "") is fits  # type: ignore[arg-type]


SOLUTION = """\
from heapq import heappush
import bisect
from typing import List


def merge_all(items, k):
    left = 0
    bestGap = items[left]
    table.lookup = k
    return bestGap
"""


@pytest.mark.parametrize(
    ("hint", "names"),
    [
        ("Which side moves when the left one is too small?", []),
        ("Keep an index `left` for it.", ["left"]),
        ("Look at items[0] first.", ["items"]),
        ("Use heappush for that.", ["heappush"]),
        ("bisect will find it.", ["bisect"]),
        ("The bestGap is what you want; merge_all does it.", ["bestGap", "merge_all"]),
        ("A List of k things.", []),
        ("Do a lookup in it.", []),
        ("Call `table.lookup` once.", ["lookup", "table"]),
    ],
)
def test_hints_name_code_but_may_use_words(hint: str, names: list[str]) -> None:
    assert named_identifiers(hint, SOLUTION) == names


def test_a_solution_that_does_not_parse_names_nothing() -> None:
    assert named_identifiers("anything", "def (") == []


@pytest.mark.parametrize(
    ("answer", "opening", "given"),
    [
        ("Yes.", "Yes.  Or no?", True),
        ("The list is sorted in ascending order.", "You get a list sorted in ascending order. Go.", True),
        ("The list is sorted in ascending order.", "You get a list of numbers. Say what order.", False),
        ("At most 100,000 users.", "A service for many users.", False),
        ("Any order.", "Return it.", False),
    ],
)
def test_what_is_withheld_is_not_said(answer: str, opening: str, given: bool) -> None:
    assert bool(given_away(answer, opening)) is given


def twist_problems(folder: Path, text: str, files: dict[str, str], without: str = "") -> list[tuple[str, str]]:
    bank = write_bank(folder, {**PAIR_SUM_FILES, "question.yaml": text, **files})
    if without:
        (bank / "coding" / "pair-sum" / without).unlink()
    return [(problem.field, problem.reason) for problem in check_texts(BankFolder(bank))[1]]


def test_a_twist_with_tests_needs_a_solution(tmp_path: Path) -> None:
    found = twist_problems(tmp_path, PAIR_SUM, {}, without="twists/distinct.py")
    assert found == [("twists.0", "there is no twists/distinct.py")]


def test_a_question_from_elsewhere_may_lack_it(tmp_path: Path) -> None:
    text = PAIR_SUM.replace("origin: original", "origin: imported")
    assert twist_problems(tmp_path, text, {}, without="twists/distinct.py") == []


def test_a_solution_of_a_twist_needs_tests(tmp_path: Path) -> None:
    text = PAIR_SUM[: PAIR_SUM.index("    tests:\n      - {id: equal")] + PAIR_SUM[PAIR_SUM.index("rubric:") :]
    assert twist_problems(tmp_path, text, {}) == [("twists.0", "twists/distinct.py has no tests to pass")]


def test_a_solution_of_no_twist_is_named(tmp_path: Path) -> None:
    files = {"twists/other.py": PAIR_SUM_FILES["twists/distinct.py"]}
    assert twist_problems(tmp_path, PAIR_SUM, files) == [("twists", "twists/other.py is for no twist")]


def test_a_generator_that_reaches_further_is_named_with_its_line(tmp_path: Path) -> None:
    bank = write_bank(tmp_path, {**PAIR_SUM_FILES, "generate.py": "import random\nimport socket\n"})
    (problem,) = check_texts(BankFolder(bank))[1]
    assert problem.file.endswith("generate.py")
    assert (problem.line, problem.reason) == (2, "imports socket")


def test_a_source_that_nests_too_deeply_names_nothing() -> None:
    assert named_identifiers("Use `left`.", "left = " + "+".join(["1"] * 80_000)) == []


def test_the_same_input_in_another_order_is_found(tmp_path: Path) -> None:
    before = PAIR_SUM[PAIR_SUM.index("tests:\n") :].splitlines()[1]
    again = before.replace("id: ", "id: again-", 1)
    found = problems_of(tmp_path, put(before + "\n", f"{before}\n{again}\n"))
    assert [problem.reason for problem in found] == ["is the input of an earlier test too"]
