"""How a process of the stack runs: its event loop, and its collection of garbage."""

import asyncio
import gc
from collections.abc import Coroutine
from typing import Any

import uvloop

YOUNG = 50_000  # new objects before the youngest generation is looked at


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run it to its end, in a loop of uvloop's."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


def spare_garbage_collector() -> None:
    """Call it when all is loaded: states live long and have no cycles, so that looking at them again
    and again finds nothing. What is there now is not looked at any more, the rest less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 50)
