"""Queues and topics by a line each."""

import pytest

from scalehook.testing.cloud import Cloud
from scalehook_contracts.errors import ApiError


def test_a_queue_gives_out_what_was_sent(cloud: Cloud) -> None:
    """As text, whatever it is on the wire; it is looked at without being received."""
    queue = cloud.queue("q", visibility_timeout=60)
    queue.send("hello")
    assert (queue.depth, [message.text for message in queue.messages]) == (1, ["hello"])
    message = queue.receive()
    assert (message.text, queue.depth, queue.messages) == ("hello", 0, [])
    message.delete()
    assert queue.attributes.inactive_messages == 0


def test_an_empty_queue_says_so_as_documented(cloud: Cloud) -> None:
    """The error is the API's."""
    with pytest.raises(ApiError) as refused:
        cloud.queue("q").receive()
    assert (refused.value.code, refused.value.status) == ("MessageNotExist", 404)


def test_a_received_message_comes_back(cloud: Cloud) -> None:
    """When its visibility is over, with JSON in it as JSON; it can be held for longer."""
    queue = cloud.queue("q", visibility_timeout=30)
    queue.send('{"a": 1}')
    message = queue.receive()
    message.hide(90)
    cloud.advance(89)
    assert queue.depth == 0
    cloud.advance(1)
    assert queue.receive().json == {"a": 1}


def test_a_message_that_was_looked_at_cannot_be_deleted(cloud: Cloud) -> None:
    """It has no handle."""
    queue = cloud.queue("q")
    queue.send("hello")
    with pytest.raises(TypeError, match="looked at, not received"):
        queue.messages[0].delete()


def test_a_topic_gives_to_its_subscribers(cloud: Cloud) -> None:
    """A queue is named by its handle, another endpoint by its URL."""
    topic, queue = cloud.topic("t"), cloud.queue("q")
    assert topic.subscribe(queue) == "s1"
    topic.subscribe("http://127.0.0.1:9/", name="web", tag="other")
    assert [(each.subscription_name, each.filter_tag) for each in topic.subscriptions] == [
        ("s1", None),
        ("web", "other"),
    ]
    topic.publish("hello")
    cloud.settle()
    assert queue.receive().text == "hello"


def test_what_is_deleted_is_gone(cloud: Cloud) -> None:
    """Handles stay, and say what the API says."""
    queue, topic = cloud.queue("q"), cloud.topic("t")
    queue.delete()
    topic.delete()
    with pytest.raises(ApiError, match="QueueNotExist"):
        _ = queue.depth
    with pytest.raises(ApiError, match="TopicNotExist"):
        topic.publish("hello")


def test_the_same_queue_twice_is_one(cloud: Cloud) -> None:
    """And two handles of it are equal."""
    assert cloud.queue("q") == cloud.queue("q")
    with pytest.raises(ApiError, match="QueueAlreadyExist"):
        cloud.queue("q", visibility_timeout=77)
