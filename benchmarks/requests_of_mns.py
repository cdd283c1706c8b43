"""Signed requests to MNS as bytes, made before the clock runs."""

import base64
import hashlib
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
    return request(server, "PUT", f"/queues/{name}", f'{HEAD}<Queue xmlns="{NAMESPACE}"/>'.encode())


def send_message(server: Server, queue: str, text: str) -> bytes:
    inner = f"<MessageBody>{escape(text)}</MessageBody>"
    body = f'{HEAD}<Message xmlns="{NAMESPACE}">{inner}</Message>'.encode()
    return request(server, "POST", f"/queues/{queue}/messages", body)


def receive_message(server: Server, queue: str) -> bytes:
    return request(server, "GET", f"/queues/{queue}/messages?waitseconds=0")


def delete_message(server: Server, queue: str, handle: str) -> bytes:
    return request(server, "DELETE", f"/queues/{queue}/messages?ReceiptHandle={handle}")


def handle_of(answer: bytes) -> str:
    """The receipt handle in the answer to a receive."""
    return answer.partition(b"<ReceiptHandle>")[2].partition(b"</ReceiptHandle>")[0].decode()
