"""When a consumer is ready: the first sign of it counts."""

import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

LOOK_SECONDS = 0.02
CONNECT_SECONDS = 0.5


@dataclass
class Bell:
    """An URL that a consumer may call."""

    url: str
    rung: threading.Event


@contextmanager
def bell() -> Iterator[Bell]:
    """It listens inside the block."""
    rung = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        """Any request to it says: ready."""

        def do_GET(self) -> None:
            """It is ready."""
            rung.set()
            self.send_response(204)
            self.end_headers()

        do_POST = do_HEAD = do_PUT = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Nobody needs to know."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(LOOK_SECONDS,), daemon=True)
        thread.start()
        try:
            yield Bell(f"http://127.0.0.1:{server.server_address[1]}/ready", rung)
        finally:
            server.shutdown()


def accepts(port: int) -> bool:
    """Whether somebody listens there."""
    try:
        socket.create_connection(("127.0.0.1", port), CONNECT_SECONDS).close()
    except OSError:
        return False
    return True


def answers_well(url: str) -> bool:
    """Whether a GET of it gets 200."""
    try:
        return httpx.get(url, timeout=CONNECT_SECONDS, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
