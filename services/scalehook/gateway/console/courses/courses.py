"""All that is counted over time in a stack: grown from its events, and bounded."""

from collections import OrderedDict
from typing import Any

from scalehook.gateway.console.courses.changes import Line, Reader
from scalehook.gateway.console.courses.course import Course
from scalehook.gateway.control.plane import EventView

MOST_COURSES = 500  # those that have not changed for the longest time are forgotten
ENDS = {
    "message_service.queue_created": ("queue", "QueueName", "messages"),
    "message_service.queue_deleted": ("queue", "QueueName", "messages"),
}  # what has the name afterwards is another one


class Courses:
    """Those of one stack."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._courses: OrderedDict[Line, Course] = OrderedDict()

    def add(self, event: EventView) -> None:
        """What it changes."""
        if event.type in ENDS:
            kind, field, what = ENDS[event.type]
            self._courses.pop((kind, event.body[field], what), None)
        for line, change in self._reader.changes(event):
            self._courses.setdefault(line, Course()).add(event.at.timestamp(), change)
            self._courses.move_to_end(line)
        while len(self._courses) > MOST_COURSES:
            self._courses.popitem(last=False)

    def count(self, line: Line) -> int:
        """How much there is of it now."""
        course = self._courses.get(line)
        return 0 if course is None else course.last

    def line(self, line: Line, now: int | None = None) -> dict[str, Any]:
        """Its points, as a page gets them; `now` it is so much."""
        course = self._courses.get(line) or Course()
        points = [list(point) for point in course.points(now)]
        return {"name": line[2], "before": course.before(now), "now": now, "points": points}
