"""A person's behavioral stories: Markdown files with front matter, read with care and never overwritten."""

import os
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from coach.domain.base import Model
from coach.errors import BadInput, ContentError, StoreError
from coach.evaluation import story
from coach.evaluation.advice import ADVICE
from coach.evaluation.behavioral import SOME_ACTIONS
from coach.evaluation.words import Words, words_of
from coach.workspace.atomic import PRIVATE_FOLDER, create
from coach.workspace.files import safe_name

MAX_BYTES = 200_000
MAX_FRONT = 4_000
"""Characters of front matter: a title and a few competencies."""
MOST_BRACKETS = 20
MOST_FILES = 1_000
FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
NO_STORY = re.compile(r"<!--.*?(?:-->|\Z)|^#[^\n]*", re.DOTALL | re.MULTILINE)
"""Comments and headings: guidance, not something told."""
SCAFFOLD = """\
---
title: {title}
competencies: [{competencies}]
---
## Situation
<!-- When and where it was, and what was at stake, in two sentences. -->

## What I did
<!-- Step by step, in sentences that begin with "I", each with its reason. -->

## Result
<!-- What came of it, with a number: before and after, over what time. -->

## Lesson
<!-- What I learned, and a later occasion on which I used it. -->
"""


class StoryCheck(Model):
    """One thing a story should have."""

    id: str
    met: bool
    words: str
    """The candidate's words it was found in, or what to add."""


class Story(Model):
    """A story as it stands in its file."""

    file: str
    title: str
    competencies: tuple[str, ...]
    checks: tuple[StoryCheck, ...]

    @property
    def missing(self) -> tuple[StoryCheck, ...]:
        return tuple(check for check in self.checks if not check.met)


class Stories(NamedTuple):
    """What a folder holds, and what in it could not be used."""

    stories: tuple[Story, ...]
    problems: tuple[ContentError, ...]

    def told(self, competency: str) -> tuple[Story, ...]:
        return tuple(one for one in self.stories if competency in one.competencies)


def read_stories(folder: Path, known: Collection[str]) -> Stories:
    """The stories of a folder by file name; none where it does not exist. One bad file never hides the others.

    `known` are the competencies there are. Raises StoreError where the folder cannot be listed.
    """
    stories, problems = [], list[ContentError]()
    for path in _files(folder):
        try:
            title, competencies, text = _parsed(path)
        except ContentError as error:
            problems.append(error)
            continue
        problems += (_unknown(path, name, known) for name in competencies if name not in known)
        kept = tuple(name for name in competencies if name in known)
        stories.append(Story(file=str(path), title=title, competencies=kept, checks=check(text)))
    return Stories(tuple(stories), tuple(problems))


def _files(folder: Path) -> list[Path]:
    try:
        found = sorted(path for path in folder.glob("*.md") if not path.name.startswith("."))
    except OSError as error:
        raise StoreError(f"{folder} cannot be read: {error.strerror}.", fix="check its permissions") from None
    if len(found) > MOST_FILES:
        raise BadInput(f"{folder} holds {len(found):,} stories; {MOST_FILES:,} are read.", fix="name a smaller --dir")
    return found


def _unknown(path: Path, name: str, known: Collection[str]) -> ContentError:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return ContentError(
        f"{name[:60]!r} is no competency of the bank",
        file=str(path),
        field="competencies",
        fix=f"did you mean {near[0]}?" if near else f"use one of {', '.join(sorted(known))}",
    )


def _parsed(path: Path) -> tuple[str, tuple[str, ...], str]:
    """Title, competencies and what is told. Raises ContentError."""
    text = _text(path)
    head = FRONT.match(text)
    if head is None:
        fix = "begin it with --- , title:, competencies: and --- ; coach stories new shows how"
        raise ContentError("has no front matter", file=str(path), line=1, fix=fix)
    front = _front(path, head[1])
    return _title(path, front), _competencies(path, front), NO_STORY.sub("", text[head.end() :]).strip()


