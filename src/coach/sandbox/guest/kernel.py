"""The system calls that Python's standard library does not offer, through the C library."""

import contextlib
import ctypes
import os
import signal
import stat
import struct
from collections.abc import Iterable

from .seccomp import filter_program

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP = 1, 4, 22
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 36, 38
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_CREATE, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION_FLAG, _LANDLOCK_PATH_BENEATH = 1, 1
_CAPABILITY_VERSION_3 = 0x20080522

NEW_USER, NEW_NETWORK, NEW_PROCESSES, NEW_IPC = 0x10000000, 0x40000000, 0x20000000, 0x08000000
NEW_HOSTNAME, NEW_MOUNTS = 0x04000000, 0x00020000
_READ_ONLY, _NOSUID, _NODEV, _REMOUNT, _BIND, _RECURSIVE, _PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18

_c = ctypes.CDLL(None, use_errno=True)


class _FilterProgram(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


_filter_bytes = filter_program()
_filter_buffer = ctypes.create_string_buffer(_filter_bytes, max(1, len(_filter_bytes)))
_filter = _FilterProgram(len(_filter_bytes) // 8, ctypes.addressof(_filter_buffer))


def _check(result: int, what: str) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


def set_dumpable(allowed: bool) -> None:
    """Whether processes of the same user may read this one's memory, environment and files through /proc."""
    _check(_c.prctl(_PR_SET_DUMPABLE, int(allowed), 0, 0, 0), "prctl(dumpable)")


def die_with_parent() -> None:
    """Be killed when the parent process ends."""
    _check(_c.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0), "prctl(pdeathsig)")


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ended, so that they can be found and reaped."""
    _check(_c.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "prctl(subreaper)")


def forbid_new_privileges() -> None:
    """No program started from here gains rights by its file's bits; a filter may be installed without root."""
    _check(_c.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl(no_new_privs)")


def install_filter() -> bool:
    """Install the seccomp filter for good. Returns whether there is one for this machine; raises OSError."""
    if not _filter_bytes:
        return False
    _check(_c.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(_filter), 0, 0), "prctl(seccomp)")
    return True


def unshare(flags: int) -> None:
    """Leave the named namespaces for fresh ones. Raises OSError."""
    _check(_c.unshare(flags), "unshare")


def mount(kind: str, target: str, options: str = "") -> None:
    """Mount a virtual file system (tmpfs, proc) at a folder. Raises OSError."""
    _mount(kind.encode(), target, kind.encode(), _NOSUID | _NODEV, options.encode())


def mount_again(opened: int, target: str) -> None:
    """Make a folder that is open under a descriptor appear at another place too, read-only. Raises OSError."""
    _mount(f"/proc/self/fd/{opened}".encode(), target, None, _BIND | _RECURSIVE, None)
    _mount(None, target, None, _BIND | _REMOUNT | _READ_ONLY | _NOSUID | _NODEV, None)


def keep_mounts_private() -> None:
    """Let no mount made from here on be seen outside this mount namespace. Raises OSError."""
    _mount(None, "/", None, _RECURSIVE | _PRIVATE, None)


def _mount(source: bytes | None, target: str, kind: bytes | None, flags: int, options: bytes | None) -> None:
    _check(_c.mount(source, target.encode(), kind, flags, options), f"mount {target}")


def drop_capabilities() -> None:
    """Give up every capability of this process. Raises OSError."""
    header = struct.pack("Ii", _CAPABILITY_VERSION_3, 0)
    _check(_c.capset(header, struct.pack("6I", *[0] * 6)), "capset")


def landlock_version() -> int:
    """The version of Landlock that the kernel offers; 0 where it offers none."""
    return max(0, int(_c.syscall(_LANDLOCK_CREATE, 0, 0, _LANDLOCK_VERSION_FLAG)))


_READ = 1 | 4 | 8  # execute, read files, list folders
_FILE_RIGHTS = 1 | 2 | 4 | 1 << 14
_ALL_BY_VERSION = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))


def landlock(readable: Iterable[str], writable: Iterable[str]) -> int:
    """Confine this process for good to the given files and folders, and to no TCP port.

    Returns the kernel's Landlock version; 0 means that nothing is confined. Raises OSError.
    """
    version = landlock_version()
    if not version:
        return 0
    everything = 0
    for since, rights in _ALL_BY_VERSION:
        everything |= rights if version >= since else 0
    ports, scopes = (3 if version >= 4 else 0), (3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    attributes = struct.pack("QQQ", everything, ports, scopes)
    rules = _check(_c.syscall(_LANDLOCK_CREATE, attributes, size, 0), "landlock")
    for path in readable:
        _allow_beneath(rules, path, _READ)
    for path in writable:
        _allow_beneath(rules, path, everything)
    _check(_c.syscall(_LANDLOCK_RESTRICT, rules, 0), "landlock")
    os.close(rules)
    return version


def _allow_beneath(rules: int, path: str, rights: int) -> None:
    with contextlib.suppress(FileNotFoundError, PermissionError):
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            if not stat.S_ISDIR(os.fstat(opened).st_mode):
                rights &= _FILE_RIGHTS
            rule = struct.pack("=QI", rights, opened)
            _check(_c.syscall(_LANDLOCK_ADD_RULE, rules, _LANDLOCK_PATH_BENEATH, rule, 0), "landlock")
        finally:
            os.close(opened)
