"""What happens to a group is told, once, to whoever its configurations name."""

from typing import Any

import pytest

from scalehook.scaling_controller import activities, event_notifications
from scalehook.scaling_controller.activities import Change
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors.scaling import ScalingActivityInProgress
from scalehook_contracts.event_bus.rules import RuleCreated, RuleDeleted, RuleUpdated
from scalehook_contracts.fleet.instances import InstancesNotCreated, LaunchInstances
from scalehook_contracts.scaling_controller.notification_configurations import (
    NOTIFICATION_TYPES,
    CreateNotificationConfiguration,
    DeleteNotificationConfiguration,
    EventNotificationDue,
)
from scalehook_contracts.template_engine.triggers import ListenersChanged
from support.scaling.cloud import Cloud
from support.scaling.within import with_work

START = 1_767_225_600.0  # when a rehearsal begins: 2026-01-01T00:00:00Z


def configured(types: Any = NOTIFICATION_TYPES, **more: Any) -> Cloud:
    """A group with two instances, whose queue is told of these types."""
    cloud = Cloud().enabled()
    cloud.scale(2)
    configure(cloud, cloud.queue("q1"), types, **more)
    return cloud


def configure(cloud: Cloud, arn: str, types: Any, **more: Any) -> None:
    cloud.ask(
        CreateNotificationConfiguration(
            scaling_group_id=cloud.group,
            notification_arn=arn,
            notification_types=list(types),
            **more,
        )
    )


def told(cloud: Cloud) -> list[EventNotificationDue]:
    return [e for e in cloud.rehearsal.recorded if isinstance(e, EventNotificationDue)]


def types_told(cloud: Cloud) -> list[str]:
    return [event.notification_type.removeprefix("AUTOSCALING:") for event in told(cloud)]


def test_a_scale_out_and_a_scale_in() -> None:
    """The beginning and the end of each, in order; the end when it has come, and not before."""
    cloud = configured()
    cloud.hook(heartbeat_timeout=60)
    cloud.scale(1)
    assert types_told(cloud) == ["SCALE_OUT_START"]
    cloud.advance(60)
    cloud.scale(-1)
    assert types_told(cloud) == [
        "SCALE_OUT_START",
        "SCALE_OUT_SUCCESS",
        "SCALE_IN_START",
        "SCALE_IN_SUCCESS",
    ]


def test_what_goes_wrong() -> None:
    """Instances that cannot be had, some of them or all, and a hook that rolls back."""
    cloud = configured()
    for short in (1, 2):
        activity = cloud.execute(cloud.rule(2))
        missing = InstancesNotCreated(
            scaling_activity_id=activity,
            scaling_group_id=cloud.group,
            amount=short,
            code="NoStock",
            message="Sold out.",
        )
        cloud.rehearsal.tell(missing)
        order = cloud.rehearsal.sent[cloud.answered]
        assert isinstance(order, LaunchInstances)
        cloud.rehearsal.sent[cloud.answered] = order.model_copy(update={"amount": 2 - short})
        cloud.fleet()
    cloud.hook(lifecycle_transition="SCALE_IN", default_result="ROLLBACK", heartbeat_timeout=60)
    cloud.scale(-1)
    cloud.advance(60)
    assert types_told(cloud) == [
        "SCALE_OUT_START",
        "SCALE_OUT_WARN",
        "SCALE_OUT_START",
        "SCALE_OUT_ERROR",
        "SCALE_IN_START",
        "SCALE_IN_ERROR",
    ]


def test_a_rejection() -> None:
    """Said at once, with its reason."""
    cloud = configured()
    trigger = Trigger.of_alarm("alarm-1", "An alarm asks for more")
    with_work(
        cloud,
        lambda group, work: activities.reject(
            group, "SCALE_OUT", trigger, ScalingActivityInProgress(), work
        ),
    )
    [event] = told(cloud)
    assert event.notification_type == "AUTOSCALING:SCALE_REJECT"
    assert event.content["errorCode"] == "ScalingActivityInProgress"
    assert event.content["triggerSourceId"] == "alarm-1"


def test_an_expiring_task() -> None:
    """Whoever asked for it is told when the task runs out; of a group that is gone, nobody."""
    cloud = configured(time_zone="UTC+8")
    for group_id in (cloud.group, "asg-gone"):
        with_work(
            cloud,
            lambda group, work, group_id=group_id: event_notifications.of_expiring_task(
                group_id, "task-1", "nightly", START, work
            ),
        )
    [event] = told(cloud)
    assert event.notification_type == "AUTOSCALING:SCHEDULE_TASK_EXPIRING"
    assert event.content == {
        "scalingGroupId": cloud.group,
        "scalingGroupName": cloud.group,
        "scheduledTaskId": "task-1",
        "scheduledTaskName": "nightly",
        "expirationTime": "2026-01-01T08:00:00+08:00",
    }


@pytest.mark.parametrize("name", NOTIFICATION_TYPES[:2])
def test_only_what_was_asked_for(name: str) -> None:
    """Each configuration has its own types."""
    cloud = configured([name])
    cloud.scale(1)
    cloud.scale(-1)
    assert [event.notification_type for event in told(cloud)] == [name]


