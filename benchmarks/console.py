"""The console in a browser: its first paint, and a list of 10,000 instances while 100 things happen a
second.
"""

import asyncio
import shutil
import statistics
import time
from typing import Any

from benchmarks.extent import Extent
from benchmarks.row import Row
from scalehook.kit.logs import configure_logging
from scalehook.testing.builders.group import Group
from scalehook.testing.running import RunningStack, running_stack

INSTANCES, GROUP_OF, AT_ONCE = 10_000, 2000, 1000
EVENTS, SECONDS = 100, 5
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
    if shutil.which("chromium") is None:
        return [Row("console", None, "", "there is no chromium on the path")]
    return await asyncio.to_thread(_measured, extent)


def _measured(extent: Extent) -> list[Row]:
    from playwright.sync_api import sync_playwright

    configure_logging("error")

    with running_stack() as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        opened = [_opened(browser, stack) for _ in range(extent.rounds)]
        frames, longest = _under_load(browser, stack, 1000 if extent.rounds < 2 else INSTANCES)
        browser.close()
    note = f"{INSTANCES:,} instances, {EVENTS} events a second, scrolling"
    return [
        Row("console_paint", statistics.median(each[0] for each in opened), "ms", "overview, cold"),
        Row(
            "console_ready", statistics.median(each[1] for each in opened), "ms", "its content is there"
        ),
        Row("console_frame", frames, "ms, 95th percentile", note),
        Row("console_task", longest, "ms, the longest", note),
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


def _under_load(browser: Any, stack: RunningStack, amount: int) -> tuple[float, float]:
    """Milliseconds between frames, and of the longest task, while the list is scrolled."""
    group = _filled(stack, amount)
    queue = stack.queue("load")
    page = browser.new_context().new_page()
    page.goto(f"{stack.endpoint}/_scalehook/console/#/groups/{group.id}")
    page.wait_for_selector("[role=grid] [data-index='5']")
    page.evaluate(FRAMES)
    end, number = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < end:
        queue.send(str(number))
        number += 1
        if number % 10 == 0:
            page.evaluate("document.querySelector('[role=grid]').scrollTop += 400")
        time.sleep(1 / EVENTS)  # the load, in real time
    frames = sorted(page.evaluate("window.frames_seen"))
    return frames[int(len(frames) * 0.95)], max(page.evaluate("window.long_tasks"), default=0.0)


def _filled(stack: RunningStack, amount: int) -> Group:
    """The last of the groups, which has as many as one may have."""
    for number in range(max(1, amount // GROUP_OF)):
        group = stack.group(f"g{number}", max_size=GROUP_OF)
        for _ in range(min(amount, GROUP_OF) // AT_ONCE):
            group.scale(AT_ONCE)
            stack.advance(30)
    return group
