"""Activities as traces of OpenTelemetry, with what a collector gets of them."""

import time

import pytest

from scalehook.kit.traces import beginning, of_action
from scalehook.testing.cloud import Cloud
from support.tracing.stories import CLIENT, Told, play

BEGAN = time.time_ns()


@pytest.fixture(scope="module")
def told() -> Told:
    """One stack, which has ended."""
    return play()


def test_from_the_rule_to_the_end(told: Told) -> None:
    """One trace for an activity: each span is below what has led to it."""
    spans = told.collector
    action = spans.one("lifecycle action", id=told.token)
    activity = next(span for span in spans.all("scaling activity") if span.id == action.parent)
    notification = spans.one("notification", id=told.token)
    message = spans.one("message", outcome="deleted")
    [instance] = [span for span in spans.all("instance") if span.trace == activity.trace]
    assert (activity.parent, instance.parent) == ("", activity.id)
    assert (notification.parent, message.parent) == (action.id, notification.id)
    assert {each.trace for each in (action, notification, message)} == {activity.trace}
    assert instance.events == ["runs", "Pending:Wait", "InService"]
    assert [event.partition(":")[0] for event in action.events] == ["heartbeat"]
    assert message.events[0].startswith("received, hidden until")
    assert (action.attributes["scalehook.who"], message.attributes["scalehook.outcome"]) == (
        "root",
        "deleted",
    )
    assert {action.service, notification.service, message.service} == {
        "scalehook.scaling_controller", "scalehook.notification_dispatcher", "scalehook.message_service",
    }  # fmt: skip
    assert not activity.failed


def test_times(told: Told) -> None:
    """Spans have real times; virtual ones are attributes."""
    for span in told.collector.spans:
        assert BEGAN < span.began <= span.ended < time.time_ns()
    activity = told.collector.all("scaling activity")[0].attributes
    assert activity["scalehook.virtual.began_at"] < activity["scalehook.virtual.ended_at"]
    assert float(str(activity["scalehook.virtual.seconds"])) >= 2


def test_the_request_that_began_it(told: Told) -> None:
    """It is in its client's trace; the activity, which has one of its own, is linked to it."""
    _, trace, span, _ = CLIENT.split("-")
    request = told.collector.one("ExecuteScalingRule")
    assert (request.trace, request.parent, request.service) == (trace, span, "scalehook.gateway")
    assert told.collector.all("scaling activity")[0].links == [(trace, request.id)]


def test_the_consumer_goes_on_with_it(told: Told) -> None:
    """Its span is below the notification's, and its own requests are below that."""
    notification = told.collector.one("notification", id=told.token)
    [span] = told.consumer
    assert span.context is not None and span.parent is not None
    assert f"{span.context.trace_id:032x}" == notification.trace
    assert f"{span.parent.span_id:016x}" == notification.id
    for operation in ("RecordLifecycleActionHeartbeat", "CompleteLifecycleAction"):
        request = told.collector.one(operation)
        assert (request.trace, request.parent) == (notification.trace, f"{span.context.span_id:016x}")


def test_a_push_carries_it(told: Told) -> None:
    """As W3C's header, for a subscriber of a topic; the push is below the topic's message."""
    push, message = told.collector.one("push"), told.collector.one("topic message")
    notification = next(each for each in told.collector.all("notification") if each.id == message.parent)
    assert told.pushed[0]["traceparent"] == f"00-{notification.trace}-{notification.id}-01"
    assert (push.parent, push.trace) == (message.id, notification.trace)


def test_ids_follow_from_what_they_stand_for(told: Told) -> None:
    """Whoever knows the ids of an activity and an action can look for their spans."""
    action = told.collector.one("lifecycle action", id=told.token)
    activity = next(each for each in told.collector.all("scaling activity") if each.id == action.parent)
    activity_id = str(activity.attributes["scalehook.id"])
    assert activity.trace == beginning("activity", activity_id).trace_id
    assert action.id == of_action(activity_id, told.token).span_id


def test_a_message_of_a_user(told: Told) -> None:
    """It carries the span of the request that has sent it, and is below that."""
    _, trace, span, _ = CLIENT.split("-")
    request = told.collector.one("SendMessage")
    assert (request.trace, request.parent) == (trace, span)
    assert f"00-{trace}-{request.id}-01" in told.own
    refused = next(each for each in told.collector.all("ReceiveMessage") if each.failed)
    assert refused.attributes["error.type"] == "QueueNotExist"


def test_what_is_under_way_when_the_stack_stops(told: Told) -> None:
    """Is sent as unfinished: the user's message is still in its queue. Everything else has ended."""
    left = told.collector.all("message", unfinished=True)
    request = told.collector.one("SendMessage")
    assert [(span.parent, span.events[0].partition(",")[0]) for span in left] == [
        (request.id, "received")
    ]
    assert "scalehook.virtual.ended_at" not in left[0].attributes
    assert len([span for span in told.collector.spans if "scalehook.unfinished" in span.attributes]) == 1


def test_nobody_wants_traces(scalehook: Cloud) -> None:
    """Messages carry nothing that the cloud's would not."""
    queue, group = scalehook.queue("q"), scalehook.group("web", max_size=3)
    group.hook("SCALE_OUT", to=queue, timeout=300)
    group.scale_out()
    assert queue.receive().view.system_properties == []
