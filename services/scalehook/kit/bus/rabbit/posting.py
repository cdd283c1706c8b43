"""Publishing many messages in order: what cannot be sent becomes a dead letter, a broker that is away
is waited for.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from aio_pika.exceptions import PublishError

from scalehook.kit.bus.burial import letter_of
from scalehook.kit.bus.rabbit import letters
from scalehook.kit.bus.rabbit.away import loss_noticed, until_back, warn
from scalehook.kit.bus.rabbit.burying import Burying
from scalehook.kit.bus.rabbit.fitting import Unsendable
from scalehook.kit.bus.rabbit.publishing import Publisher
from scalehook.kit.clock.clock import Clock
from scalehook.kit.logs import Log
from scalehook.kit.machine.envelope import Envelope

log = Log(__name__)
TOGETHER = 500  # so many messages' confirms are waited for at a time


class Confirmed:
    """Messages that the broker has taken into its queues: it will not lose them."""

    async def settled(self) -> None:
        """At once."""


@dataclass(frozen=True)
class Poster:
    """The outgoing side of a service."""

    name: str
    publisher: Publisher
    burying: Burying
    clock: Clock

    async def post(self, envelopes: Sequence[Envelope]) -> Confirmed:
        """Publish many, in order, and wait for all confirms together."""
        left = deque(envelopes)
        async for attempt in until_back(warn(self.name)):
            with attempt:
                while left:
                    await self._post_some(left)
        return Confirmed()

    async def _post_some(self, left: deque[Envelope]) -> None:
        """Take away the first ones, up to one that the broker does not have: whatever comes behind
        that is published again, too, since it must not be read first.
        """
        some = list(islice(left, TOGETHER))
        outcomes = await self.publisher.publish_all(some)
        with loss_noticed():
            for envelope, outcome in zip(some, outcomes, strict=True):
                if isinstance(outcome, PublishError):
                    await self._give_up(envelope, f"no service takes {envelope.type}")
                elif isinstance(outcome, Unsendable):
                    await self._give_up(envelope, str(outcome))
                elif outcome is not None:
                    raise outcome
                left.popleft()

    async def _give_up(self, envelope: Envelope, reason: str) -> None:
        log.error("not published", type=envelope.type, id=envelope.message_id, reason=reason)
        letter = letter_of(envelope, envelope.message.owner(), reason, self.clock.now())
        await self.burying.keep(letters.of_letter(letter), envelope.type)
