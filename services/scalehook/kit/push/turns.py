"""Whose turn it is to push: many go at once, and endpoints that never answer hold no other up.

They come round one after the other, each with one push. Beyond the limit an endpoint may still have
one under way, unless its last one got no answer in time: then it is pushed to once at a time, in what
room there is. So hundreds of dead endpoints, each with a hundred messages, leave room for those alive.
"""

import asyncio
from collections import OrderedDict, deque

AT_ONCE = 20  # pushes to one endpoint
ALL_AT_ONCE = 200  # more would only make each other late
MOST = 1000  # of all; each needs an open file


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


class Turns:
    """Those of all lines."""

    def __init__(self) -> None:
        self._running = 0
        self._ready: OrderedDict[Line, None] = OrderedDict()  # whose turn is next comes first

    async def take(self, line: Line) -> None:
        """Wait for a turn. It is given back with `leave`; a wait that is called off has none."""
        turn = asyncio.get_running_loop().create_future()
        line.waiting.append(turn)
        self._let_in(line)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self.leave(line)
            elif turn in line.waiting:
                line.waiting.remove(turn)
                self._let_in(line)
            raise

    def leave(self, line: Line) -> None:
        """A turn is over."""
        line.running -= 1
        self._running -= 1
        self._let_in(line)

    def _let_in(self, line: Line) -> None:
        """Something has changed for this line; who can go now goes."""
        self._line_up(line)
        if line.ready and not line.running and not line.silent and self._running < MOST:
            self._start(line)
        while self._ready and self._running < ALL_AT_ONCE:
            self._start(next(iter(self._ready)))

    def _start(self, line: Line) -> None:
        """It stands behind the others after that. Who has been called off a moment ago has no turn."""
        del self._ready[line]
        turn = line.waiting.popleft()
        if not turn.cancelled():
            turn.set_result(None)
            line.running += 1
            self._running += 1
        self._line_up(line)

    def _line_up(self, line: Line) -> None:
        """It keeps its place."""
        if line.ready:
            self._ready.setdefault(line)
        else:
            self._ready.pop(line, None)
