"""Which editor is meant."""

import pytest

from coach.settings import Settings, resolve_editor
from coach.settings.model import EditorSection

SET = Settings(editor=EditorSection(command="micro"))
UNSET = Settings()


@pytest.mark.parametrize(
    ("settings", "environ", "flag", "editor"),
    [
        (SET, {"VISUAL": "code", "EDITOR": "vi"}, "nano", "nano"),
        (SET, {"VISUAL": "code", "EDITOR": "vi"}, None, "micro"),
        (UNSET, {"VISUAL": "code", "EDITOR": "vi"}, None, "code"),
        (UNSET, {"VISUAL": " ", "EDITOR": " vi "}, "", "vi"),
        (None, {"EDITOR": "vi"}, None, "vi"),
        (UNSET, {}, None, None),
    ],
)
def test_the_nearest_wish_counts(
    settings: Settings | None, environ: dict[str, str], flag: str | None, editor: str | None
) -> None:
    assert resolve_editor(settings, environ, flag) == editor


def test_the_environment_is_the_process_own_unless_one_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "emacs")
    assert resolve_editor(UNSET) == "emacs"
