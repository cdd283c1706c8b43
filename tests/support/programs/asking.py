"""Ask the nursery for a program. Also the `scalehook` of a shell: it imports next to nothing."""

import marshal
import os
import signal
import sys
from _socket import AF_UNIX, SCM_RIGHTS, SOL_SOCKET, socket

HEAD = 4  # bytes, which say how long the rest of a question is


def ask(
    nursery: str,
    arguments: list[str],
    environment: dict[str, str],
    files: list[int],
    tied: bool = False,
) -> socket:
    """Where the program's id and later its exit code can be read, each a `number`. One that is `tied` is
    killed when nobody is left who could read them.
    """
    line = socket(AF_UNIX)
    line.connect(nursery)
    body = marshal.dumps((arguments, environment, os.getcwd(), tied))  # noqa: PTH109  (pathlib takes longer than all the rest)
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
    """A command: the same arguments, environment, folder and files, the exit code, and the same end by
    the signals that end a program.
    """
    arguments = [sys.argv[0].rpartition("/")[2], *sys.argv[1:]]
    line = ask(nursery, arguments, dict(os.environ), [0, 1, 2], tied=True)
    program = number(line)
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda received, _: os.kill(program, received))
    code = number(line)
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)
