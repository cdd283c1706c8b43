"""A journal entry: everything that handling one message did."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scalehook.kit.machine.said import Said
from scalehook_contracts.base import Command, Event, Intent, Message


@dataclass(slots=True)
class Timer:
    """A command to oneself in the future."""

    at: datetime
    command: Command[Any]
    seq: int  # of the entry that scheduled it
    flow: str  # its correlation id


@dataclass(frozen=True, slots=True)
class Begun:
    """An intent whose outcome is not known yet, and the entry that began it."""

    intent: Intent
    seq: int
    flow: str


@dataclass(slots=True, init=False)
class Entry:
    """What one handled message recorded, sent, scheduled and began, in that order each."""

    message_id: str
    type: str
    at: datetime
    seq: int
    correlation_id: str
    caller: str
    reply: Said | None = field(repr=False)  # secrets may be in it. None: nobody will ask for it again
    recorded: list[Event]
    sent: list[Command[Any]]
    scheduled: dict[str, Timer]
    cancelled: list[str]
    begun: dict[str, Intent]
    ended: list[str]
    trace: str  # the message's

    def __init__(
        self,
        message_id: str,
        type: str,
        at: datetime,
        seq: int = 0,
        correlation_id: str = "",
        caller: str = "",
        trace: str = "",
        recorded: list[Event] | None = None,
    ) -> None:
        """One is made for each message: by the library it would take twice as long."""
        self.message_id, self.type, self.at, self.seq = message_id, type, at, seq
        self.correlation_id, self.caller, self.trace = correlation_id, caller, trace
        self.reply = None
        self.recorded = [] if recorded is None else recorded
        self.sent, self.cancelled, self.ended = [], [], []
        self.scheduled, self.begun = {}, {}

    @property
    def changed(self) -> bool:
        """Whether there is anything to keep: a query leaves nothing behind."""
        return bool(
            self.recorded or self.sent or self.scheduled or self.cancelled or self.begun or self.ended
        )

    @property
    def outgoing(self) -> list[Message]:
        """What the relay publishes: events first, then commands."""
        messages: list[Message] = []
        for event in self.recorded:
            if not event.private:
                messages.append(event)
        if self.sent:
            messages += self.sent
        return messages
