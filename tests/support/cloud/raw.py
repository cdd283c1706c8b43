"""HTTP as no SDK would write it: over a bare socket."""

import socket
from http.client import parse_headers

from support.cloud.clients import Clients
from support.cloud.process import StackProcess
from support.cloud.processes import DistributedStack
from support.patience import PATIENCE_SECONDS


def connect(process: StackProcess | DistributedStack) -> socket.socket:
    return socket.create_connection(("127.0.0.1", process.port), timeout=PATIENCE_SECONDS)


def mns_request(clients: Clients, method: str, target: str, line: str = "", body: bytes = b"") -> bytes:
    """A signed request to MNS; `line` is what stands on the request line instead of the target."""
    import base64
    import hashlib
    import hmac
    from email.utils import formatdate

    date = formatdate(usegmt=True)
    text = f"{method}\n\n\n{date}\nx-mns-version:2015-06-06\n{target}"
    digest = hmac.new(clients.secret.encode(), text.encode(), hashlib.sha1).digest()
    signature = base64.b64encode(digest).decode()
    return (
        f"{method} {line or target} HTTP/1.1\r\n"
        f"Host: {clients.address}\r\nDate: {date}\r\nx-mns-version: 2015-06-06\r\n"
        f"Authorization: MNS {clients.key_id}:{signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def status(connection: socket.socket) -> int:
    """The status of the answer."""
    return int(connection.recv(65536).split(b" ", 2)[1])


def answers(connection: socket.socket, count: int = 1) -> list[tuple[int, bytes]]:
    """So many of them, each with its status and its body."""
    with connection.makefile("rb") as reading:
        found = []
        for _ in range(count):
            status = int(reading.readline().split(b" ", 2)[1])
            length = parse_headers(reading).get("content-length", "0")
            found.append((status, reading.read(int(length))))
        return found
