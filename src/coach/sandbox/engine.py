"""The container engine: connecting to it, opening hardened containers, and sweeping up after dead processes."""

import contextlib
import os
import platform
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.errors import RunnerUnavailable
from coach.languages.language import Language
from coach.sandbox import images, plans
from coach.sandbox.box import Box, BoxGone, BoxOverdue
from coach.sandbox.frames import AttachedLink

if TYPE_CHECKING:
    from docker import APIClient, DockerClient

LABEL_SESSION, LABEL_PID, LABEL_HOST = "coach.session", "coach.pid", "coach.host"
USER = 10001
_PROBE_SECONDS, _CALL_SECONDS = 3, 60
_HARNESS_MIB = 384
_TRIES = 2
REMOVAL_WAITS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds between tries to remove a container."""
_LOST_WAITS = 3
"""How many of them are waited for an engine that does not answer: it may have cut a connection, or be gone."""


def connect() -> "DockerClient":
    """A client of the engine that DOCKER_HOST (or the default socket) names. Raises RunnerUnavailable."""
    import docker

    with translated():
        try:
            client = docker.from_env(timeout=_PROBE_SECONDS)
        except docker.errors.DockerException:
            elsewhere = None if os.environ.get("DOCKER_HOST") else _other_socket()
            if elsewhere is None:
                raise
            client = docker.DockerClient(base_url=f"unix://{elsewhere}", timeout=_PROBE_SECONDS, version="auto")
        client.api.timeout = _CALL_SECONDS
        if client.api.base_url.startswith("http+docker:"):
            # A local socket has no proxy, and to look for one in the environment takes a while at every request.
            client.api.trust_env = False
        return client


def _other_socket() -> Path | None:
    """Where engines without root, Docker Desktop, Colima and Podman put their sockets, the first that exists."""
    run, home = Path(f"/run/user/{os.getuid()}"), Path.home()
    places = (
        run / "docker.sock",
        home / ".docker/run/docker.sock",
        home / ".docker/desktop/docker.sock",
        home / ".colima/default/docker.sock",
        run / "podman/podman.sock",
    )
    return next((each for each in places if each.is_socket()), None)


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn what the engine's client raises into RunnerUnavailable."""
    import docker.errors
    import requests

    try:
        yield
    except docker.errors.APIError as error:
        why = " ".join(str(error.explanation or error).split())
        raise RunnerUnavailable("Docker refused to run the sandbox", why=why, fix="coach doctor") from error
    except (docker.errors.DockerException, requests.RequestException, OSError) as error:
        raise unreachable(error) from error


def unreachable(error: Exception) -> RunnerUnavailable:
    """The problem of an engine that does not answer, with the innermost reason."""
    reason: BaseException = error
    while (cause := reason.__cause__ or reason.__context__) is not None:
        reason = cause
    where = os.environ.get("DOCKER_HOST", "") or "the default socket"
    why = f"{where}: {getattr(reason, 'strerror', None) or reason}"
    return RunnerUnavailable("Can't reach Docker", why=why, fix="coach doctor")


def is_podman(client: "DockerClient") -> bool:
    """Whether it is Podman that speaks Docker's protocol here."""
    components = client.api.version().get("Components") or ()
    return any("podman" in str(part.get("Name", "")).lower() for part in components)


def container_options(memory_mib: int, *, podman: bool = False) -> dict[str, Any]:
    """The isolation of a container, as options of the engine's host configuration."""
    # Podman takes neither an owner nor a number of inodes, which the size bounds too.
    box = "mode=1777" if podman else f"nr_inodes=4096,uid={USER},gid={USER},mode=0700"
    # Its own default may be more than the machine grants; the number of processes has a limit of its own below.
    processes = [{"name": "nproc", "soft": 4096, "hard": 4096}] if podman else []
    scratch = "mode=1777" if podman else "nr_inodes=1024,mode=1777"
    return {
        "network_mode": "none",
        "read_only": True,
        "tmpfs": {
            "/box": f"rw,exec,nosuid,nodev,size=128m,{box}",
            "/tmp": f"rw,noexec,nosuid,nodev,size=64m,{scratch}",  # noqa: S108 – the container's
        },
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges"],
        "pids_limit": 128,
        "mem_limit": f"{memory_mib}m",
        "memswap_limit": f"{memory_mib}m",
        "nano_cpus": int(min(2, os.cpu_count() or 1) * 1_000_000_000),
        "ipc_mode": "none",
        "log_config": {"type": "none"},
        # The supervisor is process 1 itself: nothing beside it can kill, stop or trace it.
        "init": False,
        "auto_remove": True,
        "ulimits": [
            {"name": "core", "soft": 0, "hard": 0},
            {"name": "nofile", "soft": 256, "hard": 256},
            *processes,
        ],
    }


