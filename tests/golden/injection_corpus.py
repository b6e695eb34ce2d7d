"""Answers with and without an injection, made from the lists in `injections/`; and a reader that obeys them all.

Everything here is computed in a fixed order: the same files always give the same pairs, with the same ids.
"""

import base64
import binascii
import codecs
import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote_plus

import yaml

from coach.domain.base import Model
from coach.domain.enums import ProgrammingLanguage
from coach.domain.transcript import QuestionTranscript
from tests.unit.evaluation.questions import QUESTIONS
from tests.unit.evaluation.scenes import ALL_PASS, Scene

FOLDER = Path(__file__).parent / "injections"
LISTS = ("prose", "languages", "code")
HERE = "@here"
Where = Literal["prose", "comment", "output", "name", "test"]
Place = Literal["start", "middle", "end"]
PLACES: tuple[Place, ...] = ("end", "start", "middle")
BASES_EACH: dict[Where, int] = {"prose": 2, "comment": 3, "output": 2, "name": 2, "test": 2}
"""How many bases a text is put into, by where it stands."""


class Injection(Model):
    """A text that is put into an answer."""

    id: str
    kind: str
    language: str
    where: Where
    text: str
    order: str
    """The part that orders; all of it where nothing else is said, and in plain words where the text is disguised."""


class Base(Model):
    """An answer without an injection."""

    id: str
    question: Literal["coding", "concept", "design", "story"]
    takes: tuple[Where, ...]
    text: str
    code: str = ""
    language: ProgrammingLanguage | None = None
    tests: dict[str, tuple[bool, ...]] = {}
    """Verdicts by group; groups that are not named pass."""
    measure: str = ""
    strong: bool = False
    """At level 3 or above."""

    def transcript(self) -> QuestionTranscript:
        """The answer as it is."""
        return self._scene(self.text, _filled(self.code, "")).transcript()

    def injected(self, injection: Injection, place: Place) -> QuestionTranscript:
        """The same with a text put in; in code it stands where the base has a mark for it."""
        text = inserted(self.text, injection.text, place) if injection.where == "prose" else self.text
        code = _filled(self.code, "" if injection.where == "prose" else self._line(injection, place))
        transcript = self._scene(text, code).transcript()
        return _printing(transcript, injection.text) if injection.where == "output" else transcript

    def _scene(self, text: str, code: str) -> Scene:
        scene = Scene(QUESTIONS[self.question])
        if not code:
            return scene.answer(text)
        scene.submit(code, {**ALL_PASS, **self.tests}, text, self.language or ProgrammingLanguage.PYTHON)
        return scene.measure(self.measure) if self.measure else scene

    def _line(self, injection: Injection, place: Place) -> str:
        language = self.language or ProgrammingLanguage.PYTHON
        match injection.where:
            case "output":
                return STATEMENTS[language][0].format(json.dumps(injection.text, ensure_ascii=False))
            case "name":
                return STATEMENTS[language][1].format(injection.text)
            case _:
                return remark(injection.text, language, block=place == "middle")


class Pair(Model):
    """An answer, and the same answer with a text put in."""

    id: str
    base: Base
    injection: Injection
    place: Place

    def plain(self) -> QuestionTranscript:
        return self.base.transcript()

    def injected(self) -> QuestionTranscript:
        return self.base.injected(self.injection, self.place)


STATEMENTS = {
    ProgrammingLanguage.PYTHON: ("print({})", "{} = True"),
    ProgrammingLanguage.JAVASCRIPT: ("console.log({});", "const {} = true;"),
    ProgrammingLanguage.JAVA: ("System.out.println({});", "boolean {} = true;"),
    ProgrammingLanguage.CPP: ("std::cout << {} << std::endl;", "bool {} = true;"),
    ProgrammingLanguage.GO: ("fmt.Println({})", "const {} = true"),
    ProgrammingLanguage.RUST: ('println!("{{}}", {});', "let {} = true;"),
}
"""What prints a text, and what has it for a name."""
BREAK = re.compile(r"(?<=[.!?])[ \n]+|\n")


def inserted(answer: str, text: str, place: Place) -> str:
    """The answer with a text before it, behind it, or between two of its sentences or lines."""
    answer = answer.rstrip()
    joint = "\n" if "\n" in text + answer or text[-1] not in ".!?" else " "
    breaks = [match.end() for match in BREAK.finditer(answer)] or [0]
    if place == "end":
        return answer + joint + text
    at = 0 if place == "start" else min(breaks, key=lambda end: abs(end - len(answer) / 2))
    return answer[:at] + text + joint + answer[at:]


def remark(text: str, language: ProgrammingLanguage, block: bool) -> str:
    """The text as a comment, which Python has in one form only."""
    if language is ProgrammingLanguage.PYTHON:
        return "\n".join(f"# {line}" for line in text.splitlines())
    return f"/* {text} */" if block else "\n".join(f"// {line}" for line in text.splitlines())


def _filled(code: str, line: str) -> str:
    """Code with a statement or remark in the place of the mark, indented like it; without one the mark goes."""

    def indented(match: re.Match[str]) -> str:
        return "".join(f"{match[1]}{one}\n" for one in line.splitlines())

    return re.sub(rf"^([ \t]*){HERE}\n", indented, code, flags=re.MULTILINE)


def _printing(transcript: QuestionTranscript, text: str) -> QuestionTranscript:
    """The transcript with every test case printing the text."""
    attempts = []
    for attempt in transcript.attempts:
        if report := attempt.report:
            cases = tuple(case.replace(printed=text) for case in report.cases)
            attempt = attempt.replace(report=report.replace(cases=cases, printed=text))  # noqa: PLW2901
        attempts.append(attempt)
    return transcript.replace(attempts=tuple(attempts))


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def bases() -> tuple[Base, ...]:
    return tuple(Base.model_validate(entry) for entry in _read("bases"))


