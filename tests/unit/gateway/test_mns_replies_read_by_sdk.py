"""Replies of MNS as the official client for Python reads them: some need exactly these elements."""

from collections.abc import Sequence

import pytest
from mns.mns_exception import MNSClientNetworkException
from mns.mns_xml_handler import (
    BatchDeleteMessageDecoder,
    BatchSendMessageDecoder,
    GetQueueAttrDecoder,
    PublishMessageDecoder,
    SendMessageDecoder,
)

from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook.gateway.mns.rendering import reply_response
from scalehook_contracts.base import Reply
from scalehook_contracts.message_service.batches import (
    BatchDeletion,
    BatchEntry,
    BatchSent,
    DeletionError,
)
from scalehook_contracts.message_service.messages import MessageSent
from scalehook_contracts.message_service.policies import DlqPolicy
from scalehook_contracts.message_service.publications import MessagePublication
from scalehook_contracts.message_service.queues import QueueAttributes

ATTRIBUTES = QueueAttributes(
    queue_name="q", create_time=1, last_modify_time=2, delay_seconds=0, maximum_message_size=65536,
    message_retention_period=60, visibility_timeout=30, polling_wait_seconds=0, logging_enabled=False,
    active_messages=0, inactive_messages=0, delay_messages=0,
)  # fmt: skip
POLICY = DlqPolicy(enabled=True, dead_letter_target_queue="dead", max_receive_count=3)


def answer(reply: Reply) -> HttpResponse:
    request = HttpRequest("GET", "/queues/q", "", {}, b"", "127.0.0.1:4580")
    return reply_response(reply, request, "ID")


def test_the_attributes_of_a_queue() -> None:
    """Twelve, and the dead-letter policy where there is one: readers pass over what they do not know."""
    plain = GetQueueAttrDecoder.decode(answer(ATTRIBUTES).body)
    assert len(plain) == 12
    shown = answer(ATTRIBUTES.model_copy(update={"dlq_policy": POLICY})).body
    found = GetQueueAttrDecoder.decode(shown)
    assert {name: found[name] for name in plain} == plain
    policy = shown[shown.index(b"<DlqPolicy>") :].decode().split("</DlqPolicy>")[0]
    assert [line for line in policy.splitlines() if line] == [
        "<DlqPolicy>",
        "<Enabled>True</Enabled>",
        "<DeadLetterTargetQueue>dead</DeadLetterTargetQueue>",
        "<MaxReceiveCount>3</MaxReceiveCount>",
    ]


def test_a_message_that_was_sent() -> None:
    """Its group is answered, by a queue and by a topic, and the handle of a delayed one."""
    reply = MessageSent(message_id="M", message_body_md5="D", receipt_handle="1-a", message_group_id="g")
    assert SendMessageDecoder.decode(answer(reply).body) == ("M", "D", "1-a", "g")
    published = MessagePublication(message_id="M", message_body_md5="D", message_group_id="g")
    assert PublishMessageDecoder.decode(answer(published).body) == ("M", "D", "g")


def test_a_batch_that_went_well() -> None:
    """With groups and handles: all of it is taken."""
    entry = BatchEntry(message_id="M", message_body_md5="D", receipt_handle="1-a", message_group_id="g")
    response = answer(BatchSent(messages=[entry, entry]))
    entries = BatchSendMessageDecoder.decode(response.body)
    assert response.status == 201
    assert [(one.message_id, one.message_group_id) for one in entries] == [("M", "g")] * 2


def test_a_batch_that_failed_in_part() -> None:
    """An id and an MD5, or an error: anything more breaks the client."""
    sent = BatchEntry(message_id="M", message_body_md5="D")
    refused = BatchEntry(error_code="InvalidArgument", error_message="why")
    response = answer(BatchSent(messages=[sent, refused]))
    assert response.status == 500
    code, message, _, _, entries = BatchSendMessageDecoder.decodeError(response.body)
    assert (code, message) == ("InvalidArgument", "why")
    assert entries == [
        {"MessageId": "M", "MessageBodyMD5": "D"},
        {"ErrorCode": "InvalidArgument", "ErrorMessage": "why"},
    ]
    more = answer(BatchSent(messages=[sent.model_copy(update={"receipt_handle": "h"}), refused]))
    with pytest.raises(MNSClientNetworkException):
        BatchSendMessageDecoder.decodeError(more.body)


def failed(codes: Sequence[str]) -> BatchDeletion:
    errors = [
        DeletionError(error_code=code, error_message="why", receipt_handle=f"h{number}")
        for number, code in enumerate(codes)
    ]
    return BatchDeletion(errors=errors)


def test_a_batch_of_deletions() -> None:
    """Only those that failed are answered, with exactly three elements each."""
    assert (answer(failed([])).status, answer(failed([])).body) == (204, b"")
    response = answer(failed(["ReceiptHandleError", "MessageNotExist"]))
    assert response.status == 404
    code, _, _, _, entries = BatchDeleteMessageDecoder.decodeError(response.body)
    assert code == "ReceiptHandleError"
    assert entries[1] == {
        "ErrorCode": "MessageNotExist",
        "ErrorMessage": "why",
        "ReceiptHandle": "h1",
    }
