"""CreateLifecycleHook and its siblings: what test_ess_hooks leaves open, and hostile metadata."""

import pytest
from pydantic import ValidationError

from scalehook_contracts.base import Reply
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling import (
    InvalidLifecycleHookNameDuplicate,
    InvalidParamter,
    QueueNotExist,
    TopicNotExist,
    UnsupportedNotificationType,
)
from scalehook_contracts.message_service.queues import QueueCreated
from scalehook_contracts.message_service.topics import TopicCreated, TopicDeleted
from scalehook_contracts.scaling_controller.actions import RecordLifecycleActionHeartbeat
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.scaling_controller.hooks import (
    CreateLifecycleHook,
    DeleteLifecycleHook,
    DescribeLifecycleHooks,
    HookSpecification,
    LifecycleHookTimeoutTooShort,
    LifecycleHookView,
    ModifyLifecycleHook,
)
from scalehook_contracts.template_engine.templates import TemplateRegistered
from support.scaling.cloud import ACCOUNT, REGION, Cloud


def only_hook(cloud: Cloud) -> LifecycleHookView:
    found: list[LifecycleHookView] = cloud.ask(
        DescribeLifecycleHooks(scaling_group_id=cloud.group)
    ).lifecycle_hooks
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("missing", ["ScalingGroupId", "LifecycleTransition"])
def test_what_must_be_given(missing: str) -> None:
    """A hook needs a group and a direction, and nothing else."""
    whole = {"ScalingGroupId": "asg-1", "LifecycleTransition": "SCALE_IN"}
    CreateLifecycleHook.model_validate(whole)
    del whole[missing]
    with pytest.raises(ValidationError):
        CreateLifecycleHook.model_validate(whole)


def test_the_longest_metadata() -> None:
    """4096 characters are accepted and given back as they came."""
    cloud = Cloud()
    cloud.hook(notification_arn=cloud.queue("q1"), notification_metadata="é" * 4096)
    assert only_hook(cloud).notification_metadata == "é" * 4096


@pytest.mark.parametrize(
    "given", [{"PageSize": 51}, {"PageSize": 0}, {"PageNumber": 0}], ids=lambda given: str(given)
)
def test_pages_out_of_range(given: dict[str, int]) -> None:
    """A page of hooks has 1 to 50, and pages count from 1."""
    with pytest.raises(ValidationError):
        DescribeLifecycleHooks.model_validate({"ScalingGroupId": "asg-1", **given})


@pytest.mark.parametrize("seconds", [29, 21601])
def test_a_modified_time_out_and_a_heartbeat_have_the_same_range(seconds: int) -> None:
    """30 to 21600 seconds, as at creation."""
    with pytest.raises(ValidationError):
        ModifyLifecycleHook.model_validate({"LifecycleHookId": "ash-1", "HeartbeatTimeout": seconds})
    token = {"lifecycleHookId": "ash-1", "lifecycleActionToken": "T", "heartbeatTimeout": seconds}
    with pytest.raises(ValidationError):
        RecordLifecycleActionHeartbeat.model_validate(token)


@pytest.mark.parametrize(
    "service_and_kind", ["oos:{}:1:template/T", "eventbridge:{}:1:eventbus/default"]
)
def test_templates_and_buses_of_another_region(service_and_kind: str) -> None:
    """Only receivers in the group's region are supported, whatever the kind."""
    with pytest.raises(UnsupportedNotificationType):
        Cloud().hook(notification_arn="acs:" + service_and_kind.format("cn-beijing"))


def test_a_topic_that_was_deleted() -> None:
    """A deleted topic is refused like one that never was."""
    cloud = Cloud()
    topic = cloud.topic("t1")
    cloud.rehearsal.tell(TopicDeleted(topic_name="t1"))
    with pytest.raises(TopicNotExist):
        cloud.hook(notification_arn=topic)


def test_a_refused_modification_changes_nothing() -> None:
    """The receiver is checked before anything is recorded."""
    cloud = Cloud()
    hook = cloud.hook(notification_arn=cloud.queue("q1"), notification_metadata="text")
    before = only_hook(cloud)
    missing = f"acs:mns:{REGION}:{ACCOUNT}:queue/none"
    with pytest.raises(QueueNotExist):
        cloud.ask(
            ModifyLifecycleHook(lifecycle_hook_id=hook, notification_arn=missing, heartbeat_timeout=60)
        )
    with pytest.raises(InvalidParamter):  # the metadata would be left without its receiver
        cloud.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, notification_arn=""))
    assert only_hook(cloud) == before


def test_the_id_of_a_hook_wins() -> None:
    """Group and name are ignored beside an id, even when they name nothing."""
    cloud = Cloud()
    both = {
        "lifecycle_hook_id": cloud.hook(),
        "scaling_group_id": "asg-none",
        "lifecycle_hook_name": "none",
    }
    cloud.ask(ModifyLifecycleHook(**both, lifecycle_transition="SCALE_IN"))
    assert only_hook(cloud).lifecycle_transition == "SCALE_IN"
    cloud.ask(DeleteLifecycleHook(**both))
    assert cloud.rehearsal.state.hooks == {}


