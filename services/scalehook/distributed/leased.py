"""What a process answers only as long as it holds its service's lease."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from scalehook.distributed.clock_hand import ClockHand
from scalehook.distributed.standing import Question
from scalehook.kit.bus.bus import Accept
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.journal.postgres_lease import Lease
from scalehook.kit.logs import Log
from scalehook.kit.machine.delivery import Delivery
from scalehook_contracts.base import Message
from scalehook_contracts.errors.common import ServiceUnavailable

log = Log(__name__)


@dataclass
class LeasedBus(RabbitBus):
    """Hands over what comes while the lease is held. What comes later is left to the broker, which
    gives it to the next holder: this process wakes from a sleep, say, and its memory is of the past.
    The journal refuses what it would append, and what it still publishes stands in the journal; a
    query asks the memory alone, and is refused here.
    """

    lease: Lease = field(kw_only=True)

    async def consume(self, service: str, events: Iterable[type[Message]], accept: Accept) -> None:
        """Hand every command of `service` and these events to `accept`, in order."""

        def accept_as_holder(delivery: Delivery) -> None:
            if self.lease.held():
                accept(delivery)

        await super().consume(service, events, accept_as_holder)


@dataclass(frozen=True)
class LeasedHand:
    """Answers a coordinator, unless somebody else plays the service by now."""

    hand: ClockHand
    lease: Lease

    async def __call__(self, asked: bytes) -> bytes | None:
        """The answer; None where the next holder has to give it."""
        if not self.lease.held():
            return None
        try:
            standing = await self.hand(Question.model_validate_json(asked))
        except ValueError as problem:  # no question, or an instant that is none
            log.warning("a question that makes no sense", problem=str(problem))
            return None
        except ServiceUnavailable:  # it cannot become quiet now, and may when it is asked again
            return None
        return standing.as_json() if self.lease.held() else None
