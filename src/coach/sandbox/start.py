"""The program that a sandbox's interpreter is given: it makes this folder importable, and nothing of the host's.

Arguments: how the sandbox was made (container, bubblewrap or plain), the language's plan as JSON, the code's folder.
"""

import importlib
import os
import sys


def _start() -> None:
    above = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 – pathlib is slow
    sys.path.append(above)
    supervisor = importlib.import_module("sandbox.guest.supervisor")
    sys.path.remove(above)
    supervisor.main(sys.argv[1:])


if __name__ == "__main__":
    _start()
