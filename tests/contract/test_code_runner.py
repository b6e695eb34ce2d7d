"""What every runner promises, in a container, in bubblewrap and in a plain process."""

import asyncio
import math
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, CaseOutcome, Execution, Limits, OutcomeStatus, RunRequest, Trust
from coach.domain.signature import Method, Parameter, Signature
from coach.errors import Forbidden, LanguageUnavailable, RunnerUnavailable
from coach.sandbox.docker import DockerRunner
from coach.sandbox.local import LocalRunner

Runner = DockerRunner | LocalRunner
SHORT = Limits(cpu_seconds=0.4, memory_mib=128)
RETURNED, RAISED, NOT_RUN = OutcomeStatus.RETURNED, OutcomeStatus.RAISED, OutcomeStatus.NOT_RUN


@pytest.fixture(
    scope="module", params=[pytest.param("docker", marks=pytest.mark.docker), "bubblewrap", "plain"], name="runner"
)
def any_runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    if request.param == "docker":
        request.getfixturevalue("docker_engine")
        runner: Runner = DockerRunner()
    else:
        runner = LocalRunner(request.param)
        try:
            asyncio.run(runner.probe())
        except RunnerUnavailable as problem:
            asyncio.run(runner.close())
            pytest.skip(f"{problem.message}: {problem.why}")
    yield runner
    asyncio.run(runner.close())


@pytest.fixture
async def ordinary_run_afterwards(runner: Runner) -> AsyncIterator[None]:
    """Whatever a test did, the next person's right answer is right. What is harmless goes without."""
    yield
    execution = await run(runner, "def f(n):\n    print('n is', n)\n    return n + 1\n", [1, 2])
    assert values(execution) == [2, 3]
    assert [outcome.printed for outcome in execution.outcomes] == ["n is 1\n", "n is 2\n"]


def signature(parameter: str = "int", returns: str = "int") -> Signature:
    return Signature(function="f", params=(Parameter(name="n", type=parameter),), returns=returns)


def request_for(source: str, inputs: list[Any], shape: Signature | None = None, **options: Any) -> RunRequest:
    cases = tuple(CaseInput(id=f"case {k}", input={"n": value}) for k, value in enumerate(inputs))
    return RunRequest(
        language=ProgrammingLanguage.PYTHON, source=source, signature=shape or signature(), cases=cases, **options
    )


async def run(
    runner: Runner, source: str, inputs: list[Any], shape: Signature | None = None, **options: Any
) -> Execution:
    execution = await runner.run(request_for(source, inputs, shape, **options))
    assert execution.runner == runner.name
    assert execution.language is ProgrammingLanguage.PYTHON
    assert [outcome.id for outcome in execution.outcomes] == [f"case {k}" for k in range(len(inputs))]
    return execution


async def run_each(runner: Runner, requests: list[RunRequest]) -> list[Execution]:
    """Small programs one after the other in one sandbox, which takes longer to open than they take to run."""
    executions = await runner.run_many(requests)
    for request, execution in zip(requests, executions, strict=True):
        assert execution.runner == runner.name
        assert [outcome.id for outcome in execution.outcomes] == [case.id for case in request.cases]
    return executions


async def run_one(runner: Runner, source: str, value: Any = 1, **options: Any) -> CaseOutcome:
    execution = await run(runner, source, [value], limits=options.pop("limits", SHORT), **options)
    assert execution.compile_error == ""
    return execution.outcomes[0]


def values(execution: Execution) -> list[Any]:
    assert execution.compile_error == ""
    assert {outcome.status for outcome in execution.outcomes} <= {RETURNED}, execution
    return [outcome.value for outcome in execution.outcomes]


async def test_a_right_answer_is_measured(runner: Runner) -> None:
    source = "def f(n):\n    kept = [0] * 2_000_000\n    return sum(k * k for k in range(n))\n"
    execution = await run(runner, source, [10, 300_000])
    assert values(execution) == [285, sum(k * k for k in range(300_000))]
    small, large = execution.outcomes
    assert 0 <= small.cpu_seconds < large.cpu_seconds <= large.wall_seconds + 0.05
    assert small.peak_memory_kib is not None
    assert small.peak_memory_kib > 15_000
    assert execution.seconds > 0


