"""Small mistakes made in a program."""

import ast

import pytest

from coach.bank.mutants import FEWEST_MUTANTS, MOST_MUTANTS, Mutant, mutants_of
from coach.bank.resources import shipped_bank
from coach.errors import ContentError

MANY = "def f(a):\n" + "".join(f"    a = a + {number}\n" for number in range(2, 60)) + "    return a\n"


def changes(body: str) -> set[str]:
    """What is changed in the body of a function, whatever else is around it."""
    found = mutants_of(f"def f(a, b, c):\n    {body}\n", most=1000)
    return {mutant.change for mutant in found}


@pytest.mark.parametrize(
    ("body", "change"),
    [
        ("a = b < c", "`b < c` → `b <= c`"),
        ("a = b < c", "`b < c` → `b >= c`"),
        ("a = b < c < 5", "`b < c < 5` → `b < c <= 5`"),
        ("a = b in c", "`b in c` → `b not in c`"),
        ("a = b is not None", "`b is not None` → `b is None`"),
        ("a = b + c", "`b + c` → `b - c`"),
        ("a //= b", "`a //= b` → `a *= b`"),
        ("a = b - c", "`b - c` → `b`"),
        ("a = b - c", "`b - c` → `c`"),
        ("a += b", "`a += b` → `a = b`"),
        ("a = -b", "`-b` → `b`"),
        ("a = ~b", "`~b` → `b`"),
        ("a = b and c", "`b and c` → `b or c`"),
        ("a = b and c", "`b and c` → `c`"),
        ("a = a or b or c", "`a or b or c` → `a or c`"),
        ("a = not b", "`not b` → `b`"),
        ("a = b if c else 0", "`b if c else 0` → `b if not c else 0`"),
        ("a = b if c else 0", "`b if c else 0` → `b if True else 0`"),
        ("a = [b for b in c if b]", "`for b in c if b` → `for b in c if True`"),
        ("a = [b for b in c if b]", "`for b in c if b` → `for b in c if not b`"),
        ("a = 7", "`7` → `8`"),
        ("a = 7", "`7` → `6`"),
        ("a = 0", "`0` → `-1`"),
        ("a = 0.5", "`0.5` → `-0.5`"),
        ("a = True", "`True` → `False`"),
        ("a = 'xyz'", "`'xyz'` → `'xy'`"),
        ("a = ''", "`''` → `'XX'`"),
        ("a = (b, c)", "`(b, c)` → `(b,)`"),
        ("a = [b, c]", "`[b, c]` → `[c]`"),
        ("a = {b, c}", "`{b, c}` → `{c}`"),
        ("a = range(b, c)", "`range(b, c)` → `range(b, c + 1)`"),
        ("a = range(b, c)", "`range(b, c)` → `range(b - 1, c)`"),
        ("a = b[c:]", "`c:` → `:`"),
        ("a = b[:c]", "`:c` → `:c - 1`"),
        ("a = min(b, c)", "`min(b, c)` → `max(b, c)`"),
        ("a = b.left", "`b.left` → `b.right`"),
        ("a = b.lower()", "`b.lower` → `b.upper`"),
        ("from operator import xor", "`xor` → `or_ as xor`"),
        ("from bisect import bisect_left as find", "`bisect_left as find` → `bisect_right as find`"),
        ("a = b(c, 7)", "`b(c, 7)` → `b(7)`"),
        ("a = b(c, 7)", "`b(c, 7)` → `b(7, c)`"),
        ("a = b(c, key=7)", "`b(c, key=7)` → `b(c)`"),
        ("a = sorted(b)", "`sorted(b)` → `b`"),
        ("a = b.pop()", "`b.pop()` → `b`"),
        ("return a", "`return a` → `return None`"),
        ("b.append(a)", "`b.append(a)` → `pass`"),
        ("a: int = b", "`a: int = b` → `pass`"),
        ("del b[c]", "`del b[c]` → `pass`"),
        ("raise a", "`raise a` → `pass`"),
    ],
)
def test_a_change_is_made(body: str, change: str) -> None:
    assert change in changes(body)


