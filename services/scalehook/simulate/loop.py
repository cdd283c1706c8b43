"""An event loop whose time is the run's: clients, and users' own code, are its tasks."""

import asyncio
import contextlib
import inspect
import math
from collections import deque
from collections.abc import Callable
from contextvars import Context
from pathlib import Path
from typing import Any, NoReturn, TypeVarTuple, Unpack

from scalehook.simulate.agenda import CONTINUES, MOST_AT_ONCE, OUTSIDE, SECOND, Agenda, Endless

# what no seed can repeat: it leads out of the run
FOREIGN = (
    "run_in_executor", "getaddrinfo", "getnameinfo", "create_connection", "create_server",
    "sock_connect", "sock_accept", "sock_recv", "sock_recv_into", "sock_sendall",
    "create_datagram_endpoint",
    "create_unix_connection", "create_unix_server", "connect_read_pipe", "connect_write_pipe",
    "subprocess_exec", "subprocess_shell", "add_reader", "add_writer", "add_signal_handler",
)  # fmt: skip

LIBRARY = str(Path(asyncio.__file__).parent)
Ts = TypeVarTuple("Ts")
FAREWELLS = 10  # to a task that does not end when it is told to


class Unrepeatable(Exception):
    """A user's function wants something that is not the same each time; the text says what."""


class VirtualLoop(asyncio.BaseEventLoop):
    """Nothing happens in it by itself: `run` is called when something does in the run. `problem` is what
    ends the run.
    """

    def __init__(self, agenda: Agenda) -> None:
        super().__init__()
        self.set_debug(False)
        self.problem: Exception | None = None
        self._agenda = agenda
        self._due: deque[asyncio.Handle] = deque()
        self._inside = self._woken = self._over = False
        self._numbers = 0

    def run(self, callback: Callable[..., object], *args: Any) -> None:
        """Do this, and all that it makes ready at this instant."""
        before = asyncio._get_running_loop()
        asyncio._set_running_loop(self)
        self._inside = True
        try:
            callback(*args)
            self._drain()
        finally:
            self._inside = False
            asyncio._set_running_loop(before)
        if self.problem is not None:
            raise self.problem

    def end(self) -> None:
        """Whatever still runs is cancelled, again where it goes on nevertheless; nobody hears of it."""
        self._over = True
        for _ in range(FAREWELLS):
            if not (tasks := asyncio.all_tasks(self)):
                break
            with contextlib.suppress(Unrepeatable, Endless):
                self.run(_cancel, tasks)
        self.close()

    def refuse(self, what: str) -> NoReturn:
        """Ends the run, whatever the function that wants it makes of this."""
        self.problem = self.problem or Unrepeatable(
            f"{what} cannot be repeated: it is outside of the run"
        )
        raise self.problem

    # -- what asyncio asks ------------------------------------------------------------------------

    def time(self) -> float:
        """Seconds of the run."""
        return self._agenda.now / SECOND

    def call_soon(
        self, callback: Callable[[Unpack[Ts]], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        """At this instant, in the order of calls."""
        handle = asyncio.Handle(callback, args, self, context)
        self._due.append(handle)
        if not self._inside and not self._woken:
            self._woken = True
            self._agenda.after(0, CONTINUES, "loop", lambda: self.run(lambda: None))
        return handle

    def call_at(
        self,
        when: float,
        callback: Callable[[Unpack[Ts]], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """No earlier, and never at this instant: time passes."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self._numbers += 1
        at = max(self._agenda.now + 1, math.ceil(when * SECOND - 0.01))
        self._agenda.at(at, OUTSIDE, f"loop/{self._numbers}", lambda: self._fire(handle))
        return handle

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Its moment comes, and nothing happens."""

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """What a callback fails by ends the run; what becomes of a task is its owner's to look at."""
        if "handle" in context and not self._over:
            self.problem = self.problem or context.get("exception") or RuntimeError(context["message"])

    # -- inside -----------------------------------------------------------------------------------

    def _fire(self, handle: asyncio.TimerHandle) -> None:
        if not handle.cancelled():
            self.run(self._due.append, handle)

    def _drain(self) -> None:
        self._woken = False
        for _ in range(MOST_AT_ONCE):
            if not self._due:
                return
            handle = self._due.popleft()
            if not handle.cancelled():
                handle._run()
        raise Endless(f"{_name(handle)} lets no time pass")


def _cancel(tasks: "set[asyncio.Task[Any]]") -> None:
    for task in tasks:
        task.cancel()


def _name(handle: asyncio.Handle) -> str:
    """Of the innermost function, of nobody's library, of the task that this goes on with."""
    owner = getattr(getattr(handle, "_callback", None), "__self__", None)
    found, name = owner.get_coro() if isinstance(owner, asyncio.Task) else None, "a callback"
    while inspect.iscoroutine(found):
        if not found.cr_code.co_filename.startswith(LIBRARY):
            name = f"{found.__qualname__} ({Path(found.cr_code.co_filename).name})"
        found = found.cr_await
    return name


def _refusing(name: str) -> Callable[..., NoReturn]:
    def refuse(self: VirtualLoop, *_: object, **__: object) -> NoReturn:
        threads = "a thread (asyncio.to_thread, run_in_executor)"
        self.refuse(threads if name == "run_in_executor" else f"asyncio's {name}")

    return refuse


for _foreign in FOREIGN:
    setattr(VirtualLoop, _foreign, _refusing(_foreign))
