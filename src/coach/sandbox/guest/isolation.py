"""How a supervisor without a container or bubblewrap confines itself: namespaces of its own, then Landlock.

What the kernel refuses is told in the notices; without Landlock nothing keeps the code from the person's files, so
the supervisor does not start.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import NamedTuple

from . import kernel
from .process import Place

USER = 10001
PROCESSES = 64
_NAMESPACES = kernel.NEW_NETWORK | kernel.NEW_PROCESSES | kernel.NEW_IPC | kernel.NEW_HOSTNAME | kernel.NEW_MOUNTS
_SCOPED_SIGNALS, _TCP_PORTS = 6, 4
"""The versions of Landlock that confine signals, and connections."""


class Confined(NamedTuple):
    place: Place
    notices: tuple[str, ...]


def confine(box: str, readable: tuple[str, ...]) -> Confined:
    """Confine this process as far as possible; it goes on as a child. Exits where it must not run code."""
    landlock = kernel.landlock_version()
    if not landlock:
        sys.exit("the kernel has no Landlock, so files could not be protected")
    notices: list[str] = []
    as_root = os.geteuid() == 0
    alone = _leave_namespaces(as_root)
    if alone:
        _become_first_process()
        owner = f",uid={USER},gid={USER}" if as_root else ""
        if not _mounted("tmpfs", box, f"size=64m,nr_inodes=4096,mode=0700{owner}"):
            notices.append("Disk use is limited per file only.")
        _mounted("proc", "/proc")
    elif as_root:
        sys.exit("without namespaces of its own it would run with root's rights")
    else:
        notices += _without_namespaces(landlock)
        kernel.adopt_orphans()
    if as_root:
        uncover(readable)
        become_nobody()
        if not os.access(box, os.R_OK | os.W_OK | os.X_OK):
            sys.exit(f"{box} cannot be reached without root's rights")
    if alone:
        with contextlib.suppress(OSError):
            kernel.drop_capabilities()
    kernel.forbid_new_privileges()
    limit = PROCESSES if alone else None
    place = Place(box=box, is_init=os.getpid() == 1, readable=readable, process_limit=limit)
    return Confined(place, tuple(notices))


def become_nobody() -> None:
    """Give up root's rights for those of a user who owns nothing."""
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    # Changing the user disarmed it.
    kernel.die_with_parent()


def uncover(folders: tuple[str, ...]) -> None:
    """Make folders below a private one (a Python in root's home) reachable, hiding what else is in there."""
    opened = []
    for folder in folders:
        hiding = _private_parent(Path(folder))
        if hiding is not None:
            opened.append((os.open(folder, os.O_PATH | os.O_CLOEXEC), folder, str(hiding)))
    for parent in {parent for _, _, parent in opened}:
        kernel.mount("tmpfs", parent, "size=64k,mode=0755")
    for descriptor, folder, _ in opened:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 – as text, like the mounts around it
        kernel.mount_again(descriptor, folder)
        os.close(descriptor)


def _private_parent(folder: Path) -> Path | None:
    """The topmost parent of an existing folder that others may not enter."""
    if not folder.is_dir():
        return None
    return next((each for each in reversed(folder.parents) if not each.stat().st_mode & 0o001), None)


def _without_namespaces(landlock: int) -> list[str]:
    notices = ["The number of processes is not limited, and disk use only per file."]
    if landlock < _TCP_PORTS:
        notices.append("The network is not blocked.")
    else:
        notices.append("The network is blocked for TCP only.")
    if landlock < _SCOPED_SIGNALS:
        notices.append("The code could end other programs of yours.")
    return notices


def _leave_namespaces(as_root: bool) -> bool:
    user, group = os.geteuid(), os.getegid()
    try:
        if as_root:
            # No user namespace: root's own identity is left altogether, so that its limits count.
            kernel.unshare(_NAMESPACES)
            kernel.keep_mounts_private()
            return True
        kernel.unshare(_NAMESPACES | kernel.NEW_USER)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{USER} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{USER} {group} 1")
    except OSError:
        return False
    return True


def _become_first_process() -> None:
    """Go on as process 1 of the fresh namespace; the process outside only waits for its end."""
    pid = os.fork()
    if pid:
        for descriptor in (0, 1):
            os.close(descriptor)
        _, status = os.waitpid(pid, 0)
        os._exit(abs(os.waitstatus_to_exitcode(status)))
    kernel.die_with_parent()


def _mounted(kind: str, target: str, options: str = "") -> bool:
    try:
        kernel.mount(kind, target, options)
    except OSError:
        return False
    return True
