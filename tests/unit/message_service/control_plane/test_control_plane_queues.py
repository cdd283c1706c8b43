"""Queues by way of the control plane: the same ones as by REST, with more to say of them."""

from typing import Any

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import (
    ArgumentNotValid,
    InvalidArgument,
    InvalidQueueName,
    QueueAlreadyExist,
    QueueNotExist,
)
from scalehook_contracts.message_service import queues as rest
from scalehook_contracts.message_service.control_plane.queues import (
    CreateQueue,
    DeleteQueue,
    GetQueueAttributes,
    ListQueue,
    QueueView,
    SetQueueAttributes,
)
from scalehook_contracts.message_service.control_plane.topics import CreateTopic
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.message_service.owners import FindQueueTags
from scalehook_contracts.message_service.policies import DlqPolicy, Tag, TenantRateLimitPolicy

ARN = "acs:mns:cn-hangzhou:1234567890123456:/queues/"
ENV = Tag(key="env", value="test")


def shown(mns: Rehearsal, name: str = "q") -> QueueView:
    return mns.ask(GetQueueAttributes(queue_name=name)).data


def listed(mns: Rehearsal, **asked: Any) -> list[str]:
    return [queue.queue_name for queue in mns.ask(ListQueue(**asked)).data.page_data]


def test_tags_for_conditions_of_policies(mns: Rehearsal) -> None:
    """Of a queue and a topic, and of what belongs to them; of what has none, or is not there, none."""
    mns.ask(CreateQueue(queue_name="tagged", tag=[ENV]))
    mns.ask(CreateTopic(topic_name="t", tag=[ENV]))
    bearing = [f"{ARN}tagged", f"{ARN}tagged/messages", f"{ARN[:-7]}topics/t/subscriptions/s"]
    others = [f"{ARN}q", f"{ARN}t", ARN[:-1], f"{ARN[:-7]}topics/tagged", f"{ARN[:-8]}*"]
    found = mns.ask(FindQueueTags(resources=[*bearing, *others])).tags
    assert found == {arn: {"env": "test"} for arn in bearing}


def test_a_queue_of_rest_is_shown_with_all_that_it_has(mns):
    """What only the control plane can say has its default; what is None stays out of the answer."""
    mns.ask(SendMessage(queue_name="q", message_body="x"))
    assert shown(mns).model_dump(by_alias=True, exclude_none=True) == {
        "QueueName": "q",
        "QueueType": "normal",
        "CreateTime": 1767225600,
        "LastModifyTime": 1767225600,
        "DelaySeconds": 0,
        "MaximumMessageSize": 65536,
        "MessageRetentionPeriod": 345600,
        "VisibilityTimeout": 30,
        "PollingWaitSeconds": 0,
        "LoggingEnabled": False,
        "ActiveMessages": 1,
        "InactiveMessages": 0,
        "DelayMessages": 0,
        "DlqPolicy": {"Enabled": False},
        "TenantRateLimitPolicy": {"Enabled": False},
        "Tags": [],
        "EnableSSE": False,
        "EncryptionEnabled": False,
        "KmsKeyId": "",
        "SseAlgorithm": "",
        "SseType": "",
    }


def test_a_queue_bears_all_that_it_is_given(mns):
    """And REST shows of it what REST knows."""
    mns.ask(CreateQueue(queue_name="dead", queue_type="fifo"))
    policy = DlqPolicy(enabled=True, dead_letter_target_queue="dead", max_receive_count=3)
    made = mns.ask(
        CreateQueue(
            queue_name="all",
            queue_type="fifo",
            visibility_timeout=77,
            enable_logging=True,
            dlq_policy=policy,
            tenant_rate_limit_policy=TenantRateLimitPolicy(enabled=True, max_receives_per_second=5),
            enable_sse=True,
            kms_key_id="key",
            tag=[Tag(key="z", value="1"), ENV],
        )
    )
    assert made.model_dump(by_alias=True) == {
        "Code": 200,
        "Status": "Success",
        "Message": "operation success",
        "Success": True,
        "Data": {"Code": 200, "Message": "", "Success": True},
    }
    view = shown(mns, "all")
    assert (view.queue_type, view.logging_enabled, view.tenant_rate_limit_policy.enabled) == (
        "fifo",
        True,
        True,
    )
    assert (view.enable_sse, view.encryption_enabled, view.kms_key_id) == (True, True, "key")
    assert [(tag.tag_key, tag.tag_value) for tag in view.tags] == [("env", "test"), ("z", "1")]
    assert view.dlq_policy.model_dump(by_alias=True) == {
        "Enabled": True,
        "DeadLetterTargetQueue": "dead",
        "MaxReceiveCount": "3",
    }
    assert mns.ask(rest.GetQueueAttributes(queue_name="all")).visibility_timeout == 77


