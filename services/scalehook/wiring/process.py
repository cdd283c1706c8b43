"""How a process of the stack runs: its event loop, its open files, and its collection of garbage."""

import asyncio
import gc
import resource
from collections.abc import Coroutine
from typing import Any

import uvloop

# A look at so many new objects takes 2 ms, and at what three looks have left, 6: nobody waits longer.
THRESHOLDS = (10_000, 2, 50)
NEXT_TO_NONE = 300  # of those 30,000
MIDDLE = 1  # the generation of what one look has left
MOST_OPEN_FILES = 10_240  # clients that keep their connections, most of all; some systems start with 256


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run it to its end, in a loop of uvloop's."""
    keep_what_is_there()
    gc.enable()
    look_for_garbage_in_small_parts()
    allow_many_files()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


class Garbage:
    """Lets be what looks for garbage have left, where they have found next to none: that stays. What is
    alive by chance at that moment, and garbage in a cycle later, is never found; so where there is much
    garbage, there will be more, and all is left to be looked at again.
    """

    def __init__(self) -> None:
        self._found = 0

    def __call__(self, phase: str, about: dict[str, int]) -> None:
        """Python tells of each look."""
        if phase != "stop":
            return
        self._found += about["collected"]
        if about["generation"] == MIDDLE and self._found <= NEXT_TO_NONE:
            gc.freeze()
        if about["generation"] >= MIDDLE:
            self._found = 0


def look_for_garbage_in_small_parts() -> None:
    """States live long and have no cycles: looking at them again and again finds nothing, and holds up
    everybody while there are a million objects to look at.
    """
    gc.set_threshold(*THRESHOLDS)
    if not any(isinstance(one, Garbage) for one in gc.callbacks):
        gc.callbacks.append(Garbage())


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
