"""A load of plain HTTP: so many requests at a time, each connection sends its next when answered."""

import asyncio
import time
from collections.abc import Callable, Generator, Sequence

ENDED = b"\r\n\r\n"
LENGTH = b"\r\ncontent-length: "
CLOSES = b"\r\nconnection: close"
PATIENCE_SECONDS = 600


Following = Callable[[bytes], bytes | None]  # the next request, by the body of the latest answer
Script = Generator[bytes, bytes, None]  # requests, each of which is told the body of its answer


class Refused(Exception):
    """An answer was no success."""


class _Connection(asyncio.Protocol):
    """One request at a time; connects again to a server that closes after each answer."""

    def __init__(self, address: tuple[str, int], following: Following) -> None:
        self._address = address
        self._following = following
        self._received = b""
        self._answer = b""
        self._leaving = False
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def run(self) -> None:
        while not self.over.done():
            self._leaving = False
            self._gone = asyncio.Event()
            await asyncio.get_running_loop().create_connection(lambda: self, *self._address)
            await self._gone.wait()
        self.over.result()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        received = self._received = self._received + data
        end = received.find(ENDED)
        head = received[:end].lower()
        if end < 0 or len(received) < end + len(ENDED) + length_of(head):
            return
        self._received, self._answer = b"", received[end + len(ENDED) :]
        if head[9:10] != b"2":
            self._end(Refused(received.decode("latin-1")))
        elif CLOSES in head:
            self._leaving = True
            self._transport.close()
        else:
            self._next()

    def connection_lost(self, problem: Exception | None) -> None:
        if not self._leaving and not self.over.done():
            self.over.set_exception(problem or ConnectionResetError("closed without an answer"))
        self._gone.set()

    def _next(self) -> None:
        request = self._following(self._answer)
        if request is None:
            self._end(None)
        else:
            self._transport.write(request)

    def _end(self, problem: Exception | None) -> None:
        if problem is None:
            self.over.set_result(None)
        else:
            self.over.set_exception(problem)
        self._transport.close()


def length_of(head: bytes) -> int:
    """The length of the body, of a head in lower case."""
    at = head.find(LENGTH)
    return int(head[at + len(LENGTH) :].partition(b"\r\n")[0]) if at >= 0 else 0


async def per_second(address: tuple[str, int], requests: Sequence[bytes], at_a_time: int) -> float:
    """Requests answered with success, per second."""
    left, started = iter(requests), time.perf_counter()
    await _connected(address, [lambda _: next(left, None)] * at_a_time)
    return len(requests) / (time.perf_counter() - started)


async def played(address: tuple[str, int], scripts: Sequence[Script]) -> None:
    """Each script by a connection of its own, all at the same time."""
    await _connected(address, [_following(script) for script in scripts])


async def asked(address: tuple[str, int], *requests: bytes) -> list[bytes]:
    """The bodies of the answers, one after the other."""
    bodies = []

    def script() -> Script:
        for request in requests:
            bodies.append((yield request))

    await played(address, [script()])
    return bodies


async def _connected(address: tuple[str, int], all_of_it: Sequence[Following]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*(_Connection(address, following).run() for following in all_of_it))


def _following(script: Script) -> Following:
    begun = False

    def follow(answer: bytes) -> bytes | None:
        nonlocal begun
        try:
            if begun:
                return script.send(answer)
            begun = True
            return next(script)
        except StopIteration:
            return None

    return follow
