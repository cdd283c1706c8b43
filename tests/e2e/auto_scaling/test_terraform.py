"""The call sequences of the official Terraform provider: create, read, update, read, delete."""

import json
from typing import Any

import pytest

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.process import StackProcess


@pytest.fixture
def call(clients: Clients) -> Actions:
    return Actions(clients)


@pytest.fixture
def group(call: Actions) -> str:
    """A group that is active, with a configuration."""
    made = call("CreateScalingGroup", MinSize=0, MaxSize=5, DefaultCooldown=20)["ScalingGroupId"]
    configuration = configure(call, made)
    call("EnableScalingGroup", ScalingGroupId=made, ActiveScalingConfigurationId=configuration)
    return str(made)


def configure(call: Actions, group: str, **more: Any) -> str:
    """A configuration of the group."""
    given = {"ImageId": "img", "InstanceType": "ecs.g7.large", "SecurityGroupId": "sg-1", **more}
    answer = call("CreateScalingConfiguration", ScalingGroupId=group, **given)
    return str(answer["ScalingConfigurationId"])


def one(answer: dict[str, Any], items: str, item: str) -> Any:
    """The only thing that is described."""
    [found] = answer[items][item]
    return found


def read_group(call: Actions, group: str) -> Any:
    """As the provider reads it: with its tags and protected instances."""
    found = one(call("DescribeScalingGroups", ScalingGroupId__1=group), "ScalingGroups", "ScalingGroup")
    call("ListTagResources", ResourceType="scalinggroup", ResourceId__1=group)
    call("DescribeScalingInstances", ScalingGroupId=group, LifecycleState="Protected")
    return found


def test_scaling_group(call: Actions) -> None:
    """Lists are there even when they are empty: the provider does not look."""
    made = call(
        "CreateScalingGroup",
        MinSize=0,
        MaxSize=3,
        ScalingGroupName="terraform",
        RemovalPolicy__1="OldestInstance",
        RemovalPolicy__2="NewestInstance",
        VSwitchIds__1="vsw-1",
        MultiAZPolicy="PRIORITY",
        GroupDeletionProtection=False,
        Tag__1__Key="team",
        Tag__1__Value="web",
    )["ScalingGroupId"]
    seen = read_group(call, made)
    assert seen["LifecycleState"] == "Inactive"
    assert seen["RemovalPolicies"]["RemovalPolicy"] == ["OldestInstance", "NewestInstance"]
    assert seen["DBInstanceIds"] == {"DBInstanceId": []}
    assert seen["LoadBalancerIds"] == {"LoadBalancerId": []}
    call(
        "ModifyScalingGroup",
        ScalingGroupId=made,
        ScalingGroupName="terraform-2",
        MinSize=0,
        MaxSize=4,
        DefaultCooldown=200,
        RemovalPolicy__1="OldestScalingConfiguration",
        RemovalPolicy__2="OldestInstance",
        VSwitchIds__1="vsw-1",
        VSwitchIds__2="vsw-2",
    )
    seen = read_group(call, made)
    assert (seen["ScalingGroupName"], seen["MaxSize"]) == ("terraform-2", 4)
    assert seen["VSwitchIds"]["VSwitchId"] == ["vsw-1", "vsw-2"]
    call("DeleteScalingGroup", ScalingGroupId=made, ForceDelete=True)
    gone = call("DescribeScalingGroups", ScalingGroupId__1=made)
    assert gone["ScalingGroups"]["ScalingGroup"] == []


def test_scaling_configuration(call: Actions, group: str) -> None:
    """Changed, made the active one, and deleted when another is."""
    disk = {"SystemDisk__Category": "cloud_essd", "SystemDisk__Size": 50, "DataDisk__1__Size": 20}
    made = configure(call, group, **disk, Tags='{"team":"web"}')

    def read() -> Any:
        answer = call("DescribeScalingConfigurations", ScalingConfigurationId__1=made)
        return one(answer, "ScalingConfigurations", "ScalingConfiguration")

    assert (read()["LifecycleState"], read()["SystemDiskSize"]) == ("Inactive", 50)
    call(
        "ModifyScalingConfiguration",
        ScalingConfigurationId=made,
        Override=False,
        InstanceType="ecs.c7.large",
        ImageId="img-2",
    )
    assert (read()["InstanceType"], read()["ImageId"]) == ("ecs.c7.large", "img-2")
    call("ModifyScalingGroup", ScalingGroupId=group, ActiveScalingConfigurationId=made)
    assert read()["LifecycleState"] == "Active"
    refusal = call.code("DeleteScalingConfiguration", ScalingConfigurationId=made)
    assert refusal == "IncorrectScalingConfigurationLifecycleState"
    other = configure(call, group)
    call("ModifyScalingGroup", ScalingGroupId=group, ActiveScalingConfigurationId=other)
    call("DeleteScalingConfiguration", ScalingConfigurationId=made)
    gone = call("DescribeScalingConfigurations", ScalingConfigurationId__1=made)
    assert gone["ScalingConfigurations"]["ScalingConfiguration"] == []


