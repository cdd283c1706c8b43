"""A small service registry: `python registry.py 8500`.

PUT /SERVICE/INSTANCE with an address registers, DELETE takes back, GET /SERVICE lists who is there.
"""

import json
import sys
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, HTTPServer

SERVICES: dict[str, dict[str, str]] = defaultdict(dict)


class Registry(BaseHTTPRequestHandler):
    """Keeps everything in memory. To register twice, or to leave twice, is no error."""

    def do_PUT(self) -> None:
        """An instance is there."""
        service, instance = self._named()
        length = int(self.headers.get("Content-Length", 0))
        SERVICES[service][instance] = self.rfile.read(length).decode()
        self._answer(SERVICES[service])

    def do_DELETE(self) -> None:
        """It is gone."""
        service, instance = self._named()
        SERVICES[service].pop(instance, None)
        self._answer(SERVICES[service])

    def do_GET(self) -> None:
        """Addresses by instance."""
        self._answer(SERVICES[self._named()[0]])

    def log_message(self, *_: object) -> None:
        """The consumer says what happens."""

    def _named(self) -> tuple[str, str]:
        _, service, *rest = self.path.split("/")
        return service, rest[0] if rest else ""

    def _answer(self, body: object) -> None:
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", int(sys.argv[1])), Registry)
    print("ready", flush=True)
    server.serve_forever()
