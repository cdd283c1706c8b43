"""The filter of system calls, run by a small reader of such programs."""

import errno
import struct

import pytest

from scalehook.script_runner.executors import syscalls
from scalehook.script_runner.executors.syscalls import KINDS, MISSING, REFUSED, program

ALLOWED = 0


def ran(machine: str, number: int, argument: int = 0, audit: int | None = None) -> int:
    """The errno that the call ends with, by the program for this machine; 0: it goes on."""
    kind = KINDS[machine]
    steps = list(struct.iter_unpack("=HBBI", program(machine)))
    seen = struct.pack("=IIQQ", number, kind.audit if audit is None else audit, 0, argument)
    loaded, at = 0, 0
    while True:
        code, if_so, else_, value = steps[at]
        at += 1
        if code == syscalls.RETURN:
            return ALLOWED if value == syscalls.ALLOW else value ^ syscalls.REFUSE
        if code == syscalls.LOAD:
            [loaded] = struct.unpack_from("=I", seen, value)
            continue
        holds = {
            syscalls.EQUAL: loaded == value,
            syscalls.AT_LEAST: loaded >= value,
            syscalls.ANY_BIT: bool(loaded & value),
        }[code]
        at += if_so if holds else else_


@pytest.mark.parametrize("machine", KINDS)
def test_every_call_of_the_tables(machine: str) -> None:
    """Is refused, by its number on this machine; others go on."""
    place = KINDS[machine].at
    for numbers in REFUSED.values():
        assert ran(machine, numbers[place]) == errno.EPERM
    for numbers in MISSING.values():
        assert ran(machine, numbers[place]) == errno.ENOSYS
    named = {numbers[place] for numbers in [*REFUSED.values(), *MISSING.values()]}
    assert all(ran(machine, number) == ALLOWED for number in {*range(500)} - named)


@pytest.mark.parametrize("machine", KINDS)
def test_calls_that_are_looked_into(machine: str) -> None:
    """A user namespace, alone or with others; a socket to the machine around a virtual one."""
    kind = KINDS[machine]
    assert ran(machine, kind.clone, 0x10000000 | 17) == errno.EPERM
    assert ran(machine, kind.clone, 0x20000000 | 17) == ALLOWED
    assert ran(machine, kind.socket, 40) == errno.EAFNOSUPPORT
    assert [ran(machine, kind.socket, family) for family in (1, 2, 10, 16)] == [ALLOWED] * 4


def test_calls_for_another_machine() -> None:
    """Are not there: their numbers say something else."""
    assert ran("x86_64", 0, audit=KINDS["aarch64"].audit) == errno.ENOSYS
    assert ran("x86_64", 0x40000000) == errno.ENOSYS
    assert ran("aarch64", 0, audit=0x40000028) == errno.ENOSYS


def test_a_machine_whose_numbers_are_not_known() -> None:
    """Has no filter; the program of others fits into what the kernel takes."""
    assert program("riscv64") == b""
    assert all(0 < len(program(machine)) < 4096 * 8 for machine in KINDS)