async def test_peak_memory_is_of_the_case_alone(runner: Runner) -> None:
    source = "def f(n):\n    return len(bytearray(b'x') * (n << 20))\n"
    peaks = [outcome.peak_memory_kib for outcome in (await run(runner, source, [60, 1])).outcomes]
    assert peaks[0] is not None
    assert peaks[1] is not None
    assert peaks[0] > peaks[1] + 40_000


async def test_every_case_has_fresh_input_and_every_repeat_too(runner: Runner) -> None:
    source = "def f(n):\n    n.append(len(n))\n    return n\n"
    shape = signature("list<int>", "list<int>")
    execution = await run(runner, source, [[5], [5]], shape, repeats=5)
    assert values(execution) == [[5, 1], [5, 1]]


async def test_repeats_stop_at_the_time_limit(runner: Runner) -> None:
    source = "import time\ndef f(n):\n    end = time.process_time() + 0.15\n    while time.process_time() < end: pass\n"
    outcome = (await run(runner, source, [1], limits=SHORT, repeats=20)).outcomes[0]
    assert outcome.status is RETURNED
    assert outcome.cpu_seconds < 0.4


async def test_a_value_of_another_type_is_handed_on(runner: Runner) -> None:
    assert values(await run(runner, "def f(n): return 'seven'", [7])) == ["seven"]
    assert values(await run(runner, "def f(n): pass", [7])) == [None]


EXCEPTIONS = {
    "return [][n]": "IndexError: list index out of range",
    "return {}['k\\nq']": "KeyError: 'k\\nq'",
    "raise ValueError('two\\nlines')": "ValueError: two lines",
    "assert n > 5, 'too small'": "AssertionError: too small",
    "return f(n + 1)": "RecursionError: deeper than 10,000 calls",
    "import numpy": "ModuleNotFoundError: No module named 'numpy'",
    "return input()": "EOFError: EOF when reading a line",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
}


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_an_exception_has_one_line_and_a_place(runner: Runner) -> None:
    requests = [request_for(f"def f(n):\n    {body}\n", [1], limits=SHORT) for body in EXCEPTIONS]
    executions = await run_each(runner, requests)
    assert [execution.compile_error for execution in executions] == [""] * len(EXCEPTIONS)
    told = [(outcome.status, outcome.error, outcome.line) for each in executions for outcome in each.outcomes]
    assert told == [(RAISED, error, 2) for error in EXCEPTIONS.values()]


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_a_hostile_exception_is_still_one(runner: Runner) -> None:
    source = "class E(Exception):\n    def __str__(self): raise self\ndef f(n): raise E\n"
    outcome = await run_one(runner, source)
    assert outcome.status is RAISED
    assert outcome.error.startswith("E")


@pytest.mark.usefixtures("ordinary_run_afterwards", "little_patience")
@pytest.mark.parametrize("body", ["while True: pass", "import time; time.sleep(1000)"])
async def test_endless_code_is_ended_and_the_other_cases_run(runner: Runner, body: str) -> None:
    source = f"def f(n):\n    if n == 2:\n        {body}\n    return n\n"
    execution = await run(runner, source, [1, 2, 3], limits=SHORT)
    assert [outcome.status for outcome in execution.outcomes] == [RETURNED, OutcomeStatus.TIME_LIMIT, RETURNED]
    assert "s" in execution.outcomes[1].error


async def test_a_case_may_have_its_own_limit(runner: Runner) -> None:
    source = "import time\ndef f(n):\n    end = time.process_time() + 0.6\n    while time.process_time() < end: pass\n"
    given = request_for(source, [1, 2], limits=SHORT)
    cases = (given.cases[0], given.cases[1].replace(cpu_seconds=3.0))
    execution = await runner.run(given.replace(cases=cases))
    assert [outcome.status for outcome in execution.outcomes] == [OutcomeStatus.TIME_LIMIT, RETURNED]


