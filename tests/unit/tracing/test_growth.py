"""Trees that grow while things happen: what has ended is told once, and memory has a bound."""

from datetime import UTC, datetime, timedelta
from typing import Any

from scalehook.kit.machine.envelope import Envelope
from scalehook.timeline import Fact
from scalehook.tracing.growth import MOST_MOMENTS, Grown, Growth
from scalehook.tracing.seen import Seen
from scalehook_contracts.message_service.messages import MessageDeleted

START = datetime(2026, 1, 1, tzinfo=UTC)
TRACE = f"00-{'1' * 32}-{'2' * 16}-01"
CONTROLLER, MNS = "scaling_controller", "message_service"
SOMETHING = MessageDeleted(queue_name="q", serial=1, message_id="M-1")
ACTIVITY, ACTION, MESSAGE = (
    {"ScalingActivityId": "asa-1"},
    {"LifecycleActionToken": "T-1"},
    {"MessageId": "M-1"},
)


class Story:
    """Events of one request, a virtual second and a real nanosecond after one another."""

    def __init__(self, most: int = 1000) -> None:
        self.growth, self.count = Growth(most), 0

    def tell(self, kind: str, trace: str = "", flow: str = "R-1", **body: Any) -> list[Grown]:
        self.count += 1
        at = START + timedelta(seconds=self.count)
        about = Envelope(SOMETHING, f"m-{self.count}", at, flow, trace=trace)
        return self.growth.add(
            Seen(self.count, at, SOMETHING, about), Fact(kind, at, body, flow, "root")
        )

    def over(self, kind: str, **body: Any) -> list[tuple[str, int, int]]:
        return [(one.node.kind, one.began, one.ended) for one in self.tell(kind, **body)]


def test_what_has_ended_is_told_once() -> None:
    """With the real times at which it was seen to begin and to end; an instance ends with its
    activity, at the last that was seen of it.
    """
    story = Story()
    assert not story.tell(f"{CONTROLLER}.scaling_activity_started", **ACTIVITY)
    assert not story.tell(f"{CONTROLLER}.scaling_instance_added", **ACTIVITY, InstanceId="i-1")
    assert not story.tell(f"{CONTROLLER}.lifecycle_action_started", **ACTIVITY, **ACTION)
    state = {"LifecycleState": "InService", "InstanceIds": ["i-1"]}
    assert not story.tell(f"{CONTROLLER}.lifecycle_state_changed", **ACTIVITY, **state)
    ended = f"{CONTROLLER}.lifecycle_action_ended"
    assert story.over(ended, **ACTION) == [("action", 3, 5)]
    assert story.over(ended, **ACTION) == []
    ended = f"{CONTROLLER}.scaling_activity_ended"
    assert story.over(ended, **ACTIVITY) == [("activity", 1, 7), ("instance", 2, 4)]
    assert story.over(ended, **ACTIVITY) == []


def test_its_place_may_be_known_later() -> None:
    """A message is in a queue before its notification is said to be sent, and may end last."""
    story = Story()
    story.tell(f"{CONTROLLER}.scaling_activity_started", **ACTIVITY)
    story.tell(f"{CONTROLLER}.lifecycle_action_started", **ACTIVITY, **ACTION)
    story.tell(f"{MNS}.message_enqueued", flow="another", **MESSAGE)
    story.tell("notification_dispatcher.notification_sent", **ACTION, **MESSAGE)
    story.tell(f"{CONTROLLER}.scaling_activity_ended", **ACTIVITY)
    [message] = story.tell(f"{MNS}.message_deleted", **MESSAGE)
    above, root = story.growth.above(message), story.growth.root(message)
    assert above is not None and above.node.key == ("notification", "T-1")
    assert root is not None and root.node.key == ("activity", "asa-1")


def test_what_is_in_no_tree() -> None:
    """A user's message belongs to what led to it, if that said so; else nowhere."""
    story = Story()
    for trace in ("", TRACE):
        story.tell(f"{MNS}.message_enqueued", trace, MessageId=f"M-{trace}")
        [message] = story.tell(f"{MNS}.message_deleted", MessageId=f"M-{trace}")
        root = story.growth.root(message)
        assert (root is message) == bool(trace)


def test_memory_has_a_bound() -> None:
    """Of what is never over the oldest is forgotten; of one thing no more is kept than a span holds."""
    story = Story(most=100)
    for number in range(500):
        story.tell(
            f"{CONTROLLER}.scaling_activity_started",
            flow=f"R-{number}",
            ScalingActivityId=f"asa-{number}",
        )
        story.tell(
            f"{CONTROLLER}.scaling_instance_added", ScalingActivityId=f"asa-{number}", InstanceId="i"
        )
    assert not story.tell(f"{CONTROLLER}.scaling_activity_ended", ScalingActivityId="asa-0")
    assert story.tell(f"{CONTROLLER}.scaling_activity_ended", ScalingActivityId="asa-499")
    assert max(len(each) for each in vars(story.growth).values() if isinstance(each, dict)) <= 300
    story.tell(f"{MNS}.message_enqueued", **MESSAGE)
    for _ in range(3 * MOST_MOMENTS):
        story.tell(f"{MNS}.message_received", **MESSAGE)
    [message] = story.tell(f"{MNS}.message_deleted", **MESSAGE)
    assert len(message.moments) == MOST_MOMENTS
    assert not message.node.below


def test_what_is_under_way_when_the_stack_ends() -> None:
    """Is told as unfinished, once, and ends at that moment; what is over by then is not."""
    story = Story()
    story.tell(f"{CONTROLLER}.scaling_activity_started", **ACTIVITY)
    story.tell(f"{CONTROLLER}.scaling_instance_added", **ACTIVITY, InstanceId="i-1")
    story.tell(f"{CONTROLLER}.lifecycle_action_started", **ACTIVITY, **ACTION)
    story.tell(f"{MNS}.message_enqueued", **MESSAGE)
    story.tell(f"{MNS}.message_deleted", **MESSAGE)
    left = story.growth.unfinished(99)
    assert [(one.node.kind, one.ended, one.unfinished) for one in left] == [
        ("activity", 99, True), ("instance", 99, True), ("action", 99, True),
    ]  # fmt: skip
    assert story.growth.unfinished(100) == []


def test_places_are_forgotten_with_what_had_them() -> None:
    """However often a thing gets another place, and however many there are below each."""
    story = Story(most=10)
    for number in range(200):
        story.growth.put(("message", f"M-{number % 50}"), ("notification", f"T-{number % 7}"))
    assert sum(map(len, story.growth._below.values())) == len(story.growth._above) == 30
