"""Changes the user's settings file: comments stay, nothing invalid is written, a crash leaves it as it was."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from coach.errors import BadSettings
from coach.settings.faults import suggestion
from coach.settings.loading import file_layer
from coach.settings.model import Sections, about, dotted_names, section_fields
from coach.settings.toml_file import TomlFile, parse_toml, read_toml
from coach.workspace.atomic import replace

FLAG_FIX = "coach config show lists every setting"


def known_name(dotted: str) -> str:
    """The same name when there is such a setting. Raises BadSettings with the nearest one."""
    if dotted in dotted_names():
        return dotted
    keys = tuple(dotted.split(".", 1))
    if len(keys) > 1 and not section_fields(keys[0]):
        keys = (keys[0],)
    meant = suggestion(keys)
    full = f"{keys[0]}.{meant}" if len(keys) > 1 and "." not in meant else meant
    hint = f' Did you mean "{full}"?' if meant else ""
    raise BadSettings(f"There is no setting {dotted!r}.{hint}", fix=FLAG_FIX)


def set_value(path: Path, dotted: str, text: str | None) -> Any:
    """Write one setting, None to take it out; returns what the file holds. Raises BadSettings, StoreError."""
    import tomlkit

    section, _, name = known_name(dotted).partition(".")
    value = None if text is None else _checked(dotted, text)
    before = read_toml(path, str(path))
    document = tomlkit.parse(before.text if before else "")
    table = document.setdefault(section, tomlkit.table())
    if not isinstance(table, dict):
        raise BadSettings(f"{path}  {section} – must be a section, written [{section}].", fix="coach config edit")
    if value is None:
        table.pop(name, None)
        if not table:
            document.pop(section)
    else:
        table[name] = value
    after = tomlkit.dumps(document)
    _validate(parse_toml(after.encode(), path, str(path)))
    replace(path, after)
    return value


def _checked(dotted: str, text: str) -> Any:
    """The text as the type that TOML keeps it in. Raises BadSettings."""
    section, _, name = dotted.partition(".")
    values = {section: {name: text}}
    file = TomlFile(Path(), "config set", "", values)
    _validate(file)
    value = getattr(getattr(Sections.model_validate(values), section), name)
    if isinstance(value, StrEnum):
        return value.value
    return text if isinstance(value, Path) else value


def _validate(file: TomlFile) -> None:
    file_layer(file, source="", fix=FLAG_FIX).checked()


def template() -> str:
    """A settings file in which everything is explained and nothing is set."""
    lines = ["# Settings of coach. Take away the # to set one; `coach config show` says what is in force."]
    for section in Sections.model_fields:
        lines += ["", f"[{section}]"]
        defaults = getattr(Sections(), section)
        for name in section_fields(section):
            value = getattr(defaults, name)
            example = "…" if value is None else str(value).lower() if isinstance(value, bool | int) else f'"{value}"'
            lines += [f"# {about(f'{section}.{name}')}", f"# {name} = {example}"]
    return "\n".join(lines) + "\n"
