"""The only wiring: chooses the adapters and puts the service together."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from coach.domain.drafts import QuestionWish
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import Execution, RunRequest, Trust
from coach.errors import BadSettings, LanguageUnavailable, ModelUnavailable, RunnerUnavailable
from coach.interview.engine import Engine
from coach.interview.service import InterviewService
from coach.interview.supply import QuestionSupply
from coach.interviewers.offline import OfflineInterviewer
from coach.ports import Clock, CodeRunner, QuestionSource, SessionStore, Workspace
from coach.ports.observer import Observer, Unobserved
from coach.settings import (
    ModelProvider,
    Paths,
    RunnerChoice,
    Settings,
    Switch,
    history_file,
    load_passphrase,
    load_paths,
    load_settings,
)
from coach.telemetry.clock import SystemClock

if TYPE_CHECKING:
    from coach.bank.generating_question import QuestionWriter
    from coach.bank.source import BankSource, Packs
    from coach.interviewers.choosing import Chosen
    from coach.security.encryption import FieldCipher

_Result = TypeVar("_Result")

LOCAL_USER = "local"
"""The person at this machine."""
SCRIPT_USER = "script"
"""Whoever plays scripts here; kept apart from the person's own history."""
ID_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without the letters and digits that are taken for one another."""
ID_LENGTH = 10


TERMINAL_DOORS = ("cli", "tui", "scripted")
"""Front doors that are coach's own process; a program that uses coach as a library has a log of its own."""
WRITING_SHARE = Decimal("0.2")
"""What of a budget may go into a question for the next interviews, where one is wanted; the interview has the rest."""


@dataclass(frozen=True)
class OpenOptions:
    """What a front door may choose."""

    runner: RunnerChoice | None = None
    """None: as the settings say."""
    code_runner: CodeRunner | None = None
    """Run code with this one; closed with the service."""
    model: bool = False
    """Let a model interview where the settings and keys give one; otherwise the bank alone speaks."""
    record: Path | None = None
    """Save what the model says there, as a script that the recorded model can play."""
    in_memory: bool = False
    """Keep nothing after the process ends."""
    bank: Path | None = None
    """Ask from this bank folder alone; None: from everything there is."""
    clock: Clock | None = None
    store: SessionStore | None = None
    """Keep sessions there, instead of where the settings say; closed with the service."""
    saved: Callable[[str], None] = lambda session_id: None
    """Told the id of every session that was changed."""
    progress: Callable[[str], None] | None = None
    """Told what is going on while a sandbox image is built."""
    front_door: str = "python"
    consent_by: str = "local operator"
    observer: Observer | None = None
    """None: the log file, where a person starts coach from a terminal and something is kept."""


