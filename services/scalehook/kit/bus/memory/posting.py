"""Messages under way inside one process: settled when all their readers have committed."""

import asyncio


class MemoryPosting:
    """Counts the readers that have not yet committed."""

    def __init__(self) -> None:
        self._open = 0
        self._all_done = asyncio.Event()
        self._all_done.set()

    def opened(self, readers: int) -> None:
        """So many more readers have it."""
        self._open += readers
        if self._open:
            self._all_done.clear()

    def closed(self) -> None:
        """One reader is done with it."""
        self._open -= 1
        if self._open == 0:
            self._all_done.set()

    def pending(self) -> bool:
        """Never: they are put there at once."""
        return False

    async def settled(self) -> None:
        """Returns when every reader is done."""
        await self._all_done.wait()