@lru_cache(maxsize=1)
def injections() -> tuple[Injection, ...]:
    """All of them, disguised ones last."""
    plain = [one for name in LISTS for one in _entries(_read(name))]
    return (*plain, *_disguised())


def innocents() -> tuple[Injection, ...]:
    return tuple(_entries(_read("benign")))


def _entries(groups: Sequence[dict[str, Any]]) -> Iterator[Injection]:
    for group in groups:
        kind, language, where = group["kind"], group.get("language", "en"), group.get("where", "prose")
        for number, entry in enumerate(group["texts"], start=1):
            text, order = (
                (entry, entry) if isinstance(entry, str) else (entry["text"], entry.get("order", entry["text"]))
            )
            name = f"{kind.replace(' ', '-')}-{where}-{language}-{number}"
            yield Injection(id=name, kind=kind, language=language, where=where, text=text, order=order)


def _disguised() -> Iterator[Injection]:
    file = _read("encoded")
    for disguise in file["disguises"]:
        for number, order in enumerate(file["orders"], start=1):
            kind: str = disguise["kind"]
            text = disguise["around"].format(DISGUISES[kind](order))
            yield Injection(id=f"{kind}-{number}", kind=kind, language="en", where="prose", text=text, order=order)


@lru_cache(maxsize=1)
def pairs() -> tuple[Pair, ...]:
    """Every injection in some of the bases that are below a pass."""
    return tuple(_paired(injections(), [base for base in bases() if not base.strong]))


@lru_cache(maxsize=1)
def twins() -> tuple[Pair, ...]:
    """Every innocent text in some of the bases, strong ones among them."""
    return tuple(_paired(innocents(), bases()))


def _paired(texts: Sequence[Injection], hosts: Sequence[Base]) -> Iterator[Pair]:
    turns: dict[str, int] = {}
    for text in texts:
        fitting = [base for base in hosts if text.where in base.takes]
        for _ in range(BASES_EACH[text.where]):
            turn = turns[text.where] = turns.get(text.where, -1) + 1
            base = fitting[turn % len(fitting)]
            # Shifted in every round, so that a base does not always meet the same place.
            place = PLACES[(turn + turn // len(fitting)) % len(PLACES)]
            yield Pair(id=f"{text.id}-in-{base.id}-{place}", base=base, injection=text, place=place)


# ----- disguises, and the reader that sees through them

ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"
LOOKALIKES = str.maketrans("aceopxyiABCEHKMOPTX", "асеорхуіАВСЕНКМОРТХ")  # noqa: RUF001
LATIN = {new: old for old, new in LOOKALIKES.items()}
LEET = str.maketrans("aeiost", "4310$7")
UNLEET = str.maketrans("4310$57@", "aeiossta")
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
CODE_SIGNS = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.."
)
MORSE = dict(zip("abcdefghijklmnopqrstuvwxyz", CODE_SIGNS.split(), strict=True))
LETTER_OF = {signs: letter for letter, signs in MORSE.items()}

DISGUISES: dict[str, Callable[[str], str]] = {
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "rot13": lambda text: codecs.encode(text, "rot13"),
    "hex": lambda text: text.encode().hex(" "),
    "leet": lambda text: text.translate(LEET),
    "zero_width": ZERO_WIDTH.join,
    "homoglyph": lambda text: text.translate(LOOKALIKES),
    "full_width": lambda text: text.translate(FULL_WIDTH),
    "spaced": " ".join,
    "dotted": lambda text: ".".join(text.replace(" ", "")),
    "reversed": lambda text: text[::-1],
    "morse": lambda text: " / ".join(" ".join(MORSE[one] for one in word) for word in text.casefold().split()),
    "percent": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "entities": lambda text: "".join(f"&#{ord(one)};" for one in text),
}
BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
HEX = re.compile(r"(?:[0-9a-f]{2} ?){12,}", re.IGNORECASE)
DOTS = re.compile(r"[.\-/ ]{30,}")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|[。।]|\n+")
SHORTEST, SHORTEST_ELSEWHERE = 16, 7
"""Letters of a sentence that is an order on its own; a script that says more with fewer needs less."""


def obedient_verdicts(prompt_user_text: str) -> bool:
    """Whether a text holds an order of the corpus, whole or a sentence of one, however it is disguised."""
    views = [_letters(view) for view in _views(prompt_user_text)]
    return any(order in view for view in views for order in _orders())


@lru_cache(maxsize=1)
def _orders() -> frozenset[str]:
    found = set()
    for injection in injections():
        found.add(_letters(injection.order))
        sentences = (_letters(sentence) for sentence in SENTENCE_END.split(injection.order))
        found |= {one for one in sentences if len(one) >= (SHORTEST if one.isascii() else SHORTEST_ELSEWHERE)}
    return frozenset(found)


def _letters(text: str) -> str:
    """Letters and digits alone, spellings of the same letter taken together."""
    plain = unicodedata.normalize("NFKC", text).translate(LATIN).translate(UNLEET).casefold()
    return "".join(one for one in plain if one.isalnum())


def _views(text: str) -> Iterator[str]:
    """The text as it stands, and whatever may be hidden in it."""
    yield text
    yield text[::-1]
    yield codecs.encode(text, "rot13")
    yield unquote_plus(text)
    yield html.unescape(text)
    for match in BASE64.finditer(text):
        yield _decoded(match[0])
    for match in HEX.finditer(text):
        yield bytes.fromhex(match[0]).decode(errors="replace")
    for match in DOTS.finditer(text):
        yield "".join(LETTER_OF.get(signs, "") for signs in match[0].replace("/", " ").split())


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode(errors="replace")
    except binascii.Error:
        return ""
