"""The first rung of the local ladder: namespaces and a private file system by the `bwrap` program."""

import contextlib
import os
import shutil
import subprocess

from coach.languages.language import Language
from coach.sandbox import interpreter, plans

_USER_INSIDE = "10001"
_MEBIBYTE = 1 << 20
_CODE = ("__init__.py", "start.py", "guest")

NAME = "bubblewrap"
NOTICE = "No container: the code ran on this machine inside bubblewrap; memory is limited per process only."


def program() -> str | None:
    """The path of `bwrap`, if it is installed."""
    return shutil.which("bwrap")


def command(bwrap: str, language: Language) -> list[str]:
    """The command that starts a supervisor in bubblewrap."""
    inside = "/opt/coach/sandbox"
    parts = [bwrap, *_namespaces(bwrap), "--die-with-parent", "--new-session", "--as-pid-1"]
    parts += ["--hostname", "sandbox"]
    for folder in interpreter.system_folders():
        if folder.is_symlink():
            parts += ["--symlink", str(folder.readlink()), str(folder)]
        else:
            parts += ["--ro-bind", str(folder), str(folder)]
    parts += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    for name in _CODE:
        parts += ["--ro-bind", str(interpreter.SANDBOX / name), f"{inside}/{name}"]
    parts += ["--proc", "/proc", "--dev", "/dev", "--size", str(16 * _MEBIBYTE), "--tmpfs", "/tmp"]  # noqa: S108
    for folder in interpreter.own_folders():
        # Its parents would copy its own mode, and a Python of root's is for the supervisor's user too.
        for parent in reversed(folder.parents[:-1]):
            parts += ["--perms", "0755", "--dir", str(parent)]
        parts += ["--ro-bind", str(folder), str(folder)]
    parts += ["--size", str(64 * _MEBIBYTE), "--perms", "0777", "--tmpfs", "/box"]
    parts += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/box", "--"]
    return [
        *parts,
        str(interpreter.executable()),
        *interpreter.FLAGS,
        f"{inside}/start.py",
        NAME,
        plans.encoded(language),
        "/box",
    ]


def _namespaces(bwrap: str) -> list[str]:
    if os.geteuid() == 0:
        # The supervisor itself leaves root's identity: as root in a user namespace, no process limit would count.
        apart = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
        return [*apart, "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    apart = ["--unshare-all", "--unshare-user", "--uid", _USER_INSIDE, "--gid", _USER_INSIDE, "--cap-drop", "ALL"]
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        known = subprocess.run([bwrap, "--help"], capture_output=True, timeout=5, check=False)
        if b"--disable-userns" in known.stdout + known.stderr:
            apart.append("--disable-userns")
    return apart
