"""A port where nobody listens until it is opened; from then on, until it is closed, it is a server's."""

import contextlib
import socket
import socketserver
import threading
from typing import Any
from urllib.parse import urlsplit

from scalehook.testing.throwaway import free_port


class _Connection(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.server.connections.add(self.request)  # type: ignore[attr-defined]  # a `_Listening`
        with socket.create_connection(self.server.behind) as other:  # type: ignore[attr-defined]
            back = threading.Thread(target=_pump, args=(other, self.request), daemon=True)
            back.start()
            _pump(self.request, other)
            back.join()


class _Listening(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    block_on_close = False
    behind: tuple[str | None, int | None]

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.connections: set[socket.socket] = set()


def _pump(source: socket.socket, target: socket.socket) -> None:
    """However one side ends, the other hears of it."""
    with contextlib.suppress(OSError):
        while received := source.recv(65536):
            target.sendall(received)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class Forwarder:
    """`url` is the address of the server at `behind`, once it is open."""

    def __init__(self, behind: str) -> None:
        parts = urlsplit(behind)
        self._behind, self._port = (parts.hostname, parts.port), free_port()
        self.url = behind.replace(f"{parts.hostname}:{parts.port}/", f"127.0.0.1:{self._port}/")

    def open(self) -> None:
        """Listen, until it is closed or the tests end."""
        self._listening = _Listening(("127.0.0.1", self._port), _Connection)
        self._listening.behind = self._behind
        threading.Thread(target=self._listening.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Nobody listens, and nobody is connected any more."""
        self._listening.shutdown()
        self._listening.server_close()
        for connection in self._listening.connections:
            with contextlib.suppress(OSError):  # it has ended by itself
                connection.shutdown(socket.SHUT_RDWR)
