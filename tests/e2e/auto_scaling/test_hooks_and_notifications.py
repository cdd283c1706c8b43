"""Hooks, activities and event notifications, by the official SDKs of both generations."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from alibabacloud_ess20140828 import models as m2014
from alibabacloud_ess20220222 import models as m
from alibabacloud_oos20190601 import models as oos
from mns.queue import QueueMeta
from mns.subscription import SubscriptionMeta
from mns.topic import TopicMeta

from scalehook.gateway.rpc import signature_v1
from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused
from support.http import HTTP

TEMPLATE = "template/ACS-ESS-LifeCycleRunCommand"
BOOT = 10
UP, DOWN = "AUTOSCALING:SCALE_OUT_SUCCESS", "AUTOSCALING:SCALE_IN_SUCCESS"
START = "AUTOSCALING:SCALE_OUT_START"


@pytest.fixture
def queue(clients: Clients) -> Any:
    """An empty queue."""
    found = clients.mns.get_queue("notified")
    found.create(QueueMeta())
    yield found
    found.delete()


def hook_of(group: Group) -> Any:
    request = m.DescribeLifecycleHooksRequest(scaling_group_id=group.id)
    [found] = group.ess.describe_lifecycle_hooks(request).body.lifecycle_hooks
    return found


def received(queue: Any) -> list[dict[str, Any]]:
    """Whatever the queue has, as its receiver reads it; nothing of it stays."""
    found = []
    for message in queue.batch_receive_message(16, 0):
        queue.delete_message(message.receipt_handle)
        found.append(json.loads(message.message_body))
    return found


def test_a_receiver_is_taken_off(clients: Clients, queue: Any) -> None:
    """An empty text differs from none: over HTTP, too, by both generations."""
    group = Group(clients)
    arn = clients.arn("mns", "queue/notified")
    hook = group.hook(notification_arn=arn, notification_metadata="text")
    group.ess.modify_lifecycle_hook(
        m.ModifyLifecycleHookRequest(lifecycle_hook_id=hook, heartbeat_timeout=60)
    )
    assert hook_of(group).notification_arn == arn
    with refused("InvalidParamter"):
        group.ess.modify_lifecycle_hook(
            m.ModifyLifecycleHookRequest(lifecycle_hook_id=hook, notification_arn="")
        )
    group.ess.modify_lifecycle_hook(
        m.ModifyLifecycleHookRequest(
            lifecycle_hook_id=hook, notification_arn="", notification_metadata=""
        )
    )
    seen = hook_of(group)
    assert (seen.notification_arn, seen.notification_metadata) == (
        clients.arn("ess", "null/null"),
        "",
    )
    call = Actions(clients)
    call("ModifyLifecycleHook", LifecycleHookId=hook, NotificationArn=arn)
    assert hook_of(group).notification_arn == arn
    call("ModifyLifecycleHook", LifecycleHookId=hook, NotificationArn=seen.notification_arn)
    assert hook_of(group).notification_arn == seen.notification_arn


def test_refusals_in_their_own_words(clients: Clients) -> None:
    """The same mistake reads differently from one operation to the next."""
    group = Group(clients)
    call = Actions(clients)
    texts = {}
    for action in ("ModifyLifecycleHook", "DeleteLifecycleHook"):
        with pytest.raises(Exception, match="The specified lifecycleHookId") as caught:
            call(action, LifecycleHookId="ash-0")
        texts[action] = str(caught.value)
    assert "The specified lifecycleHookId not exist." in texts["ModifyLifecycleHook"]
    assert "The specified lifecycleHookId does not exist." in texts["DeleteLifecycleHook"]
    for spelling in ("6_00", "+600", "600.0"):
        given = {"ScalingGroupId": group.id, "LifecycleTransition": "SCALE_IN"}
        code = call.code("CreateLifecycleHook", **given, HeartbeatTimeout=spelling)
        assert code == "InvalidParamter"
    with refused("InvalidRegionId.NotFound", 404):
        group.ess.delete_lifecycle_hook(
            m.DeleteLifecycleHookRequest(lifecycle_hook_id="ash-0", region_id="cn-beijing")
        )
    with pytest.raises(Exception, match="SCALEHOOK_METADATA_WITHOUT_ARN"):
        group.hook(notification_metadata="helloworld")


def test_actions_page_by_page(clients: Clients, process: StackProcess) -> None:
    """A page that was begun goes on where it stopped, though actions have ended in between."""
    group = Group(clients)
    for _ in range(3):
        group.hook()
    activity = group.execute(group.rule(1))
    process.advance(BOOT)

    def page(token: str | None) -> Any:
        request = m.DescribeLifecycleActionsRequest(
            scaling_activity_id=activity,
            lifecycle_action_status="Pending",
            max_results=1,
            next_token=token,
        )
        return group.ess.describe_lifecycle_actions(request).body

    first = page(None)
    assert (first.total_count, first.max_results, len(first.lifecycle_actions)) == (3, 1, 1)
    [action] = first.lifecycle_actions
    group.complete(action.lifecycle_hook_id, action.lifecycle_action_token)
    second = page(first.next_token)
    third = page(second.next_token)
    left = {a.lifecycle_action_token for a in (*second.lifecycle_actions, *third.lifecycle_actions)}
    assert len(left) == 2
    assert action.lifecycle_action_token not in left
    assert not third.next_token
    with refused("InvalidParameter"):
        page("nonsense")


def test_variables_never_stop_a_template(clients: Clients, process: StackProcess) -> None:
    """One that the template does not declare is left out: an execution begins all the same."""
    group = Group(clients)
    metadata = {"commandContent": "true", "scalingGroupId": "${scalingGroupId}"}
    group.hook(notification_arn=clients.arn("oos", TEMPLATE), notification_metadata=json.dumps(metadata))
    activity = group.execute(group.rule(1))
    process.advance(BOOT)
    [action] = group.actions(activity)
    listed = clients.oos.list_executions(oos.ListExecutionsRequest(max_results=100)).body.executions
    [begun] = [e for e in listed if action.lifecycle_action_token in json.dumps(e.to_map())]
    assert begun.parameters["regionId"] == clients.region
    assert "scalingGroupId" not in begun.parameters


def test_the_result_of_a_template_is_checked(clients: Clients) -> None:
    """When the hook is made, and not when it is needed."""
    group = Group(clients)
    with refused("InvalidParamter"):
        group.hook(
            notification_arn=clients.arn("oos", TEMPLATE),
            notification_metadata=json.dumps({"lifecycleActionResult": "RETRY"}),
        )


def test_activities_by_both_generations(clients: Clients, process: StackProcess) -> None:
    """The numbers of then; a group and ids at once is for the older version only."""
    group = Group(clients)
    for by in (1, 1, -1):
        group.execute(group.rule(by))
        process.advance(BOOT)
    newest, second, first = group.activities()
    assert [a.total_capacity for a in (first, second, newest)] == ["1", "2", "1"]
    assert [a.progress for a in (first, second, newest)] == [100, 100, 100]
    assert (newest.description, newest.destroyed_capacity) == ('Remove "1" ECS instance', 1)
    assert newest.lifecycle_hook_context.disable_lifecycle_hook is False
    asked = {"region_id": clients.region, "scaling_group_id": group.id}
    ids = [newest.scaling_activity_id]
    older = m2014.DescribeScalingActivitiesRequest(**asked, scaling_activity_id=ids)
    found = clients.ess2014.describe_scaling_activities(older).body.scaling_activities.scaling_activity
    assert [a.scaling_activity_id for a in found] == ids
    assert (found[0].total_capacity, found[0].description) == ("1", newest.description)
    for more in ({**asked, "scaling_activity_ids": ids}, {"region_id": clients.region}):
        with refused("InvalidParameter.Conflict"):
            group.ess.describe_scaling_activities(m.DescribeScalingActivitiesRequest(**more))
    with pytest.raises(Exception, match="is mandatory for processing this request is not supplied"):
        group.ess.describe_scaling_activity_detail(m.DescribeScalingActivityDetailRequest())
    detail = m.DescribeScalingActivityDetailRequest(scaling_activity_id=ids[0])
    told = group.ess.describe_scaling_activity_detail(detail).body.detail
    assert newest.destroyed_instances[0] in told


def test_configurations_by_both_generations(clients: Clients, queue: Any) -> None:
    """Made by one, changed and read by the other, and deleted."""
    group = Group(clients)
    arn = clients.arn("mns", "queue/notified")
    named = {"scaling_group_id": group.id, "notification_arn": arn}
    group.ess.create_notification_configuration(
        m.CreateNotificationConfigurationRequest(
            **named, notification_types=[UP], time_zone="UTC+8", message_encoding="PlainText"
        )
    )
    with refused("NotificationConfigurationExist"):
        group.ess.create_notification_configuration(
            m.CreateNotificationConfigurationRequest(**named, notification_types=[UP])
        )
    clients.ess2014.modify_notification_configuration(
        m2014.ModifyNotificationConfigurationRequest(**named, notification_type=[DOWN, START])
    )
    asked = m.DescribeNotificationConfigurationsRequest(scaling_group_id=group.id)
    described = group.ess.describe_notification_configurations
    [seen] = described(asked).body.notification_configuration_models
    assert seen.to_map() == {
        "ScalingGroupId": group.id,
        "NotificationArn": arn,
        "NotificationTypes": [DOWN, START],
        "TimeZone": "UTC+8",
        "MessageEncoding": "PlainText",
    }
    group.ess.delete_notification_configuration(m.DeleteNotificationConfigurationRequest(**named))
    assert described(asked).body.notification_configuration_models == []
    with refused("NotificationConfigurationNotExist"):
        group.ess.delete_notification_configuration(m.DeleteNotificationConfigurationRequest(**named))
    types = group.ess.describe_notification_types(
        m.DescribeNotificationTypesRequest()
    ).body.notification_types
    assert len(types) == 11
    with refused("InvalidNotificationTypes"):
        group.ess.create_notification_configuration(
            m.CreateNotificationConfigurationRequest(**named, notification_types=["SCALE"])
        )


def as_xml(clients: Clients, group: str) -> bytes:
    """The configurations of a group; no SDK asks for XML."""
    asked = {
        "Action": "DescribeNotificationConfigurations",
        "Version": "2014-08-28",
        "Format": "XML",
        "ScalingGroupId": group,
        "AccessKeyId": clients.key_id,
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": str(uuid.uuid4()),
        "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    text = signature_v1.string_to_sign("GET", asked)
    asked["Signature"] = signature_v1.sign(clients.secret, text)
    answer = HTTP.get(f"http://{clients.address}/", params=asked)
    assert answer.headers["content-type"].startswith("text/xml")
    return answer.content


def test_configurations_as_xml(clients: Clients) -> None:
    """Items repeated under their list."""
    group = Group(clients)
    monitor = clients.arn("ess", "cloudmonitor")
    group.ess.create_notification_configuration(
        m.CreateNotificationConfigurationRequest(
            scaling_group_id=group.id, notification_arn=monitor, notification_types=[UP, DOWN]
        )
    )
    root = ElementTree.fromstring(as_xml(clients, group.id))
    path = "NotificationConfigurationModels/NotificationConfigurationModel/"
    assert root.tag == "DescribeNotificationConfigurationsResponse"
    assert root.findtext(f"{path}NotificationArn") == monitor
    types = root.findall(f"{path}NotificationTypes/NotificationType")
    assert [item.text for item in types] == [UP, DOWN]


def test_what_happens_is_told_once(clients: Clients, process: StackProcess, queue: Any) -> None:
    """To a queue, and through a topic to another one; after a crash, too."""
    topic = clients.mns.get_topic("told")
    topic.create(TopicMeta())
    other = clients.mns.get_queue("told")
    other.create(QueueMeta())
    news = clients.mns.get_subscription("told", "to-told")
    endpoint = clients.arn("mns", "queues/told")
    news.subscribe(SubscriptionMeta(endpoint, notify_content_format="SIMPLIFIED"))
    group = Group(clients)
    for arn, more in (
        (clients.arn("mns", "queue/notified"), {"time_zone": "UTC+8"}),
        (clients.arn("mns", "topic/told"), {"message_encoding": "PlainText"}),
    ):
        group.ess.create_notification_configuration(
            m.CreateNotificationConfigurationRequest(
                scaling_group_id=group.id, notification_arn=arn, notification_types=[START, UP], **more
            )
        )
    activity = group.execute(group.rule(1))
    process.advance(BOOT)
    process.kill()
    process.start()
    process.advance(BOOT)
    told = received(queue)
    assert sorted(message["event"] for message in told) == [START, UP]
    [end] = [message["content"] for message in told if message["event"] == UP]
    assert end["scalingActivityId"] == activity
    assert end["endTime"].endswith("+08:00")
    assert end["instanceIds"] == [instance.instance_id for instance in group.instances()]
    other.set_encoding(False)
    plain = received(other)
    assert sorted(message["event"] for message in plain) == [START, UP]
    assert all(message["resourceArn"].endswith(group.id) for message in plain)
