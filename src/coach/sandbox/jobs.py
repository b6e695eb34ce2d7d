"""A run request as a job for the supervisor."""

import hashlib
import os
from typing import Any, NamedTuple

from coach.domain.execution import CaseInput, RunRequest
from coach.errors import BadInput
from coach.languages import render
from coach.languages.language import Language, load
from coach.sandbox.wires import wire_of

WALL_FACTOR, WALL_EXTRA_SECONDS = 3.0, 1.0
MOST_CROWDING = 8.0
RUN_SECONDS = 120.0
"""The longest run of all cases together, in seconds of wall time."""
GRACE_SECONDS = 5.0
"""What the host waits beyond a run's limits before it removes the sandbox."""
COMPILE_WALL_FACTOR = 3.0
"""What compiling may take in wall time, for one second of CPU time."""
_CPU_SLACK = 1.1
_CPU_SLACK_SECONDS = 0.1

Header = dict[str, Any]


class Job(NamedTuple):
    header: Header
    body: bytes
    seconds: float
    """How long the host waits for the answer."""


def encode(request: RunRequest) -> Job:
    """The frame that asks a supervisor to run a request. Raises BadInput for an input the language cannot hold."""
    language = load(request.language.value)
    driver = render.driver(language, request.signature)
    wire = wire_of(language, request.signature)
    body = bytearray()

    def span(data: bytes) -> tuple[int, int]:
        first = len(body)
        body.extend(data)
        return first, len(body)

    cases, crowded = [], crowding()
    for case in request.cases:
        limit = cpu_limit(request, case)
        cases.append({"input": span(wire.case(request, case, limit)), **_allowance(limit, crowded)})
    files = _files(language, request, driver)
    compiling = language.run.compile_seconds * COMPILE_WALL_FACTOR * crowded if files else 0.0
    first_load = _allowance(request.limits.cpu_seconds, crowded)
    run_wall = max(
        first_load["wall"], min(RUN_SECONDS * crowded, first_load["wall"] + sum(case["wall"] for case in cases))
    )
    header = {
        "files": {name: span(text.encode("utf-8", "surrogatepass")) for name, text in files.items()},
        "key": key_of(request),
        "stdio": request.signature.stdio,
        "prelude": span(b"" if files else wire.prelude(request, driver)),
        "cases": cases,
        "load": first_load,
        "memory_mib": request.limits.memory_mib,
        "printed_bytes": request.limits.output_kib * 1024,
        "run_wall": run_wall,
    }
    return Job(header, bytes(body), compiling + run_wall + GRACE_SECONDS)


def _files(language: Language, request: RunRequest, driver: str) -> dict[str, str]:
    source = request.source
    if request.signature.stdio:
        if language.stdio is None:
            raise BadInput(f"A whole program cannot be written in {language.title} here.")
        return {language.stdio.source: source}
    if language.run.kind != "program" or language.driver is None:
        return {}
    return {language.source: source, language.driver.file: driver}


def key_of(request: RunRequest) -> str:
    """The same for requests that one compiled program can serve."""
    parts = (request.language.value, request.source, request.signature.model_dump_json())
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}\0".encode() + part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def cpu_limit(request: RunRequest, case: CaseInput) -> float:
    """CPU seconds of one case."""
    return case.cpu_seconds or request.limits.cpu_seconds


def crowding() -> float:
    """How many processes want each core of this machine, from 1 to MOST_CROWDING.

    So much longer is waited: what a program needs is counted in CPU time, and it must not fail because others run.
    """
    try:
        waiting = os.getloadavg()[0]
    except (AttributeError, OSError):
        return 1.0
    return min(MOST_CROWDING, max(1.0, waiting / (os.cpu_count() or 1)))


def _allowance(cpu: float, crowded: float) -> dict[str, Any]:
    """The supervisor's limits stand a little above the candidate's: the harness's own work counts there."""
    wall = (cpu * WALL_FACTOR + WALL_EXTRA_SECONDS) * crowded
    return {"cpu": cpu * _CPU_SLACK + _CPU_SLACK_SECONDS, "wall": wall}
