"""One time that a consumer works: from when somebody wants it to, until it has stopped."""

import asyncio
from collections.abc import Callable

from scalehook.consumer.session import Session
from scalehook.consumer.shutdown import Shutdown


class Run:
    """It may be stopped before it has begun. `begin` makes what works; WrongSettings where it cannot."""

    def __init__(self, begin: Callable[[Shutdown], Session]) -> None:
        self.shutdown = Shutdown()
        self._begin = begin
        self._begun = asyncio.Event()
        self._session: Session | None = None
        self._task: asyncio.Task[object] | None = None
        self._problem: BaseException | None = None
        self._over = False

    async def work(self) -> None:
        """Until it is stopped. What it fails by is raised, here and to whoever waits for `ready`."""
        self._task = asyncio.current_task()
        try:
            self._session = self._begin(self.shutdown)
            self._begun.set()
            await self._session.run()
        except BaseException as problem:
            self._problem = problem
            raise
        finally:
            self._over = True
            self._begun.set()
            if self._session is not None:
                self._session.give_up_waiting()

    async def ready(self) -> None:
        """Until messages can come, or it is over; raises what it has failed by."""
        await self._begun.wait()
        if self._session is not None:
            await self._session.ready()
        if self._problem is not None:
            raise self._problem

    @property
    def works(self) -> bool:
        """Whether it has begun, and is not over. Nothing works on in a loop that is closed."""
        return self._task is not None and not self._over and not self._task.get_loop().is_closed()

    @property
    def state(self) -> str:
        """`ready`, `connecting`, `stopping` or `stopped`."""
        return self._session.state if self._session is not None and self.works else "stopped"
