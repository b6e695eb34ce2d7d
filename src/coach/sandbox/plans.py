"""What a supervisor is told of its language when it starts."""

import json
from typing import Any

from coach.languages.language import Language, Program, Run

USUAL_MEMORY_MIB = 256
"""The memory limit of most requests: what sandboxes and programs that wait are made for."""
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/box", "LANG": "C.UTF-8"}


def encoded(language: Language) -> str:
    """The plan as one word of JSON."""
    run = language.run
    limits = {
        "compile_seconds": run.compile_seconds,
        "compile_memory_mib": run.compile_memory_mib,
        "limits_data": run.limits_data,
        "least_memory_mib": run.least_memory_mib,
        "usual_memory_mib": USUAL_MEMORY_MIB,
    }
    plan = {
        "kind": run.kind,
        "harness": f"{language.name}_harness" if run.kind == "fork" else "",
        **_commands(run),
        "stdio": {**_commands(language.stdio), **limits} if language.stdio else None,
        **limits,
    }
    return json.dumps(plan, separators=(",", ":"))


def _commands(part: Run | Program) -> dict[str, Any]:
    return {
        "compile": part.compile,
        "artifacts": part.artifacts,
        "command": part.command,
        "environment": {**_ENVIRONMENT, **part.environment},
    }
