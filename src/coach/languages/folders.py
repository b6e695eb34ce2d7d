"""Which languages there are: the folders beside this file. Kept light for help texts and completion."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGE_FILE = "language.toml"


@cache
def names() -> tuple[str, ...]:
    """The languages that have a folder, the six that are always there first."""
    first = ("python", "javascript", "java", "cpp", "go", "rust")
    found = {path.parent.name for path in FOLDER.glob(f"*/{LANGUAGE_FILE}")}
    return (*(each for each in first if each in found), *sorted(found.difference(first)))
