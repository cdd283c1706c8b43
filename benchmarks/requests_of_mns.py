"""Signed requests to MNS as bytes, made before the clock runs."""

import base64
import hashlib
from collections.abc import Sequence
from email.utils import formatdate
from xml.sax.saxutils import escape

from benchmarks.servers import KEY_ID, SECRET, Server
from scalehook.gateway.http import HttpRequest
from scalehook.gateway.mns.signature import sign, string_to_sign

HEAD = '<?xml version="1.0" encoding="utf-8"?>'
NAMESPACE = "http://mns.aliyuncs.com/doc/v1/"


def request(server: Server, method: str, target: str, body: bytes = b"") -> bytes:
    """With the headers that the official SDK for Python sends."""
    headers = {
        "host": f"127.0.0.1:{server.port}",
        "date": formatdate(usegmt=True),
        "x-mns-version": "2015-06-06",
        "content-length": str(len(body)),
    }
    if body:
        digest = hashlib.md5(body, usedforsecurity=False).hexdigest()
        headers["content-md5"] = base64.b64encode(digest.encode()).decode()
        headers["content-type"] = "text/xml;charset=UTF-8"
    path, _, query = target.partition("?")
    text = string_to_sign(HttpRequest(method, path, query, headers, body))
    headers["authorization"] = f"MNS {KEY_ID}:{sign(SECRET, text)}"
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode() + body


def create_queue(server: Server, name: str) -> bytes:
    return request(server, "PUT", f"/queues/{name}", _document("Queue", ""))


def send_message(server: Server, queue: str, text: str) -> bytes:
    return request(server, "POST", f"/queues/{queue}/messages", _document("Message", _body(text)))


def send_messages(server: Server, queue: str, texts: Sequence[str]) -> bytes:
    inner = "".join(f"<Message>{_body(text)}</Message>" for text in texts)
    return request(server, "POST", f"/queues/{queue}/messages", _document("Messages", inner))


def receive_message(server: Server, queue: str, count: int = 1, wait: int = 0) -> bytes:
    batch = f"numOfMessages={count}&" if count > 1 else ""
    return request(server, "GET", f"/queues/{queue}/messages?{batch}waitseconds={wait}")


def delete_message(server: Server, queue: str, handle: str) -> bytes:
    return request(server, "DELETE", f"/queues/{queue}/messages?ReceiptHandle={handle}")


def delete_messages(server: Server, queue: str, handles: Sequence[str]) -> bytes:
    inner = "".join(f"<ReceiptHandle>{handle}</ReceiptHandle>" for handle in handles)
    return request(server, "DELETE", f"/queues/{queue}/messages", _document("ReceiptHandles", inner))


def create_topic(server: Server, name: str) -> bytes:
    return request(server, "PUT", f"/topics/{name}", _document("Topic", ""))


def subscribe(server: Server, topic: str, name: str, endpoint: str) -> bytes:
    inner = (
        f"<Endpoint>{escape(endpoint)}</Endpoint><NotifyContentFormat>SIMPLIFIED</NotifyContentFormat>"
    )
    target = f"/topics/{topic}/subscriptions/{name}"
    return request(server, "PUT", target, _document("Subscription", inner))


def publish_message(server: Server, topic: str, text: str) -> bytes:
    return request(server, "POST", f"/topics/{topic}/messages", _document("Message", _body(text)))


def handle_of(answer: bytes) -> str:
    """The receipt handle in the answer to a receive."""
    return handles_of(answer)[0]


def handles_of(answer: bytes) -> list[str]:
    """Of all messages in it."""
    pieces = answer.split(b"<ReceiptHandle>")[1:]
    return [piece.partition(b"</ReceiptHandle>")[0].decode() for piece in pieces]


def _body(text: str) -> str:
    return f"<MessageBody>{escape(text)}</MessageBody>"


def _document(root: str, inner: str) -> bytes:
    return f'{HEAD}<{root} xmlns="{NAMESPACE}">{inner}</{root}>'.encode()