@pytest.mark.usefixtures("ordinary_run_afterwards")
@pytest.mark.parametrize(
    "body", ["kept = []\n    while True: kept.append(bytearray(1 << 20))", "return len([0] * 10**9)"]
)
async def test_a_memory_bomb_is_named(runner: Runner, body: str) -> None:
    execution = await run(runner, f"def f(n):\n    if n == 1: return n\n    {body}\n", [1, 2, 1], limits=SHORT)
    assert [outcome.status for outcome in execution.outcomes] == [RETURNED, OutcomeStatus.MEMORY_LIMIT, RETURNED]
    assert execution.outcomes[1].error == "used over 128 MiB of memory"


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_an_output_flood_is_cut_and_named(runner: Runner) -> None:
    limits = Limits(cpu_seconds=1, output_kib=4)
    source = "def f(n):\n    while n == 1: print('flood')\n    return n\n"
    flooded, quiet = (await run(runner, source, [1, 2], limits=limits)).outcomes
    assert (flooded.status, flooded.error) == (OutcomeStatus.OUTPUT_LIMIT, "printed over 4 KiB")
    assert len(flooded.printed) == 4096
    assert (quiet.status, quiet.printed) == (RETURNED, "")


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_a_flood_of_a_value_is_named(runner: Runner) -> None:
    outcome = await run_one(runner, "def f(n): return 'x' * (9 << 20)\n")
    assert (outcome.status, outcome.error) == (OutcomeStatus.OUTPUT_LIMIT, "returned a value of over 8 MiB")


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_large_values_in_many_cases_are_bounded_together(runner: Runner) -> None:
    limits = Limits(cpu_seconds=2, memory_mib=128)
    outcomes = (await run(runner, "def f(n): return 'x' * (7 << 20)\n", list(range(14)), limits=limits)).outcomes
    assert outcomes[0].status is RETURNED
    assert (outcomes[-1].status, outcomes[-1].error) == (
        NOT_RUN,
        "not run: all cases together took too long or returned too much",
    )


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_values_nested_deeply(runner: Runner) -> None:
    source = "def f(n):\n    value = []\n    for _ in range(n): value = [value]\n    return value\n"
    shallow, deep = (await run(runner, source, [99, 101])).outcomes
    assert (shallow.status, deep.status) == (RETURNED, RAISED)


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_prints_belong_to_their_case(runner: Runner) -> None:
    source = """
        import sys, os
        print("loading")
        def f(n):
            print("out", n)
            print("err", n, file=sys.stderr)
            os.write(1, b"raw \\xff\\n")
            return n
    """
    source = "\n".join(line[8:] for line in source.splitlines())
    execution = await run(runner, source, [1, 2])
    assert execution.printed == "loading\n"
    for outcome in execution.outcomes:
        number = outcome.value
        assert sorted(outcome.printed.splitlines()) == [f"err {number}", f"out {number}", "raw �"]


