"""Looking at one question of the bank."""

from coach.bank.generated import origin_label
from coach.bootstrap import LazyRunner, open_bank
from coach.cli.output import printable, write, write_json
from coach.cli.problems import next_step
from coach.domain.coding import CodingQuestion
from coach.domain.content import IMPORTED, Provenance
from coach.domain.enums import ProgrammingLanguage
from coach.domain.starter import starter
from coach.settings import RunnerChoice, load_paths

HIDDEN = {"hints", "solutions", "wrong", "twist_solutions", "brute_force", "generate", "model_answer", "submissions"}
"""Fields that give a question away."""


async def show_bank_question(slug: str, *, solution: bool, as_json: bool) -> None:
    question = await open_bank(load_paths(), LazyRunner(RunnerChoice.AUTO)).question(slug)
    if as_json:
        write_json({"question": question.model_dump(mode="json", by_alias=True, exclude=set() if solution else HIDDEN)})
        return
    parts = [f"{question.title} ({question.id})", question.summary]
    if label := origin_label(question):
        parts.append(" · ".join(part for part in (label, *_credits(question.provenance)) if part))
    parts += ["", question.opening.strip()]
    if isinstance(question, CodingQuestion):
        parts += ["", question.statement.strip(), "", starter(question.signature, ProgrammingLanguage.PYTHON).rstrip()]
    if solution:
        parts += ["", *(f"Hint {rung}: {text.strip()}" for rung, text in enumerate(question.hint_texts, 1))]
        parts += ["", question.model_solution.strip()]
    write(printable("\n".join(parts)))
    next_step(f"coach interview --question {question.id}")


def _credits(provenance: Provenance) -> tuple[str, str, str]:
    is_imported = provenance.origin == IMPORTED
    license_ = f"licence: {provenance.license}" if is_imported else ""
    return f"written by {', '.join(provenance.authors)}", license_, provenance.source
