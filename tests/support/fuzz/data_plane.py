"""Requests to EventBridge's data plane: every path, bodies that are JSON, nearly JSON, and no JSON."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any
from uuid import UUID

from scalehook.gateway.eventbridge.routes import OPERATIONS
from support.cloud.process import KEY_ID, SECRET
from support.fuzz.mns import MnsRequest
from support.fuzz.values import Hostile

NAMES = (
    "EventBusName",
    "RuleName",
    "FilterPattern",
    "Targets",
    "TargetIds",
    "EventId",
    "Limit",
    "StartTime",
)
ATTRIBUTES = (
    "id",
    "source",
    "type",
    "specversion",
    "time",
    "data",
    "data_base64",
    "aliyuneventbusname",
    "x",
)
ODD_BODIES = (
    b"",
    b"{",
    b"[" * 5000,
    b"\xff",
    b"null",
    b'{"a":1e999}',
    b'["\\ud800"]',
    b"[" + b"{}," * 3000 + b"{}]",
)
KIND = "application/json; charset=utf-8"


@dataclass
class DataPlaneRequests:
    """Draws them, signed whatever they are."""

    hostile: Hostile

    def request(self) -> MnsRequest:
        """One."""
        random = self.hostile.random
        name = random.choice(("putEvents", "putEvents", "nothing", *OPERATIONS))
        path = random.choice(("/openapi/", "/openapi/", "/openapi/v2/")) + name
        body = random.choice(ODD_BODIES) if random.random() < 0.1 else self._body(name)
        nonce, date = str(UUID(int=random.getrandbits(128))), formatdate(usegmt=True)
        headers = {"content-type": KIND, "date": date, "x-acs-signature-nonce": nonce}
        text = f"POST\n\n{KIND}\n{date}\nx-acs-signature-nonce:{nonce}\n{path}"
        digest = hmac.digest(SECRET.encode(), text.encode(), hashlib.sha1)
        headers["authorization"] = f"acs:{KEY_ID}:{base64.b64encode(digest).decode()}"
        return MnsRequest("POST", path, body, headers)

    def _body(self, name: str) -> bytes:
        random = self.hostile.random
        if name == "putEvents":
            events = [
                self._drawn(ATTRIBUTES) | {"specversion": "1.0"} for _ in range(random.randrange(4))
            ]
            return json.dumps(events).encode()
        return json.dumps(self._drawn(NAMES)).encode()

    def _drawn(self, names: tuple[str, ...]) -> dict[str, Any]:
        return {name: self._value() for name in names if self.hostile.random.random() < 0.7}

    def _value(self) -> Any:
        random = self.hostile.random
        plain = random.choice(("default", "fuzz", "1", 1, None, True, {}, [{"Id": "1"}], {"a": [[]]}))
        return random.choice((plain, plain, self.hostile.text(), self.hostile.number()))
