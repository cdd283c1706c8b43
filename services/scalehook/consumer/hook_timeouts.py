"""The HeartbeatTimeout of hooks, which notifications do not carry: asked once a minute for each."""

import time
from collections import OrderedDict
from collections.abc import Callable

import httpx

from scalehook.consumer.completing import AutoScaling, Refusal, passes
from scalehook.consumer.logs import log

GOOD_SECONDS = 60.0  # real ones
MOST = 1000


class HookGone(Exception):
    """Auto Scaling knows no such hook: what it held has ended."""


class HookTimeouts:
    """What Auto Scaling says, or a setting where it does not answer."""

    def __init__(
        self, scaling: AutoScaling, otherwise: float, real: Callable[[], float] = time.monotonic
    ) -> None:
        self._scaling = scaling
        self._otherwise = otherwise
        self._real = real
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def of(self, hook_id: str) -> float:
        """In seconds. HookGone when it has been deleted."""
        known = self._known.get(hook_id)
        if known and self._real() - known[1] < GOOD_SECONDS:
            return known[0]
        try:
            seconds = await self._scaling.hook_timeout(hook_id)
        except (Refusal, httpx.HTTPError) as problem:
            log.debug("the hook cannot be looked at", hook_id=hook_id, problem=str(problem))
            seconds = known[0] if known else self._otherwise
            if passes(problem):
                return seconds
        if seconds is None:
            self._known.pop(hook_id, None)
            raise HookGone
        self._remember(hook_id, seconds)
        return seconds

    def _remember(self, hook_id: str, seconds: float) -> None:
        self._known[hook_id] = (seconds, self._real())
        self._known.move_to_end(hook_id)
        if len(self._known) > MOST:
            self._known.popitem(last=False)
