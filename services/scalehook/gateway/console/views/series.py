"""What graphs show: how much there was of something over time, as far as the events are known."""

from typing import Any

from scalehook.gateway.console.courses.courses import Courses
from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.views import groups, overview, queues
from scalehook.gateway.console.views.listing import Nothing, read
from scalehook_contracts.message_service.queues import ListQueue, QueueSummary

FIRST, FEW = 50, 30  # queues, and points of each
RESULTS = ("Running", "Success", "Failed", "Cancelled")


async def all_queues(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """Of the first queues, in few points each: for a look at all of them."""
    read(query, Nothing)
    page = await desk.ask(ListQueue(with_meta=True, ret_number=FIRST))
    courses = await _courses(desk)
    return {"lines": [_small(courses, each) for each in page.queues]}


def _small(courses: Courses, of: QueueSummary) -> dict[str, Any]:
    total = sum(n or 0 for n in (of.active_messages, of.inactive_messages, of.delay_messages))
    line = courses.line(("queue", of.queue_name, "messages"), total)
    return {**line, "name": of.queue_name, "points": fewer(line["points"])}


def fewer(points: list[list[float]]) -> list[list[float]]:
    """So many at most: of some that follow one another the last, with the most of all of them."""
    size = -(-len(points) // FEW) or 1
    groups = [points[start : start + size] for start in range(0, len(points), size)]
    return [[*some[-1][:2], max(point[2] for point in some)] for some in groups]


async def queue(desk: Desk, name: str, query: dict[str, str]) -> dict[str, Any]:
    """How many messages were in it, whether one could receive them or not."""
    told = (await queues.queue(desk, name, query))["queue"]
    total = sum(told[f"{kind}_messages"] for kind in ("active", "inactive", "delay"))
    courses = await _courses(desk)
    return {"lines": [courses.line(("queue", name, "messages"), total)]}


async def group(desk: Desk, group_id: str, query: dict[str, str]) -> dict[str, Any]:
    """How many instances belonged to it, and how many lifecycle actions waited."""
    found = await groups.group(desk, group_id, query)
    waiting = (await overview.waits(desk, {"group": group_id}))["total"]
    courses = await _courses(desk)
    return {
        "lines": [
            courses.line(("group", group_id, "instances"), found["group"]["total_capacity"]),
            courses.line(("group", group_id, "waits"), waiting),
        ]
    }


async def executions(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """How many ran at a time, and how many have ended in which way."""
    read(query, Nothing)
    courses = await _courses(desk)
    return {"lines": [courses.line(("executions", "", result)) for result in RESULTS]}


async def _courses(desk: Desk) -> Courses:
    await desk.traffic.follow(desk.plane)
    return desk.traffic.courses
