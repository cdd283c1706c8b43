"""A receiver of pushes that checks them as the official samples do: strictly by names on the wire."""

import base64
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1

from scalehook.testing.cloud import Cloud
from scalehook_contracts.message_service.deliveries import ListDeliveries

NAMED = ("Content-md5", "Content-Type", "Date")


class Receiver(BaseHTTPRequestHandler):
    """403 for what is not signed as it should be."""

    taken: list[bytes] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.is_signed():
            self.taken.append(body)
        self.send_response(204 if body in self.taken else 403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def is_signed(self) -> bool:
        """By headers as they are spelled; the certificate is fetched from where they say it is."""
        headers = dict(self.headers.raw_items())
        own = "\n".join(
            sorted(f"{name}:{headers[name]}" for name in headers if name.startswith("x-mns-"))
        )
        text = "\n".join([self.command, *(headers[name] for name in NAMED), own, self.path])
        with urllib.request.urlopen(
            base64.b64decode(headers["x-mns-signing-cert-url"]).decode()
        ) as answer:
            key = x509.load_pem_x509_certificate(answer.read()).public_key()
        signature = base64.b64decode(headers["Authorization"])
        key.verify(signature, text.encode("latin-1"), PKCS1v15(), SHA1())
        return True

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def receiving() -> Iterator[str]:
    """The address of a receiver that has taken nothing yet."""
    Receiver.taken = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook?x=ä"
        server.shutdown()


def all_taken(cloud: Cloud, topic_name: str, count: int) -> None:
    """So many of the topic's deliveries. Who had no time to answer, on a busy machine, is asked again;
    nothing else may go wrong.
    """
    while True:
        cloud.settle()
        log = cloud.call(ListDeliveries(topic_name=topic_name)).deliveries
        assert {one.reason for one in log} <= {"", "no answer in time"}
        outcomes = [one.outcome for one in log]
        assert "lost" not in outcomes
        if outcomes.count("taken") == count:
            return
        cloud.advance("30s")
