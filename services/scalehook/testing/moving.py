"""Moving the time of a stack, and waiting until it is quiet."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, TypeVar

from scalehook.gateway.control.bodies import fitting
from scalehook.gateway.control.clock import AdvanceRequest
from scalehook.kit.clock.clock import NotMoved
from scalehook.kit.clock.durations import Length, seconds_of
from scalehook.kit.clock.moved import Moved
from scalehook.kit.clock.moves import Instant, Move
from scalehook.testing.played import PlayedStack
from scalehook_contracts.base import Event
from scalehook_contracts.errors.common import InvalidParameter

T = TypeVar("T")
ANSWER_SECONDS = 120  # a busy machine is no failure


class Moving:
    """The part of a cloud that is about time. Calls come from any thread but the stack's own."""

    stack: PlayedStack
    loop: asyncio.AbstractEventLoop

    @property
    def now(self) -> datetime:
        """Virtual now."""
        return self.stack.control.now()

    def advance(
        self,
        duration: Length | None = None,
        *,
        until: type[Event] | str = "",
        patience: float | None = None,
        hold_scripts: bool = False,
        strict: bool = False,
    ) -> Moved:
        """Move virtual time by seconds, a text like `10m` or a timedelta, or `until` an event happens
        (its class, or its name on the wire), at most a day where no duration is given.

        Deadlines come in order. Before one whose notification a client has in hand the clock waits, up
        to `patience` real seconds (by default as the settings say), then goes on. Returns when the
        stack is quiet, with those who are still busy. ValueError for what cannot be.
        """
        given = {
            "seconds": None if duration is None else seconds_of(duration),
            "until": _name(until),
            "patience": patience,
            "hold_scripts": hold_scripts,
            "strict": strict,
        }
        return self._move(_checked(given).move())

    def advance_to(self, at: Instant, patience: float | None = None) -> Moved:
        """The same, to an instant of virtual time; nothing but quiet when that has come already. `next`
        is that of the first timer: NotMoved where there is none.
        """
        return self._move(Move(to=at, patience=patience, or_now=True))

    def settle(self, patience: float | None = None) -> Moved:
        """Returns when the stack is quiet and nobody has a notification in hand, or patience is over:
        hardly any time passes.
        """
        return self._move(Move(seconds=0, patience=patience, settles=True))

    def next_deadline(self) -> datetime | None:
        """When something comes due first, by virtual time, once all is done that has come due."""
        return self.run(self._next_deadline())

    async def _next_deadline(self) -> datetime | None:
        await self.stack.quiet()
        return await self.stack.next_deadline()

    def quiet(self) -> None:
        """Returns when the stack has nothing to do at this instant, whoever else has."""
        self.run(self.stack.quiet())

    def run(self, coroutine: Coroutine[Any, Any, T], seconds: float = ANSWER_SECONDS) -> T:
        """Run something in the stack's own loop, for so many real seconds at most."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(seconds)

    def _move(self, move: Move) -> Moved:
        return self.run(self.stack.control.move(move), ANSWER_SECONDS + (move.patience or 0))


def _name(until: object) -> str:
    """An event's, on the wire."""
    if isinstance(until, type) and issubclass(until, Event):
        return until.wire_name()
    if isinstance(until, str):
        return until
    raise TypeError(f"until is an event's class, or its name: not {until!r}")


def _checked(given: dict[str, Any]) -> AdvanceRequest:
    """As it is over HTTP; NotMoved says in one line what cannot be."""
    try:
        return fitting(lambda: AdvanceRequest.model_validate(given))
    except InvalidParameter as problem:
        raise NotMoved(problem.message) from None