def test_scaling_rule(call: Actions, group: str) -> None:
    """A simple one, and one that tracks a target with alarms of its own."""
    simple = call(
        "CreateScalingRule",
        ScalingGroupId=group,
        AdjustmentType="TotalCapacity",
        AdjustmentValue=1,
        Cooldown=0,
    )["ScalingRuleId"]
    tracking = call(
        "CreateScalingRule",
        ScalingGroupId=group,
        ScalingRuleType="TargetTrackingScalingRule",
        MetricName="CpuUtilization",
        TargetValue=50.5,
        DisableScaleIn=False,
        EstimatedInstanceWarmup=60,
    )["ScalingRuleId"]

    def read(rule: str) -> Any:
        answer = call("DescribeScalingRules", ScalingRuleId__1=rule, ShowAlarmRules=True)
        return one(answer, "ScalingRules", "ScalingRule")

    call("ModifyScalingRule", ScalingRuleId=simple, AdjustmentType="TotalCapacity", AdjustmentValue=2)
    assert read(simple)["AdjustmentValue"] == 2
    assert (read(tracking)["TargetValue"], len(read(tracking)["Alarms"]["Alarm"])) == (50.5, 2)
    for rule in (simple, tracking):
        call("DeleteScalingRule", ScalingRuleId=rule)
        gone = call("DescribeScalingRules", ScalingRuleId__1=rule, ShowAlarmRules=True)
        assert gone["ScalingRules"]["ScalingRule"] == []


def test_lifecycle_hook(call: Actions, group: str) -> None:
    """Metadata needs somebody to be told."""
    made = call(
        "CreateLifecycleHook",
        ScalingGroupId=group,
        LifecycleTransition="SCALE_OUT",
        HeartbeatTimeout=400,
        DefaultResult="CONTINUE",
    )["LifecycleHookId"]

    def read() -> list[Any]:
        answer = call("DescribeLifecycleHooks", LifecycleHookId__1=made)
        return list(answer["LifecycleHooks"]["LifecycleHook"])

    assert read()[0]["HeartbeatTimeout"] == 400
    call("ModifyLifecycleHook", LifecycleHookId=made, DefaultResult="ABANDON", HeartbeatTimeout=500)
    assert (read()[0]["DefaultResult"], read()[0]["HeartbeatTimeout"]) == ("ABANDON", 500)
    call("DeleteLifecycleHook", LifecycleHookId=made)
    assert read() == []
    assert call.code("DeleteLifecycleHook", LifecycleHookId=made) == "InvalidLifecycleHookId.NotExist"


def test_scheduled_task(call: Actions, group: str) -> None:
    """With a rule as its action."""
    rule = call(
        "CreateScalingRule", ScalingGroupId=group, AdjustmentType="TotalCapacity", AdjustmentValue=1
    )["ScalingRuleAri"]
    launch = call("DescribeRegions")  # any answer: the time is the stack's own
    assert launch["Regions"]["Region"]
    made = call(
        "CreateScheduledTask",
        ScheduledAction=rule,
        LaunchTime=_soon(call),
        ScheduledTaskName="nightly",
        Description="At night",
    )["ScheduledTaskId"]

    def read() -> list[Any]:
        answer = call("DescribeScheduledTasks", ScheduledTaskId__1=made)
        return list(answer["ScheduledTasks"]["ScheduledTask"])

    assert read()[0]["ScheduledTaskName"] == "nightly"
    call("ModifyScheduledTask", ScheduledTaskId=made, Description="Later", TaskEnabled=False)
    assert (read()[0]["Description"], read()[0]["TaskEnabled"]) == ("Later", False)
    call("DeleteScheduledTask", ScheduledTaskId=made)
    assert read() == []


