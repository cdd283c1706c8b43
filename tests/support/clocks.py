"""The processes whose clocks a coordinator moves, all of them in this one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from scalehook.distributed.clock_hand import ClockHand
from scalehook.distributed.coordinator import Coordinator
from scalehook.distributed.standing import Question
from scalehook.kit.clock.clock import Anchor, Clock
from support.counter.messages import AddLater, Read
from support.counter.service import counter
from support.desk import Desk, desk

NOW = 1_750_000_000.0  # real time, which stands still


class Anchors:
    """What the database knows of the time."""

    def __init__(self, kept: Anchor | None = None) -> None:
        self.kept = kept
        self.lock = asyncio.Lock()

    async def anchor(self, first: Anchor) -> Anchor:
        self.kept = self.kept or first
        return self.kept

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        async with self.lock:
            yield

    async def keep_anchor(self, anchor: Anchor) -> None:
        self.kept = anchor


class Process:
    """One service's active process."""

    def __init__(self, at: Desk, anchors: Anchors) -> None:
        self.at = at
        self.hand = ClockHand(at.host, at.timekeeper, anchors.anchor)
        self.dies_at: float | None = None  # of virtual time: then it answers no more

    @property
    def now(self) -> float:
        """Seconds after the start."""
        return self.at.timekeeper.clock.seconds() - NOW

    async def later(self, *seconds: float) -> None:
        for each in seconds:
            await self.at.bus.call(AddLater(amount=1, seconds=each, key=str(each)))

    async def total(self) -> int:
        return (await self.at.bus.call(Read())).value


class Stack:
    """Questions go to whoever plays a service at that moment."""

    def __init__(self) -> None:
        self.anchors = Anchors()
        self.playing: dict[str, Process] = {}
        self.successors: dict[str, Process] = {}
        self.lost = 0  # so many questions are lost

    async def ask_process(self, service: str, question: bytes, timeout: float) -> bytes:
        """Asked again of whoever plays the service by then, until somebody answers."""
        async with asyncio.timeout(timeout):
            while (answer := await self._ask_once(service, question)) is None:
                await asyncio.to_thread(lambda: None)
        return answer

    async def _ask_once(self, service: str, asked: bytes) -> bytes | None:
        process, question = self.playing[service], Question.model_validate_json(asked)
        if self.lost:
            self.lost -= 1
            return None
        dies_at = process.dies_at
        if dies_at is not None and (question.hold or 0) - NOW >= dies_at:
            self.playing[service] = self.successors.get(service, process)
            return None  # the question has died with it
        return (await process.hand(question)).as_json()

    def coordinator(self) -> Coordinator:
        bus: Any = self
        kept: Any = self.anchors
        return Coordinator(bus, Clock(real=lambda: NOW), kept, list(self.playing))


@asynccontextmanager
async def stack() -> AsyncIterator[Stack]:
    """Two services, `a` and `b`, and a standby for `b`."""
    made = Stack()
    async with desk(counter()) as a, desk(counter()) as b, desk(counter()) as standby:
        made.playing = {"a": Process(a, made.anchors), "b": Process(b, made.anchors)}
        made.successors = {"b": Process(standby, made.anchors)}
        yield made
        for process in (*made.playing.values(), *made.successors.values()):
            process.hand.close()
