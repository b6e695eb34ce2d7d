"""What `coach bank list` does."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from coach.analytics.catalogue import Catalogue, Entry, Filter
from coach.analytics.met import RECENT, Acquaintance, acquaintances, asked_questions
from coach.bank.generated import origin_label
from coach.bank.problem import Problem
from coach.bank.yaml_model import nearest
from coach.bootstrap import LOCAL_USER, LazyRunner, OpenOptions, open_bank, open_service
from coach.cli.output import printable, write, write_json
from coach.cli.problems import narrate, next_step
from coach.domain.content import ListedQuestion, QuestionHead
from coach.errors import NotFound
from coach.settings import RunnerChoice, load_paths
from coach.telemetry.clock import SystemClock

if TYPE_CHECKING:
    from coach.bank.source import BankSource

COLUMNS = ("id", "kind", "difficulty", "min", "concepts")


async def list_bank(wanted: Filter, *, as_json: bool) -> None:
    """The questions that fit, as a table or JSON. Raises NotFound for an unknown concept, StoreError, KeyLost."""
    bank = open_bank(load_paths(), LazyRunner(RunnerChoice.AUTO))
    questions = await bank.catalog()
    catalogue = Catalogue(questions, await _known(questions) if wanted.status else {})
    if wanted.concept and wanted.concept not in catalogue.concepts:
        raise _no_concept(wanted.concept, catalogue.concepts)
    found = catalogue.find(wanted)
    if as_json:
        # Only a status that was asked for was looked up.
        documents = [head(entry.question) | (_met(entry) if wanted.status else {}) for entry in found]
        write_json({"questions": documents, "left_out": left_out(await bank.problems())[0]})
        return
    if found:
        _tell(found)
    else:
        narrate("No question fits.")
    await tell_left_out(bank)
    next_step(f"coach bank show {found[0].question.id}" if found else "coach bank list")


async def tell_left_out(bank: "BankSource") -> None:
    """In a line, that something is wrong with questions, and which command tells more."""
    if words := left_out(await bank.problems())[1]:
        narrate(f"! {words}: coach bank packs tells more.")


def left_out(problems: Sequence[Problem]) -> tuple[int, str]:
    """How many questions cannot be asked, and that in words, with what else is wrong; empty when nothing is."""
    questions = len({one.question for one in problems if one.question})
    others = len({one.file for one in problems if not one.question})
    counted = ((questions, "question", "left out"), (others, "file or folder", "not usable"))
    parts = [f"{number:,} {noun}{'' if number == 1 else 's'} {state}" for number, noun, state in counted if number]
    return questions, " and ".join(parts)


async def _known(questions: Iterable[ListedQuestion]) -> dict[str, Acquaintance]:
    """How far the person has come with each. Without a history nothing is stored for the question."""
    if not load_paths().database.exists():
        return {}
    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        results, schedule = await service.get_results(LOCAL_USER), await service.get_schedule(LOCAL_USER)
        asked = asked_questions(await service.list_sessions(LOCAL_USER, limit=RECENT))
    return acquaintances(questions, results, asked, schedule, SystemClock().now())


def _no_concept(name: str, known: Sequence[str]) -> NotFound:
    near = nearest(name, known, limit=3)
    fix = f"Did you mean {' or '.join(near)}?" if near else "`coach bank list` shows the concepts of each question."
    return NotFound(f"No question is about {name!r}.", why=f"{len(known)} concepts are known.", fix=fix)


def head(question: QuestionHead) -> dict[str, Any]:
    return {
        "id": question.id,
        "type": question.question_type.value,
        "title": question.title,
        "summary": question.summary,
        "difficulty": question.difficulty.level.value,
        "minutes": question.minutes,
        "concepts": list(question.concepts),
        "companies": question.companies,
        "origin": question.provenance.origin,
    }


def _met(entry: Entry) -> dict[str, Any]:
    known = entry.known
    return {"status": known.met.value, "due": known.due.due.isoformat() if known.due else None}


def _tell(found: Sequence[Entry]) -> None:
    """Columns as wide as what stands in them: a table that draws itself takes seconds for 10,000 lines."""
    questions = [entry.question for entry in found]
    rows = [COLUMNS, *map(_row, questions)]
    labels = ["", *map(origin_label, questions)]
    if any(labels):
        rows = [(*row, label) for row, label in zip(rows, ["origin", *labels[1:]], strict=True)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    write(printable("\n".join(lines)))


def _row(question: QuestionHead) -> tuple[str, ...]:
    kind, level = question.question_type.value.replace("_", " "), question.difficulty.level.value
    return question.id, kind, level, str(question.minutes), ", ".join(question.concepts)
