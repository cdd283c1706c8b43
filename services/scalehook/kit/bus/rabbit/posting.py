"""Publishing many messages in order: what cannot be sent becomes a dead letter, a broker that is away
is waited for.
"""

from collections import deque
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import islice

from aio_pika.exceptions import PublishError

from scalehook.kit.bus.burial import letter_of
from scalehook.kit.bus.bus import Posting
from scalehook.kit.bus.rabbit import letters
from scalehook.kit.bus.rabbit.away import loss_noticed, until_back, warn
from scalehook.kit.bus.rabbit.burying import Burying
from scalehook.kit.bus.rabbit.fitting import Unsendable
from scalehook.kit.bus.rabbit.publishing import Publisher
from scalehook.kit.bus.rabbit.unheard import Unheard
from scalehook.kit.clock.clock import Clock
from scalehook.kit.logs import Log
from scalehook.kit.machine.envelope import Envelope

log = Log(__name__)
TOGETHER = 500  # so many messages' confirms are waited for at a time


class Confirmed:
    """Messages that the broker has taken into its queues: it will not lose them."""

    def pending(self) -> bool:
        """No."""
        return False

    async def settled(self) -> None:
        """At once."""


@dataclass
class Poster:
    """The outgoing side of a service. `heard` are the kinds of events that services hear."""

    name: str
    publisher: Publisher
    burying: Burying
    clock: Clock
    heard: Container[str] = ()
    unheard: Unheard = field(init=False)

    def __post_init__(self) -> None:
        self.unheard = Unheard(self._publish)

    async def post(self, envelopes: Sequence[Envelope]) -> Posting:
        """Publish many, in order, and wait for all confirms together; not for what nobody hears."""
        held = [envelope for envelope in envelopes if self.unheard.knows(envelope)]
        if not held:
            self.unheard.came_back(await self._publish(envelopes))
            return Confirmed()
        posting = self.unheard.hold(held)
        rest = [envelope for envelope in envelopes if not self.unheard.knows(envelope)]
        self.unheard.came_back(await self._publish(rest))
        return posting

    async def close(self) -> None:
        """What nobody seems to hear is left as it is."""
        await self.unheard.close()

    async def _publish(self, envelopes: Sequence[Envelope]) -> set[str]:
        """The kinds of events that came back, since nobody hears them."""
        left, back = deque(envelopes), set[str]()
        async for attempt in until_back(warn(self.name)):
            with attempt:
                while left:
                    await self._publish_some(left, back)
        return back

    async def _publish_some(self, left: deque[Envelope], back: set[str]) -> None:
        """Take away the first ones, up to one that the broker does not have: whatever comes behind
        that is published again, too, since it must not be read first.
        """
        some = list(islice(left, TOGETHER))
        outcomes = await self.publisher.publish_all(some, self.heard)
        with loss_noticed():
            for envelope, outcome in zip(some, outcomes, strict=True):
                if isinstance(outcome, PublishError) and not envelope.message.mandatory:
                    back.add(envelope.type)
                elif isinstance(outcome, PublishError):
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
