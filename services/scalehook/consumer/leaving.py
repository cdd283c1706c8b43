"""The end of a program whose handlers do not all stop: it ends all the same."""

import asyncio
import os
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from scalehook.consumer.logs import log

STOP_SECONDS = 0.2
OWN = 4


class Threads(ThreadPoolExecutor):
    """Where `asyncio.to_thread` works, for so many handlers at once; some more look addresses up.
    It knows whether somebody works.
    """

    def __init__(self, handlers: int) -> None:
        super().__init__(handlers + OWN, thread_name_prefix="scalehook-consumer")
        self._begun: set[Future[Any]] = set()

    def submit(self, *given: Any, **more: Any) -> "Future[Any]":
        """As always."""
        future: Future[Any] = super().submit(*given, **more)
        self._begun.add(future)
        future.add_done_callback(self._begun.discard)
        return future

    @property
    def busy(self) -> int:
        """How many threads work, or are to."""
        return len(self._begun)


async def leave(threads: Threads) -> None:
    """Returns when nothing runs any more. If something does not stop, the process ends here: Python
    waits for tasks and threads for as long as they take, and all that counts is handed back already.
    """
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=STOP_SECONDS)
    left = sum(not task.done() for task in tasks)
    if left or threads.busy:
        log.warning("handlers that do not stop are left behind", tasks=left, threads=threads.busy)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