def new_id() -> str:
    """Letters and digits that can be read aloud, 49 bits of chance."""
    # One question to the system for all ten: asking takes longer than all else here.
    number = secrets.randbelow(len(ID_LETTERS) ** ID_LENGTH)
    return "".join(ID_LETTERS[number // len(ID_LETTERS) ** place % len(ID_LETTERS)] for place in range(ID_LENGTH))


class LazyRunner:
    """Chooses the runner at the first use: an interview in words needs none, and starting one takes a moment."""

    def __init__(self, kind: RunnerChoice, progress: Callable[[str], None] | None = None) -> None:
        self._kind = kind
        self._progress = progress
        self._chosen: asyncio.Task[CodeRunner] | None = None
        self._warming: asyncio.Task[None] | None = None
        self._closed = False

    def _choice(self, language: ProgrammingLanguage) -> "asyncio.Task[CodeRunner]":
        chosen = self._chosen
        if chosen is None or (chosen.done() and (chosen.cancelled() or chosen.exception())):
            from coach.sandbox.choose import choose_runner

            self._closed = False
            chosen = self._chosen = asyncio.create_task(
                choose_runner(self._kind.value, progress=self._tell, language=language)
            )
        return chosen

    def _tell(self, line: str) -> None:
        # An image is built in a thread that nothing can cancel; it ends at the next line it reports.
        if self._closed:
            raise RunnerUnavailable("The sandbox was closed while its image was being built.")
        if self._progress:
            self._progress(line)

    @property
    def name(self) -> str:
        chosen = self._chosen
        if chosen and chosen.done() and not chosen.cancelled() and not chosen.exception():
            return chosen.result().name
        return "not started"

    @property
    def sandboxes(self) -> dict[str, int]:
        """How many sandboxes there are in each state; nothing before the first use."""
        chosen = self._chosen
        if chosen and chosen.done() and not chosen.cancelled() and not chosen.exception():
            counts: dict[str, int] = getattr(chosen.result(), "sandboxes", {})
            return counts
        return {}

    async def run(self, request: RunRequest) -> Execution:
        return await self._with_runner(request.language, lambda runner: runner.run(request))

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        if not requests:
            return []
        return await self._with_runner(requests[0].language, lambda runner: runner.run_many(requests))

    async def _with_runner(
        self, language: ProgrammingLanguage, work: Callable[[CodeRunner], Awaitable[_Result]]
    ) -> _Result:
        chosen = self._choice(language)
        runner = await asyncio.shield(chosen)
        try:
            return await work(runner)
        except LanguageUnavailable:
            raise
        except RunnerUnavailable:
            if self._kind is not RunnerChoice.AUTO:
                raise
            # An engine that went away: choose again, which finds what is left on this machine.
            if self._chosen is chosen:
                self._chosen = None
                await runner.close()
            return await work(await asyncio.shield(self._choice(language)))

    async def require(self, language: ProgrammingLanguage, trust: Trust = Trust.OWN) -> None:
        from coach.sandbox.choose import require

        await require(self._kind.value, language, trust)

    async def warm(self, language: ProgrammingLanguage) -> None:
        # In the background: the first use may have to build an image, and the candidate is reading meanwhile.
        if self._warming is None or self._warming.done():
            self._warming = asyncio.create_task(self._warm(language))

    async def _warm(self, language: ProgrammingLanguage) -> None:
        with suppress(RunnerUnavailable):
            await (await asyncio.shield(self._choice(language))).warm(language)

    async def close(self) -> None:
        self._closed = True
        tasks = [task for task in (self._warming, self._chosen) if task]
        for task in tasks:
            if not task.done():
                task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        if self._chosen and not isinstance(runner := results[-1], BaseException | None):
            await runner.close()


def open_store(paths: Paths, settings: Settings, *, in_memory: bool = False) -> SessionStore:
    """Where sessions are kept. Raises StoreError, KeyLost."""
    if in_memory:
        from coach.store.memory import MemoryStore

        return MemoryStore()
    from coach.store.sqlite import SqliteStore

    return SqliteStore(history_file(paths), open_cipher(paths, settings))


def open_cipher(paths: Paths, settings: Settings) -> "FieldCipher":
    """The encryption of stored fields, with the key this machine keeps."""
    from coach.security.encryption import FieldCipher
    from coach.security.keys import choose_key

    source = choose_key(paths.key_file, explicit=settings.storage.key_file, passphrase=load_passphrase())
    return FieldCipher(paths.keys_database, source)


def open_bank(paths: Paths, runner: CodeRunner, packs: "Packs | None" = None) -> "BankSource":
    """The shipped questions, this person's own and packs, and company patterns. Raises ContentError."""
    from coach.bank.packs import PackRegistry
    from coach.bank.resources import shipped_bank, shipped_patterns
    from coach.bank.source import BankSource

    own = [folder for folder in (paths.generated_bank, paths.imported_bank) if folder.is_dir()]
    packs = PackRegistry(paths.packs).found() if packs is None else packs
    return BankSource([shipped_bank(), *own], shipped_patterns(), runner, paths.cache_dir, packs)


def bank_folders(paths: Paths) -> tuple[Path, ...]:
    """Every folder that has questions for this person; an id that one of them has is taken. Raises ContentError."""
    from coach.bank.packs import PackRegistry
    from coach.bank.resources import shipped_bank

    return shipped_bank(), paths.generated_bank, paths.imported_bank, *PackRegistry(paths.packs).found().folders


def open_folder(root: Path, paths: Paths, runner: CodeRunner) -> "BankSource":
    """The questions of one bank folder alone. Raises ContentError."""
    from coach.bank.resources import shipped_patterns
    from coach.bank.source import BankSource

    return BankSource([root], shipped_patterns(), runner, paths.cache_dir)


def open_workspace(editor: str | None = None, root: Path | None = None) -> Workspace:
    """The candidate's files on this machine or in a folder, with the editor that was asked for or set up."""
    from coach.settings import resolve_editor
    from coach.workspace.files import FileWorkspace

    paths = load_paths()
    return FileWorkspace(root or paths.workspaces, resolve_editor(load_settings(), flag=editor))


def choose_observer(options: OpenOptions, paths: Paths) -> Observer:
    """Whoever is told what happens: who was named, else the log file of a terminal user."""
    if options.observer is not None:
        return options.observer
    if options.in_memory or options.front_door not in TERMINAL_DOORS:
        return Unobserved()
    from coach.telemetry.logs import log_to_file
    from coach.telemetry.observing import LoggingObserver

    log_to_file(paths.log_file)
    return LoggingObserver()


def choose_model(
    settings: Settings, paths: Paths, record: Path | None = None, observer: Observer | None = None
) -> "Chosen":
    """The interviewer that the settings and keys give."""
    from coach.interviewers.choosing import ModelWish, choose_interviewer
    from coach.settings.model_keys import ModelKeys

    keys, section = ModelKeys(paths), settings.model

    def key_of(provider: str) -> str:
        try:
            found = keys.load(ModelProvider(provider))
        except BadSettings as error:
            raise ModelUnavailable(error.message.rstrip("."), why=error.why, fix=error.fix) from None
        return found.secret if found else ""

    wanted = section.provider.value if section.provider else None
    wish = ModelWish(wanted, section.name, section.base_url, section.budget, record, key_of)
    return choose_interviewer(replace(wish, observe=observer.called) if observer else wish)


def choose_models(
    options: OpenOptions, settings: Settings, paths: Paths, observer: Observer | None = None
) -> "tuple[Chosen | None, Chosen | None]":
    """Who interviews by a model, and who writes a question meanwhile.

    The writer is a connection of its own with its part of the budget: what it spends, or breaks, is not missed.
    """
    if not options.model:
        return None, None
    if settings.model.generate is Switch.OFF or options.in_memory:
        return choose_model(settings, paths, options.record, observer), None
    from coach.interviewers.models.budget import RESERVE

    asking = choose_model(_with_part(settings, 1 - WRITING_SHARE), paths, options.record, observer)
    if not asking.model:
        return asking, None
    # Of every budget a reserve is kept for judging, which is nothing a writer does.
    return asking, choose_model(_with_part(settings, WRITING_SHARE / (1 - RESERVE)), paths, None, observer)


def _with_part(settings: Settings, part: Decimal) -> Settings:
    budget = settings.model.budget
    return settings if budget is None else settings.replace(model=settings.model.replace(budget=budget * part))


def _spent(asking: "Chosen | None", writing: "Chosen | None") -> str:
    own = asking.spent() if asking else ""
    more = writing.spent() if writing else ""
    return " and ".join(part for part in (own, more and f"{more} on a question for the next interviews") if part)


@asynccontextmanager
async def open_question_writer(asking: "Chosen | None" = None) -> AsyncIterator["QuestionWriter"]:
    """Writes questions by the model that the settings and keys give. Raises ModelUnavailable where they give none."""
    from coach.interviewers.question_writer import ModelQuestionWriter

    asking = asking or choose_model(load_settings(), load_paths())
    if asking.model is None:
        why = asking.notice or "No key of a provider is set, and no server of your own is named."
        raise ModelUnavailable("A question is written by a model.", why=why, fix=asking.fix or "coach keys set openai")
    try:
        yield ModelQuestionWriter(asking.model)
    finally:
        await asking.model.close()


def open_supply(
    writing: "Chosen", paths: Paths, store: SessionStore, questions: QuestionSource, runner: CodeRunner
) -> QuestionSupply:
    """Has a question written for the next interviews, into the person's own bank."""

    async def write(wish: QuestionWish) -> str:
        from coach.bank.generating_question import Workshop, generate_question

        # What a model wrote never runs outside a container, and takes no place of the candidate's own code.
        apart, into = LazyRunner(RunnerChoice.DOCKER), paths.generated_bank
        try:
            async with open_question_writer(writing) as writer:
                made = await generate_question(wish, writer, Workshop(apart, into, bank_folders(paths)))
        finally:
            await apart.close()
        return made.question.id

    return QuestionSupply(store, questions, runner, write, logging.getLogger("coach.supply").info)


@asynccontextmanager
async def open_service(options: OpenOptions | None = None) -> AsyncIterator[InterviewService]:
    """The interview service on this machine's settings, closed when the block ends. Raises BadSettings, StoreError."""
    chosen = options or OpenOptions(model=True)
    settings, paths = load_settings(), load_paths()
    observer = choose_observer(chosen, paths)
    runner = chosen.code_runner or LazyRunner(chosen.runner or settings.sandbox.runner, chosen.progress)
    asking, writing = choose_models(chosen, settings, paths, observer)
    questions = open_folder(chosen.bank, paths, runner) if chosen.bank else open_bank(paths, runner)
    store = chosen.store or open_store(paths, settings, in_memory=chosen.in_memory)
    supply = open_supply(writing, paths, store, questions, runner) if writing else None
    engine = Engine(
        store=store,
        questions=questions,
        runner=runner,
        interviewer=asking.interviewer if asking else OfflineInterviewer(),
        clock=chosen.clock or SystemClock(),
        new_id=new_id,
        consent_by=chosen.consent_by,
        front_door=chosen.front_door,
        model_host=asking.host if asking else "",
        notice=f"{asking.notice} {asking.fix}".strip() if asking else "",
        spent=lambda: _spent(asking, writing),
        started=supply.begin if supply else lambda session: None,
        saved=chosen.saved,
        observer=observer,
    )
    service = InterviewService(engine)
    async with AsyncExitStack() as closing:
        closing.push_async_callback(service.close)
        if supply:
            closing.push_async_callback(supply.close)
        yield service
