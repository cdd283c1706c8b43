"""A consumer of the stack's own events with FastStream, typed by the contracts: `python consumer.py`.

An event comes in as the contract that the stack publishes, and is acknowledged after the work. More
time and the end are asked for on the bus, as commands that are contracts too. SIGTERM lets running
work finish for some seconds; what is unfinished then comes back at once.
"""

import asyncio
import contextlib
import os

from bus import Bus, queue
from faststream import AckPolicy, FastStream
from faststream.rabbit import Channel, ExchangeType, RabbitBroker, RabbitExchange
from work import pause, work

from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted

HOOK = os.environ.get("SCALEHOOK_CERTIFY_HOOK", "")  # only hooks of this name; empty: all
AT_ONCE = 8
GRACE_SECONDS = 8.0

broker = RabbitBroker(
    os.environ["SCALEHOOK_AMQP_URL"],
    graceful_timeout=GRACE_SECONDS,
    default_channel=Channel(prefetch_count=AT_ONCE),
)
app = FastStream(broker)
events = RabbitExchange("scalehook.events", type=ExchangeType.TOPIC, durable=True)
bus = Bus(broker)
ended: dict[str, None] = {}  # tokens, the oldest first: an event may come twice
REMEMBERED = 1000


@broker.subscriber(
    queue(LifecycleActionStarted.wire_name()), events, ack_policy=AckPolicy.NACK_ON_ERROR, no_reply=True
)
async def started(action: LifecycleActionStarted) -> None:
    """A hook holds instances: work, and say how it ended."""
    if action.lifecycle_action_token in ended or HOOK not in ("", action.lifecycle_hook_name):
        return
    beating = asyncio.create_task(beat(action))
    try:
        result = await work(action)
    finally:
        beating.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await beating
    await bus.complete(action, result)
    remember(action.lifecycle_action_token)


async def beat(action: LifecycleActionStarted) -> None:
    """A heartbeat whenever a third of the wait has passed, until one is refused."""
    seconds, token = action.heartbeat_timeout / 3, action.lifecycle_action_token
    await pause(seconds, token)
    while await bus.heartbeat(action):
        await pause(seconds, token)


def remember(token: str) -> None:
    """Only the last ones."""
    ended[token] = None
    if len(ended) > REMEMBERED:
        del ended[next(iter(ended))]


if __name__ == "__main__":
    asyncio.run(app.run())
