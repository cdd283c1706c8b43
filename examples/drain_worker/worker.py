"""Workers to drain, one for each instance that is named: `python worker.py 8000`.

PUT /INSTANCE/jobs/JOB begins a job, DELETE ends it, GET /INSTANCE/jobs lists those that run, and after
POST /INSTANCE/drain no new one is taken.
"""

import json
import sys
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, HTTPServer

JOBS: dict[str, set[str]] = defaultdict(set)
DRAINING: set[str] = set()


class Worker(BaseHTTPRequestHandler):
    """Answers for all instances."""

    def do_PUT(self) -> None:
        """A job begins."""
        instance, job = self._named()
        if instance in DRAINING:
            return self._answer(409, "draining")
        JOBS[instance].add(job)
        return self._answer(201, job)

    def do_DELETE(self) -> None:
        """A job has ended."""
        instance, job = self._named()
        JOBS[instance].discard(job)
        self._answer(200, job)

    def do_POST(self) -> None:
        """No new jobs."""
        instance, _ = self._named()
        DRAINING.add(instance)
        self._answer(200, "draining")

    def do_GET(self) -> None:
        """The jobs that run."""
        instance, _ = self._named()
        self._answer(200, sorted(JOBS[instance]))

    def log_message(self, *_: object) -> None:
        """The consumer says what happens."""

    def _named(self) -> tuple[str, str]:
        _, instance, *rest = self.path.split("/")
        return instance, rest[-1] if rest else ""

    def _answer(self, status: int, body: object) -> None:
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", int(sys.argv[1])), Worker)
    print("ready", flush=True)
    server.serve_forever()
