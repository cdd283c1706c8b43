"""The HeartbeatTimeout of hooks, which notifications do not carry: asked once a minute for each."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

import httpx

from scalehook.consumer.completing import AutoScaling, Refusal, passes
from scalehook.consumer.logs import log
from scalehook.consumer.notification import Notification

GOOD_SECONDS = 60.0  # real ones
MOST = 1000


class HookGone(Exception):
    """Auto Scaling knows no such hook: what it held has ended."""


class Timeout(NamedTuple):
    """`sure` when somebody who knows has said it: else it is the usual one, and may be far off."""

    seconds: float
    sure: bool


class HookTimeouts:
    """What Auto Scaling says, or `otherwise` where it does not answer."""

    def __init__(
        self, scaling: AutoScaling, otherwise: Timeout, real: Callable[[], float] = time.monotonic
    ) -> None:
        self._scaling = scaling
        self._otherwise = otherwise
        self._real = real
        self._known: OrderedDict[str, tuple[Timeout, float]] = OrderedDict()

    async def of(self, found: Notification) -> Timeout:
        """Of the hook that it names: HookGone when that has been deleted. Some messages tell it."""
        if found.heartbeat_timeout:
            return Timeout(found.heartbeat_timeout, sure=True)
        return await self._of(found.hook_id)

    async def _of(self, hook_id: str) -> Timeout:
        known = self._known.get(hook_id)
        if known and self._real() - known[1] < GOOD_SECONDS:
            return known[0]
        try:
            seconds = await self._scaling.hook_timeout(hook_id)
        except (Refusal, httpx.HTTPError) as problem:
            log.debug("the hook cannot be looked at", hook_id=hook_id, problem=str(problem))
            found = known[0] if known else self._otherwise
            return found if passes(problem) else self._remember(hook_id, found)
        if seconds is None:
            self._known.pop(hook_id, None)
            raise HookGone
        return self._remember(hook_id, Timeout(seconds, sure=True))

    def _remember(self, hook_id: str, found: Timeout) -> Timeout:
        self._known[hook_id] = (found, self._real())
        self._known.move_to_end(hook_id)
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return found
