"""The statement of a Kattis package, with its samples, as Markdown."""

import re
from collections.abc import Iterator, Sequence

from coach.bank.importers.kattis_data import Case
from coach.bank.importers.kattis_metadata import CONSTANT, Metadata
from coach.bank.importers.latex import as_markdown
from coach.bank.importers.package import Package
from coach.domain.enums import TestGroup
from coach.errors import ContentError

FOLDERS = ("statement", "problem_statement")
FILE = re.compile(r"problem(?:\.(?P<language>[a-z]{2,3}(?:-[A-Z]{2})?))?\.(?P<kind>md|tex|pdf|html)")
MARKDOWN_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)|<img[^<>]*>")
LATEX_CONSTANT = re.compile(r"\\constant\{(\w+)\}|" + CONSTANT.pattern)
SAMPLE_COMMAND = re.compile(r"\{\{\s*(?:next|remaining)samples?\s*\}\}")
LONGEST_STATEMENT = 19_000
MAX_SOURCE_BYTES = 60_000
"""Of a statement's file: what turns LaTeX into Markdown takes its time over texts made to be slow."""
LONGEST_SAMPLE = 1_500
MOST_SAMPLES = 4


def statement_of(package: Package, metadata: Metadata, samples: Sequence[Case]) -> str:
    """The whole statement. Raises ContentError where there is none that could be shown."""
    name = _chosen(package)
    text = package.text(name, MAX_SOURCE_BYTES)
    if name.endswith(".tex"):
        text = as_markdown(text, lambda what: package.leave_out(name, what))
        text = metadata.filled(text, LATEX_CONSTANT)
    else:
        text = metadata.filled(_plain_markdown(package, name, text), CONSTANT)
    whole = "\n\n".join([text.strip(), *_shown(samples)]) + "\n"
    if len(whole) > LONGEST_STATEMENT:
        why = f"At most {LONGEST_STATEMENT:,} characters can be asked."
        raise package.error(name, "is too long for a question", why=why, fix="shorten the statement")
    return whole


def _plain_markdown(package: Package, name: str, text: str) -> str:
    for image in MARKDOWN_IMAGE.findall(text):
        package.leave_out(name, f"an image ({image[:60]})")
    return SAMPLE_COMMAND.sub("", MARKDOWN_IMAGE.sub("", text))


def _chosen(package: Package) -> str:
    """The file to show: English before other languages, Markdown before LaTeX. Raises ContentError."""
    found: dict[tuple[bool, bool, str], str] = {}
    shown: list[str] = []
    for name in (name for folder in FOLDERS for name in package.below(folder)):
        if match := FILE.fullmatch(name.split("/")[-1]):
            shown.append(name)
            if match["kind"] in ("md", "tex"):
                english = (match["language"] or "en").startswith("en")
                found[not english, match["kind"] != "md", name] = name
    if not found:
        raise _none(package, shown)
    order = [found[key] for key in sorted(found)]
    for other in (name for name in shown if name != order[0]):
        package.leave_out(other, "another language or form of the statement")
    return order[0]


def _none(package: Package, others: Sequence[str]) -> ContentError:
    if others:
        return package.error(others[0], "cannot be shown", fix="add the statement as Markdown or LaTeX beside it")
    return package.error("statement", "holds no problem.<language>.md or .tex", fix="add the statement")


def _shown(samples: Sequence[Case]) -> Iterator[str]:
    shown = [each for each in samples if max(len(each.input), len(each.answer)) <= LONGEST_SAMPLE][:MOST_SAMPLES]
    for number, case in enumerate(shown, start=1):
        given, printed = (_fenced(text) for text in (case.input, case.answer))
        yield f"## Sample {number}\n\nInput:\n\n{given}\n\nOutput:\n\n{printed}"


def _fenced(text: str) -> str:
    fence = "```" if "```" not in text else "~~~~~"
    return f"{fence}\n{text.rstrip()}\n{fence}"


def samples_of(cases: Sequence[Case]) -> tuple[Case, ...]:
    return tuple(case for case in cases if case.group is TestGroup.SAMPLE)


def summary_of(statement: str, title: str) -> str:
    """The first sentence of a statement, for lists."""
    for block in statement.split("\n\n"):
        text = " ".join(re.sub(r"[*`#$]", "", block).split())
        if text and not block.startswith(("#", "```", "-")):
            sentence = re.split(r"(?<=[.?!])\s", text)[0]
            return sentence if len(sentence) <= 200 else sentence[:199] + "…"
    return title
