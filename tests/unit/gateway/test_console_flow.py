"""The flow of messages: what events tell of who has sent whom what."""

from datetime import UTC, datetime
from typing import Any

import httpx

from scalehook.gateway.console.flow.picture import MOST_EDGES, MOST_HOPS, Picture
from scalehook.gateway.control.plane import EventView
from scalehook.testing.running import RunningStack

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def event(kind: str, **body: Any) -> EventView:
    """One that came of a request."""
    return EventView(type=kind, at=NOW, body=body, correlation_id="r", causation_id="r", app_id="")


def test_a_hook_from_its_rule_to_its_end(scalehook_session: RunningStack) -> None:
    """Each step is an edge with a count, and a message that leads to its page."""
    cloud = scalehook_session
    group = cloud.group("web", max_size=5)
    topic, queue = cloud.topic("t"), cloud.queue("q")
    topic.subscribe(queue)
    group.hook("SCALE_OUT", topic, timeout=600, name="boot")
    group.scale_out(1)
    queue.receive()
    group.waiting[0].complete("CONTINUE")
    cloud.settle()
    found = httpx.get(f"{cloud.endpoint}/_scalehook/flow", trust_env=False).json()
    edges = {(edge["from"], edge["to"]): edge["count"] for edge in found["edges"]}
    assert edges == {
        ("client:root", "service:ess"): 2,
        ("service:ess", "service:dispatcher"): 1,
        ("service:dispatcher", "topic:t"): 1,
        ("topic:t", "queue:q"): 1,
        ("queue:q", "client:root"): 1,
    }
    assert {node["id"] for node in found["nodes"]} == {each for edge in edges for each in edge}
    assert found["hops"][0]["ref"]["page"] == "timeline"
    moment = found["hops"][0]["at"].replace("+", "%2B")
    past = httpx.get(f"{cloud.endpoint}/_scalehook/flow?at={moment}", trust_env=False).json()
    assert 1 <= past["count"] < found["count"]


def test_a_reset_forgets_what_was_seen(scalehook_session: RunningStack) -> None:
    """Who looks afterwards sees what has come since, and nothing else."""
    cloud = scalehook_session
    edges = []
    for name in ("before", "after"):
        cloud.reset()
        cloud.queue(name).send("a message")
        found = httpx.get(f"{cloud.endpoint}/_scalehook/flow", trust_env=False).json()
        edges.append({edge["to"] for edge in found["edges"]})
    assert edges == [{"queue:before"}, {"queue:after"}]


def test_a_push_that_does_not_arrive() -> None:
    """Is an edge to the subscription, and is counted as failed; an end without a beginning is none."""
    picture = Picture()
    names = {"TopicName": "t", "SubscriptionName": "s"}
    picture.add(event("message_service.push_begun", PushId="1", **names))
    picture.add(event("message_service.push_failed", PushId="1"))
    picture.add(event("message_service.push_succeeded", PushId="1"))
    picture.add(event("message_service.push_failed", PushId="unknown"))
    (edge,) = picture.view()["edges"]
    assert (edge["to"], edge["count"], edge["failed"]) == ("subscriber:s", 2, 1)


def test_it_is_bounded() -> None:
    """However many queues there are, and however many messages."""
    picture = Picture()
    for number in range(MOST_EDGES + 50):
        body = {"QueueName": f"q{number}", "MessageId": str(number), "PublicationId": ""}
        picture.add(event("message_service.message_enqueued", **body))
    view = picture.view()
    assert (len(view["edges"]), len(view["hops"])) == (MOST_EDGES, MOST_HOPS)
    assert view["count"] == MOST_EDGES + 50


def test_what_a_fault_has_hit(scalehook_session: RunningStack) -> None:
    """Is on the page of faults, the latest first, with the timeline in which it is a row."""
    cloud = scalehook_session
    root = f"{cloud.endpoint}/_scalehook"
    assert httpx.get(f"{root}/console/faults", trust_env=False).json()["hits"] == []
    made = httpx.post(f"{root}/faults", json={"kind": "double"}, trust_env=False).json()
    group = cloud.group("hit", max_size=5)
    group.hook("SCALE_OUT", cloud.queue("hit"), timeout=600, name="boot")
    group.scale_out(1)
    cloud.settle()
    (hit,) = httpx.get(f"{root}/console/faults", trust_env=False).json()["hits"]
    assert [hit["kind"], hit["fault_id"], hit["about"]] == ["double", made["id"], group.waiting[0].token]
    rows = httpx.get(f"{root}/timeline/{hit['about']}", trust_env=False).json()["rows"]
    assert "fault double" in [row["title"] for row in rows]