def test_shortening_a_hook_below_its_scripts_limit_warns() -> None:
    """ModifyLifecycleHook gives the same caution as CreateLifecycleHook, with both numbers."""
    cloud = Cloud()
    hook = cloud.hook(notification_arn=cloud.template(), heartbeat_timeout=600)
    cloud.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, heartbeat_timeout=599))
    caution = cloud.rehearsal.recorded[-1]
    assert isinstance(caution, LifecycleHookTimeoutTooShort)
    assert (caution.heartbeat_timeout, caution.script_timeout) == (599, 600)


@pytest.mark.parametrize("limit", ['"' + "9" * 4000 + '"', "1e300", '"x"', "[]"])
def test_absurd_script_limits_leave_a_journal_that_can_be_read(limit: str) -> None:
    """The hook is made, and every entry comes back from its JSON as it went in."""
    cloud = Cloud()
    metadata = f'{{"timeout": {limit}}}'
    hook = cloud.hook(notification_arn=cloud.template(), notification_metadata=metadata)
    assert only_hook(cloud).lifecycle_hook_id == hook
    assert len(cloud.rehearsal.entries()) == len(cloud.rehearsal.journal)


HOSTILE = [
    "[" * 4096,
    '{"a":' * 300 + "1" + "}" * 300,
    '{"commandContent": "\\ud800"}',
    '{"\\udfff": 1}',
    *(f'{{"timeout": {number}}}' for number in ("Infinity", "-Infinity", "NaN", "1e999", "9" * 400)),
]


@pytest.mark.parametrize("metadata", HOSTILE, ids=lambda text: text[:20])
def test_metadata_that_no_template_can_be_given(metadata: str) -> None:
    """Nested without end, no UTF-8, numbers that are none: a bad value, here and in a group's list."""
    cloud = Cloud()
    template = cloud.template()
    hook = {
        "lifecycle_transition": "SCALE_OUT",
        "notification_arn": template,
        "notification_metadata": metadata,
    }
    with pytest.raises(InvalidParamter):
        cloud.hook(**hook)
    with pytest.raises(InvalidParamter):
        cloud.ask(
            CreateScalingGroup(
                region_id=REGION, min_size=0, max_size=1, lifecycle_hooks=[HookSpecification(**hook)]
            )
        )
    assert cloud.rehearsal.state.hooks == {}


@pytest.mark.parametrize("name", ["load_balancer_ids", "db_instance_ids"])
@pytest.mark.parametrize("text", ["[" * 5000, '["\\ud800"]', "[NaN]", "[1]", "{}", "x"])
def test_lists_of_ids_that_are_none(name: str, text: str) -> None:
    """Load balancers and databases are a JSON array of texts."""
    with pytest.raises(InvalidParameter):
        Cloud().ask(CreateScalingGroup(region_id=REGION, min_size=0, max_size=1, **{name: text}))


RECEIVERS = {
    "queue": QueueCreated(queue_name="new"),
    "topic": TopicCreated(topic_name="new"),
    "template": TemplateRegistered(
        template_name="new",
        template_version="v1",
        public=False,
        parameters=[],
        content="",
        registered_at=0,
    ),
}


@pytest.mark.parametrize("kind", RECEIVERS)
def test_a_receiver_that_was_made_just_now(kind: str) -> None:
    """Whoever made it knows of it before the event has come: the hook waits for the event, not long."""
    cloud = Cloud()
    hook = cloud.hook()
    arn = f"acs:{'oos' if kind == 'template' else 'mns'}:{REGION}:{ACCOUNT}:{kind}/new"
    specification = {"lifecycle_transition": "SCALE_OUT", "notification_arn": arn}
    group = {"region_id": REGION, "min_size": 0, "max_size": 1}
    commands = [
        CreateLifecycleHook(scaling_group_id=cloud.group, **specification),
        ModifyLifecycleHook(lifecycle_hook_id=hook, notification_arn=arn),
        CreateScalingGroup(**group, lifecycle_hooks=[HookSpecification(**specification)]),
    ]
    for number, command in enumerate(commands):
        step = cloud.rehearsal.play(command, message_id=f"m-{number}")
        assert step.deferral is not None
    cloud.rehearsal.tell(RECEIVERS[kind])
    assert [isinstance(cloud.rehearsal.late[f"m-{number}"], Reply) for number in range(3)] == [True] * 3
    named = [hook.notification_arn for hook in cloud.rehearsal.state.hooks.values()]
    assert named == [arn] * 3


def test_what_is_wrong_anyway_is_refused_at_once() -> None:
    """Nothing is waited for that could not be accepted then."""
    cloud = Cloud()
    cloud.hook(lifecycle_hook_name="mine")
    command = CreateLifecycleHook(
        scaling_group_id=cloud.group,
        lifecycle_transition="SCALE_IN",
        lifecycle_hook_name="mine",
        notification_arn=f"acs:mns:{REGION}:{ACCOUNT}:queue/none",
    )
    with pytest.raises(InvalidLifecycleHookNameDuplicate):
        cloud.rehearsal.ask(command)
