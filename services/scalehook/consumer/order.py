"""Actions of the same instance go one after the other, as they have come."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable


class Order:
    """Who is before whom."""

    def __init__(self) -> None:
        self._lines: dict[str, set[asyncio.Future[None]]] = defaultdict(set)

    def join(self, keys: Iterable[str]) -> "Place":
        """Stand at the end of the lines of these instances."""
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        names = set(keys)
        before = {other for name in names for other in self._lines.get(name, ())}
        for name in names:
            self._lines[name].add(mine)
        return Place(self, names, mine, before)

    def leave(self, names: Iterable[str], mine: "asyncio.Future[None]") -> None:
        """Make room for the next."""
        for name in names:
            self._lines[name].discard(mine)
            if not self._lines[name]:
                del self._lines[name]
        if not mine.done():
            mine.set_result(None)

    def __len__(self) -> int:
        return len(self._lines)


class Place:
    """One action's place in the lines of its instances."""

    def __init__(
        self,
        order: Order,
        names: set[str],
        mine: "asyncio.Future[None]",
        before: "set[asyncio.Future[None]]",
    ) -> None:
        self._order = order
        self._names = names
        self._mine = mine
        self._before = before

    async def turn(self) -> None:
        """Wait until all that came before have left."""
        if self._before:
            await asyncio.wait(self._before)

    def leave(self) -> None:
        """It is over, whether its turn has come or not."""
        self._order.leave(self._names, self._mine)