def _text(path: Path) -> str:
    """The text of a regular UTF-8 file of no more than MAX_BYTES."""
    try:
        raw = _bytes(path)
    except OSError as error:
        raise ContentError(f"cannot be read: {error.strerror}", file=str(path), fix="check its permissions") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContentError("is not UTF-8 text", file=str(path), line=line, fix="save it as UTF-8") from None


def _bytes(path: Path) -> bytes:
    # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ContentError("is no file", file=str(path), fix="remove it, or move it elsewhere")
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise ContentError(f"has more than {MAX_BYTES:,} bytes", file=str(path), fix="make it shorter")
    return raw


def _front(path: Path, text: str) -> dict[object, object]:
    import yaml

    if len(text) > MAX_FRONT:
        raise ContentError(f"has front matter of more than {MAX_FRONT:,} characters", file=str(path), line=1)
    # The parser takes seconds for brackets nested thousands deep.
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        raise ContentError("has front matter with too many brackets", file=str(path), line=1)
    try:
        found = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else None
        raise ContentError("has front matter that is not YAML", file=str(path), line=line, why=_reason(error)) from None
    except (yaml.YAMLError, ValueError) as error:
        raise ContentError("has front matter that is not YAML", file=str(path), why=type(error).__name__) from None
    if not isinstance(found, dict):
        raise ContentError("has front matter without fields", file=str(path), line=1, fix="write title: and so on")
    return found


def _reason(error: object) -> str:
    return str(getattr(error, "problem", "") or "")


def _title(path: Path, front: dict[object, object]) -> str:
    title = front.get("title")
    if isinstance(title, str) and title.strip():
        return " ".join(title.split())
    fix = "write a title; quote one that is a number or has a colon"
    raise ContentError("must be text", file=str(path), field="title", fix=fix)


def _competencies(path: Path, front: dict[object, object]) -> tuple[str, ...]:
    found = front.get("competencies")
    if isinstance(found, list) and found and all(isinstance(name, str) for name in found):
        return tuple(dict.fromkeys(found))
    fix = "list at least one, such as [mentoring]; coach stories lists them"
    raise ContentError("must be a list of names", file=str(path), field="competencies", fix=fix)


def check(text: str) -> tuple[StoryCheck, ...]:
    """What the offline reader of stories finds in one: own steps and reasons, a result with a number, a lesson."""
    words = words_of(text)
    return tuple(StoryCheck(id=name, met=bool(found), words=found or ADVICE[name]) for name, found in _found(words))


def _found(words: Words) -> Iterator[tuple[str, str | None]]:
    """Each criterion of a story by the name it has in a report, with the words for it."""
    own = story.acts(words, "i")
    verbs = story.verbs(own)
    told = ", ".join(f"I {verb}" for verb in verbs[:6])
    figures = story.changes(words)
    reflection = story.reflection(words)
    yield "setting", story.sentence_with(words, story.SETTING)
    yield "own-actions", told if len(verbs) >= SOME_ACTIONS else None
    yield "reasons", story.explained_step(words, own)
    yield "outcome", figures[0] if figures else story.sentence_with(words, story.OUTCOME)
    yield "measured", figures[0] if figures else None
    yield "before-and-after", story.comparison(words)
    yield "lesson", reflection.lesson
    yield "applied", reflection.applied


def write_scaffold(folder: Path, title: str, competencies: Collection[str]) -> Path:
    """A new file to tell a story in. Raises BadInput where one of that name is there, StoreError."""
    import yaml

    name = "-".join(title.split()).lower()
    path = folder / f"{safe_name(name)}.md"
    quoted = yaml.safe_dump(" ".join(title.split()), allow_unicode=True, width=10_000).splitlines()[0]
    content = SCAFFOLD.format(title=quoted, competencies=", ".join(competencies))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        create(path, content.encode("utf-8", "backslashreplace"))
    except FileExistsError:
        raise BadInput(f"{path} is there already.", why="It was left as it is.", fix="choose another title") from None
    except OSError as error:
        fix = f"make room, or check the permissions of {folder}"
        raise StoreError(f"{path} cannot be written: {error.strerror}.", fix=fix) from None
    return path
