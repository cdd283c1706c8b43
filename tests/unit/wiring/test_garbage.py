"""How a process looks for garbage. Other threads may let go meanwhile of what is out of sight, so that
there is less of it: what counts is that there is not more.
"""

import gc
from collections.abc import Iterator

import pytest

from scalehook.wiring import process


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What one test sets counts for no other, and nothing is collected that it has not asked for."""
    thresholds, callbacks = gc.get_threshold(), list(gc.callbacks)
    gc.callbacks.clear()
    gc.disable()
    yield
    gc.enable()
    gc.set_threshold(*thresholds)
    gc.callbacks[:] = callbacks


def test_what_stays_is_not_looked_at_again() -> None:
    """After the second look it is out of sight, once and for all; after the first it is not."""
    process.look_for_garbage_in_small_parts()
    process.look_for_garbage_in_small_parts()
    gc.collect()
    staying = [[] for _ in range(1000)]
    before = gc.get_freeze_count()
    gc.collect(0)
    assert gc.get_freeze_count() <= before
    gc.collect(1)
    assert gc.get_freeze_count() >= before + len(staying) // 2


def test_where_there_is_much_garbage_all_is_looked_at_again() -> None:
    """What is alive now may be garbage soon."""
    process.look_for_garbage_in_small_parts()
    gc.collect()
    for _ in range(2 * process.NEXT_TO_NONE):
        ring: list[object] = []
        ring.append(ring)
    before = gc.get_freeze_count()
    gc.collect(1)
    assert gc.get_freeze_count() <= before


def test_no_look_takes_in_many_objects() -> None:
    """So many new ones, and what a few looks at these have left."""
    process.look_for_garbage_in_small_parts()
    new, looks, _ = gc.get_threshold()
    assert new * (looks + 1) <= 30_000
