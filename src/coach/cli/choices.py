"""The words an option accepts, where settings have the same ones; kept light for help and completion."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from coach.domain.enums import ProgrammingLanguage
from coach.settings.faults import nearest
from coach.settings.model import RunnerChoice

__all__ = ["LANGUAGE_NAMES", "LanguageOption", "RunnerChoice", "choice", "language_named", "one_of"]

LANGUAGE_NAMES = "[" + "|".join(each.value for each in ProgrammingLanguage.known()) + "]"


def language_named(text: str) -> ProgrammingLanguage:
    """A language by its name; folders of other languages than the six count too."""
    known = [each.value for each in ProgrammingLanguage.known()]
    if text in known:
        return ProgrammingLanguage(text)
    near = nearest(text, known)
    raise typer.BadParameter(f"{text!r} is not one of {', '.join(known)}." + (f" Did you mean {near}?" if near else ""))


LanguageOption = Annotated[
    ProgrammingLanguage | None,
    typer.Option("--language", "-l", help="For code.", metavar=LANGUAGE_NAMES, parser=language_named),
]


def one_of(known: Iterable[str]) -> Callable[[str], str]:
    """Reads an option that takes one of these words; an unknown one is answered with the nearest."""
    words = tuple(known)

    def named(text: str) -> str:
        if text in words:
            return text
        near = nearest(text, words)
        hint = f" Did you mean {near}?" if near else ""
        raise typer.BadParameter(f"{text!r} is not one of {', '.join(words)}.{hint}")

    return named


def choice(known: Iterable[str]) -> dict[str, Any]:
    """What `typer.Option` needs to take one of these words."""
    words = tuple(known)
    return {"metavar": "[" + "|".join(words) + "]", "parser": one_of(words)}
