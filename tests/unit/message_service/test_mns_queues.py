"""Creating, changing, listing and deleting queues."""

import pytest

from scalehook.message_service.changes.queues import change_queue, make_queue
from scalehook.message_service.service import SERVICE
from scalehook.message_service.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors.mns import (
    InvalidArgument,
    InvalidQueueName,
    QueueAlreadyExist,
    QueueNameLengthError,
    QueueNotExist,
    QueueNumExceededLimit,
)
from scalehook_contracts.message_service.messages import ReceiveMessage, SendMessage
from scalehook_contracts.message_service.policies import DlqPolicy, TenantRateLimitPolicy
from scalehook_contracts.message_service.queues import (
    CreateQueue,
    DeleteQueue,
    GetQueueAttributes,
    ListQueue,
    SetQueueAttributes,
)
from support.queues.probe import do

DEFAULTS = {
    "DelaySeconds": 0,
    "MaximumMessageSize": 65536,
    "MessageRetentionPeriod": 345600,
    "VisibilityTimeout": 30,
    "PollingWaitSeconds": 0,
    "LoggingEnabled": False,
    "ActiveMessages": 0,
    "InactiveMessages": 0,
    "DelayMessages": 0,
}


def test_a_new_queue_has_the_documented_defaults(mns):
    """All twelve attributes are answered."""
    shown = mns.ask(GetQueueAttributes(queue_name="q")).model_dump(by_alias=True, exclude_none=True)
    assert shown == DEFAULTS | {
        "QueueName": "q",
        "CreateTime": 1767225600,
        "LastModifyTime": 1767225600,
    }


def test_creating_the_same_queue_again_is_no_error(mns):
    """The attributes that are left out are compared as their defaults."""
    assert not mns.ask(CreateQueue(queue_name="q", visibility_timeout=30)).created
    assert mns.ask(CreateQueue(queue_name="other")).created


def test_creating_another_queue_of_the_same_name_is_refused(mns):
    """One differing attribute is enough."""
    with pytest.raises(QueueAlreadyExist, match="The queue you want to create is already exist"):
        mns.ask(CreateQueue(queue_name="q", logging_enabled=True))


@pytest.mark.parametrize("name", ["-a", "a_b", "a.b", "é", "a\n"])
def test_a_queue_name_is_letters_digits_and_hyphens(mns, name):
    """Anything else has the documented refusal."""
    with pytest.raises(InvalidQueueName, match="QueueName should start with alpha and contain only"):
        mns.ask(CreateQueue(queue_name=name))


@pytest.mark.parametrize("name", ["", "a" * 257])
def test_a_queue_name_has_1_to_256_characters(mns, name):
    """The text gives the range."""
    with pytest.raises(QueueNameLengthError, match="Queue name length should between 1 and 256"):
        mns.ask(CreateQueue(queue_name=name))


def test_names_can_be_held_to_the_current_documents():
    """The longest name is a setting."""
    strict = Rehearsal(SERVICE, Settings(mns_name_length=120))
    with pytest.raises(QueueNameLengthError, match="between 1 and 120"):
        strict.ask(CreateQueue(queue_name="a" * 121))
    assert strict.ask(CreateQueue(queue_name="1" * 120)).created


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("visibility_timeout", 0, "VisibilityTimeout should between 1 and 43200 seconds."),
        ("visibility_timeout", 43201, "VisibilityTimeout should between 1 and 43200 seconds."),
        ("maximum_message_size", 1023, "MaximumMessageSize should between 1024 and 65536 bytes."),
        ("message_retention_period", 59, "MessageRetentionPeriod should between 60 and 604800 seconds."),
        ("delay_seconds", 604801, "DelaySeconds should between 0 and 604800 seconds."),
        ("polling_wait_seconds", 31, "PollingWaitSeconds should between 0 and 30 seconds."),
    ],
)
@pytest.mark.parametrize("operation", [CreateQueue, SetQueueAttributes])
def test_ranges_are_refused_in_the_documented_words(mns, operation, field, value, text):
    """Both operations that take attributes check them."""
    with pytest.raises(InvalidArgument) as refusal:
        mns.ask(operation(queue_name="q", **{field: value}))
    assert refusal.value.message == f"The value of {text}"
    assert refusal.value.code == "InvalidArgument"


def test_setting_attributes_changes_only_those_given(mns):
    """The time of the change is shown."""
    mns.advance(10)
    mns.ask(SetQueueAttributes(queue_name="q", visibility_timeout=7))
    shown = mns.ask(GetQueueAttributes(queue_name="q"))
    assert (shown.visibility_timeout, shown.message_retention_period) == (7, 345600)
    assert (shown.create_time, shown.last_modify_time) == (1767225600, 1767225610)


@pytest.mark.parametrize("operation", [SetQueueAttributes, GetQueueAttributes])
def test_a_missing_queue_is_refused(mns, operation):
    """With the service's own wording."""
    with pytest.raises(QueueNotExist, match="The queue name you provided is not exist"):
        mns.ask(operation(queue_name="none"))


