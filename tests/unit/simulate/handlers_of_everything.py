"""A consumer's function, as a user writes it."""

import random

from scalehook.consumer.action import LifecycleAction


async def drain(action: LifecycleAction) -> None:
    """Work, ask for more time, give up now and then."""
    await action.sleep(random.expovariate(1 / 30))
    await action.heartbeat(60)
    await action.sleep(5)
    if random.random() < 0.1:
        action.abandon()
