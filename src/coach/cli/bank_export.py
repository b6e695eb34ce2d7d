"""What `coach bank export` does."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coach.bank.exporters.exporting import Exported, Exporter
from coach.bootstrap import LazyRunner, open_bank
from coach.cli.narration import Preparing
from coach.cli.output import printable, write, write_json
from coach.cli.problems import narrate, next_step
from coach.settings import RunnerChoice, load_paths


async def export_questions(slugs: Sequence[str], to: Path, *, runner: RunnerChoice | None, as_json: bool) -> None:
    """Write a package for each question. Raises NotFound, BadInput, ContentError, RunnerUnavailable, StoreError."""
    chosen = LazyRunner(runner or RunnerChoice.AUTO, Preparing())
    exporter = Exporter(open_bank(load_paths(), chosen), chosen, to)
    made: list[Exported] = []
    try:
        for slug in dict.fromkeys(slugs):
            narrate(f"Running the programs of {printable(slug)} …")
            made.append(await exporter.export(slug))
            if not as_json:
                _tell(made[-1])
    finally:
        await chosen.close()
    if as_json:
        write_json({"packages": [_as_json(each) for each in made]})
    next_step(f"coach bank import {made[-1].folder}")


def _tell(made: Exported) -> None:
    for line in made.left_out:
        write(printable(f"! left out – {line}"))
    write(printable(f"✓ {made.question}  {made.tests} tests, {len(made.submissions)} submissions  {made.folder}"))


def _as_json(made: Exported) -> dict[str, Any]:
    return {**made._asdict(), "folder": str(made.folder)}
