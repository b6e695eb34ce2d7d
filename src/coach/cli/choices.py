"""The words an option accepts, where settings have the same ones; kept light for help and completion."""

from typing import Annotated

import typer

from coach.domain.enums import ProgrammingLanguage
from coach.settings.faults import nearest
from coach.settings.model import RunnerChoice

__all__ = ["LANGUAGE_NAMES", "LanguageOption", "RunnerChoice", "language_named"]

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
