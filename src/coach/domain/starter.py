"""The empty solution a candidate begins with, made from the signature."""

from functools import lru_cache

from coach.domain.enums import ProgrammingLanguage
from coach.domain.signature import Signature
from coach.languages import render
from coach.languages.language import load


@lru_cache(maxsize=64)
def starter(signature: Signature, language: ProgrammingLanguage) -> str:
    """The source a candidate starts from, as the language's own interview sites would have it."""
    return render.starter(load(language), signature)
