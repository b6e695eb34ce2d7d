"""The filter program, run on paper: an interpreter of classic BPF decides about system calls."""

import errno
import struct

import pytest

from coach.sandbox.guest.seccomp import MACHINES, filter_program

ALLOW, ERROR = 0x7FFF0000, 0x00050000


def verdict(program: bytes, audit: int, number: int, argument: int = 0) -> int:
    """What the filter answers to one system call."""
    data = struct.pack("<IIQQ", number, audit, 0, argument)
    instructions = list(struct.iter_unpack("<HBBI", program))
    accumulator, position = 0, 0
    while True:
        code, when_true, when_false, constant = instructions[position]
        position += 1
        match code:
            case 0x20:
                (accumulator,) = struct.unpack_from("<I", data, constant)
            case 0x15:
                position += when_true if accumulator == constant else when_false
            case 0x35:
                position += when_true if accumulator >= constant else when_false
            case 0x45:
                position += when_true if accumulator & constant else when_false
            case 0x06:
                return int(constant)
            case _:
                raise AssertionError(f"instruction {code:#x}")


@pytest.fixture(params=sorted(MACHINES), name="machine")
def any_machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def answer(machine: str, number: int, argument: int = 0) -> int:
    return verdict(filter_program(machine), MACHINES[machine].audit, number, argument)


def test_every_named_call_is_refused(machine: str) -> None:
    for name, number in MACHINES[machine].denied.items():
        assert answer(machine, number) == ERROR | errno.EPERM, name


def test_ordinary_calls_are_allowed(machine: str) -> None:
    ordinary = {"x86_64": [0, 1, 2, 9, 59, 60, 202, 231], "aarch64": [63, 64, 56, 222, 221, 93, 98, 94]}[machine]
    assert {answer(machine, number) for number in ordinary} == {ALLOW}


@pytest.mark.parametrize(
    ("family", "allowed"), [(1, True), (2, True), (10, True), (16, False), (38, False), (40, False)]
)
def test_address_families(machine: str, family: int, allowed: bool) -> None:
    expected = ALLOW if allowed else ERROR | errno.EAFNOSUPPORT
    assert answer(machine, MACHINES[machine].socket, family) == expected


def test_clone_without_new_namespaces_only(machine: str) -> None:
    clone = MACHINES[machine].clone
    assert answer(machine, clone, 0x003D0F00) == ALLOW, "a thread"
    assert answer(machine, clone, 17) == ALLOW, "a process"
    for flag in (0x10000000, 0x40000000, 0x20000000, 0x08000000, 0x04000000, 0x00020000, 0x02000000):
        assert answer(machine, clone, flag | 17) == ERROR | errno.EPERM


def test_clone3_is_unknown(machine: str) -> None:
    assert answer(machine, MACHINES[machine].clone3) == ERROR | errno.ENOSYS


def test_other_architectures_are_refused(machine: str) -> None:
    assert verdict(filter_program(machine), 0x40000003, 1) == ERROR | errno.EPERM


def test_the_second_numbering_of_x86_64_is_refused() -> None:
    assert answer("x86_64", 0x40000000 | 1) == ERROR | errno.EPERM


def test_an_unknown_machine_has_no_filter() -> None:
    assert filter_program("riscv64") == b""
