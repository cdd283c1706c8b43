"""Whose turn it is to push: many go at once, and endpoints that never answer hold no other up.

They come round one after the other, each with one push. Beyond the limit an endpoint may still have
one under way, unless its last one got no answer in time: then it is pushed to once at a time, in what
room there is. So hundreds of dead endpoints, each with a hundred messages, leave room for those alive.
"""

import asyncio
import resource
from collections import OrderedDict, deque

AT_ONCE = 20  # pushes to one endpoint
ALL_AT_ONCE = 200  # more would only make each other late
OF_FILES = 4  # of those that this process may open, a quarter may be pushes beyond that
MANY_FILES = 10_240
IN_A_ROUND = 4


class Line:
    """Those who wait to push to one endpoint, and how many do; `silent`: it has not answered in time."""

    def __init__(self) -> None:
        self.waiting: deque[asyncio.Future[None]] = deque()
        self.running = 0
        self.silent = False

    @property
    def ready(self) -> bool:
        """Whether the first could go, as far as it is up to the endpoint."""
        return bool(self.waiting) and self.running < (1 if self.silent else AT_ONCE)


Queue = OrderedDict[Line, None]  # whose turn is next comes first


class Turns:
    """Those of all lines. A few are given in each round of the event loop: to begin a push takes several
    rounds, in which others have something to do, too.
    """

    def __init__(self) -> None:
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        files = MANY_FILES if soft == resource.RLIM_INFINITY else soft
        self._most = ALL_AT_ONCE + files // OF_FILES
        self._running = 0
        self._ready: Queue = OrderedDict()
        self._idle: Queue = OrderedDict()  # of them, those with nothing under way that are not silent
        self._giving = False

    async def take(self, line: Line) -> None:
        """Wait for a turn. It is given back with `leave`; a wait that is called off has none."""
        turn = asyncio.get_running_loop().create_future()
        line.waiting.append(turn)
        self._changed(line)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self.leave(line)
            elif turn in line.waiting:
                line.waiting.remove(turn)
                self._changed(line)
            raise

    def leave(self, line: Line) -> None:
        """A turn is over."""
        line.running -= 1
        self._running -= 1
        self._changed(line)

    def _changed(self, line: Line) -> None:
        """It keeps its place, if it still has one; who can go goes soon."""
        _keep(self._ready, line, line.ready)
        _keep(self._idle, line, line.ready and not line.running and not line.silent)
        if not self._giving and self._next() is not None:
            self._giving = True
            asyncio.get_running_loop().call_soon(self._give)

    def _give(self) -> None:
        for _ in range(IN_A_ROUND):
            if (line := self._next()) is None:
                break
            self._start(line)
        self._giving = False
        if line is not None:
            self._changed(line)

    def _next(self) -> Line | None:
        if self._idle and self._running < self._most:
            return next(iter(self._idle))
        return next(iter(self._ready)) if self._ready and self._running < ALL_AT_ONCE else None

    def _start(self, line: Line) -> None:
        """It stands behind the others after that. Who has been called off a moment ago has no turn."""
        self._ready.pop(line)
        self._idle.pop(line, None)
        turn = line.waiting.popleft()
        if not turn.cancelled():
            turn.set_result(None)
            line.running += 1
            self._running += 1
        self._changed(line)


def _keep(queue: Queue, line: Line, belongs: bool) -> None:
    if belongs:
        queue.setdefault(line)
    else:
        queue.pop(line, None)
