"""Large groups and many groups: a thousand instances behind six hooks, pages of ten thousand."""

from benchmarks.driven import Driven, driven
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row

INSTANCES, HOOKS, GROUPS = 1000, 6, 10_000
OUT_SECONDS, OUT_MIB, PAGE_MS = Aim(3), Aim(200), Aim(10)


async def rows(extent: Extent) -> list[Row]:
    """Real time of a stack in one process, with its memory; virtual time is moved."""
    with driven("large_stack") as stack:
        seconds, mib = _numbers(stack, f"out {INSTANCES} {HOOKS}")
        filled = _numbers(stack, "fill 10")[0]
        page, last = _numbers(stack, "pages")
    with driven("large_stack") as stack:
        first, later = _numbers(stack, f"groups {extent.count(GROUPS)}")
    out = f"{INSTANCES} instances in one activity, {HOOKS} hooks completed"
    return [
        Row("large_out", seconds, "s", out, aim=OUT_SECONDS),
        Row("large_memory", mib, "MiB", f"resident after it: {out}", aim=OUT_MIB),
        Row("large_page", page, "ms", f"50 of {filled:,.0f} instances, first page", aim=PAGE_MS),
        Row("large_last_page", last, "ms", "likewise, last page", aim=PAGE_MS),
        Row("large_groups", later, "ms", "a group with a hook, at the end of many", first),
    ]


def _numbers(stack: Driven, line: str) -> list[float]:
    return [float(word) for word in stack.tell(line).split()]
