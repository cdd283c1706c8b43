"""A connection to a server that runs under callgrind."""

import socket
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load import CLOSES, ENDED, Refused, length_of
from benchmarks.servers import Server
from support.callgrind import Counting

PATIENCE_SECONDS = 300


@dataclass
class Instructed:
    """One request after the other; `answers` are the bodies of the latest ones."""

    server: Server
    folder: Path
    answers: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._socket = socket.create_connection(self.server.address, PATIENCE_SECONDS)

    def ask(self, request: bytes) -> bytes:
        """The body of the answer, which is a success."""
        self._socket.sendall(request)
        received = b""
        while (end := received.find(ENDED)) < 0:
            received += self._more()
        head = received[:end].lower()
        while len(received) < end + len(ENDED) + length_of(head):
            received += self._more()
        if head[9:10] != b"2" or CLOSES in head:
            raise Refused(received.decode("latin-1"))
        return received[end + len(ENDED) :]

    def thousands(self, warm_up: list[bytes], counted: list[bytes]) -> float:
        """Thousands of instructions for each of those that are counted."""
        self.answers = [self.ask(request) for request in warm_up]
        with Counting(self.server.process_id, self.folder) as counting:
            self.answers += [self.ask(request) for request in counted]
        return counting.instructions / len(counted) / 1000

    def _more(self) -> bytes:
        received = self._socket.recv(65_536)
        if not received:
            raise ConnectionResetError("closed without an answer")
        return received
