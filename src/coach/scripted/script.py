"""The script format: what interview, what the candidate does, what is expected of the result."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from coach.domain.base import Model
from coach.domain.enums import CompanyType, DifficultyLevel, InterviewType, ProgrammingLanguage, Seniority, Verdict
from coach.errors import BadInput, ContentError

COMPARISON = re.compile(r"(>=|<=|==|>|<)\s*(\d+(?:\.\d+)?)\Z")
SCRIPTED_QUESTION_LIMIT = 20
STDIN = "standard input"


def _comparison(value: str) -> str:
    if not COMPARISON.match(value):
        raise ValueError(f'{value!r} is not a comparison; write one like ">= 7" or "< 3.5"')
    return value


def _quoted_number(value: object) -> object:
    return f"== {value}" if isinstance(value, int | float) and not isinstance(value, bool) else value


COMPARISON_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^(>=|<=|==|>|<)\s*\d+(\.\d+)?$"}]}
Comparison = Annotated[
    str, BeforeValidator(_quoted_number), AfterValidator(_comparison), WithJsonSchema(COMPARISON_SCHEMA)
]
"""One of >= > <= < == and a number, or the number alone."""


def holds(comparison: str, value: float | None) -> bool:
    """Whether a value meets a comparison; a value that is not there meets none."""
    match = COMPARISON.match(comparison)
    if value is None or match is None:
        return False
    sign, bound = match[1], float(match[2])
    return {">=": value >= bound, "<=": value <= bound, "==": value == bound, ">": value > bound, "<": value < bound}[
        sign
    ]


class Submission(Model):
    """A submit move with more than words."""

    text: str = ""
    confidence: Annotated[int, Field(ge=1, le=5)] | None = None


class Move(Model):
    """One thing the candidate does: exactly one field."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    say: str | None = None
    ask: str | None = None
    code: str | None = None
    """The candidate's file becomes this."""
    code_file: str | None = None
    """The same from a file, its path relative to the script."""
    tests: str | None = None
    """The candidate's own tests become these, one per line; they go along with runs and submissions from here on."""
    run: bool | None = None
    """Run the samples and own tests."""
    hint: bool | None = None
    submit: Submission | str | bool | None = None
    """Hand in the code; for a question in words, the answer."""
    rate: Annotated[int, Field(ge=1, le=4)] | None = None
    wait: Annotated[float, Field(gt=0, le=86_400)] | None = None
    """Seconds that pass; a script never sleeps."""
    pause: bool | None = None
    """Pause the interview and resume it."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self.model_fields_set) != 1:
            known = ", ".join(type(self).model_fields)
            raise ValueError(f"a move does exactly one of: {known}")
        return self

    @property
    def name(self) -> str:
        return next(iter(self.model_fields_set))


class FollowUpAnswer(Model):
    """What is said when a follow-up comes, with new code where it helps."""

    text: str = ""
    code: str | None = None
    code_file: str | None = None


class QuestionMoves(Model):
    """What the candidate does on one question."""

    question: str | None = None
    """The question's id; without it the entry belongs to the question at its place."""
    moves: tuple[Move, ...] = ()
    follow_ups: dict[str, FollowUpAnswer | str] = {}
    """Follow-up id or evidence (such as failed:edge) → answer; `default` answers the others."""
    expect: "QuestionExpectations | None" = None


class QuestionExpectations(Model):
    score: Comparison | None = None
    verdict: Verdict | None = None
    solved: bool | None = None
    tests_passed: Comparison | None = None


class Expectations(Model):
    overall_score: Comparison | None = None
    technical_score: Comparison | None = None
    communication_score: Comparison | None = None
    problem_solving_score: Comparison | None = None
    verdict: Verdict | None = None
    """Of every coding question."""
    meets_bar: bool | None = None


class Interview(Model):
    """The settings of the interview."""

    company: CompanyType = CompanyType.BIG_TECH
    role: str = "backend"
    seniority: Seniority = Seniority.MID
    type: InterviewType = InterviewType.MIXED
    difficulty: DifficultyLevel = DifficultyLevel.MEDIUM
    language: ProgrammingLanguage = ProgrammingLanguage.PYTHON
    minutes: Annotated[int, Field(ge=1, le=480)] | None = None
    questions: Annotated[tuple[str, ...], Field(max_length=SCRIPTED_QUESTION_LIMIT)] = ()
    """Ids of questions to ask; without them, those of the entries below, or a plan from the seed."""
    max_questions: Annotated[int, Field(ge=1, le=SCRIPTED_QUESTION_LIMIT)] | None = None
    seed: int = 1
    hints: bool = True


