"""How a process of the stack runs: its event loop, its open files, and its collection of garbage."""

import asyncio
import gc
import resource
from collections.abc import Coroutine
from typing import Any

import uvloop

# A look at so many new objects takes 2 ms, and at what three looks have left, 6: nobody waits longer.
THRESHOLDS = (10_000, 2, 1_000)
MIDDLE = 1  # the generation of what one look has left
MOST_OPEN_FILES = 10_240  # clients that keep their connections, most of all; some systems start with 256


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run it to its end, in a loop of uvloop's."""
    look_for_garbage_in_small_parts()
    allow_many_files()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


def look_for_garbage_in_small_parts() -> None:
    """States live long and have no cycles: looking at them again and again finds nothing, and holds up
    everybody while there are a million objects to look at. What has been looked at twice stays unseen.
    """
    gc.set_threshold(*THRESHOLDS)
    if _leave_be not in gc.callbacks:
        gc.callbacks.append(_leave_be)


def _leave_be(phase: str, about: dict[str, int]) -> None:
    """What was alive at that moment and is garbage in a cycle later is never found. That is little: as
    much as is going on at a time, for each 30,000 objects that came to stay.
    """
    if phase == "stop" and about["generation"] == MIDDLE:
        gc.freeze()


def allow_many_files() -> None:
    """As many as this process may allow itself, within reason."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def keep_what_is_there() -> None:
    """All is loaded: what is there now stays, and is not looked at any more. Next to none of it is
    garbage, so none is looked for: that takes longer than a start should.
    """
    gc.freeze()
