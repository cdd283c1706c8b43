"""An endpoint that a topic pushes to, without the kit: `python by_hand.py 8080`.

For work that takes less than the five seconds for which a topic waits, and subscriptions of the format
SIMPLIFIED. Whatever the cloud or the stack has not signed is refused.
"""

import base64
import json
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from scaling import complete, connect
from signature import is_signed

LARGEST = 1 << 20
TAKEN, REFUSED, TOO_LARGE, AGAIN = 204, 403, 413, 503
SCALING = connect()
TOKENS: set[str] = set()  # of the actions that came: a topic pushes again when it has got no answer
LOCK = threading.Lock()


class Endpoint(BaseHTTPRequestHandler):
    """An answer of 2xx takes a push; any other lets it come again."""

    def do_POST(self) -> None:
        """One push."""
        length = int(self.headers.get("Content-Length", 0))
        if length > LARGEST:
            return self._answer(TOO_LARGE)
        body = self.rfile.read(length)
        if not is_signed(dict(self.headers.items()), self.path, body):
            return self._answer(REFUSED)
        try:
            serve(body)
        except Exception as problem:
            print("again:", problem, file=sys.stderr, flush=True)
            return self._answer(AGAIN)
        return self._answer(TAKEN)

    def log_message(self, *_: object) -> None:
        """Said by the work."""

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


def serve(body: bytes) -> None:
    """Do the work of a notification, and complete its action."""
    content = content_of(body)
    hook, token = content.get("lifecycleHookId"), content.get("lifecycleActionToken")
    if not hook or not token:
        print("no action: a test of the receiver, or nothing that can be read", flush=True)
        return
    with LOCK:
        if token in TOKENS:
            return
        TOKENS.add(token)
    try:
        complete(SCALING, hook, token, work(content))
    except BaseException:
        TOKENS.discard(token)  # it comes again
        raise


def content_of(body: bytes) -> dict[str, Any]:
    """What the notification says; nothing for what is none, which would come again for ever."""
    try:
        content = json.loads(base64.b64decode(body, validate=True))["content"]
    except (ValueError, KeyError, TypeError):
        return {}
    return content if isinstance(content, dict) else {}


def work(content: dict[str, Any]) -> str:
    """Your work goes here: from a notification to CONTINUE, ABANDON or, on scale-in, ROLLBACK."""
    print("working on", *content["instanceIds"], flush=True)
    return "CONTINUE"


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Endpoint)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print("ready", flush=True)
    server.serve_forever()
    server.server_close()  # requests that are open get their answers