def test_queues_are_listed_by_name_in_pages(mns):
    """Only a page that is not the last has a marker, which outlives its queue."""
    for name in ("b2", "b1", "b3", "a"):
        mns.ask(CreateQueue(queue_name=name))
    first = mns.ask(ListQueue(prefix="b", ret_number=2))
    assert [queue.queue_name for queue in first.queues] == ["b1", "b2"]
    mns.ask(DeleteQueue(queue_name="b2"))
    last = mns.ask(ListQueue(prefix="b", ret_number=2, marker=first.next_marker))
    assert [queue.queue_name for queue in last.queues] == ["b3"]
    assert last.next_marker is None


def test_a_full_last_page_has_no_marker(mns):
    """An empty page behind it would puzzle clients."""
    assert mns.ask(ListQueue(ret_number=1)).next_marker is None


def test_a_list_shows_attributes_when_asked_to(mns):
    """Otherwise only the names."""
    assert mns.ask(ListQueue(with_meta=True)).queues[0].visibility_timeout == 30
    assert mns.ask(ListQueue()).queues[0].model_dump(exclude_none=True) == {"queue_name": "q"}


@pytest.mark.parametrize("number", [0, 1001])
def test_a_page_has_1_to_1000_queues(mns, number):
    """Another number is refused."""
    with pytest.raises(InvalidArgument, match=r"x-mns-ret-number should between 1 and 1000$"):
        mns.ask(ListQueue(ret_number=number))


def test_deleting_a_queue_is_idempotent_and_takes_its_messages(mns):
    """A queue of the same name starts empty, and no timer of the old one is left."""
    mns.ask(SendMessage(queue_name="q", message_body="x"))
    mns.ask(DeleteQueue(queue_name="q"))
    mns.ask(DeleteQueue(queue_name="q"))
    assert not mns.machine.timers
    mns.ask(CreateQueue(queue_name="q", visibility_timeout=9))
    assert mns.ask(GetQueueAttributes(queue_name="q")).active_messages == 0


def test_a_consumer_that_waits_learns_that_its_queue_is_gone(mns):
    """It is answered at once."""
    mns.play(ReceiveMessage(queue_name="q", wait_seconds=30), message_id="waiting")
    mns.ask(DeleteQueue(queue_name="q"))
    assert isinstance(mns.late["waiting"], QueueNotExist)


def test_there_are_a_thousand_queues_at_most():
    """As many as the account may have; those that are there can be created again."""
    few = Rehearsal(SERVICE, Settings(mns_most_queues=2))
    for name in ("a", "b", "a"):
        few.ask(CreateQueue(queue_name=name))
    with pytest.raises(QueueNumExceededLimit, match="limit of 2"):
        few.ask(CreateQueue(queue_name="c"))
    few.ask(DeleteQueue(queue_name="a"))
    assert few.ask(CreateQueue(queue_name="c")).created
    assert Settings().mns_most_queues == 1000


def test_what_rest_cannot_say_is_no_difference(mns):
    """A queue of the control plane's can be created again, and be changed; it keeps its policies."""
    mns.ask(CreateQueue(queue_name="dead"))
    policy = DlqPolicy(enabled=True, dead_letter_target_queue="dead", max_receive_count=3)
    rate = TenantRateLimitPolicy(enabled=True, max_receives_per_second=5)
    given = {"dlq_policy": policy, "tenant_rate_limit_policy": rate}
    do(mns, lambda work: change_queue(work, work.state.queues["q"], given))
    do(mns, lambda work: make_queue(work, "f", {"queue_type": "fifo"}))
    assert not mns.ask(CreateQueue(queue_name="q")).created
    assert not mns.ask(CreateQueue(queue_name="f")).created
    mns.ask(SetQueueAttributes(queue_name="q", visibility_timeout=5))
    options = mns.state.queues["q"].options
    assert (options.dlq_policy, options.tenant_rate_limit_policy) == (policy, rate)
    assert mns.ask(GetQueueAttributes(queue_name="q")).dlq_policy == policy
    with pytest.raises(QueueAlreadyExist):
        mns.ask(CreateQueue(queue_name="q"))


def test_the_control_plane_s_difference_is_one(mns):
    """Whoever can say a policy or a type means it."""
    mns.ask(CreateQueue(queue_name="dead"))
    policy = DlqPolicy(enabled=True, dead_letter_target_queue="dead", max_receive_count=3)
    for given in ({"dlq_policy": policy}, {"queue_type": "fifo"}):
        with pytest.raises(QueueAlreadyExist):
            do(mns, lambda work, given=given: make_queue(work, "q", given))
    do(mns, lambda work: make_queue(work, "new", {"dlq_policy": policy}))
    do(mns, lambda work: make_queue(work, "new", {"dlq_policy": policy}))
