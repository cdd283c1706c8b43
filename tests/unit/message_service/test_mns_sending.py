"""Sending messages."""

import pytest

from scalehook_contracts.errors.mns import InvalidArgument, QueueNotExist
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.batches import BatchPeekMessage, BatchSendMessage
from scalehook_contracts.message_service.messages import (
    DeleteMessage,
    MessageEntry,
    PeekMessage,
    SendMessage,
)
from scalehook_contracts.message_service.queues import GetQueueAttributes, SetQueueAttributes

TOO_LONG = "The length of message should not be larger than MaximumMessageSize."


def delayed(mns) -> int:
    return mns.ask(GetQueueAttributes(queue_name="q")).delay_messages


@pytest.mark.parametrize(
    ("body", "md5"),
    [
        ("aGVsbG8=", "0733351879B2FA9BD05C7CA3061529C0"),
        ("hello", "5D41402ABC4B2A76B9719D911017C592"),
    ],
)
def test_the_answer_carries_the_md5_of_the_body_as_transmitted(send, body, md5):
    """Upper-case hex, whatever the encoding means to the client."""
    assert send(body).message_body_md5 == md5


def test_a_message_that_is_visible_at_once_has_no_handle_yet(send):
    """Only a delayed one gets one."""
    assert send().receipt_handle is None
    assert send(delay_seconds=5).receipt_handle


def test_a_messages_own_delay_overrides_the_queues(mns, send):
    """Even when it is 0."""
    mns.ask(SetQueueAttributes(queue_name="q", delay_seconds=60))
    send()
    assert delayed(mns) == 1
    send(delay_seconds=0)
    assert delayed(mns) == 1


def test_a_delayed_message_can_be_deleted_before_anyone_sees_it(mns, send):
    """With the handle that the sender got."""
    handle = send(delay_seconds=5).receipt_handle
    mns.ask(DeleteMessage(queue_name="q", receipt_handle=handle))
    assert delayed(mns) == 0


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"message_body": ""}, "cause by MessageBody."),
        ({"message_body": "a\x00b"}, "cause by MessageBody."),
        ({"message_body": "a\uffff"}, "cause by MessageBody."),
        ({"message_group_id": "\x1f"}, "cause by MessageGroupId."),
        ({"priority": 0}, "The value of Priority should between 1 and 16"),
        ({"priority": 17}, "The value of Priority should between 1 and 16"),
        ({"delay_seconds": 604801}, "The value of DelaySeconds should between 0 and 604800 seconds."),
        ({"delay_seconds": -1}, "The value of DelaySeconds should between 0 and 604800 seconds."),
        ({"message_body": "é" * 32769}, TOO_LONG),
    ],
)
def test_a_message_that_does_not_fit_is_refused(mns, fields, text):
    """Nothing is recorded of it. XML could not carry some texts, which come from elsewhere."""
    before = len(mns.recorded)
    with pytest.raises(InvalidArgument) as refusal:
        mns.ask(SendMessage(**{"queue_name": "q", "message_body": "x"} | fields))
    assert refusal.value.message.endswith(text)
    assert len(mns.recorded) == before


def test_a_body_may_have_as_many_bytes_as_the_queue_takes(mns, send):
    """Bytes of UTF-8 count, not characters."""
    mns.ask(SetQueueAttributes(queue_name="q", maximum_message_size=1024))
    send("é" * 512)
    with pytest.raises(InvalidArgument):
        send("é" * 512 + "x")


@pytest.mark.parametrize("operation", [SendMessage, BatchSendMessage])
def test_sending_to_a_missing_queue_is_refused(mns, operation):
    """Before anything else is looked at."""
    with pytest.raises(QueueNotExist):
        mns.ask(operation(queue_name="none"))


def test_properties_and_group_are_given_back(mns):
    """Name, value and type as they came."""
    user, system = (
        Property(name="n", value="5", type="NUMBER"),
        Property(name="s", value="v", type="STRING"),
    )
    mns.ask(
        SendMessage(
            queue_name="q", message_body="x", message_group_id="g",
            user_properties=[user], system_properties=[system],
        )
    )  # fmt: skip
    seen = mns.ask(PeekMessage(queue_name="q"))
    assert (seen.message_group_id, seen.user_properties, seen.system_properties) == (
        "g",
        [user],
        [system],
    )


def test_a_batch_is_answered_in_its_order(mns):
    """Each message is one of the queue's."""
    entries = [MessageEntry(message_body=text) for text in "abc"]
    sent = mns.ask(BatchSendMessage(queue_name="q", messages=entries))
    seen = mns.ask(BatchPeekMessage(queue_name="q", num_of_messages=16)).messages
    assert [entry.message_id for entry in sent.messages] == [message.message_id for message in seen]
    assert [message.message_body for message in seen] == ["a", "b", "c"]
    assert not sent.partial


def test_the_good_messages_of_a_batch_are_sent(mns):
    """The others have an error; no entry of a partial failure has a handle."""
    entries = [MessageEntry(message_body="good", delay_seconds=9), MessageEntry(message_body="")]
    sent = mns.ask(BatchSendMessage(queue_name="q", messages=entries))
    assert sent.partial
    assert sent.messages[0].model_dump(exclude_none=True).keys() == {"message_id", "message_body_md5"}
    assert sent.messages[1].model_dump(exclude_none=True).keys() == {"error_code", "error_message"}
    assert sent.messages[1].error_code == "InvalidArgument"
    assert delayed(mns) == 1


@pytest.mark.parametrize("bodies", [[], ["x"] * 17, ["x" * 32769] * 2])
def test_a_batch_has_1_to_16_messages_of_64_kilobytes_in_all(mns, bodies):
    """Otherwise all of it is refused."""
    entries = [MessageEntry(message_body=body) for body in bodies]
    with pytest.raises(InvalidArgument):
        mns.ask(BatchSendMessage(queue_name="q", messages=entries))
