"""Finds the content that is shipped: at the top of a checkout, or inside an installed wheel."""

from importlib.resources import files
from pathlib import Path

from coach.errors import ContentError

CHECKOUT = Path(__file__).parents[3]


def shipped_bank() -> Path:
    """The folder of shipped questions. Raises ContentError when the installation is incomplete."""
    return _shipped("question_bank")


def shipped_patterns() -> Path:
    """The folder of shipped company patterns. Raises ContentError when the installation is incomplete."""
    return _shipped("company_patterns")


def _shipped(name: str) -> Path:
    installed = Path(str(files("coach") / "_data" / name))
    checkout = CHECKOUT / name
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise ContentError("is missing from this installation", file=str(installed), fix="install coach again")
