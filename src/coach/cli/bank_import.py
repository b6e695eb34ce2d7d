"""What `coach bank import` does."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.bank.importers.draft import Wish
from coach.bank.importers.importing import Destination, Format, Imported, import_package
from coach.bootstrap import LazyRunner, bank_folders
from coach.cli.narration import Preparing
from coach.cli.output import printable, write, write_json
from coach.cli.problems import narrate, next_step
from coach.domain.enums import DifficultyLevel
from coach.domain.imported import ImportedQuestion
from coach.domain.wording import number
from coach.errors import Forbidden, RunnerUnavailable
from coach.settings import RunnerChoice, load_paths


@dataclass(frozen=True)
class Order:
    """What was asked for."""

    path: Path
    into: Path | None
    """None: the person's own bank."""
    format: Format
    difficulty: DifficultyLevel
    checks: bool


async def import_questions(order: Order, *, as_json: bool) -> bool:
    """Import a package; False when its check found something, and nothing was kept."""
    paths = load_paths()
    into = order.into or paths.imported_bank
    # What comes from elsewhere never runs outside a container, so no other runner is even tried.
    runner = LazyRunner(RunnerChoice.DOCKER, Preparing()) if order.checks else None
    destination = Destination(into, bank_folders(paths))
    wish = Wish(order.difficulty)
    try:
        found = await import_package(order.path, order.format, wish, destination, runner, paths.cache_dir)
    except (RunnerUnavailable, Forbidden) as error:
        fix = f"{error.fix or 'start Docker'}; or import it unchecked with --no-check"
        raise RunnerUnavailable(error.message, why=error.why, fix=fix) from None
    finally:
        if runner:
            await runner.close()
    if as_json:
        write_json(_as_json(found))
    else:
        _tell(found, order)
    if found.paths:
        slug = found.questions[0].id
        next_step(f"coach bank check {into}" if order.into else f"coach practice {slug}")
    return bool(found.paths)


def _tell(found: Imported, order: Order) -> None:
    for line in found.left_out:
        write(printable(f"! left out – {line}"))
    for problem in found.report.problems:
        write(printable(f"✗ {problem}\n  Mend it: {problem.fix}"))
    if not found.paths:
        narrate("Nothing was kept." + (" To import it all the same: --no-check." if order.checks else ""))
        return
    for question, path in zip(found.questions, found.paths, strict=True):
        write(printable(f"✓ {question.id}  {question.title}  ({_extent(question)})"))
        narrate(f"  in {path}")
    unchecked = ", ".join(language.value for language in found.report.unchecked)
    if not order.checks:
        narrate("Not checked: its submissions were not run.")
    elif unchecked:
        narrate(f"Not checked here: submissions in {unchecked}.")


def _extent(question: ImportedQuestion) -> str:
    programs = f", {number(len(question.submissions), 'submission')}" if question.submissions else ", no submissions"
    return f"{number(len(question.tests), 'test')}{programs}; imported: no hints"


def _as_json(found: Imported) -> dict[str, Any]:
    places = found.paths or (None,) * len(found.questions)
    questions = [
        {"id": each.id, "title": each.title, "tests": len(each.tests), "path": str(path) if path else None}
        for each, path in zip(found.questions, places, strict=True)
    ]
    problems = [problem.model_dump(mode="json") for problem in found.report.problems]
    return {"questions": questions, "left_out": list(found.left_out), "problems": problems}
