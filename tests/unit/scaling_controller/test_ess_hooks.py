"""CreateLifecycleHook and its siblings: parameters, rules, targets and error codes."""

from typing import Any

import pytest
from pydantic import ValidationError

from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.queues import QueueDeleted
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
from scalehook_contracts.template_engine.template_changes import TemplateDeleted
from support.scaling.cloud import ACCOUNT, REGION, TEMPLATE, Cloud


def refused(code: str, cloud: Cloud, **parameters: Any) -> None:
    with pytest.raises(ApiError) as caught:
        cloud.hook(**parameters)
    assert caught.value.code == code


def described(cloud: Cloud, **filters: Any) -> list[LifecycleHookView]:
    return list(cloud.ask(DescribeLifecycleHooks(**filters)).lifecycle_hooks)


def test_the_defaults() -> None:
    """The id is the name, 600 s, CONTINUE, active, and no receiver in the documented spelling."""
    cloud = Cloud()
    hook = cloud.hook()
    [seen] = described(cloud, lifecycle_hook_ids=[hook])
    assert seen.lifecycle_hook_name == hook
    assert (seen.heartbeat_timeout, seen.default_result) == (600, "CONTINUE")
    assert seen.lifecycle_hook_status == "Active"
    assert seen.notification_arn == f"acs:ess:{REGION}:{ACCOUNT}:null/null"


@pytest.mark.parametrize(
    "given",
    [
        {"HeartbeatTimeout": "29"},
        {"HeartbeatTimeout": "21601"},
        {"HeartbeatTimeout": "long"},
        {"DefaultResult": "RETRY"},
        {"LifecycleTransition": "SCALE_UP"},
        {"LifecycleHookName": "x"},
        {"LifecycleHookName": "_name"},
        {"LifecycleHookName": "a" * 65},
        {"NotificationMetadata": "x" * 4097},
    ],
)
def test_values_that_do_not_fit(given: dict[str, str]) -> None:
    """Ranges and enumerations stand in the contract; the documented code is `InvalidParamter`."""
    whole = {"ScalingGroupId": "asg-1", "LifecycleTransition": "SCALE_OUT", **given}
    with pytest.raises(ValidationError):
        CreateLifecycleHook.model_validate(whole)
    assert CreateLifecycleHook.invalid().code == "InvalidParamter"


@pytest.mark.parametrize("seconds", [30, 21600])
@pytest.mark.parametrize("name", ["a1", "中文-hook_1.x", "9" * 64])
def test_values_at_the_limits(seconds: int, name: str) -> None:
    """Both ends of the ranges are accepted."""
    cloud = Cloud()
    hook = cloud.hook(heartbeat_timeout=seconds, lifecycle_hook_name=name)
    assert described(cloud, lifecycle_hook_ids=[hook])[0].lifecycle_hook_name == name


def test_a_group_that_does_not_exist() -> None:
    """The general 404."""
    cloud = Cloud()
    cloud.group = "asg-none"
    refused("InvalidScalingGroupId.NotFound", cloud)


def test_names_are_unique_in_a_group_only() -> None:
    """The same name in another group is fine."""
    cloud = Cloud()
    cloud.hook(lifecycle_hook_name="same")
    refused("InvalidLifecycleHookName.Duplicate", cloud, lifecycle_hook_name="same")
    other = cloud.ask(CreateScalingGroup(region_id=REGION, min_size=0, max_size=1))
    cloud.group = other.scaling_group_id
    cloud.hook(lifecycle_hook_name="same")


def test_six_hooks_and_no_more() -> None:
    """A deleted one makes room."""
    cloud = Cloud()
    hooks = [cloud.hook() for _ in range(6)]
    refused("QuotaExceeded.LifecycleHook", cloud)
    cloud.ask(DeleteLifecycleHook(lifecycle_hook_id=hooks[0]))
    cloud.hook()


@pytest.mark.parametrize(
    "arn",
    [
        "queue/q1",
        "acs:mns:cn-hangzhou:1:queue",
        f"acs:mns:{REGION}:{ACCOUNT}:queue/",
        f"acs:sqs:{REGION}:{ACCOUNT}:queue/q1",
        f"acs:mns:{REGION}:{ACCOUNT}:bucket/q1",
        f"acs:oos:{REGION}:{ACCOUNT}:template/None",
        f"acs:eventbridge:{REGION}:{ACCOUNT}:eventbus/other",
        f"acs:mns:{REGION}::queue/q1",
    ],
)
def test_arns_that_name_no_receiver(arn: str) -> None:
    """Malformed, of an unknown kind, or of a template or bus that is not there."""
    refused("InvalidNotificationArn", Cloud(), notification_arn=arn)


def test_receivers_must_be_there() -> None:
    """A queue, a topic; and a deleted queue is there no more."""
    cloud = Cloud()
    queue, topic = cloud.queue("q1"), cloud.topic("t1")
    cloud.hook(notification_arn=queue)
    cloud.hook(notification_arn=topic)
    refused("QueueNotExist", cloud, notification_arn=queue.replace("q1", "q2"))
    refused("TopicNotExist", cloud, notification_arn=topic.replace("t1", "t2"))
    cloud.rehearsal.tell(QueueDeleted.model_construct(queue_name="q1"))
    refused("QueueNotExist", cloud, notification_arn=queue)


