"""The part of a stage that is about virtual time, which jumps by itself while nobody holds it."""

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from scalehook.certify.chronicle import Chronicle
from scalehook.kit.retrying import poll
from scalehook.testing.builders import Action
from scalehook.testing.cloud import Cloud
from scalehook.testing.played import PlayedStack
from scalehook_contracts.base import Command, ReplyT

if TYPE_CHECKING:
    from scalehook.certify.actor import Actor

T = TypeVar("T")
BEGIN_SECONDS, LOOK_SECONDS = 3.0, 0.02  # real
QUIET_SECONDS = 0.2  # real: as long as nothing is heard, a consumer without timers does nothing more


class Stuck(Exception):
    """The story cannot go on; the message says what it waits for."""


class Timing(ABC):
    """Times are virtual unless they are called real."""

    cloud: Cloud
    chronicle: Chronicle
    actor: "Actor"
    virtual: bool  # the consumer has no timers but the stack's
    patience: float  # real seconds
    _until: float  # real: when it is over

    @abstractmethod
    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait until it holds."""

    def sleep(self, seconds: float) -> None:
        """Let so much time pass, in jumps; whoever has a notification in hand is waited for."""
        self._awaited(self._passed(seconds), f"{seconds:g} s pass")

    def after(self, seconds: float, command: Command[ReplyT]) -> ReplyT:
        """When so much time has passed, ask the stack at that very instant; the answer."""

        async def ask() -> ReplyT:
            await self._passed(seconds)
            return await self._stack.bus.call(command)

        return self._awaited(ask(), f"{type(command).__name__} after {seconds:g} s")

    async def _passed(self, seconds: float) -> None:
        control = self._stack.control
        await control.wait(control.now() + timedelta(seconds=seconds))

    def outwait(self, action: Action, *, foreign: bool = False) -> None:
        """Until its wait has ended by time. A consumer that lives by the stack's clock may do all that
        it wants to before; for one with timers of its own, real time passes, unless the action is
        `foreign`: then it has nothing to do about it.
        """
        ends = self.chronicle.ends
        while (self.virtual or foreign) and action.token not in ends:
            if not self.chronicle.grows(QUIET_SECONDS):
                left = action.deadline - self.cloud.now
                self.cloud.advance(max(left, timedelta()), patience=0)
        self.until(lambda: action.token in ends, "the wait ends by time")

    def until_at_work(self) -> None:
        """Whoever has just received something has begun to work: it sleeps by the stack's clock, or
        has had a moment of real time.
        """
        poll(self.actor.signs.asleep, BEGIN_SECONDS, LOOK_SECONDS)

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Inside the block time passes as real time does, and jumps only where the story moves it."""
        brake = self.actor.brake
        before, brake.standing = brake.standing, True
        try:
            yield
        finally:
            brake.standing = before

    @property
    def _stack(self) -> PlayedStack:
        return self.cloud.stack

    def _awaited(self, coroutine: Coroutine[Any, Any, T], what: str) -> T:
        """What comes of it, in the stack's own loop; Stuck when patience is over before."""
        asked = asyncio.run_coroutine_threadsafe(coroutine, self.cloud.loop)
        try:
            return asked.result(max(0.0, self._until - time.monotonic()))
        except TimeoutError as problem:
            asked.cancel()
            raise Stuck(f"{what}: not within {self.patience:g} s (real)") from problem
