"""The judge of the package dmoj: a program and its inputs a line in, seconds and what it printed a line out.

Run by the benchmark with the Python of an environment of its own.
"""

import contextlib
import json
import subprocess
import sys
import time

from dmoj import executors, judgeenv

judgeenv.env["runtime"] = {"python3": sys.argv[1]}
judgeenv.env["tempdir"] = sys.argv[2]
judgeenv.skip_self_test = True
with contextlib.redirect_stdout(sys.stderr):
    executors.load_executors()
for line in sys.stdin:
    source, inputs = json.loads(line)
    began = time.perf_counter()
    program = executors.executors["PY3"].Executor("two_sum", source.encode())
    printed = ""
    for given in inputs:
        process = program.launch(
            time=2, memory=1 << 18, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        out, errors = process.communicate(given.encode())
        printed += (out or errors).decode()
    program.cleanup()
    print(json.dumps([time.perf_counter() - began, printed]), flush=True)
