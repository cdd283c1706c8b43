"""Ctrl-C: the first is a wish, heard between two seeds; the second ends what runs at once."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)  # whoever ends a job of others sends the latter


class Interrupts:
    """Those of a command, as long as it is entered. The first tears no line of it, and is told."""

    def __init__(self, tell: Callable[[], object] = lambda: None) -> None:
        self.asked = self.at_once = False
        self._tell = tell
        self._wake: Callable[[], object] | None = None
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():  # no other has signals
            self._before = {number: signal.signal(number, self._hear) for number in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def waking(self, wake: Callable[[], object]) -> Iterator[None]:
        """Inside, who waits for something else is told of the first, or of one that has been."""
        self._wake = wake
        if self.asked:
            wake()
        try:
            yield
        finally:
            self._wake = None

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            self.at_once = True
            raise KeyboardInterrupt
        self.asked = True
        self._tell()
        if self._wake is not None:
            self._wake()


@contextmanager
def unheard() -> Iterator[None]:
    """Processes that start inside hear no Ctrl-C from their beginning; this thread hears it behind."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
