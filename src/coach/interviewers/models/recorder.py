"""Saves what a model answers as a script that a recorded model can play, with what is private taken out.

Only answers are kept, never what was asked: the prompts hold the candidate's own words.
"""

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from coach.errors import BadInput, StoreError
from coach.interviewers.models.faults import ModelFault
from coach.interviewers.models.protocol import Health, LanguageModel, Prompt, Reply
from coach.ports import OnDelta

S = TypeVar("S", bound=BaseModel)

PRIVATE_FILE = 0o600
LEAST_NAME = 3
COMMON_NAMES = frozenset({"admin", "root", "ubuntu", "user"})
"""Accounts that tell nobody's name; taken out, they would tear holes into ordinary sentences."""
KEY = re.compile(
    r"\b(?:sk|pk|rk)-[\w-]{12,}"  # OpenAI, Anthropic, and servers that copy their form
    r"|\b(?:gh[pousr]|github_pat|glpat|xox[abprs]|hf|AKIA|AIza)[\w-]{16,}"
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?"
    r"|(?i:(?<=bearer )[\w.~+/=-]{12,})"
)
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
HOME = re.compile(r"(?:/home|/Users|[A-Za-z]:\\Users)[/\\][^/\\\s\"'`<>:,;)]+")
UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML wants escaped, line ends that JSON does not know among them."""


class Redaction:
    """Takes out keys, addresses, home folders and names."""

    def __init__(self, names: Iterable[str] = (), homes: Iterable[str] = ()) -> None:
        wanted = {name.strip() for name in names if len(name.strip()) >= LEAST_NAME} - COMMON_NAMES
        # Not in every case: "Low" and "May" are names, "low" and "may" are what a judge says.
        self._names = _any_of({each for name in wanted for each in (name, name.capitalize(), name.upper())})
        self._homes = _any_of({home.rstrip("/\\") for home in homes} - {""})

    def __call__(self, text: str) -> str:
        for found, instead in ((KEY, "[key]"), (MAIL, "[e-mail]"), (self._homes, "~"), (HOME, "~")):
            text = found.sub(instead, text)
        return self._names.sub("[name]", text)

    def within(self, value: Any) -> Any:
        """The same for every text in a JSON value."""
        match value:
            case str():
                return self(value)
            case list():
                return [self.within(each) for each in value]
            case dict():
                return {key: self.within(each) for key, each in value.items()}
            case _:
                return value


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Any of the texts as whole words, the longest first; matches nothing when there is none."""
    longest = sorted(texts, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)" if longest else r"(?!)")


def own_account() -> Redaction:
    """Takes out what the system knows about the person: the account's name, the full name and the home folder."""
    import pwd

    try:
        account = pwd.getpwuid(os.getuid())
    except KeyError:
        return Redaction()
    full_name = account.pw_gecos.partition(",")[0]
    return Redaction((account.pw_name, full_name, *full_name.split()), (account.pw_dir,))


class Recording:
    """A LanguageModel that passes everything on to another one, and saves the answers."""

    def __init__(self, model: LanguageModel, path: Path, redaction: Redaction | None = None) -> None:
        """Makes the file, readable by its owner only. Raises BadInput when it exists, StoreError."""
        self._model = model
        self._path = path
        self._redacted = redaction or own_account()
        self.problem = ""
        """Why nothing more is saved: a full disk must not end the interview."""
        _make(path, f"model: {json.dumps(model.name)}\nlines:\n")

    @property
    def name(self) -> str:
        return self._model.name

    async def text(self, prompt: Prompt, on_delta: OnDelta | None = None) -> Reply[str]:
        try:
            reply = await self._model.text(prompt, on_delta)
        except ModelFault as fault:
            self._save(prompt, {"fault": fault.kind.value})
            raise
        self._save(prompt, {"say": [reply.value]})
        return reply

    async def structured(self, prompt: Prompt, schema: type[S]) -> Reply[S]:
        try:
            reply = await self._model.structured(prompt, schema)
        except ModelFault as fault:
            self._save(prompt, {"fault": fault.kind.value})
            raise
        self._save(prompt, {"give": reply.value.model_dump(mode="json", by_alias=True)})
        return reply

    async def ping(self) -> Health:
        return await self._model.ping()

    async def close(self) -> None:
        await self._model.close()

    def _save(self, prompt: Prompt, answer: dict[str, Any]) -> None:
        if self.problem:
            return
        line = {"purpose": prompt.purpose.value, "prompt": prompt.name, **self._redacted.within(answer)}
        try:
            # Without O_CREAT: a file that was taken away would come back readable for everybody.
            with os.fdopen(os.open(self._path, os.O_APPEND | os.O_WRONLY), "a", encoding="utf-8") as file:
                file.write(f"  - {as_yaml(line)}\n")
        except OSError as error:
            self.problem = f"{self._path} cannot be written: {error.strerror}."


def as_yaml(value: Any) -> str:
    """A JSON value in one line that YAML reads alike."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _make(path: Path, text: str) -> None:
    try:
        with os.fdopen(
            os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE), "w", encoding="utf-8"
        ) as file:
            file.write(text)
    except FileExistsError:
        raise BadInput(f"{path} exists already, and a recording never overwrites.", fix="name another file") from None
    except OSError as error:
        raise StoreError(f"{path} cannot be made: {error.strerror}.", fix=f"check the folder {path.parent}") from None
