"""What a service says to itself: outcomes of its effects; and what becomes of it when it fails."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scalehook.kit.bus.burial import letter_of
from scalehook.kit.bus.bus import Bus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.machine.delivery import Arrival
from scalehook.kit.machine.entry import Begun
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.inbox import Inbox
from scalehook_contracts.base import Command


@dataclass(frozen=True)
class OwnMessages:
    """They reach the inbox without the bus, and the dead letters through it."""

    service: str
    inbox: Inbox
    bus: Bus
    clock: Clock
    arrived: Callable[[], None]

    def effect_ended(self, key: str, begun: Begun, outcome: Command[Any]) -> None:
        """The outcome is handled like any message."""
        self.inbox.settle(key, begun, outcome, self.clock.now())
        self.arrived()

    def effect_failed(self, key: str, begun: Begun, reason: str) -> None:
        """The intent stays open until its letter is sent again."""
        envelope = self.inbox.outcome(key, begun, begun.intent, self.clock.now()).envelope
        self.bury(envelope, f"effect failed: {reason}")

    def put_back(self, arrivals: list[Arrival]) -> None:
        """Handle these anew, before all others."""
        self.inbox.put_back(arrivals)
        self.arrived()

    def bury(self, envelope: Envelope, reason: str) -> None:
        """Give it up; its timer or intent stays open until the letter is sent again."""
        self.bus.bury(letter_of(envelope, self.service, reason, self.clock.now()))
