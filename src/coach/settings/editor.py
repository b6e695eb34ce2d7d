"""Which editor is meant."""

import os
from collections.abc import Mapping

from coach.settings.model import Settings


def resolve_editor(
    settings: Settings | None, environ: Mapping[str, str] | None = None, flag: str | None = None
) -> str | None:
    """The editor's command line: --editor, then editor.command, $VISUAL, $EDITOR; None when nothing names one."""
    environ = os.environ if environ is None else environ
    setting = settings.editor.command if settings else None
    for command in (flag, setting, environ.get("VISUAL"), environ.get("EDITOR")):
        if command and command.strip():
            return command.strip()
    return None
