"""Story (b): CreateLifecycleHook with all of its documented parameters, rules, targets and errors."""

import json
from typing import Any

import pytest
from alibabacloud_ess20220222 import models as m
from alibabacloud_eventbridge20200401 import models as eb
from mns.queue import QueueMeta
from mns.topic import TopicMeta

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
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


@pytest.fixture
def queue(clients: Clients) -> Any:
    """An empty queue, which is the target of a rule."""
    found = clients.mns.get_queue("events")
    found.create(QueueMeta())
    yield found
    found.delete()


def event_rule(clients: Clients, name: str) -> None:
    """A rule of the default bus for what Auto Scaling tells, with the queue as its target."""
    bridge = clients.bridge
    made = bridge.create_rule(
        eb.CreateRuleRequest(
            event_bus_name="default",
            rule_name=name,
            filter_pattern='{"source":["acs.ess"],"type":[{"prefix":"ess:"}]}',
        )
    ).body
    assert (made.success, made.code) == (True, "Success"), made.message
    put = bridge.put_targets(
        eb.PutTargetsRequest(
            event_bus_name="default",
            rule_name=name,
            targets=[
                eb.PutTargetsRequestTargets(
                    id="1",
                    type="acs.mns.queue",
                    endpoint=clients.arn("mns", "queues/events"),
                    push_retry_strategy="BACKOFF_RETRY",
                    param_list=[
                        eb.PutTargetsRequestTargetsParamList(
                            resource_key="queue", form="CONSTANT", value="events"
                        ),
                        eb.PutTargetsRequestTargetsParamList(resource_key="Body", form="ORIGINAL"),
                        eb.PutTargetsRequestTargetsParamList(
                            resource_key="IsBase64Encode", form="CONSTANT", value="true"
                        ),
                    ],
                )
            ],
        )
    ).body
    assert put.data.error_entries_count == 0, put.message


def told(queue: Any) -> dict[str, dict[str, Any]]:
    """The events that the queue has got, by their types; nothing of them stays."""
    found = {}
    for message in queue.batch_receive_message(16, 0):
        queue.delete_message(message.receipt_handle)
        event = json.loads(message.message_body)
        found[event["type"]] = event
    return found


def test_a_hook_tells_an_event_bus(clients: Clients, process: StackProcess, queue: Any) -> None:
    """That it is there, and each action, which the event's token completes; the group's activities are
    told as well, each once: what a configuration asks for, and what nobody has asked for. So are the
    calls that have changed something.
    """
    event_rule(clients, "hooks")
    group, arn = Group(clients), clients.arn("eventbridge", "eventbus/default")
    hook = group.hook(notification_arn=arn, notification_metadata="note")
    up = "AUTOSCALING:SCALE_OUT_SUCCESS"
    group.ess.create_notification_configuration(
        m.CreateNotificationConfigurationRequest(
            scaling_group_id=group.id, notification_arn=arn, notification_types=[up]
        )
    )
    process.advance(1)
    assert told(queue)["ess:LifecycleHook:Test"]["data"]["lifecycleHookId"] == hook
    activity = group.execute(group.rule(1))
    process.advance(10)
    events = told(queue)
    assert events.keys() == {
        "ess:LifecycleHook:ScaleOut",
        "ess:ScalingActivity:ScaleOutStart",
        "ess:CloudMonitor:AUTOSCALING[SCALEOUTSTART]",
        "ess:ActionTrail:ApiCall",
    }
    assert events["ess:ActionTrail:ApiCall"]["data"]["eventName"] == "ExecuteScalingRule"
    event = events["ess:LifecycleHook:ScaleOut"]
    assert event["subject"] == clients.arn("ess", f"scalinggroup/{group.id}")
    data = event["data"]
    assert (data["scalingActivityId"], data["notificationMetadata"]) == (activity, "note")
    group.complete(hook, data["lifecycleActionToken"])
    process.advance(1)
    assert told(queue)["ess:ScalingActivity:ScaleOutSuccess"]["data"]["scalingActivityId"] == activity
    traces = clients.bridge.query_event_traces(
        eb.QueryEventTracesRequest(event_bus_name="default", event_id=event["id"])
    ).body.data
    assert [(trace.action, trace.notify_status) for trace in traces] == [("PUT", ""), ("PUSH", "200")]
    clients.bridge.delete_rule(eb.DeleteRuleRequest(event_bus_name="default", rule_name="hooks"))


