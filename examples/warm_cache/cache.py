"""Caches, one for each instance that is named: `python cache.py 8600`.

PUT /INSTANCE/KEY keeps a value, GET /INSTANCE says how many there are.
"""

import sys
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, HTTPServer

CACHES: dict[str, dict[str, bytes]] = defaultdict(dict)


class Cache(BaseHTTPRequestHandler):
    """Answers for all instances."""

    def do_PUT(self) -> None:
        """Keep a value."""
        _, instance, key = self.path.split("/", 2)
        CACHES[instance][key] = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(b"")

    def do_GET(self) -> None:
        """How many values there are."""
        self._answer(str(len(CACHES[self.path.strip("/")])).encode())

    def log_message(self, *_: object) -> None:
        """The consumer says what happens."""

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", int(sys.argv[1])), Cache)
    print("ready", flush=True)
    server.serve_forever()
