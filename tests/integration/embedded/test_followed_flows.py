"""One id leads from a hook to the receipt of its notification, and to the end of the action."""

import json
from collections.abc import Iterator
from typing import Any

import httpx

from scalehook.cli.following import Following
from scalehook.testing.builders.action import Action
from scalehook.testing.cloud import Cloud
from scalehook_contracts.message_service.pushes import PushFailed
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from support.dashboard import metrics_of_the_dashboard

STREAM = "/_scalehook/events?since=2000-01-01T00:00:00Z"
PATH = [
    "scaling_controller.scaling_activity_started",
    "fleet.instance_created",
    "scaling_controller.lifecycle_action_started",
    "message_service.message_published",
    "message_service.push_begun",
    "message_service.message_enqueued",
    "notification_dispatcher.notification_sent",
    "message_service.push_failed",
    "message_service.message_received",
    "message_service.message_visibility_changed",
    "scaling_controller.lifecycle_action_extended",
    "scaling_controller.lifecycle_action_ended",
    "scaling_controller.scaling_activity_ended",
    "message_service.message_deleted",
]


def past(cloud: Cloud) -> Iterator[dict[str, Any]]:
    """All that has happened, up to a last queue."""
    cloud.queue("the-last")
    with httpx.stream("GET", f"{cloud.endpoint}{STREAM}") as stream:
        for line in stream.iter_lines():
            if line.startswith("data:"):
                yield json.loads(line[5:])
                if '"the-last"' in line:
                    return


def play(cloud: Cloud) -> Action:
    """A notification goes by a topic to a queue and to an endpoint that nobody answers at; a consumer
    takes it, among other messages, and completes the action.
    """
    queue, topic = cloud.queue("hooks"), cloud.topic("hooks")
    topic.subscribe(queue)
    topic.subscribe("http://127.0.0.1:9/")
    group = cloud.group()
    group.hook("SCALE_OUT", to=topic)
    action = group.scale_out()
    cloud.events.wait_for(PushFailed)
    cloud.queue("other").send("noise")
    cloud.queue("other").receive().delete()
    message = queue.receive()
    message.hide(300)
    action.heartbeat(600)
    action.complete("CONTINUE")
    message.delete()
    return action


def test_from_the_hook_to_the_receipt(scalehook: Cloud) -> None:
    """By the id of the activity's request, all of it and nothing of others; by the action's token, what
    comes after it. The time to the receipt is measured, with that id as its example, and the port has
    every metric that the dashboard shows.
    """
    action = play(scalehook)
    (started,) = scalehook.events.all(LifecycleActionStarted)
    story = list(past(scalehook))
    of_request, of_action = Following([started.request_id]), Following(marks=[action.token])
    whole = [each for each in story if of_request.belongs(each)]
    later = [each["type"] for each in story if of_action.belongs(each)]
    types = [each["type"] for each in whole]
    assert [name for name in PATH if name not in types] == []
    assert not [each for each in whole if each["body"].get("QueueName") == "other"]
    assert set(PATH[-7:]) < set(later) <= set(types)
    accept = {"accept": "application/openmetrics-text"}
    measured = httpx.get(f"{scalehook.endpoint}/metrics", headers=accept).text
    (sample,) = (line for line in measured.splitlines() if started.request_id in line)
    assert sample.startswith("scalehook_message_receipt_seconds_bucket")
    shown = metrics_of_the_dashboard()
    assert shown and [name for name in shown if f"\n{name}{{" not in measured] == []
