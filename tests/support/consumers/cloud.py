"""Auto Scaling as far as a consumer can tell, behind httpx's transport."""

import urllib.parse
from collections import Counter, deque
from dataclasses import dataclass, field

import httpx

from support.consumers.clock import HandClock

Refused = str | Exception | httpx.Response
INVALID = "LifecycleHookIdAndLifecycleActionToken.Invalid"


@dataclass
class Waiting:
    started: float
    deadline: float
    heartbeats: int = 0
    result: str = ""
    client_token: str = ""
    calls_after_end: int = 0

    def waits(self, now: float) -> bool:
        return not self.result and now < self.deadline


@dataclass
class FakeCloud:
    """Actions by token. `refusals` are answered, in order, in place of the next calls of that name:
    a code, whatever else somebody answers, or an exception that the connection fails by; `lost` are done
    and not answered.
    """

    clock: HandClock
    timeout: float = 600
    hooks: set[str] = field(default_factory=lambda: {"ash-1"})
    actions: dict[str, Waiting] = field(default_factory=dict)
    refusals: dict[str, deque[Refused]] = field(default_factory=dict)
    lost: int = 0
    calls: Counter[str] = field(default_factory=Counter)

    def start(self, token: str) -> Waiting:
        now = self.clock.now()
        self.actions[token] = Waiting(now, now + self.timeout)
        return self.actions[token]

    def refuse(self, action: str, *how: Refused) -> None:
        self.refusals.setdefault(action, deque()).extend(how)

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.answer)

    def answer(self, request: httpx.Request) -> httpx.Response:
        given = dict(urllib.parse.parse_qsl(request.content.decode()))
        action = given["Action"]
        self.calls[action] += 1
        self._note(given)
        if how := self._refusal(action):
            return how
        if action == "DescribeLifecycleHooks":
            return self._described(given["LifecycleHookId.1"])
        if action == "RecordLifecycleActionHeartbeat":
            return self._extended(given["lifecycleActionToken"], float(given["heartbeatTimeout"]))
        done = self._completed(given)
        if self.lost:
            self.lost -= 1
            raise httpx.ReadError("the answer was lost")
        return done

    def _note(self, given: dict[str, str]) -> None:
        token = given.get("LifecycleActionToken") or given.get("lifecycleActionToken") or ""
        action = self.actions.get(token)
        if action is not None and not action.waits(self.clock.now()):
            action.calls_after_end += 1

    def _refusal(self, action: str) -> httpx.Response | None:
        if not self.refusals.get(action):
            return None
        how = self.refusals[action].popleft()
        if isinstance(how, Exception):
            raise how
        return refusal(how) if isinstance(how, str) else how

    def _described(self, hook: str) -> httpx.Response:
        found = [{"HeartbeatTimeout": self.timeout}] if hook in self.hooks else []
        return httpx.Response(200, json={"RequestId": "1", "LifecycleHooks": {"LifecycleHook": found}})

    def _extended(self, token: str, seconds: float) -> httpx.Response:
        action, now = self.actions.get(token), self.clock.now()
        if action is None or not action.waits(now):
            return refusal(INVALID)
        if action.heartbeats == 20:
            return refusal("LifecycleAction.RecordTimesExceeded")
        if now + seconds > action.started + 21600:
            return refusal("LifecycleAction.TimeExceeded")
        action.heartbeats += 1
        action.deadline = now + seconds
        return httpx.Response(200, json={"RequestId": "1"})

    def _completed(self, given: dict[str, str]) -> httpx.Response:
        action = self.actions.get(given["LifecycleActionToken"])
        if action is not None and action.result and action.client_token == given["ClientToken"]:
            return httpx.Response(200, json={"RequestId": "1"})
        if action is None or not action.waits(self.clock.now()):
            return refusal(INVALID)
        action.result, action.client_token = given["LifecycleActionResult"], given["ClientToken"]
        return httpx.Response(200, json={"RequestId": "1"})


def refusal(code: str) -> httpx.Response:
    status = 500 if code in ("InternalError", "ServiceUnavailable") else 400
    status = 403 if code.startswith("Forbidden") else status
    return httpx.Response(status, json={"Code": code, "Message": "refused"})
