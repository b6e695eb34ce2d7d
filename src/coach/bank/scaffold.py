"""A question that is still to be written: every field is there, and the gate names each that is not filled in."""

import os
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from coach.domain.content import Slug
from coach.errors import BadInput, StoreError

NAMES = {
    "question.yaml": "question.yaml",
    "python.txt": "solutions/python.py",
    "brute_force.txt": "brute_force.py",
    "generate.txt": "generate.py",
    "mistake.txt": "wrong/a-typical-mistake.py",
}
"""File of the scaffold → file of a coding question."""


def checked_slug(slug: str) -> str:
    """Raises BadInput."""
    try:
        return TypeAdapter[str](Slug).validate_python(slug)
    except ValidationError:
        fix = "use small letters, digits and single hyphens, such as two-sum; at most 60"
        raise BadInput(f"A question cannot be called {slug!r}.", fix=fix) from None


def write_scaffold(root: Path, kind: str, slug: str) -> tuple[Path, ...]:
    """Write the files of a question into a bank folder; the YAML file first. Raises BadInput, StoreError."""
    slug = checked_slug(slug)
    target = root / kind / (slug if kind == "coding" else f"{slug}.yaml")
    if os.path.lexists(target):
        raise BadInput(f"{target} is there already.", fix="choose another id, or remove it")
    texts = _texts(kind, target)
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(text.replace("SLUG", slug))
    except OSError as error:
        fix = f"make room, or check the permissions of {root}"
        raise StoreError(f"{error.filename or target} cannot be written: {error.strerror}.", fix=fix) from None
    return tuple(texts)


def _texts(kind: str, target: Path) -> dict[Path, str]:
    folder = files("coach.bank") / "scaffolds"
    if kind != "coding":
        return {target: (folder / f"{kind}.yaml").read_text(encoding="utf-8")}
    return {target / name: (folder / kind / file).read_text(encoding="utf-8") for file, name in NAMES.items()}
