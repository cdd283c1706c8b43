"""Acknowledgements of one channel: in each turn of the loop one frame for all that came before the
first message that is still in somebody's hands.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from scalehook.kit.bus.rabbit.frames import Frames
from scalehook.kit.bus.rabbit.incoming import Incoming


class Acknowledgements:
    """One channel's deliveries, until they are done with."""

    def __init__(self, channel: Any) -> None:
        self.channel = channel
        self._frames = Frames(channel)
        self._open: dict[int, None] = {}  # in the order of their coming
        self._done: set[int] = set()
        self._soon = asyncio.get_running_loop().call_soon

    def came(self, tag: int) -> None:
        """A delivery that is acknowledged later."""
        self._open[tag] = None

    def ack(self, tag: int) -> None:
        """At the end of the turn."""
        if not self._done:
            self._soon(self._send)
        self._done.add(tag)

    def reject(self, tag: int) -> None:
        """It comes again. Told at once: it must not be among those that are acknowledged together."""
        self._open.pop(tag, None)
        if not self.channel.is_closed:
            self._frames.reject(tag)

    async def written(self) -> None:
        """Returns when all of them have been handed to the socket."""
        self._send()
        if not self.channel.is_closed:
            await self._frames.written()

    def _send(self) -> None:
        done, self._done = self._done, set()
        if self.channel.is_closed:  # they come again, and are recognised by their ids
            return
        last = 0
        for tag in tuple(self._open):
            if tag not in done:
                break
            last = tag
            done.remove(tag)
            del self._open[tag]
        if last:
            self._frames.acknowledge(last, multiple=True)
        for tag in sorted(done):
            del self._open[tag]
            self._frames.acknowledge(tag)


@dataclass(slots=True, eq=False)
class Received:
    """A message that the broker waits for a word about, until it `is_settled`."""

    incoming: Incoming
    acknowledgements: Acknowledgements
    is_settled: bool = False

    def __post_init__(self) -> None:
        self.acknowledgements.came(self.incoming.tag)

    def ack(self) -> None:
        """The broker may forget it."""
        if not self.is_settled:
            self.is_settled = True
            self.acknowledgements.ack(self.incoming.tag)

    def reject(self) -> None:
        """The broker is to deliver it again."""
        if not self.is_settled:
            self.is_settled = True
            self.acknowledgements.reject(self.incoming.tag)
