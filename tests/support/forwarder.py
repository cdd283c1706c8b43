"""A port where nobody listens until it is opened; from then on it is a server's."""

import socket
import socketserver
import threading
from urllib.parse import urlsplit

from scalehook.testing.throwaway import free_port


class _Connection(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        with socket.create_connection(self.server.behind) as other:  # type: ignore[attr-defined]
            back = threading.Thread(target=_pump, args=(other, self.request), daemon=True)
            back.start()
            _pump(self.request, other)
            back.join()


class _Listening(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while received := source.recv(65536):
            target.sendall(received)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


class Forwarder:
    """`url` is the address of the server at `behind`, once it is open."""

    def __init__(self, behind: str) -> None:
        parts = urlsplit(behind)
        self._behind, self._port = (parts.hostname, parts.port), free_port()
        self.url = behind.replace(f":{parts.port}/", f":{self._port}/")

    def open(self) -> None:
        """Listen, until the end of the tests."""
        listening = _Listening(("127.0.0.1", self._port), _Connection)
        listening.behind = self._behind  # type: ignore[attr-defined]
        threading.Thread(target=listening.serve_forever, daemon=True).start()
