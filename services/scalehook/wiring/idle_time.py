"""Closes a connection on which nothing has been asked for too long."""

import asyncio
from collections.abc import Callable


class IdleTime:
    """One timer for many requests: to set one and to cancel it for each costs more than to look, when
    it comes due, whether it was the last.
    """

    __slots__ = ("_close", "_loop", "_seconds", "_since", "_timer")

    def __init__(
        self, loop: asyncio.AbstractEventLoop, seconds: float, close: Callable[[], None]
    ) -> None:
        self._loop = loop
        self._seconds = seconds
        self._close = close
        self._since: float | None = None  # by the loop's clock; None: something is under way
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Everything is answered."""
        self._since = self._loop.time()
        if self._timer is None:
            self._timer = self._loop.call_later(self._seconds, self._look)

    def seconds(self) -> float:
        """How long everything has been answered; 0 while something is under way."""
        return 0.0 if self._since is None else self._loop.time() - self._since

    def end(self) -> None:
        """The next request comes."""
        self._since = None

    def stop(self) -> None:
        """There is no connection any more."""
        self._since = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        if self._since is None:
            return
        left = self._since + self._seconds - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._look)
        else:
            self._close()
