"""The data of a language's folder: how its code is named, begun, compiled, run, and how its errors read."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from coach.errors import RunnerUnavailable
from coach.languages.folders import FOLDER, LANGUAGE_FILE, names

Case = Literal["snake", "camel", "pascal"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Names(_Part):
    """How identifiers are written; a signature's own are snake_case."""

    function: Case
    parameter: Case
    method: Case


class Templates(_Part):
    """Texts for one kind of file, with `$name` for what a signature fills in; see `coach.languages.render`."""

    function: str = ""
    """A whole file for a function, of $name, $params, $returns, $result, $docs, $call, $reads, $step and $write."""
    class_: Annotated[str, Field(alias="class")] = ""
    """A whole file for a class-style problem, of $name, $params, $docs, $construct and $methods."""
    method: str = ""
    """One method: as `function`, and $class and its $index from 1."""
    parameter: str = ""
    """One parameter: $name, $type."""
    doc: str = ""
    """What is said of one parameter: $name, $type."""
    returned: str = ""
    """What is said of a result that is not void: $type."""
    result: str = ""
    """How a result that is not void is declared, where that is more than its type: $type."""


class Driver(Templates):
    """The file that is compiled with a solution and calls it."""

    file: str
    head: str = ""
    """What comes before everything else, of $nodes."""
    read: str
    """Takes one argument from the input: $var, $type, $kind (the signature's own spelling)."""
    argument: str = "$var"
    """How an argument is handed over."""
    changed: str = ""
    """How an argument that is changed in place is handed over, where that differs."""
    call: str
    """The call of a function: $name, $args."""
    method_call: str
    """The call of a method: $class, $name, $args."""
    step: str
    """A call with a result: $call."""
    void_step: str
    """A call without one."""
    write: str
    """Gives one value to the output: $var, $type, $kind."""


class Run(_Part):
    """How code is run. `fork`: the supervisor itself forks. `warm`: a program waits for the code, before it is known.
    `program`: the code is compiled and the result is run."""

    kind: Literal["fork", "warm", "program"]
    wire: Literal["json", "typed"] = "typed"
    """How inputs and values travel."""
    compile: tuple[tuple[str, ...], ...] = ()
    """Commands, one after the other, in the folder with the files."""
    artifacts: tuple[str, ...] = ()
    """What they leave that is needed to run."""
    command: tuple[str, ...] = ()
    """Words may hold {memory_mib}, the limit of the request."""
    environment: dict[str, str] = {}
    compile_seconds: float = 10.0
    """CPU time of all compile commands."""
    compile_memory_mib: int = 512
    least_memory_mib: int = 0
    """What its command is given at the least, where it could not start with the limit of a small request."""
    limits_data: bool = True
    """Whether the kernel limits its memory; a virtual machine reserves more than it uses and limits itself."""


class Program(_Part):
    """A whole program that reads its input and prints its result; a process for each case."""

    source: str
    """The candidate's file."""
    starter: str
    compile: tuple[tuple[str, ...], ...] = ()
    artifacts: tuple[str, ...] = ()
    command: tuple[str, ...]
    """As in `run`; {python} is the supervisor's own interpreter."""
    environment: dict[str, str] = {}


class Fatal(_Part):
    """What a language says when it ends a process itself."""

    pattern: str
    memory: bool = False
    """Whether it ended for want of memory."""
    says: str = ""
    """In our words; else what the pattern matched."""


class Errors(_Part):
    compile: str = ""
    """A regular expression for a compiler's error in the candidate's file: groups `line` and `message`."""
    line: str = ""
    """Finds the candidate's line in what a process printed before it ended: group `line`."""
    fatal: tuple[Fatal, ...] = ()


class Box(_Part):
    memory_mib: int
    """Of a whole container, for requests of up to 256 MiB."""


class Language(_Part):
    """One folder of this package."""

    name: str
    title: str
    extension: str
    """The ending of source files, without the dot."""
    comment: str
    """What begins a comment that ends with its line."""
    source: str
    """The candidate's file, as it is named in errors."""
    uses: tuple[str, ...] = ()
    """Other languages whose folders its image holds too."""
    names: Names
    types: dict[str, str]
    """Type of a signature → its spelling; $item is what is inside."""
    boxed: dict[str, str] = {}
    """Spellings inside the types named in `boxes`."""
    boxes: tuple[str, ...] = ()
    passed: dict[str, str] = {}
    """Spellings for parameters, where they differ."""
    changed: dict[str, str] = {}
    """Spellings for a parameter that is changed in place, where they differ."""
    nodes: dict[str, str] = {}
    """linked_list and binary_tree → the definition of their node type, of $item."""
    reserved: tuple[str, ...] = ()
    """Words that cannot be identifiers; they get an underscore."""
    starter: Templates
    driver: Driver | None = None
    run: Run
    stdio: Program | None = None
    """Without it the language cannot answer questions that want a whole program."""
    errors: Errors = Errors()
    box: Box

    @property
    def folder(self) -> Path:
        return FOLDER / self.name


@cache
def load(name: str) -> Language:
    """Read a language's folder. Raises RunnerUnavailable for a language without one."""
    path = FOLDER / name / LANGUAGE_FILE
    if name not in names():
        raise RunnerUnavailable(f"{name} code cannot be run", why=f"this installation can run: {', '.join(names())}")
    return Language.model_validate({"name": name, **tomllib.loads(path.read_text(encoding="utf-8"))})
