"""When a consumer is ready: the first sign of it counts."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx

CONNECT_SECONDS = 0.5
VISIT_SECONDS = 10.0  # for whoever is slow to speak, or to hang up
MOST_BYTES = 65536
THANKS = b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass
class Bell:
    """An URL that a consumer may call, in any way, when it is ready."""

    url: str
    rung: threading.Event = field(default_factory=threading.Event)

    def answer(self, listening: socket.socket) -> None:
        """Whoever comes, until the socket is closed."""
        while True:
            try:
                visitor, _ = listening.accept()
            except OSError:  # closed
                return
            threading.Thread(target=self._hear, args=(visitor,), daemon=True).start()

    def _hear(self, visitor: socket.socket) -> None:
        with visitor, contextlib.suppress(OSError):
            visitor.settimeout(VISIT_SECONDS)
            if visitor.recv(MOST_BYTES):
                self.rung.set()
                visitor.sendall(THANKS)
                visitor.shutdown(socket.SHUT_WR)
                while visitor.recv(MOST_BYTES):  # a body: closed before it is read, the answer is lost
                    pass


@contextlib.contextmanager
def bell() -> Iterator[Bell]:
    """It listens inside the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        bell = Bell(f"http://127.0.0.1:{listening.getsockname()[1]}/ready")
        threading.Thread(target=bell.answer, args=(listening,), daemon=True).start()
        try:
            yield bell
        finally:
            with contextlib.suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)  # wakes who waits in accept


def accepts(port: int) -> bool:
    """Whether somebody listens there."""
    try:
        socket.create_connection(("127.0.0.1", port), CONNECT_SECONDS).close()
    except OSError:
        return False
    return True


def answers_well(url: str) -> bool:
    """Whether a GET of it gets 200. Nothing more of the answer is read: it may have no end."""
    secure = url.startswith("https:")  # else certificates are read for nothing
    given = {"timeout": CONNECT_SECONDS, "trust_env": False, "verify": secure}
    try:
        with httpx.stream("GET", url, **given) as answer:  # type: ignore[arg-type]  # as they are named
            return answer.is_success
    except httpx.HTTPError:
        return False
