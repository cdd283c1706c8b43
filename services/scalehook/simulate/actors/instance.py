"""One instance of a consumer: where it reads, and what it does with what it gets."""

import asyncio

from scalehook.consumer.sources.delivery import Receiving, Source


class Instance:
    """It lives until it is stopped; what it has in hand then is worked on all the same."""

    def __init__(self, source: Source, to: Receiving) -> None:
        self._source, self._to = source, to
        self._receiving: asyncio.Task[None] | None = None

    async def live(self) -> None:
        """Until it is stopped."""
        self._receiving = asyncio.ensure_future(self._source.receive(self._to))
        await asyncio.wait({self._receiving})
        if not self._receiving.cancelled():
            self._receiving.result()  # it has failed

    def stop(self) -> None:
        """It takes nothing new."""
        if self._receiving is not None:
            self._receiving.cancel()
