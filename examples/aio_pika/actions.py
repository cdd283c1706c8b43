"""What the API is asked for: more time for an action, and its end."""

import os
import sys
from collections import OrderedDict
from typing import Any

from alibabacloud_ess20220222 import models as ess
from alibabacloud_ess20220222.client import Client
from alibabacloud_tea_openapi.models import Config
from Tea.exceptions import TeaException
from work import pause

ENDED = "LifecycleHookIdAndLifecycleActionToken.Invalid"
PASSING = ("Throttling", "ServiceUnavailable", "InternalError")
REFUSALS = 3  # a completion may come before the wait is known everywhere
LONGEST_PAUSE = 30
REMEMBERED = 1000


class Actions:
    """Calls of the official SDK, with the account's keys."""

    def __init__(self) -> None:
        self._ended: OrderedDict[str, None] = OrderedDict()
        self._client = Client(
            Config(
                access_key_id=_setting("ACCESS_KEY_ID"),
                access_key_secret=_setting("ACCESS_KEY_SECRET"),
                region_id=os.environ.get("SCALEHOOK_REGION", "cn-hangzhou"),
                endpoint=os.environ["SCALEHOOK_ENDPOINT"].removeprefix("http://"),
                protocol="HTTP",
            )
        )

    def ended(self, action: dict[str, Any]) -> bool:
        """Whether this consumer is done with it: an event may come twice."""
        return action["LifecycleActionToken"] in self._ended

    async def beat(self, action: dict[str, Any]) -> None:
        """A heartbeat whenever a third of the wait has passed, until it is cancelled or refused."""
        while True:
            await pause(action["HeartbeatTimeout"] / 3, action["LifecycleActionToken"])
            request = ess.RecordLifecycleActionHeartbeatRequest(
                lifecycle_hook_id=action["LifecycleHookId"],
                lifecycle_action_token=action["LifecycleActionToken"],
                heartbeat_timeout=action["HeartbeatTimeout"],
            )
            try:
                await self._client.record_lifecycle_action_heartbeat_async(request)
            except TeaException as refusal:
                print("no more time:", refusal.code, file=sys.stderr)
                if refusal.code == ENDED:
                    self._remember(action["LifecycleActionToken"])
                return

    async def complete(self, action: dict[str, Any], result: str) -> None:
        """Tries again while the hook may wait. What stays refused is left to its default result."""
        refused, seconds, left = 0, 1, action["HeartbeatTimeout"]
        while left > 0 and refused < REFUSALS:
            try:
                await self._complete_once(action, result)
                break
            except TeaException as problem:
                if not _again(problem):
                    print("not completed:", problem.code, file=sys.stderr)
                    break
                refused += problem.code == ENDED
            left -= seconds
            await pause(seconds)
            seconds = min(2 * seconds, LONGEST_PAUSE)
        self._remember(action["LifecycleActionToken"])

    async def _complete_once(self, action: dict[str, Any], result: str) -> None:
        request = ess.CompleteLifecycleActionRequest(
            lifecycle_hook_id=action["LifecycleHookId"],
            lifecycle_action_token=action["LifecycleActionToken"],
            lifecycle_action_result=result,
            client_token=action["LifecycleActionToken"],  # the same one, however often it is sent
        )
        await self._client.complete_lifecycle_action_async(request)

    def _remember(self, token: str) -> None:
        self._ended[token] = None
        if len(self._ended) > REMEMBERED:
            self._ended.popitem(last=False)


def _setting(name: str) -> str:
    """By either of its names."""
    return os.environ.get(f"ALIBABA_CLOUD_{name}") or os.environ[f"SCALEHOOK_{name}"]


def _again(problem: TeaException) -> bool:
    """A connection that broke has no code."""
    code = problem.code
    return not code or code == ENDED or str(code).startswith(PASSING)
