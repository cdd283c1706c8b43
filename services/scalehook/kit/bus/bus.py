"""The bus as services see it: send, call, publish; and what an implementation gives a host."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Any, Protocol, runtime_checkable

from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.machine.delivery import Delivery
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.outside import Requester
from scalehook_contracts.base import Command, Event, Message


class Posting(Protocol):
    """Messages that are in their readers' queues, or soon will be."""

    def pending(self) -> bool:
        """Whether some are not there yet."""

    async def settled(self) -> None:
        """Returns when they need not be posted again after a crash."""


Accept = Callable[[Delivery], None]
Passes = Callable[[Message], bool]


class Graveyard(Protocol):
    """The part of a bus that gives messages up, shows them, and sends them again."""

    def bury(self, letter: DeadLetter) -> None:
        """Give a message up: kept with its reason until somebody sends it again."""

    async def dead_letters(self) -> list[DeadLetter]:
        """All of them, oldest first; looking at them leaves them where they are."""

    async def revive(self, letter: DeadLetter) -> None:
        """Send one to its reader again, under its own id; raises NotRevived, and keeps it, when it
        cannot be read or nobody takes it.
        """

    async def discard(self, letter: DeadLetter) -> bool:
        """Forget one: nobody gets it any more. Whether it was there still."""


class Bus(Requester, Graveyard, Protocol):
    """Carries messages between services, whichever process they live in."""

    async def send(self, command: Command[Any], *, message_id: str = ..., caller: str = ...) -> None:
        """Put a command into its owner's queue; raises Unroutable when nobody owns it."""

    async def publish(self, event: Event, *, message_id: str = ...) -> None:
        """Give the event to every service that listens to it."""

    def carries(self, message: Message) -> bool:
        """Whether somebody may want it; what nobody wants need not be posted."""

    async def post(self, envelopes: Sequence[Envelope]) -> Posting:
        """Publish many at once, in order. Returns when they are in their readers' queues. What
        cannot be sent is a dead letter, and holds none of the others up.
        """

    async def consume(self, service: str, events: Iterable[type[Message]], accept: Accept) -> None:
        """Hand every command of `service` and these events to `accept`, in order."""

    def observe(self, listening: asyncio.Event | None = None) -> AsyncIterator[Envelope]:
        """All events from now on, for tails and consoles; slow readers lose the oldest. `listening` is
        set when none is missed any more.
        """


@runtime_checkable
class PromptBus(Bus, Protocol):
    """A bus inside one process: what is posted is with its readers at once."""

    def post_now(self, envelopes: Sequence[Envelope], done: Callable[[], None]) -> int:
        """As `post`; the number of deliveries, for each of which `done` is called, later, when its
        reader has committed it or it is a dead letter.
        """

    def let_pass(self, service: str, passes: Passes) -> None:
        """Events that a reader lets pass now are not `wanted` for its sake."""

    def wanted(self, events: Iterable[Event]) -> bool:
        """Whether somebody is to be told of one of them: what nobody wants now need not be posted. The
        first that is told may want others then.
        """


class Unroutable(Exception):
    """No service owns this command."""
