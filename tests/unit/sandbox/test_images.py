"""The image of a language: looked for once, and again when it is gone."""

from typing import Any

import docker.errors
import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.languages.language import load
from coach.sandbox import images
from coach.sandbox.engine import EngineSource

PYTHON = load(ProgrammingLanguage.PYTHON)


def test_an_image_that_was_removed_meanwhile_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    there, looked = set[str](), list[str]()

    def ensure(*_: Any) -> str:
        looked.append(f"image-{len(looked)}")
        there.add(looked[-1])
        return looked[-1]

    def start(_: Any, tag: str, *__: Any) -> Any:
        if tag not in there:
            raise docker.errors.ImageNotFound("no such image")
        return tag

    source: Any = EngineSource()
    monkeypatch.setattr(images, "ensure", ensure)
    monkeypatch.setattr(source, "_start", start)
    started = [source._started(None, PYTHON, 64) for _ in range(3)]
    there.clear()
    started += [source._started(None, PYTHON, 64) for _ in range(2)]
    assert started == ["image-0"] * 3 + ["image-1"] * 2
    assert looked == ["image-0", "image-1"]