@pytest.mark.parametrize(
    ("loop", "change"),
    [
        ("while b < c: break", "`break` → `continue`"),
        ("while b < c: continue", "`continue` → `break`"),
        ("while b < c: b += 1", "`while b < c: b += 1` → `while False: b += 1`"),
        ("for a in b: c += a", "`for a in b: c += a` → `for a in []: c += a`"),
        ("if b: return", "`if b: return` → `if not b: return`"),
    ],
)
def test_loops_and_branches_change(loop: str, change: str) -> None:
    assert change in changes(loop)


def test_a_loop_without_end_is_left_alone() -> None:
    assert not any("while False" in change for change in changes("while True: break"))


def test_a_bare_return_is_left_alone() -> None:
    assert changes("return") == changes("return None") == set()


@pytest.mark.parametrize("body", ["b.append(a)", "b.clear()"])
def test_a_call_that_stands_alone_is_left_out_once(body: str) -> None:
    assert changes(body) & {f"`{body}` → `a`", f"`{body}` → `b`"} == set()


def test_what_has_no_order_keeps_its_order() -> None:
    assert "`math.gcd(b, c)` → `math.gcd(c, b)`" not in changes("a = math.gcd(b, c)")
    assert "`max(b, c)` → `max(c, b)`" not in changes("a = max(b, c)")


def test_infinity_stays_a_number() -> None:
    assert "`'inf'` → `'in'`" not in changes("a = float('inf')")


def test_words_for_people_and_types_are_left_alone() -> None:
    source = 'def f(a: "list[int]" = None) -> "list[int]":\n    """Some text."""\n    b: "int"\n'
    assert mutants_of(source) == []


def test_every_mutant_is_another_program() -> None:
    source = "def f(a):\n    if a > 1 and a < 9:\n        return a[1:-1]\n    return 1 + 1\n"
    found = [mutant.source for mutant in mutants_of(source)]
    assert len(set(found)) == len(found)
    assert ast.unparse(ast.parse(source)) not in found
    for text in found:
        compile(text, "mutant", "exec")


def test_the_line_is_that_of_the_original() -> None:
    source = "# a comment\n\ndef f(a):\n\n    return (\n        a + 1\n    )\n"
    assert {mutant.line for mutant in mutants_of(source) if mutant.change == "`a + 1` → `a - 1`"} == {6}


def test_of_many_a_spread_is_taken_always_the_same() -> None:
    first, again = mutants_of(MANY), mutants_of(MANY)
    assert first == again
    assert len(first) == MOST_MUTANTS
    assert first[0].line < 4
    assert first[-1].line > 57


def test_a_short_program_gets_two_mistakes_at_a_time() -> None:
    source = "def f(a, b):\n    c = a + b\n    return c * 2\n"
    single = mutants_of(source, fewest=0)
    found = mutants_of(source)
    assert len(single) < len(found) == FEWEST_MUTANTS
    assert found[: len(single)] == single
    texts = [ast.unparse(ast.parse(source)), *(mutant.source for mutant in found)]
    assert len(set(texts)) == len(texts)
    assert (
        Mutant(
            line=2,
            change="`c = a + b` → `pass` and, in line 3, `return c * 2` → `return None`",
            source="def f(a, b):\n    pass\n    return None",
        )
        in found
    )
    assert mutants_of(source) == found


def test_two_mistakes_are_never_made_one_inside_of_the_other() -> None:
    assert mutants_of("a = not b\n") == mutants_of("a = not b\n", fewest=0)


def test_a_program_with_enough_places_gets_single_mistakes_only() -> None:
    assert not any(" and, in line " in mutant.change for mutant in mutants_of(MANY))


def test_every_shipped_reference_gives_enough_mutants() -> None:
    folders = sorted((shipped_bank() / "coding").iterdir())
    numbers = {folder.name: len(mutants_of((folder / "solutions/python.py").read_text("utf-8"))) for folder in folders}
    assert len(numbers) >= 60
    assert {name: number for name, number in numbers.items() if number < FEWEST_MUTANTS} == {}


def test_a_program_that_does_not_parse_is_an_error() -> None:
    with pytest.raises(SyntaxError):
        mutants_of("def f(:")


def test_a_program_that_nests_too_deeply_is_told() -> None:
    with pytest.raises(ContentError, match="too deeply"):
        mutants_of("a = " + "+".join(["1"] * 5_000))
