"""Ask the nursery for a program. Also the `scalehook` of a shell: it imports next to nothing."""

import marshal
import os
import sys
from _socket import AF_UNIX, SCM_RIGHTS, SOL_SOCKET, socket

HEAD = 4  # bytes, which say how long the rest of a question is


def ask(nursery: str, arguments: list[str], environment: dict[str, str], files: list[int]) -> socket:
    """Where the program's id and later its exit code can be read, each a `number`."""
    line = socket(AF_UNIX)
    line.connect(nursery)
    body = marshal.dumps((arguments, environment, os.getcwd()))  # noqa: PTH109  (pathlib takes longer than all the rest)
    rights = b"".join(file.to_bytes(4, sys.byteorder) for file in files)
    line.sendmsg([len(body).to_bytes(HEAD, "big")], [(SOL_SOCKET, SCM_RIGHTS, rights)])
    line.sendall(body)
    return line


def number(line: socket) -> int:
    """The next one; ConnectionError when the nursery was killed."""
    told = b""
    while not told.endswith(b"\n"):
        read = line.recv(1)
        if not read:
            raise ConnectionError("whoever started the program has ended")
        told += read
    return int(told)


def main(nursery: str) -> None:
    """A shell's command: the same arguments, environment, folder and files, and the exit code."""
    line = ask(nursery, [sys.argv[0].rpartition("/")[2], *sys.argv[1:]], dict(os.environ), [0, 1, 2])
    number(line)
    code = number(line)
    os._exit(code if code >= 0 else 128 - code)
