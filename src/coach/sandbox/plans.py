"""What a supervisor is told of its language when it starts."""

import json

from coach.languages.language import Language

USUAL_MEMORY_MIB = 256
"""The memory limit that a waiting program is started with."""
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/box", "LANG": "C.UTF-8"}


def encoded(language: Language) -> str:
    """The plan as one word of JSON."""
    run = language.run
    plan = {
        "kind": run.kind,
        "harness": f"{language.name}_harness",
        "compile": run.compile,
        "artifacts": run.artifacts,
        "command": run.command,
        "environment": {**_ENVIRONMENT, **run.environment},
        "compile_seconds": run.compile_seconds,
        "compile_memory_mib": run.compile_memory_mib,
        "limits_data": run.limits_data,
        "usual_memory_mib": USUAL_MEMORY_MIB,
    }
    return json.dumps(plan, separators=(",", ":"))