def test_event_bridge_by_its_sdk(clients: Clients, process: StackProcess) -> None:
    """Buses, rules and targets come and go; failures are answers, as the SDK expects them."""
    bridge, bus = clients.bridge, {"event_bus_name": "mine"}
    rule = {**bus, "rule_name": "rule-1"}
    made = bridge.create_event_bus(eb.CreateEventBusRequest(**bus, description="text")).body
    assert made.data.event_bus_arn == clients.arn("eventbridge", "eventbus/mine")
    again = bridge.create_event_bus(eb.CreateEventBusRequest(**bus)).body
    assert (again.success, again.code, again.data) == (False, "EventBusAlreadyExist", None)
    bridge.update_event_bus(eb.UpdateEventBusRequest(**bus, description="other"))
    assert bridge.get_event_bus(eb.GetEventBusRequest(**bus)).body.data.description == "other"
    listed = bridge.list_event_buses(eb.ListEventBusesRequest(name_prefix="mi", limit=5)).body.data
    assert ([each.event_bus_name for each in listed.event_buses], listed.total) == (["mine"], 1)
    gone_to = [clients.arn("mns", "queues/dead"), clients.arn("mq", "/instances/MQ_1/topic/dead")]
    target = eb.CreateRuleRequestEventTargets(
        id="web",
        type="http",
        endpoint="http://127.0.0.1:9/nobody",
        dead_letter_queue=eb.CreateRuleRequestEventTargetsDeadLetterQueue(arn=gone_to[0]),
    )
    other = eb.CreateRuleRequestEventTargets(
        id="rocket",
        type="http",
        endpoint="http://127.0.0.1:9/nobody",
        dead_letter_queue=eb.CreateRuleRequestEventTargetsDeadLetterQueue(arn=gone_to[1]),
        param_list=[
            eb.CreateRuleRequestEventTargetsParamList(
                resource_key="Body", form="JSONPATH", value="$.data[*]"
            )
        ],
    )
    pattern, given = '{"source":["my.app"]}', [target, other]
    bridge.create_rule(eb.CreateRuleRequest(**rule, filter_pattern=pattern, event_targets=given))
    bridge.disable_rule(eb.DisableRuleRequest(**rule))
    bridge.update_rule(eb.UpdateRuleRequest(**rule, description="new"))
    [seen] = bridge.list_rules(eb.ListRulesRequest(**bus)).body.data.rules
    assert (seen.status, seen.description, seen.filter_pattern) == ("DISABLE", "new", pattern)
    bridge.enable_rule(eb.EnableRuleRequest(**rule))
    shown = bridge.get_rule(eb.GetRuleRequest(**rule)).body.data
    assert (shown.status, shown.targets[0].push_selector) == ("ENABLE", "ORIGINAL")
    dead = clients.mns.get_queue("dead")
    dead.create(QueueMeta())
    dead.set_encoding(False)
    event = eb.PutEventsRequestEventList(id="1", source="my.app", type="t", data={"a": 1})
    put = bridge.put_events(eb.PutEventsRequest(**bus, event_list=[event])).body.data
    assert (put.failed_entry_count, put.entry_list[0].event_id) == (0, "1")
    process.advance(120)
    assert json.loads(dead.receive_message().message_body)["data"] == {"a": 1}
    traces = bridge.query_event_traces(eb.QueryEventTracesRequest(**bus, event_id="1")).body.data
    assert {each.endpoint for each in traces if each.notify_status == "200"} == set(gone_to)
    kept = bridge.query_event(eb.QueryEventRequest(**bus, event_id="1")).body.data
    assert (kept["source"], kept["aliyuneventbusname"]) == ("my.app", "mine")
    found, _ = bridge.list_targets(eb.ListTargetsRequest(**rule)).body.data.targets
    assert found.endpoint == "http://127.0.0.1:9/nobody"
    gone = bridge.delete_targets(eb.DeleteTargetsRequest(**rule, target_ids=["web", "other"])).body.data
    assert [entry.entry_id for entry in gone.error_entries] == ["other"]
    asked = eb.TestEventPatternRequest(event='{"source":"my.app"}', event_pattern=pattern)
    assert bridge.test_event_pattern(asked).body.data.result is True
    bridge.delete_rule(eb.DeleteRuleRequest(**rule))
    assert bridge.get_rule(eb.GetRuleRequest(**rule)).body.code == "EventRuleNotExisted"
    assert bridge.delete_event_bus(eb.DeleteEventBusRequest(**bus)).body.data is True
