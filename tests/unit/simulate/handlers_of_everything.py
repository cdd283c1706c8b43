"""Users' own code: what they give to a consumer, a whole consumer, and a load."""

import asyncio
import random

from scalehook.consumer import Consumer, LifecycleAction
from scalehook.simulate.actors.group import Group

consumer = Consumer("workers")


async def drain(action: LifecycleAction) -> None:
    """Work, ask for more time, give up now and then."""
    await action.sleep(random.expovariate(1 / 30))
    await action.heartbeat(60)
    await action.sleep(5)
    if random.random() < 0.1:
        action.abandon()


@consumer.on("SCALE_IN", attempts=2, on_error="CONTINUE")
async def bus(action: LifecycleAction) -> None:
    """Two things at once, which fail now and then."""
    await asyncio.gather(*(action.sleep(random.uniform(1, 90)) for _ in range(2)))
    if random.random() < 0.2:
        raise ValueError("not this time")


async def visitors(group: Group) -> None:
    """Come when few instances serve, and leave when many do."""
    while True:
        await group.sleep(random.expovariate(1 / 60))
        if group.serving < 4:
            await group.add(1)
        elif not group.waiting:
            await group.remove(2)
