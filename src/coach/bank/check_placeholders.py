"""Whether something in a question is still to be written: text or a program that begins with TODO."""

from collections.abc import Iterator

from pydantic import JsonValue

from coach.bank.yaml_source import Place
from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.imported import ImportedQuestion

MARK = "TODO:"
NAME = "todo"
"""Where only a name can stand. Among concepts it is none that is known."""
PROGRAMS = {"solutions", "wrong", "twist_solutions", "submissions", "brute_force", "generate"}
DATA = ("input", "expected")
"""Of a test: whatever stands there is meant."""


def placeholders(question: BankQuestion) -> Iterator[tuple[Place, str]]:
    """Where each stands, and what is to be written there; an imported question came whole."""
    if isinstance(question, ImportedQuestion):
        return
    data = question.model_dump(mode="json", by_alias=True, exclude=PROGRAMS)
    for place, text in _texts(data, ()):
        if text.startswith(MARK):
            yield place, _wanted(text)
        elif text == NAME and place[0] != "concepts":
            yield place, "its name"
    if isinstance(question, CodingQuestion):
        for place, source in _programs(question):
            if (comment := source.lstrip("#\n ")).startswith(MARK) and source.lstrip().startswith("#"):
                yield place, _wanted(comment)


def _wanted(text: str) -> str:
    return text.removeprefix(MARK).strip().partition("\n")[0]


def _texts(value: JsonValue, place: Place) -> Iterator[tuple[Place, str]]:
    match value:
        case str():
            yield place, value
        case list():
            for at, item in enumerate(value):
                yield from _texts(item, (*place, at))
        case dict():
            for key, item in value.items():
                if place[-2:-1] != ("tests",) or key not in DATA:
                    yield from _texts(item, (*place, key))
        case _:
            return


def _programs(question: CodingQuestion) -> Iterator[tuple[Place, str]]:
    yield from ((("solutions", f"{name.value}.{name.extension}"), text) for name, text in question.solutions.items())
    yield from ((("wrong", f"{name}.py"), text) for name, text in question.wrong.items())
    yield ("brute_force",), question.brute_force
    yield ("generate",), question.generate
