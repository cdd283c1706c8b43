"""Moving the time of a stack, and waiting until it is quiet."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar

from scalehook.gateway.control.bodies import BodyT, fitting
from scalehook.gateway.control.clock import AdvanceRequest, SettleRequest
from scalehook.kit.clock.clock import LATEST, NotMoved
from scalehook.kit.clock.durations import Length, seconds_of
from scalehook.kit.clock.holds import Patience
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
        patience: Length | None = None,
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
        return self._move(_checked(AdvanceRequest, given).move())

    def advance_to(self, at: Instant | str, patience: Length | None = None) -> Moved:
        """The same, to an instant of virtual time, also as ISO 8601 writes it; nothing but quiet when
        that has come already. `next` is that of the first timer: ValueError where there is none.
        """
        return self._move(Move(to=_instant(at), patience=_given(patience), or_now=True))

    def settle(self, patience: Length | None = None) -> Moved:
        """Returns when the stack is quiet and nobody has a notification in hand, or patience is over:
        hardly any time passes.
        """
        return self._move(Move(seconds=0, patience=_given(patience), settles=True))

    def later(self, duration: Length) -> datetime:
        """Virtual now and so much more; ValueError for what the clock cannot be moved by."""
        asked = _checked(AdvanceRequest, {"seconds": seconds_of(duration)})
        by, now = timedelta(seconds=asked.seconds or 0), self.now
        if by > LATEST - now:
            raise NotMoved(f"the clock goes no further than {LATEST:%Y-%m-%d}: not {duration!r} more")
        return now + by

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
        try:
            running = asyncio.run_coroutine_threadsafe(coroutine, self.loop)
        except RuntimeError:  # the stack has ended
            coroutine.close()
            raise
        return running.result(seconds)

    def _move(self, move: Move) -> Moved:
        given, told = move.patience, self.stack.gateway.patience_of_clock()
        patience = told if given is None else Patience.of(given)
        return self.run(self.stack.control.move(move), ANSWER_SECONDS + patience.longest + patience.rest)


def _name(until: object) -> str:
    """An event's, on the wire."""
    if isinstance(until, type) and issubclass(until, Event):
        return until.wire_name()
    if isinstance(until, str):
        return until
    raise TypeError(f"until is an event's class, or its name: not {until!r}")


def real_seconds_of(patience: Length) -> float:
    """A patience; ValueError for one that is none."""
    return _checked(SettleRequest, {"patience": seconds_of(patience)}).patience or 0.0


def _given(patience: Length | None) -> float | None:
    """None stands for that of the settings."""
    return None if patience is None else real_seconds_of(patience)


def _instant(at: object) -> Instant:
    """A number is none: whoever writes 600 means seconds."""
    if isinstance(at, datetime):
        return at
    if at == "next":
        return "next"
    if isinstance(at, str):
        with suppress(ValueError):
            return datetime.fromisoformat(at)
    raise NotMoved(f"{at!r} is no instant: that is a datetime, ISO 8601 with a time zone, or `next`")


def _checked(request: type[BodyT], given: dict[str, Any]) -> BodyT:
    """As it is over HTTP; NotMoved says in one line what cannot be."""
    try:
        return fitting(lambda: request.model_validate(given))
    except InvalidParameter as problem:
        raise NotMoved(problem.message) from None
