"""A stack with a chronicle: it jumps in time by itself, and waits for whoever has a notification."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scalehook.certify.chronicle import Chronicle
from scalehook.certify.hearing import hearing
from scalehook.certify.options import Options
from scalehook.embedded import EmbeddedStack
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.clock.prospect import Prospect
from scalehook.testing.cloud import Cloud
from scalehook.testing.serving import new_gateway, serving

# real: as long as somebody may need to see what a message is that is about no action
REACTION_SECONDS = 2.0


@dataclass(frozen=True)
class Witnessed:
    """A stack, and what is known of it."""

    cloud: Cloud
    chronicle: Chronicle
    waits: Callable[[str], bool]  # whether a long poll waits for this queue's messages
    brake: "Brake"


@dataclass
class Brake:
    """While it is `on`, time does not jump by itself: nobody is there who could be waited for, or the
    story wants it to stand.
    """

    absent: bool = True
    standing: bool = False

    @property
    def on(self) -> bool:
        """For one reason or the other."""
        return self.absent or self.standing


@contextlib.contextmanager
def witnessed_stack(options: Options) -> Iterator[Witnessed]:
    """It runs inside the block, in memory."""
    chronicle = Chronicle()
    stack = EmbeddedStack(_gateway(options), witness=chronicle)
    brake = Brake()

    async def prospect() -> Prospect:
        if brake.on or chronicle.in_hand(REACTION_SECONDS):
            return Prospect(owed=True)
        return await stack.timekeeper.prospect()

    with serving(stack) as (port, loop):
        jumping = asyncio.run_coroutine_threadsafe(stack.control.auto_advance(prospect).run(), loop)
        cloud = Cloud(stack, port, loop, chronicle)
        stack.audience.listeners.append(hearing(chronicle, stack.clock.now))
        with contextlib.closing(cloud.aio):
            yield Witnessed(cloud, chronicle, stack.control.readers.waits, brake)
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
