"""Looking at one question of the bank, and putting the whole through its gate."""

from pathlib import Path

from coach.bank.check import Progress, check_bank, check_patterns
from coach.bank.generated import origin_label
from coach.bank.resources import shipped_bank, shipped_patterns
from coach.bootstrap import LazyRunner, open_bank
from coach.cli.narration import Preparing
from coach.cli.output import printable, write, write_json
from coach.cli.problems import narrate, next_step
from coach.domain.coding import CodingQuestion
from coach.domain.enums import ProgrammingLanguage
from coach.domain.starter import starter
from coach.errors import BadInput
from coach.settings import RunnerChoice, load_paths


async def show_bank_question(slug: str, *, solution: bool, as_json: bool) -> None:
    question = await open_bank(load_paths(), LazyRunner(RunnerChoice.AUTO)).question(slug)
    if as_json:
        hidden = set() if solution else {"hints", "solutions", "wrong", "brute_force", "generate", "model_answer"}
        write_json({"question": question.model_dump(mode="json", by_alias=True, exclude=hidden)})
        return
    parts = [f"{question.title} ({question.id})", question.summary]
    if label := origin_label(question):
        parts.append(f"{label} · written by {', '.join(question.provenance.authors)}")
    parts += ["", question.opening.strip()]
    if isinstance(question, CodingQuestion):
        parts += ["", question.statement.strip(), "", starter(question.signature, ProgrammingLanguage.PYTHON).rstrip()]
    if solution:
        parts += ["", *(f"Hint {rung}: {text.strip()}" for rung, text in enumerate(question.hint_texts, 1))]
        parts += ["", question.model_solution.strip()]
    write(printable("\n".join(parts)))
    next_step(f"coach interview --question {question.id}")


async def check_bank_folder(
    path: Path | None, *, full: bool, schema_only: bool, runner: RunnerChoice | None, as_json: bool
) -> bool:
    """Put a bank through the gate; True when nothing is wrong."""
    folder = path or shipped_bank()
    chosen = None if schema_only else LazyRunner(runner or RunnerChoice.AUTO, Preparing())
    try:
        report = await check_bank(folder, chosen, load_paths().cache_dir, quick=not full, progress=_tell)
    finally:
        if chosen:
            await chosen.close()
    if not report.questions and not report.problems:
        raise BadInput(
            f"{folder} holds no questions.", why="A bank has coding, concepts … folders.", fix="check the path"
        )
    problems = [*report.problems, *([] if path else check_patterns(shipped_patterns()))]
    if as_json:
        found = [each.model_dump(mode="json") for each in problems]
        write_json({"questions": report.questions, "problems": found, "unchecked": list(report.unchecked)})
        return not problems
    for problem in problems:
        write(f"✗ {problem}\n  Mend it: {problem.fix}")
    state = "all well" if not problems else f"{len(problems)} problems"
    narrate(
        f"{report.questions} questions, {state}; {report.ran} run, {report.unchanged} unchanged, {report.seconds:.1f} s"
    )
    if report.unchecked:
        left_out = ", ".join(language.value for language in report.unchecked)
        narrate(f"Not checked here, since they need a container: solutions in {left_out}.")
    return not problems


def _tell(progress: Progress) -> None:
    state = "unchanged" if progress.unchanged else "ok" if not progress.problems else f"{progress.problems} problems"
    narrate(f"  {progress.done}/{progress.total} {progress.question}: {state}")