def test_a_deleted_template_is_there_no_more() -> None:
    """New hooks cannot name it, hooks that do already stay; made again, it can be named again."""
    cloud = Cloud()
    template = cloud.template()
    hook = cloud.hook(notification_arn=template)
    cloud.rehearsal.tell(TemplateDeleted(template_name=TEMPLATE))
    refused("InvalidNotificationArn", cloud, notification_arn=template)
    assert cloud.rehearsal.state.hooks[hook].notification_arn == template
    cloud.template()
    cloud.hook(notification_arn=template)


def test_a_receiver_in_another_region() -> None:
    """Refused, whatever the kind."""
    code = "UnsupportedNotificationType.CurrentRegion"
    refused(code, Cloud(), notification_arn=f"acs:mns:cn-beijing:{ACCOUNT}:queue/q1")


def test_the_forms_of_earlier_years() -> None:
    """`acs:ess:…` still names queues, topics and templates."""
    cloud = Cloud()
    cloud.queue("q1"), cloud.topic("t1"), cloud.template()
    for relative in ("queue/q1", "topic/t1", f"oos/{TEMPLATE}"):
        cloud.hook(notification_arn=f"acs:ess:{REGION}:{ACCOUNT}:{relative}")
    cloud.hook(notification_arn=f"acs:eventbridge:{REGION}:{ACCOUNT}:eventbus/default")


def test_metadata_needs_a_receiver() -> None:
    """Alone it is refused."""
    refused("InvalidParamter", Cloud(), notification_metadata="text")


@pytest.mark.parametrize("text", ["no JSON", "[1]", '"text"'])
def test_metadata_of_a_template(text: str) -> None:
    """It must be a JSON object; for a queue any text will do."""
    cloud = Cloud()
    arn = cloud.template()
    refused("InvalidParamter", cloud, notification_arn=arn, notification_metadata=text)
    cloud.hook(notification_arn=cloud.queue("q1"), notification_metadata=text)


@pytest.mark.parametrize(
    ("metadata", "hook_seconds", "warned"),
    [
        ("", 300, True),
        ("", 600, False),
        ('{"timeout": 60}', 300, False),
        ('{"timeout": "900"}', 600, True),
    ],
)
def test_a_script_limit_longer_than_the_hook(metadata: str, hook_seconds: int, warned: bool) -> None:
    """The hook is made, and somebody is warned."""
    cloud = Cloud()
    cloud.hook(
        notification_arn=cloud.template(),
        notification_metadata=metadata,
        heartbeat_timeout=hook_seconds,
    )
    cautions = [e for e in cloud.rehearsal.recorded if isinstance(e, LifecycleHookTimeoutTooShort)]
    assert bool(cautions) == warned


def test_modifying_keeps_what_is_not_given() -> None:
    """By id, or by group and name; the status too."""
    cloud = Cloud()
    hook = cloud.hook(lifecycle_hook_name="mine", heartbeat_timeout=60)
    cloud.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, default_result="ABANDON"))
    cloud.ask(
        ModifyLifecycleHook(
            scaling_group_id=cloud.group,
            lifecycle_hook_name="mine",
            lifecycle_hook_status="InActive",
        )
    )
    [seen] = described(cloud, scaling_group_id=cloud.group, lifecycle_hook_name="mine")
    assert (seen.heartbeat_timeout, seen.default_result) == (60, "ABANDON")
    assert seen.lifecycle_hook_status == "InActive"


@pytest.mark.parametrize("kind", [ModifyLifecycleHook, DeleteLifecycleHook])
@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ({"lifecycle_hook_id": "ash-none"}, "InvalidLifecycleHookId.NotExist"),
        ({"lifecycle_hook_name": "none"}, "InvalidLifecycleHookName.NotExist"),
        ({}, "InvalidParamter"),
    ],
)
def test_hooks_that_are_not_there(kind: Any, reference: dict[str, str], code: str) -> None:
    """Each way of naming one has its own code."""
    cloud = Cloud()
    group = {"scaling_group_id": cloud.group} if "lifecycle_hook_name" in reference else {}
    with pytest.raises(ApiError) as caught:
        cloud.ask(kind(**reference, **group))
    assert caught.value.code == code


def test_describing_in_pages() -> None:
    """Unknown ids find nothing; a filter of some kind is needed."""
    cloud = Cloud()
    hooks = [cloud.hook() for _ in range(5)]
    second = described(cloud, scaling_group_id=cloud.group, page_number=2, page_size=2)
    assert [hook.lifecycle_hook_id for hook in second] == hooks[2:4]
    assert described(cloud, lifecycle_hook_ids=["ash-none"]) == []
    with pytest.raises(ApiError) as caught:
        described(cloud)
    assert caught.value.code == "InvalidParamter"


def test_hooks_of_a_group_that_is_made_with_them() -> None:
    """They are checked as a whole, before the group exists."""
    cloud = Cloud()

    def create(hooks: list[HookSpecification]) -> str:
        command = CreateScalingGroup(region_id=REGION, min_size=0, max_size=1, lifecycle_hooks=hooks)
        return str(cloud.ask(command).scaling_group_id)

    one = HookSpecification(lifecycle_transition="SCALE_IN", lifecycle_hook_name="same")
    group = create([one])
    assert described(cloud, scaling_group_id=group)[0].lifecycle_transition == "SCALE_IN"
    groups = len(cloud.rehearsal.state.groups)
    with pytest.raises(ApiError) as caught:
        create([one, one])
    assert caught.value.code == "InvalidLifecycleHookName.Duplicate"
    assert len(cloud.rehearsal.state.groups) == groups
