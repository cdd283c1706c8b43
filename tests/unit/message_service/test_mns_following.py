"""Messages can be followed: events name the request that sent them, and say what listeners need."""

from typing import Any

from scalehook.kit.machine.envelope import Envelope
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Command, Event
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.batches import BatchDeleteMessage, BatchReceiveMessage
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    MessageDeleted,
    MessageEnqueued,
    MessageReceived,
    MessageVisibilityChanged,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.publications import MessagePublished, PublishMessage
from scalehook_contracts.message_service.pushes import (
    PushNotification,
    PushSucceeded,
    RecordPushOutcome,
)
from scalehook_contracts.message_service.subscriptions import Subscribe
from scalehook_contracts.message_service.topics import CreateTopic
from support.signing_keys import signing_key


def ask(mns: Rehearsal, command: Command[Any], flow: str) -> None:
    """A call that belongs to this flow."""
    message_id = f"{command.snake_name()}-{flow}"
    step = mns.machine.handle(Envelope(command, message_id, mns.now, flow), mns.now)
    mns.journal.append(step.raw)


def send(mns: Rehearsal, flow: str) -> None:
    """A message."""
    ask(mns, SendMessage(queue_name="q", message_body=flow), flow)


def flows(mns: Rehearsal, kind: type[Event]) -> list[str]:
    events: list[Any] = [event for event in mns.recorded if isinstance(event, kind)]
    return [event.request_id for event in events]


def test_each_message_names_the_request_that_it_was_sent_with(mns: Rehearsal) -> None:
    """However many are received or deleted together, and after a restart."""
    for flow in ("one", "two"):
        send(mns, flow)
    mns.restart()
    held = mns.ask(BatchReceiveMessage(queue_name="q", num_of_messages=16)).messages
    handles = [message.receipt_handle for message in held]
    longer = ChangeMessageVisibility(queue_name="q", receipt_handle=handles[0], visibility_timeout=99)
    handles[0] = mns.ask(longer).receipt_handle
    mns.ask(BatchDeleteMessage(queue_name="q", receipt_handles=handles))
    assert flows(mns, MessageReceived) == ["one", "two"]
    assert flows(mns, MessageVisibilityChanged) == ["one"]
    assert flows(mns, MessageDeleted) == ["one", "two"]


def test_how_long_a_message_waited(mns: Rehearsal) -> None:
    """In milliseconds, to its first receipt alone."""
    send(mns, "flow")
    for seconds in (2, 60):
        mns.advance(seconds)
        mns.ask(ReceiveMessage(queue_name="q"))
    waited = [event.waited for event in mns.recorded if isinstance(event, MessageReceived)]
    assert waited == [2000, None]


def test_what_is_published_can_be_listened_to(mns: Rehearsal) -> None:
    """Whole, whether or not anybody has subscribed; a copy in a queue belongs to the same flow."""
    mns.ask(CreateTopic(topic_name="t"))
    properties = [Property(name="n", value="1", type="NUMBER")]
    message = PublishMessage(
        topic_name="t", message_body="hello", message_tag="tag", user_properties=properties
    )
    mns.ask(message)
    endpoint = "acs:mns:any:1:queues/q"
    mns.ask(Subscribe(topic_name="t", subscription_name="s", endpoint=endpoint))
    published = mns.ask(message)
    _, event = (each for each in mns.recorded if isinstance(each, MessagePublished))
    assert (event.message_id, event.message_body) == (published.message_id, "hello")
    assert (event.message_tag, event.user_properties) == ("tag", properties)
    (enqueued,) = (each for each in mns.recorded if isinstance(each, MessageEnqueued))
    assert (enqueued.publication_id, enqueued.request_id) == (published.message_id, "request")


def test_pushes_that_waited_for_others_keep_their_flow(mns: Rehearsal) -> None:
    """Whatever makes them go on: here the key to sign them with, which the first has asked for."""
    mns.ask(CreateTopic(topic_name="t"))
    mns.ask(Subscribe(topic_name="t", subscription_name="s", endpoint="http://127.0.0.1:9/"))
    for flow in ("one", "two"):
        ask(mns, PublishMessage(topic_name="t", message_body=flow), flow)
    mns.ask(signing_key())
    mns.restart()
    for key, intent in mns.begun:
        assert isinstance(intent, PushNotification)
        mns.settle(key, RecordPushOutcome(push_id=intent.push_id))
    assert flows(mns, PushSucceeded) == ["one", "two"]
