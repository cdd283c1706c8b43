"""Auto Scaling as a consumer needs it: complete, ask for more time, look at a hook."""

import hashlib
import secrets
import time
from collections.abc import Mapping
from typing import Any

import httpx

from scalehook.consumer.notification import Notification
from scalehook.consumer.server_time import ServerTime
from scalehook.consumer.settings import Settings
from scalehook.consumer.signing import rpc_signature
from scalehook.consumer.tracing import outgoing

VERSION = "2014-08-28"
ENDED = "LifecycleHookIdAndLifecycleActionToken.Invalid"
NO_MORE = ("LifecycleAction.TimeExceeded", "LifecycleAction.RecordTimesExceeded")
PASSING = (
    "Throttling", "ServiceUnavailable", "InternalError", "RequestTimeout",
    "InvalidTimeStamp", "IllegalTimestamp",  # the next call is dated otherwise
)  # fmt: skip


class Refusal(Exception):
    """Auto Scaling has answered with an error."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.status = status
        self.code = code

    @property
    def ended(self) -> bool:
        """No such action waits: it has ended, its hook is gone, or it is not to be seen yet."""
        return self.code == ENDED

    @property
    def no_more(self) -> bool:
        """The action waits, and gets no more time."""
        return self.code in NO_MORE

    @property
    def passes(self) -> bool:
        """Whether the same call may soon succeed."""
        return self.status >= 500 or self.status == 429 or self.code.startswith(PASSING)


def passes(problem: BaseException) -> bool:
    """Whether the same call may soon succeed, also where no answer has come."""
    return problem.passes if isinstance(problem, Refusal) else isinstance(problem, httpx.TransportError)


class AutoScaling:
    """Signed calls, each made once; Refusal, or httpx's errors where no answer comes."""

    def __init__(self, client: httpx.AsyncClient, settings: Settings) -> None:
        self._client = client
        self._settings = settings
        self._time = ServerTime()

    async def complete(self, found: Notification, result: str) -> None:
        """End the wait. The same call again is the same: its ClientToken is made from the action's."""
        await self._call(
            "CompleteLifecycleAction",
            LifecycleHookId=found.hook_id,
            LifecycleActionToken=found.token,
            LifecycleActionResult=result,
            ClientToken=hashlib.sha256(f"{found.token} {result}".encode()).hexdigest(),
        )

    async def heartbeat(self, found: Notification, seconds: int) -> None:
        """Let it wait so long from now. These parameters begin with small letters."""
        await self._call(
            "RecordLifecycleActionHeartbeat",
            lifecycleHookId=found.hook_id,
            lifecycleActionToken=found.token,
            heartbeatTimeout=str(seconds),
        )

    async def hook_timeout(self, hook_id: str) -> float | None:
        """The hook's HeartbeatTimeout in seconds; None when there is no such hook."""
        answer = await self._call("DescribeLifecycleHooks", **{"LifecycleHookId.1": hook_id})
        hooks = answer.get("LifecycleHooks", {}).get("LifecycleHook", [])
        return float(hooks[0]["HeartbeatTimeout"]) if hooks else None

    async def _call(self, action: str, **parameters: str) -> dict[str, Any]:
        body = self._signed(action, parameters)
        answer = await self._client.post("/", data=body, headers=outgoing())
        self._time.learn(answer)
        return _read(answer)

    def _signed(self, action: str, parameters: Mapping[str, str]) -> dict[str, str]:
        settings = self._settings
        given = {
            **parameters,
            "Action": action,
            "Version": VERSION,
            "Format": "JSON",
            "RegionId": settings.region,
            "AccessKeyId": settings.access_key_id,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureNonce": secrets.token_hex(16),
            "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._time.now())),
        }
        if settings.security_token:
            given["SecurityToken"] = settings.security_token
        return given | {"Signature": rpc_signature(settings.access_key_secret, "POST", given)}


def _read(answer: httpx.Response) -> dict[str, Any]:
    """Whatever answers in its place, as a proxy with a page for everything, is not taken for it."""
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not isinstance(found, dict) or not (found.get("RequestId") or found.get("Code")):
        problem = f"HTTP {answer.status_code}, and no answer of Auto Scaling"
        raise Refusal(httpx.codes.BAD_GATEWAY, problem, "")
    if answer.is_success:
        return found
    code = str(found.get("Code") or f"HTTP {answer.status_code}")
    raise Refusal(answer.status_code, code, str(found.get("Message") or ""))
