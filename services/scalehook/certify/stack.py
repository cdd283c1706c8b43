"""A stack with a chronicle: it jumps in time by itself, and waits for whoever has a notification."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial

from scalehook.certify.chronicle import Chronicle
from scalehook.certify.hearing import hearing
from scalehook.certify.options import Options
from scalehook.certify.props import QUEUE
from scalehook.embedded import EmbeddedStack
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.clock.prospect import Prospect
from scalehook.kit.randomness import Randomness, seeded
from scalehook.testing.cloud import Cloud
from scalehook.testing.rabbit_stack import RabbitStack
from scalehook.testing.serving import new_gateway, serving

# real: as long as somebody may need to see what a message is that is about no action
REACTION_SECONDS = 2.0
# real: that a consumer needs between two calls. The stack waits for it while its action does; a message
# whose action is over is worked on in real time, too
STEP_SECONDS = 0.5
EVENTS = "certify"  # the queue in which a consumer of events keeps them


@dataclass(frozen=True)
class Witnessed:
    """A stack, and what is known of it."""

    cloud: Cloud
    chronicle: Chronicle
    waits: Callable[[str], bool]  # whether somebody reads this queue at this moment
    sleeps: Callable[[], bool]  # whether somebody sleeps by the stack's clock
    brake: "Brake"


@dataclass
class Brake:
    """While it is `on`, time does not jump by itself: nobody is there who could be waited for, or the
    story wants it to stand.
    """

    absent: bool = True
    standing: bool = False
    returning: bool = False  # it has ended by itself, and is brought back

    @property
    def on(self) -> bool:
        """For one reason or another."""
        return self.absent or self.standing or self.returning


@dataclass(frozen=True)
class Kind:
    """A stack of one of two kinds: what foresees its next timer, and what sees its readers."""

    served: EmbeddedStack | RabbitStack
    prospect: Callable[[], Awaitable[Prospect]]
    waits: Callable[[Cloud, str], bool]


def in_memory(gateway: GatewaySettings, chronicle: Chronicle, random: Randomness) -> Kind:
    """All of it in one process; readers are long polls."""
    stack = EmbeddedStack(gateway, witness=chronicle, random=random)
    readers = stack.control.readers
    return Kind(stack, lambda: stack.timekeeper.prospect(), lambda _, queue: readers.waits(queue))


def over_rabbit(
    gateway: GatewaySettings, amqp_url: str, chronicle: Chronicle, random: Randomness
) -> Kind:
    """Services that speak over a broker; readers are consumers of a queue there."""
    stack = RabbitStack(gateway, amqp_url, 1.0, {}, chronicle, random)
    stack.control.amqp, stack.control.amqp_queues = stack.bus, [EVENTS]
    stack.control.patience = gateway.patience_of_clock()

    def waits(cloud: Cloud, queue: str) -> bool:
        return any(found.readers for found in cloud.run(stack.bus.foreign_queues([queue], "")))

    return Kind(stack, stack.control.coordinator.prospect, waits)


@contextlib.contextmanager
def witnessed_stack(options: Options) -> Iterator[Witnessed]:
    """It runs inside the block: in memory, or over a vhost of its own."""
    with options.vhost() as amqp_url, _witnessed(options, amqp_url) as witnessed:
        yield witnessed


@contextlib.contextmanager
def _witnessed(options: Options, amqp_url: str) -> Iterator[Witnessed]:
    gateway, random = _gateway(options), seeded(options.seed)
    queue = QUEUE if options.profile.source == "mns" else ""
    chronicle, brake = Chronicle(events_are_messages=bool(amqp_url), queue=queue), Brake()
    if amqp_url:
        stack = over_rabbit(gateway, amqp_url, chronicle, random)
    else:
        stack = in_memory(gateway, chronicle, random)
    foreseen, control = stack.prospect, stack.served.control
    control.readers.died_with = chronicle.died_with

    async def prospect() -> Prospect:
        if brake.on or chronicle.in_hand(REACTION_SECONDS) or chronicle.acts(STEP_SECONDS):
            return Prospect(owed=True)
        if not control.sleepers.anybody() and (
            # it need not have said for which action it has slept
            chronicle.woken(STEP_SECONDS) or chronicle.left_waiting(REACTION_SECONDS, control.now())
        ):
            return Prospect(owed=True)
        return await foreseen()

    with serving(stack.served) as (port, loop):
        jumping = asyncio.run_coroutine_threadsafe(control.auto_advance(prospect).run(), loop)
        cloud = Cloud(stack.served, port, loop, chronicle, amqp_url)
        stack.served.audience.listeners.append(hearing(chronicle, control.now))
        control.sleepers.wakes.append(chronicle.wake)
        with contextlib.closing(cloud.aio):
            sleeps = control.sleepers.anybody
            yield Witnessed(cloud, chronicle, partial(stack.waits, cloud), sleeps, brake)
        jumping.cancel()


def _gateway(options: Options) -> GatewaySettings:
    given = {
        "port": options.port,
        "patience": options.hold_seconds,
        "patience_taken": options.taken_seconds,
        "patience_longest": options.patience,
    }
    return (_own_keys(options) or new_gateway()).model_copy(update=given)


def _own_keys(options: Options) -> GatewaySettings | None:
    """Those of the environment, where an attached consumer may know them already."""
    if not options.profile.attach:
        return None
    found = GatewaySettings()
    return found if found.access_key_id and found.access_key_secret else None
