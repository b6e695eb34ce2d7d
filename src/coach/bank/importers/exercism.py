"""Exercism's canonical-data.json as questions: one function for each property that is tested."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from coach.bank.importers.draft import Draft
from coach.bank.importers.inference import Untyped, type_of
from coach.bank.importers.package import CANONICAL, Package
from coach.errors import ContentError

METADATA = "metadata.toml"
DESCRIPTIONS = ("introduction.md", "description.md", "instructions.md")
DEEPEST = 20
MOST_CASES = 1_000
SAMPLES = 2
LONGEST_STATEMENT = 18_000
OPENING = (
    "Please write a function for {title}: read the description, and tell me how you would go about it. "
    "Ask about whatever is unclear."
)


@dataclass(frozen=True)
class Case:
    """One call that the data describe."""

    uuid: str
    reimplements: str
    description: str
    property: str
    input: dict[str, JsonValue]
    expected: JsonValue


def exercism_questions(package: Package) -> tuple[Draft, ...]:
    """A question for each property that can be typed. Raises ContentError where there is none."""
    data = _read(package)
    cases = _usable(package, list(_cases(package, data.get("cases"), (), 0)))
    by_property: dict[str, list[Case]] = {}
    for case in cases:
        by_property.setdefault(case.property, []).append(case)
    slug = str(data.get("exercise") or package.name)
    about = _About(package, slug)
    drafts = []
    for name, members in by_property.items():
        try:
            drafts.append(_question(about, name, members, alone=len(by_property) == 1))
        except Untyped as untyped:
            package.leave_out(f"property {name}", f"its types are not those of a function here: {untyped}")
    if not drafts:
        why = package.left_out[-1] if package.left_out else "It has no cases."
        raise package.error(CANONICAL, "holds nothing that could be asked", why=why, fix="choose another exercise")
    return tuple(drafts)


def _read(package: Package) -> dict[str, Any]:
    text = package.text(CANONICAL)
    try:
        data = json.loads(text, parse_constant=_not_finite)
    except json.JSONDecodeError as error:
        file = package.place(CANONICAL)
        raise ContentError("is not JSON", file=file, line=error.lineno, why=error.msg, fix="mend it there") from None
    except (ValueError, RecursionError) as error:
        raise package.error(CANONICAL, "is not JSON that can be read", why=str(error), fix="mend it") from None
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        raise package.error(CANONICAL, "has no list of cases", fix="name an exercise's own canonical-data.json")
    return data


def _not_finite(word: str) -> None:
    raise ValueError(f"{word} is no number of JSON")


def _cases(package: Package, items: Any, path: tuple[str, ...], depth: int) -> Iterator[Case]:
    """The cases of nested groups, in order, each described with the groups around it."""
    if depth > DEEPEST:
        raise package.error(CANONICAL, f"nests cases more than {DEEPEST} deep", fix="flatten the groups")
    for at, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, dict):
            raise package.error(CANONICAL, f"has a case that is no object: number {at + 1}", fix="mend it")
        described = (*path, " ".join(str(item.get("description", "")).split()))
        if "cases" in item:
            yield from _cases(package, item["cases"], described, depth + 1)
            continue
        given = item.get("input")
        if not isinstance(item.get("property"), str) or not isinstance(given, dict) or "expected" not in item:
            lacking = "a case needs property, input and expected"
            raise package.error(CANONICAL, f"{lacking}: {' – '.join(described)[:200]!r}", fix="complete it")
        name = ": ".join(part for part in described if part) or f"case {at + 1}"
        again = str(item.get("reimplements", ""))
        yield Case(str(item.get("uuid", "")), again, name, item["property"], given, item["expected"])


def _usable(package: Package, cases: Sequence[Case]) -> list[Case]:
    """Without what was replaced, what expects an error, and what repeats an input."""
    replaced = {case.reimplements: case for case in cases if case.reimplements}
    kept: dict[tuple[str, str], Case] = {}
    for case in cases:
        key = (case.property, json.dumps(case.input, sort_keys=True))
        if case.uuid in replaced:
            package.leave_out(f"case {case.description!r}", f"replaced by {replaced[case.uuid].description!r}")
        elif isinstance(case.expected, dict) and "error" in case.expected:
            package.leave_out(f"case {case.description!r}", f"expects an error ({case.expected['error']})")
        elif key in kept:
            package.leave_out(f"case {case.description!r}", f"has the input of {kept[key].description!r}")
        elif len(kept) >= MOST_CASES:
            package.leave_out(f"case {case.description!r}", f"more than {MOST_CASES:,} cases")
        else:
            kept[key] = case
    return list(kept.values())


class _About:
    """What lies beside the data: title, description, source."""

    def __init__(self, package: Package, slug: str) -> None:
        self.slug = slug
        told = _toml(package) if METADATA in package.sizes else {}
        self.title = _line(told.get("title")) or slug.replace("-", " ").capitalize()
        self.blurb = _line(told.get("blurb"))
        self.source = "; ".join(part for part in (_line(told.get("source")), _line(told.get("source_url"))) if part)
        self.text = "\n\n".join(package.text(name).strip() for name in DESCRIPTIONS if name in package.sizes)
        if not self.text:
            package.leave_out(
                "description", f"no {DESCRIPTIONS[1]} lies beside the data; the cases are all that is told"
            )
        package.leave_out("licence", "the data do not state one; look at where you got them")


def _toml(package: Package) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(package.text(METADATA))
    except tomllib.TOMLDecodeError as error:
        raise package.error(METADATA, "is not TOML", why=str(error), fix="mend it, or remove it") from None


def _question(about: _About, name: str, cases: Sequence[Case], *, alone: bool) -> Draft:
    """Raises Untyped."""
    names = _parameters(cases)
    given = {key: [case.input.get(key) for case in cases] for key in names}
    params = [{"name": new, "type": _typed(new, given[key])} for key, new in names.items()]
    returns = _typed("the result", [case.expected for case in cases])
    title = about.title if alone else f"{about.title}: {_words(name)}"
    fields: dict[str, Any] = {
        "title": title,
        "summary": about.blurb or f"Write the function {_snake(name)}.",
        "provenance": {
            "origin": "imported", "license": "not stated", "authors": ["Exercism contributors"], "source": about.source,
        },
        "package": {"format": "exercism", "name": about.slug, "id": name},
        "opening": OPENING.format(title=title),
        "statement": _statement(about, name, cases),
        "signature": {"function": _snake(name), "params": params, "returns": returns},
        "compare": "float(1e-9)" if "float" in returns else "exact",
        "tests": list(_tests(cases, names)),
    }  # fmt: skip
    return Draft(about.slug if alone else f"{about.slug}-{_snake(name).replace('_', '-')}", fields)


def _typed(what: str, values: Sequence[JsonValue]) -> str:
    try:
        return type_of(values)
    except Untyped as untyped:
        raise Untyped(f"{what}: {untyped}") from None


def _parameters(cases: Sequence[Case]) -> dict[str, str]:
    """Name in the data → name of the parameter; a name that a case leaves out is null there. Raises Untyped."""
    names: dict[str, str] = {}
    for key in dict.fromkeys(key for case in cases for key in case.input):
        new = _snake(key)
        new = f"{new}_value" if new == "expected" else new
        if not re.fullmatch(r"[a-z][a-z0-9_]*", new) or new in names.values():
            raise Untyped(f"{key!r} is no name of a parameter")
        names[key] = new
    return names


def _tests(cases: Sequence[Case], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for number, case in enumerate(cases, start=1):
        yield {
            "id": f"case-{number}",
            "group": "sample" if number <= min(SAMPLES, max(1, len(cases) - 1)) else "core",
            "input": {new: case.input.get(key) for key, new in names.items()},
            "expected": case.expected,
            "why": case.description[:400],
        }


def _statement(about: _About, name: str, cases: Sequence[Case]) -> str:
    shown = "\n".join(
        f"- {case.description}: `{json.dumps(case.input, ensure_ascii=False)}` → "
        f"`{json.dumps(case.expected, ensure_ascii=False)}`"
        for case in cases[:SAMPLES]
    )
    text = about.text or about.blurb or f"What {_words(name)} means is told by its cases."
    return f"{text[:LONGEST_STATEMENT]}\n\nWrite the function `{_snake(name)}`.\n\n{shown[:1_500]}\n"


def _snake(name: str) -> str:
    return re.sub(r"\W+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)).lower()


def _words(name: str) -> str:
    return _snake(name).replace("_", " ")


def _line(value: Any) -> str:
    return " ".join(value.split())[:400] if isinstance(value, str) else ""
