"""Loading makes much that stays: to look for garbage among it costs as much as to make it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Inside the block nothing is made that is garbage, but for what its last reference frees."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
