"""How much there was of something over time: exact where it ends, bounded however long it goes on."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scalehook.gateway.console.courses import changes
from scalehook.gateway.console.courses.course import MOST_POINTS, Course
from scalehook.gateway.console.courses.courses import MOST_COURSES, Courses
from scalehook.gateway.console.views.series import FEW, fewer
from scalehook.gateway.control.plane import EventView

MESSAGES = ("queue", "q", "messages")
steps = st.lists(st.tuples(st.floats(0, 50_000), st.integers(-9, 9)), min_size=1, max_size=60)


def event(kind: str, at: float = 0, **body: Any) -> EventView:
    when = datetime.fromtimestamp(at, UTC)
    return EventView(type=kind, at=when, body=body, correlation_id="r", app_id="x")


def enqueued(courses: Courses, at: float, queue: str = "q") -> None:
    courses.add(event("message_service.message_enqueued", at, QueueName=queue))


@given(steps=steps, repeats=st.integers(1, 40))
def test_a_course_ends_where_it_ends_and_knows_its_highest(
    steps: list[tuple[float, int]], repeats: int
) -> None:
    """Of any changes, in however many points: the end, the most there was, and no step back in time."""
    course, at, value, high = Course(), 0.0, 0, -(10**9)
    for _ in range(repeats):
        for later, change in steps:
            at, value = at + later, value + change
            course.add(at, change)
            high = max(high, value)
    points = list(course.points(value))
    assert min(point[1] for point in points) >= 0
    assert len(points) <= MOST_POINTS
    assert [point[0] for point in points] == sorted({point[0] for point in points})
    assert points[-1][1] == max(0, value)
    assert max(point[2] for point in points) == max(0, high)


def test_a_course_is_told_where_it_stands() -> None:
    """What was there before all that is known is there all the time; without that it is never less than
    nothing.
    """
    course = Course()
    for at, change in ((10, -1), (20, -1), (30, 3)):
        course.add(at, change)
    assert (course.before(6), [last for _, last, _ in course.points(6)]) == (5, [4, 3, 6])
    assert (course.before(), [last for _, last, _ in course.points()]) == (2, [1, 0, 3])
    assert Course().before(7) == 7
    assert list(Course().points(7)) == []


def test_what_happens_within_a_second_is_one_point() -> None:
    """With the most that there was in it."""
    course = Course()
    for _ in range(5):
        course.add(1.2, 1)
    course.add(1.9, -4)
    assert list(course.points(1)) == [(1.2, 1, 5)]


def test_messages_of_a_queue() -> None:
    """Sent, deleted, too old, purged, moved to the queue for dead letters; a new queue begins anew."""
    courses = Courses()
    for at in range(10):
        enqueued(courses, at)
    for kind, more in (
        ("message_deleted", {}),
        ("messages_expired", {"Count": 2}),
        ("message_dead_lettered", {"DeadLetterQueue": "dead"}),
        ("queue_purged", {"Count": 3}),
    ):
        courses.add(event(f"message_service.{kind}", 20, QueueName="q", **more))
    assert courses.line(MESSAGES, 3)["points"][-1] == [20, 3, 9]
    assert courses.line(("queue", "dead", "messages"), 1)["points"] == [[20, 1, 1]]
    courses.add(event("message_service.queue_created", 30, QueueName="q"))
    assert courses.line(MESSAGES, 0) == {"name": "messages", "before": 0, "now": 0, "points": []}


def test_waits_and_instances_of_a_group() -> None:
    """The end of a wait does not say whose it was: its beginning has."""
    courses = Courses()
    kinds = ("scaling_instance_added", "lifecycle_action_started", "lifecycle_action_ended")
    for at, kind in enumerate((*kinds, "lifecycle_action_ended", "scaling_instance_removed")):
        more = {} if kind == "lifecycle_action_ended" else {"ScalingGroupId": "g"}
        end = {"LifecycleActionStatus": "Timeout", "LifecycleActionResult": "ABANDON"}
        token = {"LifecycleActionToken": "t", "LifecycleHookId": "h", **end}
        courses.add(event(f"scaling_controller.{kind}", at, **more, **token))
    assert [last for _, last, _ in courses.line(("group", "g", "waits"))["points"]] == [1, 0]
    assert [last for _, last, _ in courses.line(("group", "g", "instances"))["points"]] == [1, 0]
    ends = ("Timeout", "ABANDON", "Completed")
    assert [courses.count(("hook", "h", end)) for end in ends] == [2, 2, 0]


def test_there_are_so_many_at_most() -> None:
    """Those that have changed last."""
    courses = Courses()
    for number in range(MOST_COURSES + 5):
        enqueued(courses, number, f"q{number}")
        enqueued(courses, number, "busy")
    assert courses.line(("queue", "busy", "messages"))["points"]
    assert courses.line(("queue", "q3", "messages"))["points"] == []
    last = MOST_COURSES + 4
    assert courses.line(("queue", f"q{last}", "messages"))["points"] == [[last, 1, 1]]


def test_waits_that_nobody_ends_are_forgotten(monkeypatch: Any) -> None:
    """The oldest ones first; what is known of the others stays right."""
    monkeypatch.setattr(changes, "MOST_WAITS", 2)
    courses = Courses()
    for token in "abc":
        body = {"ScalingGroupId": "g", "LifecycleActionToken": token}
        courses.add(event("scaling_controller.lifecycle_action_started", 1, **body))
    ended = {
        "LifecycleHookId": "h",
        "LifecycleActionStatus": "Completed",
        "LifecycleActionResult": "CONTINUE",
    }
    for token in "abc":
        body = {"LifecycleActionToken": token, **ended}
        courses.add(event("scaling_controller.lifecycle_action_ended", 2, **body))
    assert courses.line(("group", "g", "waits"), 0)["points"][-1][1] == 0


@given(highs=st.lists(st.integers(0, 99), min_size=1, max_size=200))
def test_a_small_picture_keeps_the_end_and_the_most(highs: list[int]) -> None:
    """In few points, however many there were."""
    points = [[float(at), max(0, high - 1), high] for at, high in enumerate(highs)]
    few = fewer(points)
    assert len(few) <= FEW
    assert (few[-1][:2], max(high for _, _, high in few)) == (points[-1][:2], max(highs))
    assert fewer([]) == []
