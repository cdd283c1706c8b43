"""A service's endless tasks: the first one that ends means that the service has failed."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from scalehook.kit.logs import Log

log = Log(__name__)


@dataclass
class Loops:
    """Started together, ended together; `failed` says what the first one ended of."""

    service: str
    stir: Callable[[], None]
    failed: BaseException | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: "list[asyncio.Task[None]]" = field(default_factory=list)
    _stopping: bool = False

    def start(self, *work: Coroutine[Any, Any, None]) -> None:
        """Begin them, as if nothing had failed before."""
        self.failed, self._stopping = None, False
        self.ended.clear()
        for coroutine in work:
            task = asyncio.get_running_loop().create_task(coroutine, name=self.service)
            task.add_done_callback(self._task_ended)
            self._tasks.append(task)

    def ending(self) -> bool:
        """Whether they do not run, or not for long any more."""
        return self._stopping or self.failed is not None or not self._tasks

    async def end(self) -> None:
        """Cancel all and wait until they are gone."""
        self._stopping = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def _task_ended(self, task: "asyncio.Task[None]") -> None:
        if self._stopping:
            return
        cancelled = task.cancelled()  # by whatever it waited for
        self.fail(RuntimeError("its task was cancelled") if cancelled else task.exception())

    def fail(self, problem: BaseException | None) -> None:
        """The service handles nothing more."""
        self.failed = problem or RuntimeError("its task has ended")
        log.critical("service failed", service=self.service, exc_info=self.failed)
        self.ended.set()
        self.stir()
