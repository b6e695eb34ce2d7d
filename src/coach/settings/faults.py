"""Turns what pydantic found into one sentence: where, which field, what is wrong, and what was probably meant."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from coach.errors import BadSettings
from coach.settings.model import Sections, dotted_names, section_fields

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Place = Callable[[tuple[str, ...]], str]
"""section, name → where it is set, e.g. coach.toml:12."""

PROJECT_SECTION = "interview"
SECRET = re.compile(r"key|token|secret|password", re.IGNORECASE)
OTHER_NAMES = {
    "allow_hints": "hints",
    "company_type": "company",
    "difficulty_level": "difficulty",
    "duration": "minutes",
    "interview_type": "type",
    "level": "seniority",
    "max_questions": "questions",
    "time_limit": "minutes",
}
"""What the Python API and people call a setting → its name here."""

SHOWN = 40
"""Characters of a wrong value that are repeated."""

SENTENCES = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "finite_number": "must be a whole number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_type": "must be a text in quotes",
    "string_unicode": "must be text in UTF-8",
    "path_type": "must be a text in quotes",
    "string_pattern_mismatch": "must be lower case letters, digits, - and _, and begin with a letter",
    "string_too_long": "must have at most {max_length} characters",
    "string_too_short": "must not be empty",
    "model_type": "must be a section, written [{key}]",
    "model_attributes_type": "must be a section, written [{key}]",
    "value_error": "{error}",
}


def fault(error: "ErrorDetails", place: Place, fix: str) -> BadSettings:
    """One error of a layer. `place` says where, `fix` how to get at it."""
    keys = tuple(str(part) for part in error["loc"][:2])
    if error["type"] == "extra_forbidden":
        return _unknown(keys, place, fix)
    text = _sentence(error, keys)
    value = error["input"]
    if keys[0] != "model" and isinstance(value, str | int | float) and error["type"] != "value_error":
        text += f", not {shown(value)}"
    return BadSettings(f"{place(keys)}  {dotted(keys)} – {text}.", fix=fix)


def _sentence(error: "ErrorDetails", keys: tuple[str, ...]) -> str:
    if error["type"] == "enum":
        options = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        meant = nearest(str(error["input"]), options)
        return f"must be one of {', '.join(options)}" + (f" (did you mean {meant}?)" if meant else "")
    template = SENTENCES.get(error["type"])
    if template is None:
        return error["msg"][:1].lower() + error["msg"][1:]
    return template.format(key=keys[-1], **error.get("ctx", {}))


def _unknown(keys: tuple[str, ...], place: Place, fix: str) -> BadSettings:
    meant = suggestion(keys)
    if SECRET.search(keys[-1]) and keys[0] != "storage" and not (keys[0] == "server" and meant):
        variable = "JWT_SECRET_KEY" if keys[0] == "server" else "OPENAI_API_KEY or ANTHROPIC_API_KEY"
        return BadSettings(
            f"{place(keys)}  {dotted(keys)} – keys and passwords are never settings.",
            why="A settings file is shown, copied and shared.",
            fix=f"take it out, and put the key into {variable}",
        )
    hint = f' Did you mean "{meant}"?' if meant else f" Known here: {', '.join(known(keys))}."
    return BadSettings(f"{place(keys)}  {dotted(keys)} – unknown key.{hint}", fix=fix)


def foreign_section(section: str, place: Place, path: str) -> BadSettings:
    """For a project's file that sets more than interview preferences."""
    return BadSettings(
        f"{place((section,))}  {section} – a project's coach.toml may set the {PROJECT_SECTION} section only.",
        why="It comes with whatever was cloned, so it decides neither what runs on your machine nor who is talked to.",
        fix=f"take [{section}] out of {path}; your own settings: coach config set {section}.… VALUE",
    )


def known(keys: tuple[str, ...]) -> tuple[str, ...]:
    """What could stand in the place of the last key."""
    return section_fields(keys[0]) if len(keys) > 1 else tuple(Sections.model_fields)


def suggestion(keys: tuple[str, ...]) -> str:
    """What an unknown key was probably meant to be; empty when nothing is near."""
    wrong = keys[-1].lower().replace("-", "_")
    here = known(keys)
    other = nearest(wrong, list(OTHER_NAMES))
    for meant in (nearest(wrong, here), OTHER_NAMES.get(other, "")):
        if meant in here:
            return meant
    elsewhere = {name.partition(".")[2]: name for name in dotted_names()}
    return elsewhere.get(OTHER_NAMES.get(wrong, wrong), "")


def nearest(word: str, options: "list[str] | tuple[str, ...]") -> str:
    """The most similar option; empty when none is similar."""
    return next(iter(get_close_matches(word.lower(), options, n=1)), "")


def shown(value: object) -> str:
    """A wrong value, short enough for a line and with control characters visible."""
    text = repr(value) if not isinstance(value, str) else repr(value).strip("'\"")
    return f'"{text[:SHOWN]}…"' if len(text) > SHOWN else f'"{text}"' if isinstance(value, str) else text


def dotted(keys: tuple[str, ...]) -> str:
    """section.name for messages; odd names are quoted as far as they are odd."""
    return ".".join(key if re.fullmatch(r"[\w-]{1,60}", key) else shown(key) for key in keys)
