"""The texts of a Kattis package, format 2025-09: problem.yaml, statement, tests."""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from coach.bank.exporters.stdin_driver import in_lines, out_lines
from coach.bank.generating_files import yaml_text
from coach.domain.coding import CodingQuestion
from coach.domain.enums import TestGroup
from coach.domain.material import PreparedCase

LICENSES = {
    "cc0-1.0": "cc0", "cc-by-4.0": "cc by", "cc-by-sa-4.0": "cc by-sa", "cc0": "cc0", "cc by": "cc by",
    "cc by-sa": "cc by-sa", "public domain": "public domain", "educational": "educational", "permission": "permission",
    "mit": "educational", "apache-2.0": "educational", "unknown": "unknown", "not stated": "unknown",
}  # fmt: skip
"""Licence of a question → the format's word for it. MIT, which it lacks, allows what `educational` says and more."""
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "interview-coach:question")
SAMPLES_BELOW = "\n## Sample 1\n"
"""Where the samples begin that an import has put below a statement; the format shows them by itself."""


def package_name(slug: str) -> str:
    """The only names the format allows are of small letters and digits."""
    return re.sub(r"[^a-z0-9]", "", slug)


def license_word(license_: str) -> str:
    return LICENSES.get(license_.lower(), "unknown")


def validator_flags(question: CodingQuestion) -> tuple[str, ...]:
    """What the default output validator is told, so that it judges as the question compares."""
    if question.compare.startswith("tokens"):
        return tuple(question.compare.removeprefix("tokens").strip("()").replace(",", "").split())
    tolerance = question.compare.removeprefix("float(").removesuffix(")")
    return ("case_sensitive", *(("float_tolerance", tolerance) if question.compare.startswith("float") else ()))


def comparison(question: CodingQuestion) -> str:
    """The same as a comparison of a whole program's output."""
    flags = " ".join(validator_flags(question))
    options = re.sub(r"(?<=[a-z]) (?=[a-z])|(?<=[0-9]) (?=[a-z])", ", ", flags)
    return f"tokens({options})" if options else "tokens"


def problem_yaml(question: CodingQuestion, path: Path) -> str:
    provenance = question.provenance
    license_ = license_word(provenance.license)
    fields: dict[str, Any] = {
        "problem_format_version": "2025-09",
        "name": {"en": question.title},
        "uuid": str(uuid.uuid5(NAMESPACE, f"{question.id} {question.version}")),
        "version": str(question.version),
        "credits": {"authors": list(provenance.authors)},
        "license": license_,
        "limits": {"memory": question.memory_mib},
        "keywords": list(question.concepts),
    }
    if provenance.source:
        fields["source"] = provenance.source
    if license_ not in ("unknown", "public domain"):
        fields["rights_owner"] = ", ".join(provenance.authors)
    return yaml_text({name: value for name, value in fields.items() if value}, path)


def statement(question: CodingQuestion) -> str:
    """The statement, with how arguments and results are written."""
    text = question.statement.partition(SAMPLES_BELOW)[0].strip()
    # The format's own commands stand in double braces, which a statement of ours may use for something else.
    text = text.replace("{{", "{ {")
    if question.signature.stdio:
        return f"{text}\n"
    license_ = f"Licence of this problem: {question.provenance.license}."
    return "\n\n".join([text, *_encoding(question), license_]) + "\n"


def _encoding(question: CodingQuestion) -> Iterator[str]:
    signature = question.signature
    yield "## Input"
    if signature.is_class:
        shape = f'`["{signature.class_name}", [arguments]]` first, then `["method", [arguments]]`'
        yield f"A line of JSON for each call: {shape}. There are these methods, with their arguments:"
        yield "\n".join(
            f"- `{method.name}`: {', '.join(f'`{each.name}` ({each.type})' for each in method.params) or 'none'}"
            for method in signature.methods
        )
    else:
        yield "A line of JSON for each argument, in this order:"
        yield "\n".join(f"- `{each.name}` ({each.type})" for each in signature.params)
    if any(word in signature.model_dump_json() for word in ("linked_list", "binary_tree")):
        yield "A linked list is a list of its values; a binary tree goes level by level, `null` for a missing node."
    yield "## Output"
    yield _what(question)
    yield (
        "Write JSON with a space between any two of its signs, as in `[ 1 , 2 ]`, and a space inside a text as "
        "`\\u0020`; the names of an object are sorted."
    )


def _what(question: CodingQuestion) -> str:
    signature = question.signature
    if signature.is_class:
        return "The result of each call on a line of its own, `null` for the first and for calls without a result."
    if signature.returns == "void":
        return f"`{signature.params[0].name}` as it is after the change."
    free = "; its items in the order of what you print for them, since any order is right"
    return f"The result ({signature.returns}){free if question.compare.startswith('unordered') else ''}."


def data_files(question: CodingQuestion, cases: Sequence[PreparedCase]) -> dict[str, str]:
    """Path below data/ → text; the tests of a changed requirement are another problem's."""
    shape = question.signature.model_dump(mode="json")
    found: dict[str, str] = {}
    kept = [case for case in cases if case.group is not TestGroup.TWIST]
    for number, case in enumerate(kept, start=1):
        stem = f"{'sample' if case.group is TestGroup.SAMPLE else 'secret'}/{number:0{len(str(len(kept)))}}-{case.id}"
        if question.signature.stdio:
            found[f"{stem}.in"], found[f"{stem}.ans"] = str(case.input["stdin"]), str(case.expected)
        else:
            found[f"{stem}.in"] = in_lines(shape, case.input)
            found[f"{stem}.ans"] = out_lines(shape, case.expected, question.compare)
        found[f"{stem}.yaml"] = yaml_text({"description": case.why}, Path(f"{stem}.yaml"))
    return found | _settings(question, found)


def _settings(question: CodingQuestion, data: Mapping[str, str]) -> dict[str, str]:
    flags: list[JsonValue] = list(validator_flags(question))
    if not flags:
        return {}
    folders = sorted({name.partition("/")[0] for name in data})
    return {
        f"{folder}/test_group.yaml": yaml_text({"output_validator_args": flags}, Path(folder)) for folder in folders
    }
