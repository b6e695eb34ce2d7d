"""Puts the settings together: flags, environment, the project's coach.toml, the user's config.toml, defaults."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from coach.errors import BadSettings
from coach.settings.faults import PROJECT_SECTION, fault, foreign_section
from coach.settings.model import Sections, Settings, dotted_names
from coach.settings.paths import load_paths
from coach.settings.toml_file import TomlFile, read_toml

PROJECT_FILE = "coach.toml"
FLAG = "flag"
DEFAULT = "default"
MOST_PROBLEMS = 20


@dataclass(frozen=True)
class Layer:
    """Some settings from one place, not checked yet."""

    values: Mapping[str, Any]
    place: Callable[[tuple[str, ...]], str]
    """section, name → where it is set, for messages."""
    source: Callable[[str], str]
    """section.name → the source that `coach config show` names."""
    fix: str
    only: str = ""
    """The one section that may be set; empty: all."""

    def problems(self) -> list[BadSettings]:
        """What is wrong: sections that may not be set, then at most so many wrong settings."""
        foreign = [section for section in self.values if self.only and section != self.only]
        found = [foreign_section(section, self.place, PROJECT_FILE) for section in foreign]
        mine = {section: fields for section, fields in self.values.items() if section not in foreign}
        try:
            Sections.model_validate(mine)
        except ValidationError as error:
            details = error.errors(include_url=False)[:MOST_PROBLEMS]
            found += [fault(detail, self.place, self.fix) for detail in details]
        return found

    def checked(self) -> dict[str, Any]:
        """section.name → value, of what is set here. Raises BadSettings for the first problem."""
        if problems := self.problems():
            first, more = problems[0], len(problems) - 1
            if more:
                also = f"{more} more problem{'s' if more > 1 else ''}; `coach config validate` lists them."
                raise BadSettings(first.message, why=f"{first.why} {also}".strip(), fix=first.fix)
            raise first
        sections = Sections.model_validate(self.values)
        return {
            f"{section}.{name}": getattr(fields, name)
            for section, fields in sections
            for name in type(fields).model_fields
            if name in fields.model_fields_set
        }


def load_settings(overrides: Mapping[str, object] | None = None, cwd: Path | None = None) -> Settings:
    """The settings in force. `overrides` are flags, section.name → value, None: not given. Raises BadSettings."""
    layers = [
        user_layer(load_paths().config_file),
        project_layer(cwd),
        environment_layer(),
        flags_layer(overrides or {}),
    ]
    values: dict[str, dict[str, Any]] = {}
    sources = dict.fromkeys(dotted_names(), DEFAULT)
    for layer in layers:
        if layer is None:
            continue
        for dotted, value in layer.checked().items():
            section, _, name = dotted.partition(".")
            values.setdefault(section, {})[name] = value
            sources[dotted] = layer.source(dotted)
    return Settings.model_validate({**values, "sources": sources})


def user_layer(path: Path) -> Layer | None:
    """The user's own file; None when there is none. Raises BadSettings when it cannot be read."""
    file = read_toml(path, str(path))
    return file_layer(file, source=str(path), fix="coach config edit") if file else None


def project_layer(cwd: Path | None = None) -> Layer | None:
    """The file of the current folder; None when there is none. Raises BadSettings when it cannot be read."""
    try:
        path = (cwd or Path.cwd()) / PROJECT_FILE
    except OSError:
        return None  # the current folder has been removed
    file = read_toml(path, PROJECT_FILE)
    return file_layer(file, source=PROJECT_FILE, fix=f"edit {path}", only=PROJECT_SECTION) if file else None


def file_layer(file: TomlFile, *, source: str, fix: str, only: str = "") -> Layer:
    return Layer(file.data, lambda keys: file.place(*keys), lambda _: source, fix, only)


def environment_layer() -> Layer:
    """Raises BadSettings."""
    from coach.settings.environment import environment_values, variable

    values, names = environment_values()

    def place(keys: tuple[str, ...]) -> str:
        dotted = ".".join(keys)
        return names.get(dotted, variable(dotted))

    return Layer(values, place, lambda dotted: place(tuple(dotted.split("."))), "set the variable anew, or unset it")


def flags_layer(overrides: Mapping[str, object]) -> Layer:
    values: dict[str, dict[str, object]] = {}
    for dotted, value in overrides.items():
        section, _, name = dotted.partition(".")
        if value is not None:
            values.setdefault(section, {})[name] = value
    return Layer(values, lambda keys: f"--{keys[-1].replace('_', '-')}", lambda _: FLAG, "see --help")


def file_problems(path: Path) -> list[BadSettings]:
    """Everything that is wrong with one settings file; a file named coach.toml is held to a project's rules."""
    project = path.name == PROJECT_FILE
    try:
        file = read_toml(path, PROJECT_FILE if project else str(path))
    except BadSettings as error:
        return [error]
    if file is None:
        return [BadSettings(f"{path} – there is no such file.", fix="coach config path")]
    layer = file_layer(file, source=str(path), fix=f"edit {path}", only=PROJECT_SECTION if project else "")
    return layer.problems()


def environment_problems() -> list[BadSettings]:
    """Everything that is wrong with the variables."""
    try:
        return environment_layer().problems()
    except BadSettings as error:
        return [error]


def files_in_force(cwd: Path | None = None) -> list[Path]:
    """The settings files that are there. Raises BadSettings without a home folder."""
    paths = [load_paths().config_file]
    with suppress(OSError):  # the current folder may have been removed
        paths.append((cwd or Path.cwd()) / PROJECT_FILE)
    return [path for path in paths if os.path.lexists(path)]


def problems_in_force(cwd: Path | None = None) -> dict[str, list[BadSettings]]:
    """Every place that settings come from → what is wrong there. Raises BadSettings without a home folder."""
    return {
        **{str(path): file_problems(path) for path in files_in_force(cwd)},
        "environment": environment_problems(),
    }
