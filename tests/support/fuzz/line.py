"""One connection to a stack, opened again whenever the stack has closed it."""

import http.client
import json
from dataclasses import dataclass
from typing import Any

from defusedxml.ElementTree import fromstring

from support.patience import PATIENCE_SECONDS


@dataclass(frozen=True)
class Answer:
    status: int
    type: str
    body: bytes

    def problem(self) -> str:
        """What no client should ever get; empty for an answer that it can read."""
        partial = self.status == 500 and b"<Messages" in self.body  # a batch that went well in part
        if self.status >= 500 and not partial:
            return f"{self.status} {self.body[:300]!r}"
        try:
            self.read()
        except Exception as problem:
            return f"{self.status} {problem!r} {self.body[:300]!r}"
        return ""

    def read(self) -> Any:
        """Its body, as its type says."""
        if not self.body:
            return None
        return json.loads(self.body) if "json" in self.type else fromstring(self.body)


class Line:
    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(address, timeout=PATIENCE_SECONDS)

    def ask(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Ask, and wait for the answer."""
        try:
            raw = {name: value.encode("latin-1") for name, value in headers.items()}
            self._connection.request(method, target, body or None, raw)
            response = self._connection.getresponse()
            return Answer(response.status, response.getheader("content-type") or "", response.read())
        except (ConnectionError, http.client.HTTPException) as problem:
            self._connection.close()
            return Answer(599, "", repr(problem).encode())

    def close(self) -> None:
        self._connection.close()
