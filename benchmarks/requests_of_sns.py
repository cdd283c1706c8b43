"""Requests to SNS as bytes; the emulators look at the credential's region, not at the signature."""

from urllib.parse import urlencode

from benchmarks.requests_of_sqs import SIGNED
from benchmarks.servers import Server


def request(server: Server, action: str, **parameters: str) -> bytes:
    body = urlencode({"Action": action, "Version": "2010-03-31", **parameters}).encode()
    headers = {
        "host": f"127.0.0.1:{server.port}",
        "x-amz-date": "20260101T000000Z",
        "content-type": "application/x-www-form-urlencoded",
        "authorization": SIGNED.replace("/sqs/", "/sns/"),
        "content-length": str(len(body)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST / HTTP/1.1\r\n{lines}\r\n".encode() + body
