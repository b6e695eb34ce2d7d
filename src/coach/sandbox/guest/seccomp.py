"""The system calls that candidates' code may not make, as a classic BPF program.

The same bytes are installed by the supervisor before it hands over to a candidate, in every kind of sandbox.
They stand on top of whatever the container engine filters: older engines let through AF_VSOCK and io_uring.
"""

import errno
import platform
import struct
from typing import NamedTuple

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_OFFSET_NUMBER, _OFFSET_ARCHITECTURE, _OFFSET_FIRST_ARGUMENT = 0, 4, 16
_X32_BIT = 0x40000000
_NEW_NAMESPACE_FLAGS = 0x7E020000
_ADDRESS_FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6: harmless without a network

# fmt: off
_X86_64 = {
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "pidfd_getfd": 438,
    "keyctl": 250, "add_key": 248, "request_key": 249,
    "bpf": 321, "perf_event_open": 298, "userfaultfd": 323,
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308,
    "move_mount": 429, "open_tree": 428, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "mount_setattr": 442, "open_by_handle_at": 304, "quotactl": 179, "quotactl_fd": 443, "acct": 163,
    "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246, "kexec_file_load": 320,
    "reboot": 169, "swapon": 167, "swapoff": 168, "syslog": 103, "personality": 135, "vhangup": 153,
    "fanotify_init": 300, "lookup_dcookie": 212, "modify_ldt": 154,
    "mbind": 237, "set_mempolicy": 238, "migrate_pages": 256, "move_pages": 279,
}
_AARCH64 = {
    "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272, "pidfd_getfd": 438,
    "keyctl": 219, "add_key": 217, "request_key": 218,
    "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "unshare": 97, "setns": 268,
    "move_mount": 429, "open_tree": 428, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "mount_setattr": 442, "open_by_handle_at": 265, "quotactl": 60, "quotactl_fd": 443, "acct": 89,
    "init_module": 105, "finit_module": 273, "delete_module": 106, "kexec_load": 104, "kexec_file_load": 294,
    "reboot": 142, "swapon": 224, "swapoff": 225, "syslog": 116, "personality": 92, "vhangup": 58,
    "fanotify_init": 262, "lookup_dcookie": 18,
    "mbind": 235, "set_mempolicy": 237, "migrate_pages": 238, "move_pages": 239,
}
# fmt: on


class Machine(NamedTuple):
    """A processor architecture as seccomp sees it: its audit number and its system call numbers."""

    audit: int
    denied: dict[str, int]
    socket: int
    clone: int
    clone3: int
    has_x32: bool


MACHINES = {
    "x86_64": Machine(0xC000003E, _X86_64, socket=41, clone=56, clone3=435, has_x32=True),
    "aarch64": Machine(0xC00000B7, _AARCH64, socket=198, clone=220, clone3=435, has_x32=False),
}

_Instruction = tuple[int, int, int, int]


def _refuse(number: int) -> _Instruction:
    return (_RETURN, 0, 0, _ERROR | number)


def filter_program(machine: str | None = None) -> bytes:
    """The filter for a machine (this one by default) as `struct sock_filter` entries; empty where unknown."""
    known = MACHINES.get(machine or platform.machine())
    if known is None:
        return b""
    allow = (_RETURN, 0, 0, _ALLOW)
    program: list[_Instruction] = [
        (_LOAD, 0, 0, _OFFSET_ARCHITECTURE),
        (_EQUAL, 1, 0, known.audit),
        _refuse(errno.EPERM),
        (_LOAD, 0, 0, _OFFSET_NUMBER),
    ]
    if known.has_x32:
        program += [(_AT_LEAST, 0, 1, _X32_BIT), _refuse(errno.EPERM)]
    for number in sorted(known.denied.values()):
        program += [(_EQUAL, 0, 1, number), _refuse(errno.EPERM)]
    # Its flags are out of a filter's sight; with ENOSYS the C library falls back to clone, whose flags are not.
    program += [(_EQUAL, 0, 1, known.clone3), _refuse(errno.ENOSYS)]
    program += [
        (_EQUAL, 0, 4, known.clone),
        (_LOAD, 0, 0, _OFFSET_FIRST_ARGUMENT),
        (_ANY_BIT, 0, 1, _NEW_NAMESPACE_FLAGS),
        _refuse(errno.EPERM),
        allow,
    ]
    program += [(_EQUAL, 0, len(_ADDRESS_FAMILIES) + 2, known.socket), (_LOAD, 0, 0, _OFFSET_FIRST_ARGUMENT)]
    last = len(_ADDRESS_FAMILIES)
    program += [(_EQUAL, last - position, 0, family) for position, family in enumerate(_ADDRESS_FAMILIES)]
    program += [_refuse(errno.EAFNOSUPPORT), allow]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in program)
