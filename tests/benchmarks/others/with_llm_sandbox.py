"""One open session of the package llm-sandbox: a program a line in, seconds and what it printed a line out.

Run by the benchmark with the Python of an environment of its own.
"""

import json
import sys
import time

from llm_sandbox import SandboxSession

job = json.loads(sys.stdin.readline())
options = {"entrypoint": ["/usr/bin/sleep"], "command": "3600", "tty": False, "user": "0"}
with SandboxSession(
    lang=job["language"],
    image=job["image"],
    keep_template=True,
    skip_environment_setup=True,
    workdir="/tmp",
    runtime_configs=options,
) as session:
    for line in sys.stdin:
        began = time.perf_counter()
        done = session.run(json.loads(line))
        print(json.dumps([time.perf_counter() - began, done.stdout or done.stderr]), flush=True)
