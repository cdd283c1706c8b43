"""What comes one by one, in batches: whoever is slower than it comes is not behind for long."""

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """All that has come since the last look, together; never nothing. What ends the items, or goes wrong
    with them, does so here, after the last batch. They are read in a thread of their own.
    """
    come: queue.SimpleQueue[T | _End] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(items, come), daemon=True).start()
    while True:
        batch: list[T] = []
        item = come.get()
        while not isinstance(item, _End):
            batch.append(item)
            if come.empty():
                break
            item = come.get()
        if batch:
            yield batch
        if isinstance(item, _End):
            if item.problem is not None:
                raise item.problem
            return


class _End:
    def __init__(self, problem: BaseException | None = None) -> None:
        self.problem = problem


def _read(items: Iterable[T], come: "queue.SimpleQueue[T | _End]") -> None:
    try:
        for item in items:
            come.put(item)
    except BaseException as problem:  # it is its reader's
        come.put(_End(problem))
    else:
        come.put(_End())
