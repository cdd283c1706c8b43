"""A user's own function under the kit for consumers: all of the kit but its network is at work."""

import asyncio
from functools import lru_cache
from typing import Any

import httpx

from scalehook.consumer import logs
from scalehook.consumer.completing import AutoScaling, Refusal
from scalehook.consumer.handlers import Handlers
from scalehook.consumer.hook_timeouts import HookTimeouts, Timeout
from scalehook.consumer.inbox import Inbox
from scalehook.consumer.metrics import Metrics
from scalehook.consumer.notification import Notification
from scalehook.consumer.tools import Tools
from scalehook.simulate.actors.client import Client, rest
from scalehook.simulate.actors.told import Told
from scalehook.simulate.agenda import SECOND, START
from scalehook_contracts.base import Command
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    RecordLifecycleActionHeartbeat,
)
from scalehook_contracts.scaling_controller.hooks import DescribeLifecycleHooks

DELIVERIES, USUAL_TIMEOUT = 5, Timeout(600.0, sure=False)


def inbox(
    name: str, handlers: Handlers, concurrency: int, client: Client, told: Told, *, shared: bool
) -> Inbox:
    """One instance's, as its session makes it; it logs nothing, unless somebody has set logs up."""
    logs.configure("critical")
    scaling, clock = SimulatedScaling(client, told), RunClock(client)
    timeouts = HookTimeouts(scaling, USUAL_TIMEOUT, clock.now)
    tools = Tools(scaling, timeouts, clock, _metrics(name), asyncio.Semaphore(concurrency))
    return Inbox(handlers, tools, most=2 * concurrency, deliveries=DELIVERIES, shared=shared)


class RunClock:
    """The run's own time."""

    virtual = False  # nobody moves it beside what happens

    def __init__(self, client: Client) -> None:
        self._agenda = client.cloud.agenda

    def now(self) -> float:
        """Seconds since 1970."""
        return START.timestamp() + self._agenda.now / SECOND

    async def look(self, told: float | None = None, *, anew: bool = False) -> float:
        """The run needs not be told."""
        return self.now()

    async def sleep(self, seconds: float, action: str = "") -> None:
        """Virtual seconds."""
        await rest(seconds)


class SimulatedScaling(AutoScaling):
    """Auto Scaling as the kit calls it, over the run's network."""

    def __init__(self, client: Client, told: Told) -> None:
        self._caller, self._told = client, told

    async def complete(self, found: Notification, result: str) -> None:
        """End the wait."""
        asked = CompleteLifecycleAction.model_validate(
            {
                "lifecycle_hook_id": found.hook_id,
                "lifecycle_action_token": found.token,
                "lifecycle_action_result": result,
                "client_token": f"k-{found.token}-{result}"[:64],
            }
        )
        await self._asked(asked, "completion")
        self._told.accepted[found.token] = self._caller.cloud.agenda.now

    async def heartbeat(self, found: Notification, seconds: int) -> None:
        """Let it wait so long from now."""
        asked = RecordLifecycleActionHeartbeat(
            lifecycle_hook_id=found.hook_id,
            lifecycle_action_token=found.token,
            heartbeat_timeout=seconds,
        )
        await self._asked(asked, "heartbeat")

    async def hook_timeout(self, hook_id: str) -> float | None:
        """The hook's HeartbeatTimeout in seconds; None when there is no such hook."""
        found = await self._asked(DescribeLifecycleHooks(lifecycle_hook_ids=[hook_id]), "look at a hook")
        hooks = found.lifecycle_hooks
        return float(hooks[0].heartbeat_timeout) if hooks else None

    async def _asked(self, command: Command[Any], what: str) -> Any:
        try:
            return await self._caller.call(command)
        except TimeoutError as problem:
            raise httpx.ReadTimeout("no answer") from problem
        except ApiError as refusal:
            self._told.refused[what] += 1
            raise Refusal(refusal.status, refusal.code, str(refusal)) from refusal


@lru_cache(maxsize=64)
def _metrics(name: str) -> Metrics:
    """Nobody reads them here."""
    return Metrics(name)
