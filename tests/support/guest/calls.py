"""A script that tries system calls, and then a socket to the machine around this one."""

import platform
from collections.abc import Mapping

from scalehook.script_runner.executors.syscalls import KINDS

PROGRAM = """
import ctypes, errno, socket
call = ctypes.CDLL(None, use_errno=True).syscall
def tried(*words):
    done = call(*words)
    return "done" if done >= 0 else errno.errorcode[ctypes.get_errno()]
print(*[tried(number, 0, 0, 0, 0, 0) for number in NUMBERS])
try:
    socket.socket(40, socket.SOCK_STREAM)
except OSError as problem:
    print(errno.errorcode[problem.errno])
"""


def calling(calls: Mapping[str, tuple[int, ...]]) -> str:
    """The calls of a table, by their numbers on this machine."""
    numbers = [numbers[KINDS[platform.machine()].at] for numbers in calls.values()]
    return f"python3 - <<'END'\n{PROGRAM.replace('NUMBERS', str(numbers))}\nEND\n"
