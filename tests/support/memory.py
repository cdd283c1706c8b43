"""Python looks for garbage less often: each search would go through thousands of tests."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OFTEN = (50_000, 10, 10)


@contextmanager
def staying() -> Iterator[None]:
    """What is made meanwhile stays to the end, and is never looked through."""
    was_on = gc.isenabled()
    gc.disable()
    yield
    gc.freeze()
    if was_on:
        gc.enable()


def pytest_sessionstart() -> None:
    """What is imported and collected is no garbage: a quarter of the time would go into looking."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: it is not looked through again."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(*OFTEN)
