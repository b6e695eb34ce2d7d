"""`coach stories`: behavioral stories of one's own, and what they cover."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coach.workspace.stories import Stories, Story

app = typer.Typer(
    name="stories",
    help="Keep your behavioral stories: what each lacks, and which competency has none.",
    rich_markup_mode=None,
    invoke_without_command=True,
)

Folder = Annotated[Path | None, typer.Option("--dir", help="Where they are; default: stories in the data folder.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


@app.callback()
def _default(context: typer.Context, dir_: Folder = None, json_: Json = False) -> None:
    if context.invoked_subcommand is None:
        list_(dir_, json_)


@app.command("list")
def list_(dir_: Folder = None, json_: Json = False) -> None:
    """List your stories by competency (what `coach stories` does)."""
    from coach.cli.output import write_table
    from coach.cli.problems import next_step

    folder, known, found = _known(dir_)
    if json_:
        _as_json(folder, known, found)
        return
    rows = [(name, "; ".join(one.title for one in found.told(name)) or "none yet") for name in known]
    write_table(("competency", "stories"), rows)
    _tell_problems(found)
    bare = [name for name in known if not found.told(name)]
    next_step(f'coach stories new "A title" --competency {bare[0]}' if bare else "coach stories check")


@app.command("check")
def check(dir_: Folder = None, json_: Json = False) -> None:
    """Say what each story lacks. Exits 1 when one lacks something, or a file cannot be used."""
    from coach.cli.output import write
    from coach.cli.problems import narrate, next_step

    folder, known, found = _known(dir_)
    if json_:
        _as_json(folder, known, found)
    elif not found.stories:
        narrate(f"No story in {folder}.")
    else:
        write("\n".join(line for one in found.stories for line in _in_words(one)))
    if not json_:
        _tell_problems(found)
        next_step("coach stories" if found.stories else 'coach stories new "A title"')
    if found.problems or any(one.missing for one in found.stories):
        raise typer.Exit(1)


@app.command("new")
def new(
    title: Annotated[str, typer.Argument(help="What you will remember it by.")],
    competency: Annotated[
        list[str] | None, typer.Option("--competency", help="What it shows; may be repeated.")
    ] = None,
    dir_: Folder = None,
    json_: Json = False,
) -> None:
    """Write an empty story to fill in. A file that is there is never overwritten."""
    from coach.cli.output import write, write_json
    from coach.cli.problems import next_step
    from coach.errors import BadInput
    from coach.workspace.stories import write_scaffold

    if not title.strip():
        raise BadInput("A story needs a title.", fix='coach stories new "The outage in May"')
    known = _competencies()
    for name in competency or ():
        if name not in known:
            raise BadInput(f"There is no competency {name!r}.", why=f"There are: {', '.join(known)}.")
    path = write_scaffold(_folder(dir_), title, competency or ())
    if json_:
        write_json({"file": str(path)})
        return
    write(str(path))
    next_step("coach stories check, once it is told")


def _folder(chosen: Path | None) -> Path:
    from coach.settings import load_paths

    return chosen or load_paths().data_dir / "stories"


def _competencies() -> dict[str, str]:
    """Every competency of the bank, and the title of a question on it."""
    from coach.bootstrap import LazyRunner, open_bank
    from coach.cli.loop import run
    from coach.settings import RunnerChoice, load_paths

    catalog = run(open_bank(load_paths(), LazyRunner(RunnerChoice.AUTO)).catalog())
    asked = (question for question in catalog if question.competency)
    return dict(sorted((question.competency, question.title) for question in asked))


def _known(chosen: Path | None) -> "tuple[Path, dict[str, str], Stories]":
    from coach.workspace.stories import read_stories

    folder, known = _folder(chosen), _competencies()
    return folder, known, read_stories(folder, known)


def _as_json(folder: Path, known: dict[str, str], found: "Stories") -> None:
    from coach.cli.output import write_json

    write_json(
        {
            "folder": str(folder),
            "stories": [one.model_dump(mode="json") for one in found.stories],
            "competencies": {name: [one.file for one in found.told(name)] for name in known},
            "uncovered": [name for name in known if not found.told(name)],
            "problems": [{"file": one.file, "field": one.field, "message": one.message} for one in found.problems],
        }
    )


def _in_words(one: "Story") -> list[str]:
    from coach.cli.output import printable

    lines = [f"{one.title} ({', '.join(one.competencies) or 'no competency of the bank'})", f"  {one.file}"]
    lines += [f"  ✗ {check.words}" for check in one.missing]
    lines += ["  ✓ own steps with a reason, a result with a number, a lesson used again"] if not one.missing else []
    return [printable(line) for line in lines]


def _tell_problems(found: "Stories") -> None:
    from coach.cli.output import printable
    from coach.cli.problems import narrate

    for problem in found.problems:
        narrate(printable(f"! {problem.in_a_line}" + (f" – {problem.fix}" if problem.fix else "")))
