"""How much work something is: counted in Python's own steps, which no busy machine makes more of."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """The instructions of Python that it takes, in all functions that it calls."""
    return _counted(work, "opcode")


def lines(work: Callable[[], object]) -> int:
    """The lines of Python that it goes through: for what is compared with itself. To count them takes a
    quarter as long, and each turn of a loop is one, however it is written.
    """
    return _counted(work, "line")


def _counted(work: Callable[[], object], what: str) -> int:
    count, in_steps = 0, what == "opcode"

    def local(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == what
        return local

    def entered(frame: FrameType, event: str, _: Any) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = in_steps, not in_steps
        return local

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def at_most(bound: float, *, small: Callable[[], object], large: Callable[[], object]) -> None:
    """The same work in a small and in a large world: the second takes at most `bound` times the steps.

    Steps are Python's own. A loop inside a function written in C (`list.remove`, `sorted`, `dict(…)`,
    a copy) is one step, however long it is: `tests/growth` counts the processor's instructions, too.
    What is done only once (imports, models, caches) is to be done before.
    """
    few, many = steps(small), steps(large)
    assert many <= bound * few, f"{few:,} steps in the small world, {many:,} in the large one"
