"""How a process of the stack runs: its event loop, and its collection of garbage."""

import asyncio
import gc
from collections.abc import Coroutine
from typing import Any

import uvloop

# States live long and have no cycles: looking at them again and again finds nothing.
THRESHOLDS = (50_000, 20, 50)


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run it to its end, in a loop of uvloop's; garbage is looked for less often than usual."""
    gc.set_threshold(*THRESHOLDS)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


def keep_what_is_there() -> None:
    """All is loaded: what is there now stays, and is not looked at any more. Next to none of it is
    garbage, so none is looked for: that takes longer than a start should.
    """
    gc.freeze()
