"""The settings that the environment holds: COACH_<SECTION>_<NAME>, and the variables that other tools share."""

import os
from typing import Any

from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict, SettingsError

from coach.errors import BadSettings

SHARED = {
    "model.provider": "AI_MODEL_PROVIDER",
    "model.name": "AI_MODEL_NAME",
    "model.base_url": "OPENAI_BASE_URL",
    "storage.key_file": "COACH_KEY_FILE",
    "server.algorithm": "JWT_ALGORITHM",
    "server.mock_auth": "USE_MOCK_AUTH",
}
"""section.name → a second variable; COACH_<SECTION>_<NAME> outranks it."""

Values = dict[str, str]


class _Variables(BaseSettings):
    """The variables of each section as they are; an empty one counts as unset."""

    model_config = SettingsConfigDict(
        env_prefix="COACH_", env_nested_delimiter="_", env_nested_max_split=1, env_ignore_empty=True
    )

    interview: Values = {}
    sandbox: Values = {}
    editor: Values = {}
    model: Values = {}
    storage: Values = {}
    display: Values = {}
    server: Values = {}


def variable(dotted: str) -> str:
    """The variable of a setting: interview.idle_minutes → COACH_INTERVIEW_IDLE_MINUTES."""
    return "COACH_" + dotted.replace(".", "_").upper()


def environment_values() -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """The values by section, and the variable that each section.name comes from. Raises BadSettings."""
    try:
        values = EnvSettingsSource(_Variables)()
    except SettingsError as error:
        section = str(error).partition('"')[2].partition('"')[0]
        raise BadSettings(
            f"COACH_{section.upper()}  names a whole section.",
            why="Each setting has a variable of its own.",
            fix=f"unset COACH_{section.upper()}, and set COACH_{section.upper()}_<NAME> instead",
        ) from None
    names = {
        f"{section}.{name}": variable(f"{section}.{name}") for section, fields in values.items() for name in fields
    }
    for dotted, shared in SHARED.items():
        section, _, name = dotted.partition(".")
        if dotted not in names and (value := os.environ.get(shared, "").strip()):
            values.setdefault(section, {})[name] = value
            names[dotted] = shared
    return values, names