NOT_LOADING: list[tuple[str, str, int | None]] = [
    ("def f(n):\n    return (n\n", "SyntaxError: '(' was never closed", 2),
    ("def f(n):\nreturn n\n", "IndentationError: expected an indented block", 2),
    ("x = 1\nimport nothing_like_it\n", "ModuleNotFoundError: No module named 'nothing_like_it'", 2),
    ("\n\n1 / 0\n", "ZeroDivisionError: division by zero", 3),
    ("def g(n): pass\nclass H: pass\n", "the function f is expected; it defines g, H", None),
    ("", "the function f is expected; it defines no function or class", None),
    ("f = 5\n", "the function f is expected, but f is int", None),
    ("\ndef f(): pass\n", "f is called with 1 argument (n), but its parameters are: none", 2),
    ("def f(a, b): pass\n", "f is called with 1 argument (n), but its parameters are: a, b", 1),
    ("def f(n):\n    return '\0'\n", "null bytes", None),
    ("while True: pass\n", "while loading: took over 0.4 s of CPU time", None),
    ("x = [0] * 10**9\n", "used up its memory while loading", None),
    ("while True: print('x' * 100)\n", "while loading: printed over 64 KiB", None),
]


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_code_that_does_not_load(runner: Runner) -> None:
    requests = [request_for(source, [1, 2], limits=SHORT) for source, _, _ in NOT_LOADING]
    for (_, error, line), execution in zip(NOT_LOADING, await run_each(runner, requests), strict=True):
        assert error in execution.compile_error
        assert execution.compile_line == line or (line is None and "null bytes" in error)
        assert [outcome.status for outcome in execution.outcomes] == [NOT_RUN, NOT_RUN]


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_leaving_before_the_cases(runner: Runner) -> None:
    leaving = ["import sys; sys.exit(0)", "import os; os._exit(0)", "raise SystemExit"]
    requests = [request_for(f"def f(n): return n\n{each}\n", [1, 2]) for each in leaving]
    for execution in await run_each(runner, requests):
        assert [outcome.status for outcome in execution.outcomes] == [NOT_RUN, NOT_RUN]
        assert {outcome.error for outcome in execution.outcomes} == {"the program ended before this case (exit code 0)"}


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_leaving_within_a_case(runner: Runner) -> None:
    leaving = ["exit(0)", "__import__('os')._exit(0)", "__import__('sys').exit()"]
    source = "import builtins, sys\nbuiltins.exit = sys.exit\ndef f(n):\n    if n == 1: {}\n    return n\n"
    requests = [request_for(source.format(each), [1, 2]) for each in leaving]
    for execution in await run_each(runner, requests):
        left, stayed = execution.outcomes
        assert (left.status, left.error) == (OutcomeStatus.CRASHED, "the program ended itself (exit code 0)")
        assert stayed.value == 2


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_three_crashes_do_not_hide_the_other_cases(runner: Runner) -> None:
    source = "import os\ndef f(n):\n    if n % 3 == 1: os.kill(os.getpid(), 11)\n    return n\n"
    outcomes = (await run(runner, source, list(range(9)))).outcomes
    crashed = [k for k, outcome in enumerate(outcomes) if outcome.status is OutcomeStatus.CRASHED]
    assert crashed == [1, 4, 7]
    assert "segmentation fault" in outcomes[1].error
    assert all(outcome.value == k for k, outcome in enumerate(outcomes) if k not in crashed)


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_code_that_always_crashes_is_given_up(runner: Runner) -> None:
    outcomes = (await run(runner, "import os\ndef f(n): os.abort()\n", list(range(25)))).outcomes
    assert [outcome.status for outcome in outcomes] == [OutcomeStatus.CRASHED] * 21 + [NOT_RUN] * 4
    assert outcomes[-1].error == "not run: the program was ended too often in the cases before"


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_code_that_is_always_too_slow_is_given_up_sooner(runner: Runner) -> None:
    limits = Limits(cpu_seconds=0.1)
    outcomes = (await run(runner, "def f(n):\n    while True: pass\n", list(range(6)), limits=limits)).outcomes
    assert [outcome.status for outcome in outcomes] == [OutcomeStatus.TIME_LIMIT] * 4 + [NOT_RUN] * 2


SPECIAL = [0, -(10**40), 10**6000, 1.5, -0.0, math.inf, -math.inf, "", "a\0b", "日本 😀 \u202e", True, None]


async def test_special_values_come_back_as_they_were(runner: Runner) -> None:
    echoed = values(await run(runner, "def f(n): return n\n", [SPECIAL], signature("list<int>", "list<int>")))[0]
    assert echoed == SPECIAL
    assert [type(value) for value in echoed] == [type(value) for value in SPECIAL]
    assert math.copysign(1, echoed[4]) == -1


async def test_values_that_json_has_no_word_for(runner: Runner) -> None:
    assert math.isnan(values(await run(runner, "def f(n): return n * 0\n", [math.inf], signature("float", "float")))[0])
    assert values(await run(runner, "def f(n): return '\\ud800!'\n", [1])) == ["\\ud800!"]
    assert values(await run(runner, "def f(n): return 7 ** 20000\n", [1])) == [7**20000]
    assert values(await run(runner, "def f(n): return (n, {'k': (1,)})\n", [1])) == [[1, {"k": [1]}]]


NOT_PLAIN = {
    "{1, 2}": "returned a set, which is not a plain value with an order",
    "(k for k in [1])": "returned a generator, which is not a plain value: return a list",
    "object()": "returned an object, which is not a plain value",
    "{1: 2}": "returned a dict with an int as a key",
    "loop": "nested deeper than 100 levels, or contains itself",
    "g()": "the function is asynchronous",
}


