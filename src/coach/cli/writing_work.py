"""What `coach bank new` and `coach bank try` do."""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from coach.analytics.choice import interview_type
from coach.bank.generated import taken_ids
from coach.bank.generating_files import FOLDERS
from coach.bank.loader import MODELS
from coach.bank.scaffold import checked_slug, write_scaffold
from coach.bank.source import BankSource
from coach.bootstrap import (
    LOCAL_USER,
    LazyRunner,
    OpenOptions,
    bank_folders,
    open_bank,
    open_folder,
    open_service,
    open_workspace,
)
from coach.cli.lines import Leave, Lines
from coach.cli.narration import Preparing
from coach.cli.output import printable, show, write, write_json
from coach.cli.problems import narrate, next_step
from coach.cli.room import Room
from coach.cli.voice import Voice
from coach.domain.enums import ProgrammingLanguage, QuestionType
from coach.errors import BadInput, ContentError
from coach.interview.service import InterviewService
from coach.ports import Utterance
from coach.settings import RunnerChoice, load_paths, load_settings


def begin_question(kind: QuestionType, slug: str, into: Path, *, as_json: bool) -> None:
    """Write the files of a question that is still to be written. Raises BadInput, StoreError."""
    if checked_slug(slug) in taken_ids((*bank_folders(load_paths()), into)):
        raise BadInput(f"There is a question {slug} already.", fix="choose another id; one belongs to one question")
    made = write_scaffold(into, FOLDERS[kind], slug)
    if as_json:
        write_json({"id": slug, "files": [str(path) for path in made]})
        return
    write("\n".join(str(path) for path in made))
    narrate("Write what stands behind each TODO; the check names those that are left.")
    next_step(f"coach bank check {into} --schema-only, and coach bank try {made[0]}")


@dataclass(frozen=True)
class Trial:
    """How a question is played."""

    practice: bool = False
    language: ProgrammingLanguage | None = None
    runner: RunnerChoice | None = None
    editor: str | None = None
    asks: bool = True


async def play_question(text: str, trial: Trial) -> None:
    """An interview of one question, with nothing kept. Raises NotFound, ContentError, RunnerUnavailable."""
    root, slug = place_of(text) if Path(text).exists() else (None, text)
    # Read before anything is opened, so that a fault in it is all that is told.
    question = await _bank(root).question(slug)
    settings = load_settings({"interview.language": trial.language, "interview.minutes": question.minutes})
    chosen = settings.interview
    options = OpenOptions(
        runner=trial.runner, in_memory=True, bank=root, front_door="cli", consent_by="", progress=Preparing()
    )
    narrate(printable(f"Trying {question.title} ({slug}) offline. Nothing of it is kept."))
    async with open_service(options) as service:
        await service.give_consent(LOCAL_USER)
        session = await service.create_interview_session(
            user_id=LOCAL_USER,
            interview_type=interview_type(question),
            company_type=chosen.company,
            difficulty_level=question.difficulty.level,
            role=chosen.role,
            seniority=chosen.seniority,
            language=chosen.language,
            time_limit=question.minutes,
            questions=(slug,),
        )
        preferences = {"practice": trial.practice, "allow_hints": True, "idle_minutes": chosen.idle_minutes}
        session = await service.start_interview_session(session.id, preferences)
        with tempfile.TemporaryDirectory(prefix="coach-try-") as folder:
            asks = trial.asks and sys.stdin.isatty()
            room = Room(service, open_workspace(trial.editor, Path(folder)), session, Lines(), rate=asks)
            try:
                await room.lead()
            except Leave:
                narrate("Nothing of it was kept.")
                return
        await _report(service, session.id)
    next_step(f"coach bank check {root}" if root else f"coach practice {slug}")


def _bank(root: Path | None) -> BankSource:
    paths, runner = load_paths(), LazyRunner(RunnerChoice.AUTO)
    return open_folder(root, paths, runner) if root else open_bank(paths, runner)


async def _report(service: InterviewService, session_id: str) -> None:
    from coach.reporting.terminal import report

    def goodbye(words: Utterance) -> None:
        Voice().finish(words)

    await service.complete_interview_session(session_id, goodbye)
    feedback = await service.get_feedback(session_id)
    show(report(await service.get_session(session_id), feedback))


def place_of(text: str) -> tuple[Path, str]:
    """The bank folder that a question lies in, and its id. Raises ContentError."""
    path = Path(text).absolute()
    if path.is_dir():
        path /= "question.yaml"
        if not path.is_file():
            fix = "name the folder or the YAML file of one question"
            raise ContentError("has no question.yaml", file=text, fix=fix)
    folder = path.parent.parent if path.name == "question.yaml" else path.parent
    if folder.name not in MODELS or path.suffix != ".yaml":
        why = "A question is coding/<id>/question.yaml, or <id>.yaml in system_design, behavioral or concepts."
        raise ContentError("is not where a question would be", file=text, why=why, fix="move it there")
    return folder.parent, path.parent.name if path.name == "question.yaml" else path.stem
