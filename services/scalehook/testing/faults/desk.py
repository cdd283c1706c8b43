"""Asks a stack for faults over HTTP."""

from dataclasses import dataclass
from typing import Any

import httpx

PATIENCE_SECONDS = 120  # a busy machine is no failure


class FaultRefused(Exception):
    """The stack does not have such a fault; the message says why."""


class FaultGone(FaultRefused):
    """It is there no more: a reset, or somebody else, has removed it."""


@dataclass(frozen=True)
class Desk:
    """`/_scalehook/faults` of the stack that answers at this address."""

    endpoint: str  # http://HOST:PORT

    def ask(
        self, method: str, fault_id: str = "", body: dict[str, Any] | None = None, retries: int = 0
    ) -> Any:
        """The JSON of the answer; FaultRefused when the stack says no. `retries` are for a port that
        nobody listens at: each comes after twice the time, the second after half a second.
        """
        url = f"{self.endpoint}/_scalehook/faults{'/' if fault_id else ''}{fault_id}"
        secure = url.startswith("https://")  # else certificates are read for nothing
        way = httpx.HTTPTransport(retries=retries, trust_env=False, verify=secure)
        with httpx.Client(transport=way, timeout=PATIENCE_SECONDS, trust_env=False) as client:
            answer = client.request(method, url, json=body)
        if answer.is_error:
            told = answer.json()
            gone = told["Code"] == "NoSuchFault"
            raise (FaultGone if gone else FaultRefused)(told["Message"])
        return answer.json()
