"""A forked copy of this process, which does one thing while the original goes on.

It has the memory as it is at this moment, and nothing else of its parent's: all files but one are
closed, no signal reaches it, and it ends without any tidying up. Connections, locks of files and the
listening socket stay the parent's, and go with it. What it does must take no lock that another thread
may hold: one that waits for such a lock is ended after a while.
"""

import asyncio
import gc
import os
import signal
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

DONE = b"done"
SAID = 4096  # bytes of a last word
PATIENCE_SECONDS = 300.0
MOST_FILES = 2**20  # more than any process may have open


class ChildFailed(Exception):
    """It has not done what it was made for."""


def can_fork() -> bool:
    """Whether a copy can be made here: in other threads than the main one the process is somebody
    else's, who may not know what becomes of his own.
    """
    return hasattr(os, "fork") and threading.current_thread() is threading.main_thread()


class Child:
    """One that does `work`. OSError when there is no room for it."""

    def __init__(self, work: Callable[[], None], file: int) -> None:
        self._ear, mouth = os.pipe()
        try:
            self._pid = _fork()
            if self._pid == 0:
                _live(work, file, mouth)
        except OSError:
            os.close(self._ear)
            raise
        finally:
            os.close(mouth)

    async def done(self) -> None:
        """Wait for its end; ChildFailed when it ends otherwise. Whoever waits no longer ends it."""
        said = b""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                said = await self._last_word()
        except TimeoutError:
            said = b"it takes too long"
        finally:
            self._bury()
        if said != DONE:
            raise ChildFailed(said.decode(errors="replace") or "it was killed")

    def _bury(self) -> None:
        os.close(self._ear)
        with suppress(ProcessLookupError, ChildProcessError):  # somebody waits for every child
            os.kill(self._pid, signal.SIGKILL)  # of one that has ended it makes no difference
            os.waitpid(self._pid, 0)

    async def _last_word(self) -> bytes:
        loop, said = asyncio.get_running_loop(), bytearray()
        ended: asyncio.Future[None] = loop.create_future()

        def hear() -> None:
            if heard := os.read(self._ear, SAID):
                said.extend(heard)
            elif not ended.done():
                ended.set_result(None)

        loop.add_reader(self._ear, hear)
        try:
            await ended
        finally:
            loop.remove_reader(self._ear)
        return bytes(said)


def _fork() -> int:
    """Signals that come meanwhile are the parent's alone: in the child they stay blocked."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    pid = -1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of other threads: see above
            pid = os.fork()
        return pid
    finally:
        if pid:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _live(work: Callable[[], None], file: int, mouth: int) -> NoReturn:
    """The child's whole life: whatever happens, nothing of the parent's runs in it."""
    try:
        gc.disable()  # it would touch, and so copy, all memory
        _close_all_but(file, mouth)
        work()
        os.write(mouth, DONE)
    except BaseException as problem:
        os.write(mouth, repr(problem).encode(errors="replace")[:SAID])
    finally:
        os._exit(0)


def _close_all_but(*kept: int) -> None:
    low = 0
    for high in (*sorted(kept), MOST_FILES):
        os.closerange(low, high)
        low = high + 1
