"""What `coach bank generate` does."""

from dataclasses import dataclass
from pathlib import Path

from coach.bank.concepts import ConceptGraph, load_concepts
from coach.bank.generated import LABEL
from coach.bank.generating_question import Generated, Workshop, generate_question
from coach.bank.resources import shipped_bank
from coach.bank.yaml_model import nearest
from coach.bootstrap import LazyRunner, bank_folders, open_question_writer
from coach.cli.narration import Preparing
from coach.cli.output import printable, write, write_json
from coach.cli.problems import narrate, next_step
from coach.domain.drafts import QuestionWish
from coach.domain.enums import DifficultyLevel, QuestionType
from coach.errors import NotFound
from coach.settings import RunnerChoice, load_paths


@dataclass(frozen=True)
class Order:
    """What was asked for."""

    kind: str
    concept: str
    difficulty: DifficultyLevel
    count: int
    out: Path | None
    """None: the person's own bank."""


async def generate_questions(order: Order, *, as_json: bool) -> None:
    """Write, check and keep questions one by one. Raises NotFound, ModelUnavailable, RunnerUnavailable, StoreError."""
    concept = concept_called(order.concept, load_concepts(shipped_bank()))
    wish = QuestionWish(kind=QuestionType(order.kind), concept=concept, difficulty=order.difficulty)
    into = order.out or load_paths().generated_bank
    # What a model wrote never runs outside a container, so no other runner is even tried.
    runner = LazyRunner(RunnerChoice.DOCKER, Preparing())
    made: list[Generated] = []
    try:
        async with open_question_writer() as writer:
            workshop = Workshop(runner, into, bank_folders(load_paths()))
            for number in range(1, order.count + 1):
                narrate(f"Writing and checking question {number} of {order.count} with {printable(writer.name)} …")
                made.append(await generate_question(wish, writer, workshop))
                if not as_json:
                    _tell(made[-1])
    finally:
        await runner.close()
    if as_json:
        write_json({"questions": [_as_json(each) for each in made]})
    next_step(f"coach bank check {into}" if order.out else f"coach bank show {made[-1].question.id}")


def _tell(made: Generated) -> None:
    write(printable(f"{made.question.id}  {made.question.title}  {LABEL}"))
    again = ", at the second try" if made.tries > 1 else ""
    narrate(f"✓ It passed the check{again}, and is in {made.path}.")


def _as_json(made: Generated) -> dict[str, object]:
    question = made.question
    head = {"id": question.id, "type": question.question_type.value, "title": question.title}
    return {**head, "origin": question.provenance.origin, "tries": made.tries, "path": str(made.path)}


def concept_called(word: str, graph: ConceptGraph) -> str:
    """The id of a concept by its id, name or other word for it. Raises NotFound with the nearest ones."""
    wanted = " ".join(word.casefold().split())
    for name, concept in graph.concepts.items():
        if wanted in (name, concept.name.casefold(), *(alias.casefold() for alias in concept.aliases)):
            return name
    near = nearest(wanted, graph.concepts, limit=3)
    fix = f"Did you mean {' or '.join(near)}?" if near else "`coach bank list` shows the concepts of each question."
    raise NotFound(f"There is no concept {word!r}.", why=f"{len(graph.concepts)} are known.", fix=fix)
