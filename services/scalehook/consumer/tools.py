"""What every action needs, and what is known of its wait."""

import asyncio
from dataclasses import dataclass

from scalehook.consumer.clock import Clock
from scalehook.consumer.completing import AutoScaling
from scalehook.consumer.hook_timeouts import HookTimeouts
from scalehook.consumer.metrics import Metrics
from scalehook.consumer.notification import Notification
from scalehook.consumer.sources.delivery import Delivery
from scalehook.consumer.wait import Wait


@dataclass(frozen=True)
class Tools:
    """Those of one consumer."""

    scaling: AutoScaling
    timeouts: HookTimeouts
    clock: Clock
    metrics: Metrics
    slots: asyncio.Semaphore  # as many handlers run at once

    async def wait(self, found: Notification, delivery: Delivery) -> Wait:
        """Of an action, as far as is known. Age is told by the sender's clock, which need not be ours.
        HookGone when its hook has been deleted.
        """
        told = delivery.received_at
        timeout = await self.timeouts.of(found)
        now = await self.clock.look(told)
        sent = found.started_at or delivery.sent_at
        age = 0.0 if sent is None else max(0.0, (now if told is None else told) - sent)
        return Wait(timeout.seconds, now - age, now, timeout.sure)
