"""One delivery of a message, and what a source is: the seam between the kit and where messages are."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol


@dataclass
class Delivery(ABC):
    """A message in hand. None of its methods fails because the message is not ours any more: then it
    comes again, and is known.
    """

    key: str  # the same message again has the same
    body: bytes
    count: int = 1  # how often it has been delivered, this time included
    sent_at: float | None = None  # Unix seconds, both by the sender's clock; None: not told
    received_at: float | None = None
    held: float | None = None  # seconds that it stays in hand by itself; None: while connected
    headers: Mapping[str, str] = field(default_factory=dict)  # in lower case, for traces

    @abstractmethod
    async def done(self) -> None:
        """It shall not come again."""

    @abstractmethod
    async def give_back(self) -> None:
        """Somebody shall have it at once."""

    @abstractmethod
    async def leave(self) -> None:
        """Nothing came of it: it may come again later."""

    @abstractmethod
    async def bury(self, reason: str) -> None:
        """It shall not come again, and be kept with the dead letters."""

    async def extend(self, least: int = 0) -> float | None:
        """Keep it in hand for longer, for `least` seconds or more; for how many. None: nothing has to
        be done for it.
        """
        return None


class Receiving(Protocol):
    """What a source gives its messages to."""

    async def room(self) -> int:
        """Waits until another message may be in hand; how many may."""

    def take(self, delivery: Delivery) -> None:
        """A message has come. Returns at once."""

    def ended(self, token: str, why: str) -> None:
        """The action is over: the source has heard of it."""


class Source(ABC):
    """Where notifications come from."""

    shared: ClassVar[bool]  # whether others read there, too: what is not ours is left to them

    def __init__(self) -> None:
        self.ready = asyncio.Event()  # messages can come

    @abstractmethod
    async def receive(self, to: Receiving) -> None:
        """Messages, until it is cancelled; whatever fails meanwhile is tried again. Messages in hand
        stay so.
        """

    async def close(self) -> None:
        """After the last message: give up the connection."""
        return
