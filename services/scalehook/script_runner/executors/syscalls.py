"""Which system calls the kernel refuses scripts in a sandbox, as a filter that bubblewrap loads.

Most are refused for want of capabilities anyway: then this is a second wall. The kernel's keyrings,
its log, sockets to the machine around a virtual one and new user namespaces have no other. Calls that
were made for another machine (32 bits on one of 64) are not there at all.
"""

import errno
import platform
import struct
from collections.abc import Iterator
from dataclasses import dataclass

NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16  # where the kernel puts them before the filter
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # classic BPF
ALLOW, REFUSE = 0x7FFF0000, 0x00050000  # the latter with an errno
AF_VSOCK = 40
CLONE_NEWUSER = 0x10000000
X32 = 0x40000000

# by name: the numbers on x86_64 and on aarch64
REFUSED = {
    "acct": (163, 89), "add_key": (248, 217), "bpf": (321, 280), "clock_settime": (227, 112),
    "delete_module": (176, 106), "finit_module": (313, 273), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fsopen": (430, 430), "fspick": (433, 433), "init_module": (175, 105),
    "kexec_file_load": (320, 294), "kexec_load": (246, 104), "keyctl": (250, 219), "mount": (165, 40),
    "mount_setattr": (442, 442), "move_mount": (429, 429), "open_by_handle_at": (304, 265),
    "open_tree": (428, 428), "perf_event_open": (298, 241), "pivot_root": (155, 41),
    "quotactl": (179, 60), "quotactl_fd": (443, 443), "reboot": (169, 142), "request_key": (249, 218),
    "setns": (308, 268), "settimeofday": (164, 170), "swapoff": (168, 225), "swapon": (167, 224),
    "syslog": (103, 116), "umount2": (166, 39), "unshare": (272, 97), "userfaultfd": (323, 282),
}  # fmt: skip
# programs do without: they would get round what is looked at of `clone` and `socket`
MISSING = {
    "clone3": (435, 435), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of machine: how the kernel calls it, and its numbers of the calls that are looked into."""

    at: int  # its place in the tables
    audit: int
    clone: int
    socket: int
    has_x32: bool = False


KINDS = {
    "x86_64": Kind(0, 0xC000003E, clone=56, socket=41, has_x32=True),
    "aarch64": Kind(1, 0xC00000B7, clone=220, socket=198),
}


def program(machine: str = "") -> bytes:
    """The filter for this machine, or one of that name; empty where its numbers are not known."""
    kind = KINDS.get(machine or platform.machine())
    return b"" if kind is None else b"".join(_instructions(kind))


def _instructions(kind: Kind) -> Iterator[bytes]:
    yield _do(LOAD, MACHINE)
    yield _do(EQUAL, kind.audit, 1, 0)
    yield _refuse(errno.ENOSYS)
    yield _do(LOAD, NUMBER)
    if kind.has_x32:
        yield from (_do(AT_LEAST, X32, 0, 1), _refuse(errno.ENOSYS))
    for numbers in REFUSED.values():
        yield from (_do(EQUAL, numbers[kind.at], 0, 1), _refuse(errno.EPERM))
    for numbers in MISSING.values():
        yield from (_do(EQUAL, numbers[kind.at], 0, 1), _refuse(errno.ENOSYS))
    yield from _look_into(kind.clone, ANY_BIT, CLONE_NEWUSER, errno.EPERM)
    yield from _look_into(kind.socket, EQUAL, AF_VSOCK, errno.EAFNOSUPPORT)
    yield _do(RETURN, ALLOW)


def _look_into(number: int, test: int, value: int, error: int) -> Iterator[bytes]:
    """A call that is refused by its first argument."""
    yield _do(EQUAL, number, 0, 4)
    yield _do(LOAD, FIRST_ARGUMENT)
    yield _do(test, value, 0, 1)
    yield _refuse(error)
    yield _do(RETURN, ALLOW)


def _refuse(error: int) -> bytes:
    return _do(RETURN, REFUSE | error)


def _do(code: int, value: int, if_so: int = 0, else_: int = 0) -> bytes:
    """One instruction: so many are passed over where a test holds, and so many where it does not."""
    return struct.pack("=HBBI", code, if_so, else_, value)
