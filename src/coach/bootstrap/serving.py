"""Puts a server's parts together: the service, who may use it, and what it keeps."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.bootstrap import LazyRunner, OpenOptions, open_cipher, open_service
from coach.bootstrap.server import make_accounts, open_audit, open_server_store, open_tokens
from coach.domain.consent import SERVER
from coach.errors import BadSettings, KeyLost
from coach.interview.service import InterviewService
from coach.ports import Clock, SessionStore
from coach.ports.server import ServerStore
from coach.settings import RunnerChoice, Settings, load_paths, load_settings, server_history_file
from coach.telemetry.clock import SystemClock

if TYPE_CHECKING:
    from coach.accounts import AccountService, Audit
    from coach.security.encryption import FieldCipher
    from coach.telemetry.metrics import MetricsObserver

Check = Callable[[], Awaitable[str]]


@dataclass(frozen=True)
class Served:
    """What the routes of a server need."""

    service: InterviewService
    accounts: "AccountService"
    store: ServerStore
    audits: "Audit"
    metrics: "MetricsObserver"
    count: Callable[[], Awaitable[None]]
    """Has the interviews counted anew for the metrics."""
    clock: Clock
    checks: dict[str, Check]
    rotate_keys: Callable[[], Awaitable[int]]
    sweep: Callable[[], Awaitable[int]]
    """Removes the containers that killed processes of this machine left."""
    settings: Settings


@asynccontextmanager
async def open_server(*, model: bool = True, saved: Callable[[str], None]) -> AsyncIterator[Served]:
    """A server's parts on this machine's settings; `saved` is told the id of every interview that changed.

    Raises BadSettings, StoreError, KeyLost.
    """
    settings, paths = load_settings(), load_paths()
    require_containers(settings)
    from coach.store.sqlite import SqliteStore

    tokens, clock, cipher = open_tokens(settings, paths), SystemClock(), open_cipher(paths, settings)
    sessions = SqliteStore(server_history_file(paths), cipher)
    kept = open_server_store(sessions)
    runner = LazyRunner(RunnerChoice.DOCKER)
    metrics, count = counting(kept, runner)
    options = serving_options(runner, sessions, metrics, model=model, saved=saved)
    async with open_service(options) as service:
        # A database that cannot be used is told before anybody is let in.
        await kept.ping()
        yield Served(
            service=service,
            accounts=make_accounts(kept, tokens, settings, clock),
            store=kept,
            audits=open_audit(paths, clock),
            metrics=metrics,
            count=count,
            clock=clock,
            checks=checks(service, kept, cipher),
            rotate_keys=rotation(cipher),
            sweep=sweep,
            settings=settings,
        )


def counting(store: ServerStore, runner: LazyRunner) -> "tuple[MetricsObserver, Callable[[], Awaitable[None]]]":
    """The metrics of a server, and what has its interviews counted anew for them."""
    from coach.telemetry.metrics import MetricsObserver

    metrics, counts = MetricsObserver(), dict[str, int]()
    metrics.watch(sandboxes=lambda: runner.sandboxes, sessions=lambda: counts)

    async def count() -> None:
        counts.update(await store.statuses())

    return metrics, count


def serving_options(
    runner: LazyRunner, store: SessionStore, metrics: "MetricsObserver", *, model: bool, saved: Callable[[str], None]
) -> OpenOptions:
    """A service that acts for nobody: each candidate agrees for themselves."""
    from coach.telemetry.observing import LoggingObserver, Several

    return OpenOptions(
        code_runner=runner,
        model=model,
        store=store,
        saved=saved,
        observer=Several(metrics, LoggingObserver()),
        front_door=SERVER,
        consent_by="",
    )


def require_containers(settings: Settings) -> None:
    """Other people's programs never run outside a container. Raises BadSettings."""
    if settings.sandbox.runner is RunnerChoice.LOCAL:
        raise BadSettings(
            "sandbox.runner  is local, and a server runs other people's programs in containers only.",
            fix="coach config unset sandbox.runner, or set it to docker",
        )


def keys_check(service: InterviewService, cipher: "FieldCipher") -> Check:
    """Whether the key of whoever has the newest interview is there; it is locked with what locks all of them."""

    async def ask() -> str:
        newest = await service.list_sessions(limit=1)
        try:
            for line in newest:
                await asyncio.to_thread(cipher.mark, line.user_id)
        except KeyLost:
            # Whoever was erased meanwhile has none any more.
            if await service.list_sessions(limit=1) == newest:
                raise
        return "open what is stored"

    return ask


def checks(service: InterviewService, store: ServerStore, cipher: "FieldCipher") -> dict[str, Check]:
    """What a server needs and uses, each with a way to ask whether it is there."""

    async def ask_store() -> str:
        await store.ping()
        return "answers"

    async def ask_bank() -> str:
        return f"{len(await service.get_questions())} questions"

    async def ask_runner() -> str:
        from coach.sandbox.choose import engine_version

        return f"docker {await engine_version()}"

    async def ask_model() -> str:
        # Asking the model itself would cost money at every look.
        return service.notice or ("a model" if service.model_host else "offline")

    return {
        "store": ask_store,
        "keys": keys_check(service, cipher),
        "bank": ask_bank,
        "runner": ask_runner,
        "model": ask_model,
    }


async def sweep() -> int:
    """How many containers of killed processes were removed. Raises RunnerUnavailable."""
    from coach.sandbox.choose import sweep_containers

    return await sweep_containers()


def rotation(cipher: "FieldCipher") -> Callable[[], Awaitable[int]]:
    """Locks all data with a fresh key, off the event loop."""

    async def rotate() -> int:
        return await asyncio.to_thread(cipher.rotate)

    return rotate
