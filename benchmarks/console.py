"""The console in a browser: its first paint; a list of 10,000 instances while 100 things happen a
second; and how much memory a tab has after ten virtual days.
"""

import asyncio
import statistics
import time
from typing import Any

from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from scalehook.kit.logs import configure_logging
from scalehook.testing.builders.group import Group
from scalehook.testing.running import RunningStack, running_stack
from support.chromium_path import PROGRAMS, chromium_path

INSTANCES, GROUP_OF, AT_ONCE = 10_000, 2000, 1000
EVENTS, SECONDS = 100, 5
DAYS, HOURS, IN_AN_HOUR = 10, 24, 20  # virtual; messages in an hour
FRAMES = """
window.frames_seen = []; window.long_tasks = [];
new PerformanceObserver((list) => window.long_tasks.push(...list.getEntries().map((e) => e.duration)))
  .observe({ type: "longtask" });
let before = performance.now();
const next = (now) => {
  window.frames_seen.push(now - before);
  before = now;
  requestAnimationFrame(next);
};
requestAnimationFrame(next);
"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


async def rows(extent: Extent) -> list[Row]:
    """Medians of the rounds; nothing where there is no browser."""
    if (path := chromium_path()) is None:
        return [Row("console", None, "", f"none of these is on the path: {', '.join(PROGRAMS)}")]
    return await asyncio.to_thread(_measured, extent, path)


def _measured(extent: Extent, path: str) -> list[Row]:
    from playwright.sync_api import sync_playwright

    configure_logging("error")

    with running_stack() as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        opened = [_opened(browser, stack) for _ in range(extent.rounds)]
        amount, days = (1000, 2) if extent.rounds < 2 else (INSTANCES, DAYS)
        rows = [*_under_load(browser, stack, amount), _after_days(browser, stack, days)]
        browser.close()
    paint, ready = (statistics.median(each) for each in zip(*opened, strict=True))
    return [
        Row("console_paint", paint, "ms", "overview, cold"),
        Row("console_ready", ready, "ms", "its content is there"),
        *rows,
    ]


def _opened(browser: Any, stack: RunningStack) -> tuple[float, float]:
    """Milliseconds to the first paint, and until the content is there."""
    context = browser.new_context()
    page = context.new_page()
    began = time.perf_counter()
    page.goto(f"{stack.endpoint}/_scalehook/console/")
    page.wait_for_selector("main h2")
    ready = (time.perf_counter() - began) * 1000
    paint = float(page.evaluate(PAINT))
    context.close()
    return paint, ready


def _under_load(browser: Any, stack: RunningStack, amount: int) -> list[Row]:
    """Milliseconds between frames, of the longest task and of the page's own thread, and how many rows
    there are, while the list is scrolled.
    """
    group = _filled(stack, amount)
    queue = stack.queue("load")
    page = browser.new_context().new_page()
    page.goto(f"{stack.endpoint}/_scalehook/console/#/groups/{group.id}")
    page.wait_for_selector("[role=grid] [data-index='5']")
    page.evaluate(FRAMES)
    engine = page.context.new_cdp_session(page)
    engine.send("Performance.enable", {"timeDomain": "threadTicks"})
    before, began, most = _worked(engine), time.perf_counter(), 0
    for number in range(EVENTS * SECONDS):
        queue.send(str(number))
        if number % 10 == 0:
            page.evaluate("document.querySelector('[role=grid]').scrollTop += 400")
            most = max(most, int(page.evaluate("document.querySelectorAll('main [data-row]').length")))
        time.sleep(
            max(0.0, began + (number + 1) / EVENTS - time.perf_counter())
        )  # the load, in real time
    frames = sorted(page.evaluate("window.frames_seen"))
    longest = max(page.evaluate("window.long_tasks"), default=0.0)
    spent = (_worked(engine) - before) / (time.perf_counter() - began)
    page.context.close()
    note = f"{amount:,} instances, {EVENTS} events a second, scrolling"
    return [
        Row("console_frame", frames[int(len(frames) * 0.95)], "ms, 95th percentile", note),
        Row("console_task", longest, "ms, the longest", note, aim=Aim(200)),
        Row("console_work", spent, "ms of a processor in a second", note),
        Row("console_rows", most, "rows in the page at most", note, aim=Aim(80)),
    ]


def _worked(engine: Any) -> float:
    """Milliseconds that the page's own thread has had of a processor."""
    metrics = {each["name"]: each["value"] for each in engine.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


def _after_days(browser: Any, stack: RunningStack, days: int) -> Row:
    """How many times the memory of a tab is what it was after the first day."""
    queue = stack.queue("days")
    page = browser.new_context().new_page()
    page.goto(f"{stack.endpoint}/_scalehook/console/")
    page.wait_for_selector("main h2")
    engine = page.context.new_cdp_session(page)
    heaps = []
    for _ in range(days):
        for _ in range(HOURS):
            for number in range(IN_AN_HOUR):
                queue.send(str(number))
            stack.advance(3600)
        for each in ("queues", "clock", "overview"):
            page.goto(f"{stack.endpoint}/_scalehook/console/#/{each}")
            page.wait_for_selector("main:not(:has([aria-busy=true]))")
        engine.send("HeapProfiler.collectGarbage")
        heaps.append(engine.send("Runtime.getHeapUsage")["usedSize"])
    page.context.close()
    note = f"from day 1 to day {days}, {heaps[-1] / 1e6:.1f} MB"
    return Row("console_heap", heaps[-1] / heaps[0], "times", note, aim=Aim(1.5))


def _filled(stack: RunningStack, amount: int) -> Group:
    """The last of the groups, which has as many as one may have."""
    for number in range(max(1, amount // GROUP_OF)):
        group = stack.group(f"g{number}", max_size=GROUP_OF)
        for _ in range(min(amount, GROUP_OF) // AT_ONCE):
            group.scale(AT_ONCE)
            stack.advance(30)
    return group