class Source(Model):
    """Where a script was read, for its own files and for errors."""

    file: str = ""
    folder: Path = Path()
    lines: dict[str, int] = {}
    """Dotted name of every value → the line it begins on."""

    def error(self, message: str, field: str, *, why: str = "", fix: str = "") -> ContentError:
        return ContentError(message, file=self.file, field=field, line=self.lines.get(field), why=why, fix=fix)


class Script(Model):
    schema_: Annotated[int, Field(alias="schema", ge=1, le=1)] = 1
    name: Annotated[str, Field(min_length=1, max_length=200)]
    interview: Interview = Interview()
    candidate: tuple[QuestionMoves, ...] = ()
    expect: Expectations = Expectations()
    source: Source = Source()
    """Set when the script is loaded, never written in a file."""

    @model_validator(mode="after")
    def _every_entry_has_its_question(self) -> Self:
        named = [entry.question for entry in self.candidate if entry.question]
        for index, slug in enumerate(named):
            if slug in named[:index]:
                raise ValueError(f"candidate: there are two entries for {slug!r}")
            if self.interview.questions and slug not in self.interview.questions:
                raise ValueError(f"candidate: {slug!r} is not among interview.questions")
        return self

    @property
    def slugs(self) -> tuple[str, ...]:
        """The questions to ask; empty when the seed decides."""
        if self.interview.questions or self.interview.max_questions:
            return self.interview.questions
        return tuple(entry.question for entry in self.candidate if entry.question)

    def moves_for(self, bank_id: str, index: int) -> QuestionMoves:
        """The entry that names the question, else the unnamed one at its place, else nothing to do."""
        for entry in self.candidate:
            if entry.question == bank_id:
                return entry
        unnamed = self.candidate[index] if index < len(self.candidate) else None
        return unnamed if unnamed and unnamed.question is None else QuestionMoves()

    def named_questions(self) -> dict[str, str]:
        """Every place that names a question → the question's id."""
        asked = {f"interview.questions.{index}": slug for index, slug in enumerate(self.interview.questions)}
        moved = {f"candidate.{index}.question": entry.question for index, entry in enumerate(self.candidate)}
        return asked | {place: slug for place, slug in moved.items() if slug}

    def code_of(self, move: Move | FollowUpAnswer) -> str | None:
        """The code of a move, read from its file where it names one. Raises ContentError."""
        if move.code_file is None:
            return move.code
        path = self.source.folder / move.code_file
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise ContentError(f"cannot be read: {reason}", file=str(path), field="code_file") from None


def json_schema() -> dict[str, Any]:
    """The format as JSON Schema, for editors."""
    schema = Script.model_json_schema(by_alias=True)
    del schema["properties"]["source"], schema["$defs"]["Source"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "A scripted interview"}


def load_script(path: str) -> Script:
    """A script from a file, or from standard input for "-", its code files checked. Raises ContentError, BadInput."""
    if path == "-":
        return _from_stdin()
    file = Path(path)
    if not file.exists():
        raise BadInput(f"There is no script {path}.", fix="check the path")
    return _read(file, file.resolve().parent)


def _from_stdin() -> Script:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "stdin.yaml"
        file.write_bytes(sys.stdin.buffer.read())
        try:
            return _read(file, Path.cwd())
        except ContentError as error:
            said = error.message.replace(str(file), STDIN)
            raise ContentError(said, why=error.why, fix=error.fix) from None


def _read(file: Path, folder: Path) -> Script:
    from coach.bank.yaml_model import validated
    from coach.bank.yaml_source import read_yaml

    document = read_yaml(file)
    lines = {".".join(map(str, place)): line for place, line in document.lines.items()}
    source = Source(file=document.file, folder=folder, lines=lines)
    script = validated(document, Script, {"source": source})
    for place, owner in _code_owners(script):
        try:
            script.code_of(owner)
        except ContentError as error:
            raise source.error(f"{owner.code_file} {error.message.partition(' – ')[2]}", f"{place}.code_file") from None
    return script


def _code_owners(script: Script) -> Iterator[tuple[str, Move | FollowUpAnswer]]:
    """Every move and follow-up answer, with its place."""
    for number, entry in enumerate(script.candidate):
        for index, move in enumerate(entry.moves):
            yield f"candidate.{number}.moves.{index}", move
        for name, answer in entry.follow_ups.items():
            if isinstance(answer, FollowUpAnswer):
                yield f"candidate.{number}.follow_ups.{name}", answer