class EngineSource:
    """Opens containers. Its methods block; docker-py is imported by the first of them."""

    name = "docker"
    notices: tuple[str, ...] = ()

    def __init__(self, progress: Callable[[str], None] | None = None) -> None:
        self._progress = progress
        self._client: DockerClient | None = None
        self._podman = False
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._session = uuid.uuid4().hex
        self._tags: dict[str, str] = {}
        """Images that were there, by language."""

    def memory_class(self, language: Language, memory_mib: int) -> int:
        usual = language.box.memory_mib
        return usual if memory_mib <= plans.USUAL_MEMORY_MIB else max(usual, memory_mib + _HARNESS_MIB)

    def open(self, language: Language, memory_class: int) -> Box:
        client = self._connected()
        with translated():
            problem = ""
            for _ in range(_TRIES):
                box = self._started(client, language, memory_class)
                try:
                    box.wait_until_ready()
                except BoxGone as gone:
                    problem = str(gone)
                except BoxOverdue:
                    problem = "it was not ready in time"
                else:
                    return box
                box.discard()
        raise RunnerUnavailable("The sandbox did not start", why=problem, fix="coach doctor")

    def stop(self) -> None:
        self._stopped.set()

    def close(self) -> None:
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None

    def _line(self, text: str) -> None:
        if self._stopped.is_set():
            # The builder gives up when nobody listens any more.
            raise RunnerUnavailable("The sandbox was closed")
        if self._progress:
            self._progress(text)

    def _connected(self) -> "DockerClient":
        with self._lock:
            if self._client is None:
                self._client = connect()
                self._podman = is_podman(self._client)
                # A process that was killed leaves containers that were created and never started.
                with contextlib.suppress(RunnerUnavailable):
                    sweep_orphans(self._client)
            return self._client

    def _started(self, client: "DockerClient", language: Language, memory_mib: int) -> Box:
        """A container of the language's image, which is looked for once and again when it is gone."""
        import docker.errors

        if tag := self._tags.get(language.name):
            with contextlib.suppress(docker.errors.ImageNotFound):
                return self._start(client, tag, language, memory_mib)
        tag = self._tags[language.name] = images.ensure(client, language, self._line)
        return self._start(client, tag, language, memory_mib)

    def _start(self, client: "DockerClient", tag: str, language: Language, memory_mib: int) -> Box:
        api = client.api
        labels = {LABEL_SESSION: self._session, LABEL_PID: str(os.getpid()), LABEL_HOST: platform.node()}
        options = api.create_host_config(**container_options(memory_mib, podman=self._podman))
        created = api.create_container(
            tag,
            command=[plans.encoded(language), "/box"],
            stdin_open=True,
            user=f"{USER}:{USER}",
            labels=labels,
            host_config=options,
        )
        name = created["Id"]

        def remove() -> None:
            remove_container(api, name)

        try:
            stream = api.attach_socket(name, params={"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1})
            connection: socket.socket = getattr(stream, "_sock", stream)
            box = Box(AttachedLink(connection, stream.close), remove)
        except BaseException:
            remove()
            raise
        try:
            api.start(name)
        except BaseException:
            box.discard()
            raise
        return box


def remove_container(api: "APIClient", name: str, waits: Sequence[float] = REMOVAL_WAITS) -> None:
    """Remove a container that may be ending by itself at this moment. Never raises for what the engine says."""
    import docker.errors
    import requests

    lost = 0
    for wait in waits:
        try:
            api.remove_container(name, force=True)
        except docker.errors.NotFound:
            return
        except docker.errors.APIError:
            # Its own removal and ours can hinder one another, and then neither happens.
            time.sleep(wait)
        except (docker.errors.DockerException, requests.RequestException, OSError):
            lost += 1
            if lost == _LOST_WAITS:
                return
            time.sleep(wait)
        else:
            return


def sweep_orphans(client: "DockerClient") -> int:
    """Remove containers of processes of this machine that are gone; returns how many. Raises RunnerUnavailable."""
    removed = 0
    with translated():
        for found in client.api.containers(all=True, filters={"label": LABEL_SESSION}):
            labels = found.get("Labels") or {}
            if labels.get(LABEL_HOST) != platform.node() or _is_alive(labels.get(LABEL_PID, "")):
                continue
            with contextlib.suppress(RunnerUnavailable), translated():
                client.api.remove_container(found["Id"], force=True)
                removed += 1
    return removed


def _is_alive(pid: str) -> bool:
    if not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
