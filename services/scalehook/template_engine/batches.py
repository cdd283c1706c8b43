"""Batches of a loop: which items belong to each, how many run at a time, and after which it waits."""

import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

from scalehook.template_engine.expressions import ExpressionFailed
from scalehook.template_engine.functions.batches import calculate_batch
from scalehook.template_engine.functions.text import FunctionFailed

PauseOption = Literal["Automatic", "FirstBatchPause", "EveryBatchPause"]
CONCURRENCY = 20  # items of a batch, where nothing is said


class InvalidLoop(ValueError):
    """The loop cannot be run as it is written."""


@dataclass(frozen=True)
class Batch:
    """Items of a loop, from `begin` on, up to `end` without it. `pauses` is how many pauses somebody
    must have ended before it may begin.
    """

    begin: int
    end: int
    concurrency: int
    pauses: int


def batches_of(control: dict[str, Any], total: int, option: str) -> list[Batch]:
    """What the loop's control says about so many items."""
    if option not in get_args(PauseOption):
        raise InvalidLoop(f"BatchPauseOption must be one of {', '.join(get_args(PauseOption))}")
    at_a_time = control.get("ConcurrencyInBatches")
    counts = at_a_time if isinstance(at_a_time, list) and at_a_time else [at_a_time]
    batches: list[Batch] = []
    begin = 0
    for index, size in enumerate(_sizes(control, total)):
        concurrency = number(counts[min(index, len(counts) - 1)], CONCURRENCY, size)
        pauses = {"Automatic": 0, "FirstBatchPause": min(index, 1)}.get(option, index)
        batches.append(Batch(begin, begin + size, max(1, concurrency), pauses))
        begin += size
    return batches


def number(value: Any, default: int, total: int) -> int:
    """A number, or so many percent of the total."""
    if value is None or value == "":
        return default
    text = str(value)
    try:
        if text.endswith("%"):
            return math.floor(float(text[:-1]) * total / 100)
        return int(float(text))
    except (ValueError, OverflowError) as problem:
        raise ExpressionFailed(f"{value!r} is no number") from problem


def _sizes(control: dict[str, Any], total: int) -> list[int]:
    """How many items each batch has: none is empty, and together they are all."""
    batch = control.get("Batch", control.get("Concurrency"))
    if not total:
        return []
    if control.get("BatchNumber") not in (None, ""):
        batch = number(control["BatchNumber"], 1, total)
    elif batch in (None, "", []):
        raise InvalidLoop("Mode Batch needs Batch: how many items each batch has")
    elif isinstance(batch, list):
        batch = [_size(each, total) for each in batch]
    else:
        batch = [_size(batch, total)]
    try:
        return [len(items) for items in calculate_batch([batch, [None] * total])]
    except FunctionFailed as problem:
        raise InvalidLoop(f"Batch: {problem}") from problem


def _size(value: Any, total: int) -> int:
    """Items that are dealt out already count; of a few items even a small part is one."""
    if isinstance(value, list):
        return len(value)
    found = number(value, 0, total)
    return max(1, found) if str(value).endswith("%") else found