def test_alarm(call: Actions, group: str) -> None:
    """The provider looks for system alarms first, and then for custom ones."""
    rule = call(
        "CreateScalingRule", ScalingGroupId=group, AdjustmentType="TotalCapacity", AdjustmentValue=1
    )["ScalingRuleAri"]
    made = call(
        "CreateAlarm",
        ScalingGroupId=group,
        Name="busy",
        AlarmAction__1=rule,
        MetricType="system",
        MetricName="CpuUtilization",
        Period=300,
        Statistics="Average",
        Threshold=80.5,
        ComparisonOperator=">=",
        EvaluationCount=3,
    )["AlarmTaskId"]

    def read(kind: str) -> list[Any]:
        answer = call("DescribeAlarms", AlarmTaskId=made, MetricType=kind)
        return list(answer["AlarmList"]["Alarm"])

    assert read("custom") == []
    assert (read("system")[0]["Name"], read("system")[0]["Enable"]) == ("busy", True)
    call("ModifyAlarm", AlarmTaskId=made, Name="busier", AlarmAction__1=rule, Threshold=90)
    call("DisableAlarm", AlarmTaskId=made)
    assert (read("system")[0]["Name"], read("system")[0]["Enable"]) == ("busier", False)
    call("EnableAlarm", AlarmTaskId=made)
    call("DeleteAlarm", AlarmTaskId=made)
    assert read("system") == []


def test_notification(call: Actions, group: str, clients: Clients) -> None:
    """Found by its group and its receiver."""
    clients.mns.get_queue("terraform").create(_meta())
    arn = clients.arn("mns", "queue/terraform")
    call(
        "CreateNotificationConfiguration",
        ScalingGroupId=group,
        NotificationArn=arn,
        NotificationType__1="AUTOSCALING:SCALE_OUT_SUCCESS",
    )
    call(
        "ModifyNotificationConfiguration",
        ScalingGroupId=group,
        NotificationArn=arn,
        NotificationType__1="AUTOSCALING:SCALE_IN_SUCCESS",
        NotificationType__2="AUTOSCALING:SCALE_IN_ERROR",
    )

    def read() -> list[Any]:
        answer = call("DescribeNotificationConfigurations", ScalingGroupId=group)
        models = answer["NotificationConfigurationModels"]
        return list(models["NotificationConfigurationModel"])

    types = read()[0]["NotificationTypes"]["NotificationType"]
    assert sorted(types) == ["AUTOSCALING:SCALE_IN_ERROR", "AUTOSCALING:SCALE_IN_SUCCESS"]
    call("DeleteNotificationConfiguration", ScalingGroupId=group, NotificationArn=arn)
    assert read() == []


def test_attachment(call: Actions, group: str, clients: Clients, process: StackProcess) -> None:
    """Instances made elsewhere join and leave; the activity is followed to its end."""
    ecs = Actions(clients, "2014-05-26")
    ran = ecs("RunInstances", ImageId="img", InstanceType="ecs.g7.large", Amount=1, VSwitchId="vsw-1")
    [instance] = ran["InstanceIdSets"]["InstanceIdSet"]
    process.advance(60)
    followed(call, process, call("AttachInstances", ScalingGroupId=group, InstanceId__1=instance))

    def attached() -> list[str]:
        answer = call("DescribeScalingInstances", ScalingGroupId=group, CreationType="Attached")
        return [seen["InstanceId"] for seen in answer["ScalingInstances"]["ScalingInstance"]]

    assert attached() == [instance]
    followed(call, process, call("RemoveInstances", ScalingGroupId=group, InstanceId__1=instance))
    assert attached() == []
    ids = json.dumps([instance])
    assert ecs("DescribeInstances", InstanceIds=ids)["TotalCount"] == 1


def test_suspended_processes(call: Actions, group: str) -> None:
    """Each on its own."""

    def suspended() -> list[str]:
        return sorted(read_group(call, group)["SuspendedProcesses"]["SuspendedProcess"])

    call("SuspendProcesses", ScalingGroupId=group, Process__1="ScaleIn", Process__2="HealthCheck")
    assert suspended() == ["HealthCheck", "ScaleIn"]
    call("ResumeProcesses", ScalingGroupId=group, Process__1="ScaleIn")
    assert suspended() == ["HealthCheck"]


def followed(call: Actions, process: StackProcess, begun: dict[str, Any]) -> None:
    """As the provider waits for an activity."""
    process.advance(60)
    answer = call("DescribeScalingActivities", ScalingActivityId__1=begun["ScalingActivityId"])
    assert one(answer, "ScalingActivities", "ScalingActivity")["StatusCode"] == "Successful"


def _meta() -> Any:
    from mns.queue import QueueMeta

    return QueueMeta()


def _soon(call: Actions) -> str:
    """An hour after the newest thing that the stack knows of, to the minute."""
    from datetime import UTC, datetime, timedelta

    answer = call("DescribeScalingGroups", PageSize=50)
    times = [g["CreationTime"] for g in answer["ScalingGroups"]["ScalingGroup"]]
    newest = datetime.strptime(max(times), "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    return (newest + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%MZ")