def test_every_receiver_is_told() -> None:
    """Once each, in its own encoding; a deleted one no more."""
    cloud = configured([NOTIFICATION_TYPES[0]], message_encoding="PlainText")
    topic = cloud.topic("t1")
    configure(cloud, topic, [NOTIFICATION_TYPES[0]])
    cloud.scale(1)
    encodings = [(event.notification_arn, event.message_encoding) for event in told(cloud)]
    assert encodings == [(cloud.queue("q1"), "PlainText"), (topic, "Base64")]
    assert len({event.notification_id for event in told(cloud)}) == 2
    named = {"scaling_group_id": cloud.group, "notification_arn": topic}
    cloud.ask(DeleteNotificationConfiguration(**named))
    cloud.scale(1)
    assert len(told(cloud)) == 3


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("UTC", "2026-01-01T00:00:00+00:00"),
        ("UTC+8", "2026-01-01T08:00:00+08:00"),
        ("UTC-07:30", "2025-12-31T16:30:00-07:30"),
        ("UTC+14", "2026-01-01T14:00:00+14:00"),
    ],
)
def test_times_are_those_of_the_zone(zone: str, text: str) -> None:
    """With their distance from UTC; what goes on has no end yet."""
    cloud = configured(time_zone=zone)
    cloud.scale(1)
    [begin, end] = told(cloud)
    assert (begin.content["startTime"], begin.content["endTime"]) == (text, None)
    assert (end.content["startTime"], end.content["endTime"]) == (text, text)


def test_what_is_said_of_an_activity() -> None:
    """Its documented fields, and its instances."""
    cloud = configured()
    activity = cloud.scale(1)
    content = told(cloud)[-1].content
    view = cloud.activity(activity)
    assert content["scalingActivityId"] == activity
    assert content["scalingGroupId"] == cloud.group
    assert content["cause"] == view.cause
    assert (content["statusCode"], content["statusMessage"]) == ("Successful", view.status_message)
    assert (content["totalCapacity"], content["scalingInstanceNumber"]) == ("3", 1)
    assert content["instanceIds"] == view.created_instances


def test_back_ends_are_no_scaling() -> None:
    """Activities that neither bring nor take instances say nothing."""
    cloud = configured()
    change = Change("attach-back-ends", 2, ["i-0", "i-1"])
    trigger = Trigger.of_ess("Why")
    with_work(cloud, lambda group, work: activities.begin(group, change, "Why.", trigger, work))
    cloud.fleet()
    assert told(cloud) == []


BUS = "acs:eventbridge:cn-hangzhou:1234567890123456:eventbus/default"


def rule(cloud: Cloud, name: str = "rule-1", bus: str = "default", status: Any = "ENABLE") -> None:
    made = RuleCreated(
        event_bus_name=bus,
        rule_name=name,
        filter_pattern="{}",
        description="",
        status=status,
        targets=[],
        at=START,
    )
    cloud.rehearsal.tell(made)


def switch(cloud: Cloud, status: Any) -> None:
    changed = RuleUpdated(
        event_bus_name="default",
        rule_name="rule-1",
        filter_pattern="{}",
        description="",
        status=status,
    )
    cloud.rehearsal.tell(changed)


def arns_told(cloud: Cloud) -> list[str]:
    return [event.notification_arn for event in told(cloud)]


def test_the_default_bus_hears_unasked_while_a_rule_of_it_listens() -> None:
    """One that is off, or of another bus, is no listener."""
    cloud = Cloud().enabled()
    rule(cloud, status="DISABLE")
    rule(cloud, "rule-2", bus="mine")
    cloud.scale(1)
    assert told(cloud) == []
    switch(cloud, "ENABLE")
    cloud.rehearsal.restart()
    cloud.scale(1)
    assert types_told(cloud) == ["SCALE_OUT_START", "SCALE_OUT_SUCCESS"]
    assert arns_told(cloud) == [BUS, BUS]
    assert told(cloud)[1].content["totalCapacity"] == "2"
    switch(cloud, "DISABLE")
    cloud.scale(1)
    switch(cloud, "ENABLE")
    cloud.rehearsal.tell(RuleDeleted(event_bus_name="default", rule_name="rule-1"))
    cloud.scale(1)
    assert len(told(cloud)) == 2


def test_the_default_bus_hears_while_a_trigger_waits() -> None:
    """For events of Auto Scaling: those that wait for other products are no listeners."""
    cloud = Cloud().enabled()
    for products, heard in (["ecs"], 0), (["ecs", "ess"], 2), (["ess"], 4), ([], 4):
        cloud.rehearsal.tell(ListenersChanged(products=products))
        cloud.rehearsal.restart()
        cloud.scale(1)
        assert arns_told(cloud) == [BUS] * heard


def test_the_default_bus_hears_once() -> None:
    """Of what it is asked to be told of as well; of all else it hears unasked."""
    cloud = Cloud().enabled()
    rule(cloud)
    configure(cloud, BUS, ["AUTOSCALING:SCALE_OUT_START"])
    cloud.scale(1)
    assert types_told(cloud) == ["SCALE_OUT_START", "SCALE_OUT_SUCCESS"]
    assert arns_told(cloud) == [BUS, BUS]
