"""What this machine offers an interview, in words: who asks, what runs code, what it is written with."""

import asyncio
import shlex
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from coach.domain.enums import ProgrammingLanguage
from coach.errors import CoachError, RunnerUnavailable
from coach.interview.service import InterviewService
from coach.settings import ModelProvider, RunnerChoice, Settings, load_paths, resolve_editor

GOOD, FAIR, BAD = "✓", "!", "✗"
EDITORS = ("nano", "micro", "vim", "nvim", "hx", "emacs", "code", "codium", "subl", "zed", "kate", "gedit")
"""Programs to look for, the easiest to leave first."""


class Fact(NamedTuple):
    """One line: a sign, what it is about, and how it is to be mended."""

    sign: str
    name: str
    words: str
    fix: str = ""


def interviewer(service: InterviewService, settings: Settings) -> Fact:
    """Who asks."""
    if service.notice:
        return Fact(FAIR, "interviewer", f"offline: {service.notice}")
    if service.model_host:
        return Fact(GOOD, "interviewer", f"a model at {service.model_host}")
    if settings.model.provider is ModelProvider.RECORDED:
        return Fact(GOOD, "interviewer", "a recorded model; nothing leaves this machine")
    if settings.model.base_url and settings.model.provider is not ModelProvider.OFFLINE:
        return Fact(GOOD, "interviewer", f"a model at {settings.model.base_url}, on this machine")
    return Fact(GOOD, "interviewer", "offline: the question bank asks, and nothing leaves this machine")


async def sandbox(settings: Settings) -> Fact:
    """What runs code. Asks the engine, which may take seconds."""
    wanted = settings.sandbox.runner
    choose = await asyncio.to_thread(import_module, "coach.sandbox.choose")
    statuses = await choose.runner_statuses()
    docker = next((one for one in statuses if one.name == "docker"), None)
    local = next((one for one in statuses if one.name != "docker" and one.available), None)
    why_not = f" Docker: {docker.detail}" if docker and not docker.available and docker.detail else ""
    if wanted is not RunnerChoice.LOCAL and docker and docker.available:
        return Fact(FAIR if docker.detail else GOOD, "sandbox", f"Docker {docker.version} {docker.detail}".strip())
    if local is None or wanted is RunnerChoice.DOCKER:
        fix = "Start Docker, or set sandbox.runner to auto." if local else "Install and start Docker."
        return Fact(BAD, "sandbox", f"nothing runs code as sandbox.runner = {wanted.value} asks.{why_not}", fix)
    words = f"the local sandbox ({local.name}): your own code, in Python"
    if wanted is RunnerChoice.LOCAL:
        return Fact(GOOD, "sandbox", words)
    return Fact(FAIR, "sandbox", f"{words}.{why_not}", "Start Docker for other languages and full isolation.")


async def image_missing(settings: Settings, language: ProgrammingLanguage) -> bool:
    """Whether the sandbox would be Docker, and its image of a language is still to be built."""
    if settings.sandbox.runner is RunnerChoice.LOCAL:
        return False
    choose = await asyncio.to_thread(import_module, "coach.sandbox.choose")
    try:
        images = await choose.image_statuses()
    except RunnerUnavailable:
        return False
    return any(image.language == language.value and not image.built for image in images)


async def build_image(language: ProgrammingLanguage, tell: Callable[[str], None]) -> Fact:
    """Build a language's image; `tell` gets what the engine says, from another thread."""
    choose = await asyncio.to_thread(import_module, "coach.sandbox.choose")
    try:
        tag = await choose.build_image(language, tell)
    except RunnerUnavailable as error:
        return failed("image", error)
    return Fact(GOOD, "image", f"{tag} is built")


async def call_model(settings: Settings) -> Fact:
    """Ask the model that interviews for a word."""
    from coach.bootstrap import choose_model
    from coach.interviewers.models.faults import ModelFault

    chosen = await asyncio.to_thread(choose_model, settings, load_paths())
    try:
        if chosen.model is None:
            return Fact(FAIR, "test call", chosen.notice or "there is no model to call", chosen.fix)
        health = await chosen.model.ping()
    except ModelFault as fault:
        return Fact(BAD, "test call", f"{fault.kind.value}: {fault.in_a_line}", fault.fix)
    finally:
        await chosen.interviewer.close()
    return Fact(GOOD, "test call", f"{chosen.model.name} answered in {health.seconds:.1f} s")


async def language_missing(settings: Settings, language: ProgrammingLanguage) -> str:
    """Why code in a language cannot be run here; empty when it can."""
    choose = await asyncio.to_thread(import_module, "coach.sandbox.choose")
    try:
        await choose.require(settings.sandbox.runner.value, language)
    except RunnerUnavailable as error:
        return error.in_a_line
    return ""


def editor(settings: Settings) -> Fact:
    """What code is written with. Looks through the folders of PATH."""
    command = resolve_editor(settings)
    if command is None:
        return Fact(FAIR, "editor", "none is named; a simple one is built in", "Set editor.command, or $VISUAL.")
    try:
        program = str(Path(shlex.split(command)[0]).expanduser())
    except (ValueError, IndexError, RuntimeError):
        return Fact(BAD, "editor", f"{command} is not a command line", "Set editor.command.")
    if found := shutil.which(program):
        return Fact(GOOD, "editor", f"{command} ({found})")
    return Fact(BAD, "editor", f"{command}: {program} was not found", "Set editor.command to one that is installed.")


def installed_editors() -> tuple[str, ...]:
    """Editors that are on PATH, by the names of their programs."""
    return tuple(name for name in EDITORS if shutil.which(name))


def failed(name: str, error: CoachError) -> Fact:
    """A fact that could not be found out."""
    return Fact(BAD, name, error.in_a_line, error.fix)