def test_the_same_queue_may_be_made_again(mns):
    """With the same attributes, by both APIs; REST is not asked for what it cannot say."""
    mns.ask(CreateQueue(queue_name="q"))
    mns.ask(CreateQueue(queue_name="tagged", tag=[ENV], queue_type="fifo"))
    mns.ask(CreateQueue(queue_name="tagged", tag=[ENV], queue_type="fifo"))
    assert not mns.ask(rest.CreateQueue(queue_name="tagged")).created
    for other in ({"tag": [ENV]}, {"queue_type": "fifo"}, {"visibility_timeout": 1}):
        with pytest.raises(QueueAlreadyExist):
            mns.ask(CreateQueue(queue_name="tagged", **other))


def test_a_policy_that_is_off_is_none(mns):
    """To say that nothing is on changes nothing."""
    off = {"dlq_policy": DlqPolicy(), "tenant_rate_limit_policy": TenantRateLimitPolicy()}
    mns.ask(CreateQueue(queue_name="q", enable_sse=False, **off))
    assert [type(event).__name__ for event in mns.recorded] == ["QueueCreated"]


def test_setting_attributes_changes_only_those_given(mns):
    """REST's changes leave policies alone, and the control plane's what REST has set."""
    mns.ask(CreateQueue(queue_name="dead"))
    policy = DlqPolicy(enabled=True, dead_letter_target_queue="dead", max_receive_count=2)
    mns.ask(SetQueueAttributes(queue_name="q", dlq_policy=policy, kms_key_id="key"))
    mns.advance(5)
    mns.ask(rest.SetQueueAttributes(queue_name="q", delay_seconds=9))
    mns.ask(SetQueueAttributes(queue_name="q", enable_sse=True))
    view = shown(mns)
    assert (view.delay_seconds, view.dlq_policy.max_receive_count) == (9, "2")
    assert (view.enable_sse, view.kms_key_id, view.last_modify_time) == (True, "key", 1767225605)
    mns.ask(SetQueueAttributes(queue_name="q", dlq_policy=DlqPolicy(), enable_sse=False))
    assert (shown(mns).dlq_policy.enabled, shown(mns).enable_sse) == (False, False)


@pytest.mark.parametrize("target", ["dead", ARN + "dead", ARN.replace("/", "") + "/dead"])
def test_a_dead_letter_queue_has_a_name_or_an_arn(mns, target):
    """It is shown as it was given, and the same queue in either spelling."""
    mns.ask(CreateQueue(queue_name="dead"))
    policy = DlqPolicy(enabled=True, dead_letter_target_queue=target, max_receive_count=1)
    mns.ask(SetQueueAttributes(queue_name="q", dlq_policy=policy))
    assert shown(mns).dlq_policy.dead_letter_target_queue == target
    for spelt in ("dead", ARN + "dead"):
        again = policy.model_copy(update={"dead_letter_target_queue": spelt})
        assert mns.ask(CreateQueue(queue_name="q", dlq_policy=again)).success
    other = policy.model_copy(update={"max_receive_count": 2})
    with pytest.raises(QueueAlreadyExist):
        mns.ask(CreateQueue(queue_name="q", dlq_policy=other))


@pytest.mark.parametrize(
    ("policy", "name", "why"),
    [
        ({"dead_letter_target_queue": "none", "max_receive_count": 3}, "new", "QueueNotExist"),
        ({"dead_letter_target_queue": ARN + "q", "max_receive_count": 3}, "q", "its own"),
        ({"dead_letter_target_queue": "fifo", "max_receive_count": 3}, "new", "type normal"),
        ({"dead_letter_target_queue": "", "max_receive_count": 3}, "new", "names no queue"),
        ({"dead_letter_target_queue": "q"}, "new", "MaxReceiveCount"),
        ({"dead_letter_target_queue": "q", "max_receive_count": 0}, "new", "MaxReceiveCount"),
    ],
)
def test_a_dead_letter_policy_that_cannot_work_is_refused(mns, policy, name, why):
    """The queue is there, another one, and of the same type; the count is at least one."""
    mns.ask(CreateQueue(queue_name="fifo", queue_type="fifo"))
    with pytest.raises(ApiError, match=why):
        mns.ask(CreateQueue(queue_name=name, dlq_policy=DlqPolicy(enabled=True, **policy)))