def require_raised(execution: Execution, error: str) -> None:
    assert execution.compile_error == ""
    (outcome,) = execution.outcomes
    assert outcome.status is RAISED
    assert error in outcome.error


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_values_that_are_not_plain(runner: Runner) -> None:
    source = "loop = []\nloop.append(loop)\nasync def g(): pass\ndef f(n): return "
    requests = [request_for(f"{source}{returned}\n", [1], limits=SHORT) for returned in NOT_PLAIN]
    for execution, error in zip(await run_each(runner, requests), NOT_PLAIN.values(), strict=True):
        require_raised(execution, error)


FUNCTIONS: list[tuple[str, str, str, Any, Any]] = [
    ("list<list<int>>", "list<list<int>>", "n[::-1]", [[1], []], [[], [1]]),
    ("optional<int>", "optional<int>", "None if n else 4", None, 4),
    ("map<string,list<int>>", "map<string,int>", "{k: sum(v) for k, v in n.items()}", {"a": [1, 2]}, {"a": 3}),
    ("graph", "graph", "n", {"nodes": [[1], [0]]}, {"nodes": [[1], [0]]}),
    ("linked_list<int>", "linked_list<int>", "ListNode(0, n)", [1, 2], [0, 1, 2]),
    ("linked_list<int>", "int", "0 if n is None else n.val", [], 0),
    ("int", "linked_list<int>", "None", 1, []),
    ("list<linked_list<int>>", "linked_list<int>", "n[1]", [[1], [2, 3]], [2, 3]),
    ("binary_tree<int>", "binary_tree<int>", "n.right", [1, 2, 3, None, None, None, 4], [3, None, 4]),
    ("binary_tree<int>", "bool", "n is None", [], True),
    ("binary_tree<string>", "map<string,binary_tree<string>>", "{'k': n}", ["a", None, "b"], {"k": ["a", None, "b"]}),
    ("list<int>", "void", "n.reverse()", [1, 2], [2, 1]),
    ("linked_list<int>", "void", "setattr(n, 'next', None)", [1, 2], [1]),
    ("string", "long", "2 ** 62", "x", 2**62),
]


async def test_each_type_goes_in_and_out(runner: Runner) -> None:
    requests = [
        request_for(f"def f(n): return {body}\n", [given], signature(parameter, returns))
        for parameter, returns, body, given, _ in FUNCTIONS
    ]
    returned = [values(execution) for execution in await run_each(runner, requests)]
    assert returned == [[expected] for *_, expected in FUNCTIONS]


CROOKED = [
    ("linked_list<int>", "a = ListNode(1); a.next = a; return a", "has a cycle after 1 nodes"),
    ("linked_list<int>", "return [1]", "returned a list where a ListNode or None is expected"),
    ("binary_tree<int>", "a = TreeNode(1); a.left = a; return a", "a node occurs twice"),
    ("binary_tree<int>", "return 3", "returned an int where a TreeNode or None is expected"),
]


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_structures_that_are_not_what_they_should_be(runner: Runner) -> None:
    requests = [
        request_for(f"def f(n): {body}\n", [1], signature("int", returns), limits=SHORT) for returns, body, _ in CROOKED
    ]
    for execution, (*_, error) in zip(await run_each(runner, requests), CROOKED, strict=True):
        require_raised(execution, error)


STACK = Signature(
    class_name="MinStack",
    constructor=(Parameter(name="size", type="int"),),
    methods=(
        Method(name="push", params=(Parameter(name="value", type="int"),)),
        Method(name="items", returns="list<int>"),
    ),
)
STACK_SOURCE = """
class MinStack:
    def __init__(self, size):
        self.kept = []
    def push(self, value):
        self.kept.append(value)
        return "ignored"
    def items(self):
        return self.kept
"""


async def test_a_class_is_driven_by_operations(runner: Runner) -> None:
    operations: list[Any] = [["MinStack", [9]], ["push", [1]], ["items", []], ["push", [2]], ["items", []]]
    case = CaseInput(id="only", input={"operations": operations})
    given = RunRequest(
        language=ProgrammingLanguage.PYTHON, source=STACK_SOURCE, signature=STACK, cases=(case,), repeats=2
    )
    assert values(await runner.run(given)) == [[None, None, [1], None, [1, 2]]]


