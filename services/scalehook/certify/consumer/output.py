"""What a consumer writes: its beginning and its end are kept."""

import threading
from collections import deque
from typing import IO

EACH_END = 2**20  # bytes
CHUNK = 2**16
LONGEST_LINE = 400  # letters of one in a report


class Output:
    """Of one stream. Written by a thread that reads the pipe, read by anybody."""

    def __init__(self, each_end: int = EACH_END) -> None:
        self._most = each_end
        self._lock = threading.Lock()
        self._head = bytearray()
        self._tail: deque[bytes] = deque()
        self._tail_size = 0
        self.left_out = 0
        self.written = 0  # bytes, kept or not

    def add(self, data: bytes) -> None:
        """More of it."""
        with self._lock:
            self.written += len(data)
            room = self._most - len(self._head)
            self._head += data[:room]
            if rest := data[room:]:
                self._tail.append(rest)
                self._tail_size += len(rest)
                self._cut()

    def text(self) -> str:
        """What is kept; where bytes are left out, a line says how many."""
        with self._lock:
            gap = f"\n… {self.left_out} bytes left out …\n".encode() if self.left_out else b""
            return (bytes(self._head) + gap + b"".join(self._tail)).decode(errors="replace")

    def tail(self, lines: int = 20) -> list[str]:
        """The last lines, of long ones the beginning."""
        return [_cut_off(line) for line in self.text().splitlines()[-lines:]]

    def read(self, pipe: IO[bytes]) -> threading.Thread:
        """Read the pipe to its end, in a thread of its own."""
        thread = threading.Thread(target=self._drain, args=(pipe,), daemon=True)
        thread.start()
        return thread

    def _drain(self, pipe: IO[bytes]) -> None:
        with pipe:
            while data := pipe.read1(CHUNK):  # type: ignore[attr-defined]  # pipes are BufferedReaders
                self.add(data)

    def _cut(self) -> None:
        while (excess := self._tail_size - self._most) > 0:
            first = self._tail.popleft()
            if len(first) > excess:
                self._tail.appendleft(first[excess:])
            gone = min(excess, len(first))
            self.left_out += gone
            self._tail_size -= gone


def _cut_off(line: str) -> str:
    left = len(line) - LONGEST_LINE
    return line if left <= 0 else f"{line[:LONGEST_LINE]} … {left} letters more"