@pytest.mark.parametrize("operation", [CreateQueue, SetQueueAttributes])
@pytest.mark.parametrize("count", [None, 0, -1])
def test_a_rate_limit_lets_something_pass(mns, operation, count):
    """A limit that is on has a number."""
    limit = TenantRateLimitPolicy(enabled=True, max_receives_per_second=count)
    with pytest.raises(ArgumentNotValid, match="MaxReceivesPerSecond"):
        mns.ask(operation(queue_name="q", tenant_rate_limit_policy=limit))


def test_what_rest_refuses_is_refused(mns):
    """With REST's codes."""
    with pytest.raises(InvalidArgument, match="VisibilityTimeout should between 1 and 43200 seconds"):
        mns.ask(CreateQueue(queue_name="q", visibility_timeout=0))
    with pytest.raises(InvalidQueueName):
        mns.ask(CreateQueue(queue_name="a_b"))
    for operation in (GetQueueAttributes, SetQueueAttributes):
        with pytest.raises(QueueNotExist):
            mns.ask(operation(queue_name="none"))
    with pytest.raises(ArgumentNotValid, match="Tag"):
        mns.ask(CreateQueue(queue_name="new", tag=[ENV, ENV]))


def test_deleting_is_idempotent(mns):
    """And REST does not find the queue any more."""
    for _ in range(2):
        mns.ask(DeleteQueue(queue_name="q"))
    with pytest.raises(QueueNotExist):
        mns.ask(rest.GetQueueAttributes(queue_name="q"))


def test_a_queue_is_asked_for_by_its_tags(mns):
    """One without them is not there; a tag without a value stands for any."""
    mns.ask(CreateQueue(queue_name="tagged", tag=[ENV]))
    for tag in (ENV, Tag(key="env")):
        assert mns.ask(GetQueueAttributes(queue_name="tagged", tag=[tag])).data.tags
        assert listed(mns, tag=[tag]) == ["tagged"]
    for tag in (Tag(key="env", value="prod"), Tag(key="other")):
        assert listed(mns, tag=[tag]) == []
        with pytest.raises(QueueNotExist):
            mns.ask(GetQueueAttributes(queue_name="tagged", tag=[tag]))


def test_queues_are_listed_by_pages(mns):
    """Of ten at least; names are prefixes, and a page says how much there is in all."""
    for number in range(12):
        mns.ask(CreateQueue(queue_name=f"p{number:02}", queue_type="fifo" if number < 2 else "normal"))
    page = mns.ask(ListQueue(queue_name="p", page_num=2)).data
    assert [queue.queue_name for queue in page.page_data] == ["p10", "p11"]
    assert (page.page_num, page.page_size, page.pages, page.size, page.total) == (2, 10, 2, 2, 12)
    assert listed(mns, queue_name="p", queue_type="fifo") == ["p00", "p01"]
    assert len(listed(mns, page_size=11)) == 11
    assert listed(mns, page_num=3) == []
    assert listed(mns, queue_name="r") == []


@pytest.mark.parametrize(
    ("asked", "taken"), [((0, 0), (1, 10)), ((-5, 9), (1, 10)), ((10**9, 51), (10**8, 50))]
)
def test_pages_outside_of_the_ranges_are_the_nearest(mns, asked, taken):
    """They are not refused."""
    page = mns.ask(ListQueue(page_num=asked[0], page_size=asked[1])).data
    assert (page.page_num, page.page_size) == taken


def test_what_was_made_is_there_after_a_restart(mns):
    """With its policies and tags."""
    mns.ask(CreateQueue(queue_name="dead"))
    policy = DlqPolicy(enabled=True, dead_letter_target_queue="dead", max_receive_count=2)
    mns.ask(CreateQueue(queue_name="kept", dlq_policy=policy, tag=[ENV], sse_type="KMS"))
    before = shown(mns, "kept")
    mns.restart()
    assert shown(mns, "kept") == before
