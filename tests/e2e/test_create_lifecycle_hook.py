"""Story (b): CreateLifecycleHook with all of its documented parameters, rules, targets and errors."""

import json

import pytest
from alibabacloud_ess20220222 import models as m
from mns.queue import QueueMeta
from mns.topic import TopicMeta

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.refusals import refused

TEMPLATE = "template/ACS-ESS-LifeCycleRunCommand"


def described(group: Group) -> list:
    request = m.DescribeLifecycleHooksRequest(region_id="cn-hangzhou", scaling_group_id=group.id)
    return group.ess.describe_lifecycle_hooks(request).body.lifecycle_hooks


def test_every_parameter_is_kept(clients: Clients) -> None:
    """What is given at creation is described back, and the rest has the documented defaults."""
    clients.mns.get_queue("kept").create(QueueMeta())
    group = Group(clients)
    arn = clients.arn("mns", "queue/kept")
    full = group.hook(
        lifecycle_hook_name="full.name-1_",
        lifecycle_transition="SCALE_IN",
        default_result="ROLLBACK",
        heartbeat_timeout=21600,
        notification_arn=arn,
        notification_metadata="Test lifecycle hook.",
    )
    bare = group.hook()
    hooks = {hook.lifecycle_hook_id: hook for hook in described(group)}
    assert hooks[full].to_map() == {
        "LifecycleHookId": full,
        "LifecycleHookName": "full.name-1_",
        "ScalingGroupId": group.id,
        "LifecycleTransition": "SCALE_IN",
        "DefaultResult": "ROLLBACK",
        "HeartbeatTimeout": 21600,
        "NotificationArn": arn,
        "NotificationMetadata": "Test lifecycle hook.",
        "LifecycleHookStatus": "Active",
    }
    assert hooks[bare].lifecycle_hook_name == bare
    assert (hooks[bare].default_result, hooks[bare].heartbeat_timeout) == ("CONTINUE", 600)
    assert hooks[bare].notification_arn == f"acs:ess:cn-hangzhou:{clients.account}:null/null"


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"lifecycle_transition": "SCALE_UP"}, "InvalidParamter"),
        ({"default_result": "RETRY"}, "InvalidParamter"),
        ({"heartbeat_timeout": 29}, "InvalidParamter"),
        ({"heartbeat_timeout": 21601}, "InvalidParamter"),
        ({"lifecycle_hook_name": "x"}, "InvalidParamter"),
        ({"lifecycle_hook_name": "-leading"}, "InvalidParamter"),
        ({"lifecycle_hook_name": "a" * 65}, "InvalidParamter"),
        ({"notification_metadata": "without a receiver"}, "InvalidParamter"),
        ({"notification_arn": "nonsense"}, "InvalidNotificationArn"),
        ({"notification_arn": "acs:sms:cn-hangzhou:1:queue/q"}, "InvalidNotificationArn"),
        (
            {"notification_arn": "acs:mns:cn-beijing:1234567890123456:queue/kept"},
            "UnsupportedNotificationType.CurrentRegion",
        ),
        ({"notification_arn": "acs:mns:cn-hangzhou:1234567890123456:queue/none"}, "QueueNotExist"),
        ({"notification_arn": "acs:mns:cn-hangzhou:1234567890123456:topic/none"}, "TopicNotExist"),
        (
            {"notification_arn": "acs:oos:cn-hangzhou:1234567890123456:template/none"},
            "InvalidNotificationArn",
        ),
        (
            {
                "notification_arn": f"acs:oos:cn-hangzhou:1234567890123456:{TEMPLATE}",
                "notification_metadata": "no JSON",
            },
            "InvalidParamter",
        ),
    ],
)
def test_bad_parameters_get_the_documented_code(clients: Clients, parameters: dict, code: str) -> None:
    """Each rule of the operation's page has its error, and nothing is created."""
    group = Group(clients)
    with refused(code):
        group.hook(**parameters)
    assert described(group) == []


def test_metadata_is_limited(clients: Clients) -> None:
    """4,096 characters are taken, one more is not."""
    clients.mns.get_queue("limited").create(QueueMeta())
    group, arn = Group(clients), clients.arn("mns", "queue/limited")
    group.hook(notification_arn=arn, notification_metadata="m" * 4096)
    with refused("InvalidParamter"):
        group.hook(notification_arn=arn, notification_metadata="m" * 4097)


@pytest.mark.parametrize(
    "receiver",
    [
        ("mns", "queue/receiver"),
        ("mns", "topic/receiver"),
        ("oos", TEMPLATE),
        ("eventbridge", "eventbus/default"),
    ],
)
def test_every_documented_receiver_is_taken(clients: Clients, receiver: tuple[str, str]) -> None:
    """Queue, topic, template and event bus."""
    clients.mns.get_queue("receiver").create(QueueMeta())
    clients.mns.get_topic("receiver").create(TopicMeta())
    group, arn = Group(clients), clients.arn(*receiver)
    metadata = json.dumps({"commandContent": "true"}) if receiver[0] == "oos" else None
    group.hook(notification_arn=arn, notification_metadata=metadata)
    assert [hook.notification_arn for hook in described(group)] == [arn]


def test_a_group_takes_six_hooks_with_different_names(clients: Clients) -> None:
    """A seventh exceeds the quota; a name that is there already is a duplicate."""
    group = Group(clients)
    for number in range(6):
        group.hook(lifecycle_hook_name=f"hook-{number}")
    with refused("InvalidLifecycleHookName.Duplicate"):
        group.hook(lifecycle_hook_name="hook-3")
    with refused("QuotaExceeded.LifecycleHook"):
        group.hook()


def test_an_unknown_group_and_a_missing_parameter(clients: Clients) -> None:
    """The gateway's and the service's own codes."""
    with refused("InvalidScalingGroupId.NotFound", 404):
        clients.ess.create_lifecycle_hook(
            m.CreateLifecycleHookRequest(scaling_group_id="asg-x", lifecycle_transition="SCALE_IN")
        )
    with refused("MissingParameter"):
        clients.ess.create_lifecycle_hook(m.CreateLifecycleHookRequest(scaling_group_id="asg-x"))


def test_modify_and_delete(clients: Clients) -> None:
    """A hook is changed by id, deactivated, and deleted by group and name."""
    group = Group(clients)
    hook = group.hook(lifecycle_hook_name="mine")
    group.ess.modify_lifecycle_hook(
        m.ModifyLifecycleHookRequest(
            lifecycle_hook_id=hook, heartbeat_timeout=45, lifecycle_hook_status="InActive"
        )
    )
    [seen] = described(group)
    assert (seen.heartbeat_timeout, seen.lifecycle_hook_status) == (45, "InActive")
    group.ess.delete_lifecycle_hook(
        m.DeleteLifecycleHookRequest(scaling_group_id=group.id, lifecycle_hook_name="mine")
    )
    assert described(group) == []
    with refused("InvalidLifecycleHookId.NotExist"):
        group.ess.modify_lifecycle_hook(m.ModifyLifecycleHookRequest(lifecycle_hook_id=hook))
