"""How a process of the stack runs: its event loop, its open files, and its collection of garbage."""

import asyncio
import gc
import resource
from collections.abc import Coroutine
from typing import Any

import uvloop

# States live long and have no cycles: looking at them again and again finds nothing.
THRESHOLDS = (50_000, 20, 50)
MOST_OPEN_FILES = 10_240  # clients that keep their connections, most of all; some systems start with 256


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run it to its end, in a loop of uvloop's; garbage is looked for less often than usual."""
    gc.set_threshold(*THRESHOLDS)
    allow_many_files()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


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
