"""Publishes what the journal says was sent, in order, and moves the journal's mark."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar, Protocol

from scalehook.kit.bus.bus import Bus
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.traces import of_message


class Relay(Protocol):
    """The outgoing side of one service. `prompt`: nothing has to be waited for."""

    prompt: ClassVar[bool]

    def envelopes(self, entry: Entry) -> list[Envelope]:
        """The entry's messages, without those that nobody wants."""

    def take(self, seq: int, envelopes: list[Envelope], then: Callable[[], None]) -> None:
        """Publish the messages of entry `seq`; `then` is called once their readers have them."""

    def idle(self) -> bool:
        """Whether everything has been published."""

    def settled(self) -> bool:
        """Whether everything has arrived."""

    async def pass_over(self, seq: int) -> None:
        """Move the mark to `seq`, the last entry, when nothing before it is still to be published."""

    def close(self) -> None:
        """The journal is about to be closed."""

    def loops(self) -> list[Coroutine[Any, Any, None]]:
        """What is to run for it, until cancelled."""


def envelopes_of(entry: Entry, service: str, bus: Bus, traces: bool) -> list[Envelope]:
    """The messages that somebody wants; their ids are the same whenever they are published again.
    With `traces` each says where it belongs.
    """
    envelopes = []
    for number, message in enumerate(entry.outgoing):
        if bus.carries(message):
            message_id = f"{service}-{entry.seq}-{number}"
            flow, caller, cause = entry.correlation_id, entry.caller, entry.message_id
            envelopes.append(Envelope(message, message_id, entry.at, flow, service, caller, cause))
            if traces:
                envelopes[-1].trace = of_message(message, entry.trace)
    return envelopes
