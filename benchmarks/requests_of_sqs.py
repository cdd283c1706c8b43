"""Requests to SQS as bytes; the emulators look at the credential's region, not at the signature."""

import json
from typing import Any

from benchmarks.servers import Server

SIGNED = (
    "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/sqs/aws4_request, "
    "SignedHeaders=host;x-amz-date;x-amz-target, Signature=" + 64 * "0"
)


def request(server: Server, action: str, parameters: dict[str, Any]) -> bytes:
    body = json.dumps(parameters).encode()
    headers = {
        "host": f"127.0.0.1:{server.port}",
        "x-amz-target": f"AmazonSQS.{action}",
        "x-amz-date": "20260101T000000Z",
        "content-type": "application/x-amz-json-1.0",
        "authorization": SIGNED,
        "content-length": str(len(body)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST / HTTP/1.1\r\n{lines}\r\n".encode() + body
