"""What goes back to the broker in the background: acknowledgements, replies, dead letters."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from scalehook.kit.bus.rabbit.away import loss_noticed
from scalehook.kit.logs import Log

log = Log(__name__)
SEND_SECONDS = 5


class Outbox:
    """Sends one after the other. An acknowledgement or a reply that a dead connection swallows
    needs no care: the message comes again and is recognised by its id.
    """

    def __init__(self) -> None:
        self._outgoing: asyncio.Queue[Callable[[], Awaitable[Any]]] = asyncio.Queue()
        self._task = asyncio.get_running_loop().create_task(self._run(), name="outbox")

    def put(self, send: Callable[[], Awaitable[Any]]) -> None:
        """Send this next."""
        self._outgoing.put_nowait(send)

    async def close(self) -> None:
        """Send what waits, then end."""
        try:
            async with asyncio.timeout(2):
                await self._outgoing.join()
        except TimeoutError:
            log.warning("acknowledgements were left unsent", count=self._outgoing.qsize())
        self._task.cancel()

    async def _run(self) -> None:
        while True:
            send = await self._outgoing.get()
            try:
                with loss_noticed():
                    async with asyncio.timeout(SEND_SECONDS):
                        await send()
            except Exception as problem:  # whatever the connection died of
                log.info("not sent", problem=repr(problem))
            finally:
                self._outgoing.task_done()
