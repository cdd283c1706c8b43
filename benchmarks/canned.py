"""A server that gives canned answers, by method: what is left is its client's own ceiling.

`python -m benchmarks.canned PORT`, with the answers as a JSON object of hexadecimal texts on stdin.
"""

import asyncio
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import uvloop

from benchmarks.servers import Server, server
from scalehook.testing.throwaway import free_port

ENDED = b"\r\n\r\n"
LENGTH = b"content-length:"


@contextmanager
def canned(answers: Mapping[str, bytes], *under: str) -> Iterator[Server]:
    """The server, in a process of its own; `under` is a program around it."""
    port = free_port()
    given = json.dumps({method: answer.hex() for method, answer in answers.items()}).encode()
    command = [*under, sys.executable, "-m", "benchmarks.canned", str(port)]
    with server(command, port, "/health", given=given) as found:
        yield found


class _Canned(asyncio.Protocol):
    def __init__(self, answers: Mapping[bytes, bytes]) -> None:
        self._answers = answers
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, ended, body = self._received.partition(ENDED)
        if not ended or len(body) < _length(head):
            return
        self._received = b""
        answer = self._answers[head.partition(b" ")[0]]
        if head.split(b" ", 2)[1] == b"/health":
            answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
        self._transport.write(answer)


def _length(head: bytes) -> int:
    at = head.lower().find(LENGTH)
    return int(head[at + len(LENGTH) :].partition(b"\r\n")[0]) if at >= 0 else 0


async def _serve(port: int, answers: Mapping[bytes, bytes]) -> None:
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: _Canned(answers), "127.0.0.1", port)
    await listening.serve_forever()


if __name__ == "__main__":
    told = json.load(sys.stdin)
    answers = {method.encode(): bytes.fromhex(answer) for method, answer in told.items()}
    uvloop.run(_serve(int(sys.argv[1]), answers))