ANOTHER_CLASS = [
    ("class MinStack", "class Stack", "the class MinStack is expected; it defines Stack"),
    ("def items", "def all", "the class MinStack needs a method items; it has push, all"),
    ("def push(self, value)", "def push(self)", "MinStack.push is called with 1 argument (value)"),
    ("__init__(self, size)", "__init__(self)", "MinStack is called with 1 argument (size)"),
]


async def test_a_class_that_is_not_as_asked(runner: Runner) -> None:
    requests = [request_for(STACK_SOURCE.replace(old, new), [], STACK) for old, new, _ in ANOTHER_CLASS]
    for execution, (*_, error) in zip(await run_each(runner, requests), ANOTHER_CLASS, strict=True):
        assert error in execution.compile_error


async def test_a_large_source_and_a_large_input(runner: Runner) -> None:
    source = "def f(n): return sum(n)\n" + "# " + "x" * (1 << 20)
    numbers = list(range(200_000))
    assert values(await run(runner, source, [numbers], signature("list<int>"))) == [sum(numbers)]


async def test_no_cases_still_loads(runner: Runner) -> None:
    assert (await run(runner, "def f(n): return n\n", [])).outcomes == ()
    assert (await run(runner, "def f(n) return n\n", [])).compile_error.startswith("SyntaxError")


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_many_requests_share_a_sandbox_but_no_state(runner: Runner) -> None:
    leaves = "import os\nopen('kept', 'w').close()\nos.makedirs('deep/er')\ndef f(n): return 1\n"
    looks = "import os, sys\ndef f(n): return [os.listdir('.'), 'kept' in sys.modules]\n"
    executions = await runner.run_many(
        [
            request_for(leaves, [1]),
            request_for("import sys\nsys.modules['kept'] = sys\ndef f(n): return 1\n", [1]),
            request_for("while True: pass\n", [1], limits=SHORT),
            request_for(looks, [1]),
        ]
    )
    assert [len(execution.outcomes) for execution in executions] == [1, 1, 1, 1]
    assert values(executions[3]) == [[[], False]]


async def test_limits_that_add_up_to_hours_are_no_obstacle(runner: Runner) -> None:
    execution = await run(runner, "def f(n): return n + 1\n", [1] * 100, limits=Limits(cpu_seconds=60))
    assert values(execution) == [2] * 100


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_a_cancelled_run_ends_its_sandbox(runner: Runner) -> None:
    task = asyncio.create_task(run(runner, "import time\ndef f(n): time.sleep(1000)\n", [1]))
    await asyncio.sleep(0.5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_runs_at_the_same_time_do_not_mix(runner: Runner) -> None:
    runs = [run(runner, f"def f(n): return n * {factor}\n", [1, 2]) for factor in range(6)]
    assert [values(execution) for execution in await asyncio.gather(*runs)] == [[k, 2 * k] for k in range(6)]


async def test_warming_and_closing_are_quiet(runner: Runner) -> None:
    await runner.require(ProgrammingLanguage.PYTHON)
    if runner.name == "docker":
        await runner.require(ProgrammingLanguage.PYTHON, Trust.FOREIGN)
    else:
        with pytest.raises(Forbidden):
            await runner.require(ProgrammingLanguage.PYTHON, Trust.FOREIGN)
    await runner.warm(ProgrammingLanguage.PYTHON)
    await runner.warm(ProgrammingLanguage.RUST)


async def test_other_languages_need_a_container(runner: Runner) -> None:
    given = request_for("func f(n int) int { return n }", [1]).replace(language=ProgrammingLanguage.GO)
    if runner.name == "docker":
        await runner.require(ProgrammingLanguage.GO)
        return
    with pytest.raises(LanguageUnavailable, match="Go code runs in a container only"):
        await runner.require(ProgrammingLanguage.GO)
    with pytest.raises(RunnerUnavailable, match="Go code runs in a container only"):
        await runner.run(given)
