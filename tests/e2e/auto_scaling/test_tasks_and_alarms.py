"""Scheduled tasks, event-triggered tasks and CloudMonitor, by the official SDKs and the command line."""

import json
import shlex
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_cms20190101 import models as cms
from alibabacloud_cms20190101.client import Client as Cms
from alibabacloud_ess20140828 import models as ess2014
from alibabacloud_ess20220222 import models as ess
from alibabacloud_tea_openapi.exceptions import ClientException
from aliyunsdkess.request.v20140828.DescribeScalingGroupsRequest import (
    DescribeScalingGroupsRequest,
)

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.process import StackProcess
from support.http import HTTP
from support.programs.program import run

REGION = "cn-hangzhou"
ROOT = Path(__file__).parents[3]
PAGE, README = ROOT / "docs/auto-scaling/tasks-and-alarms.md", ROOT / "README.md"


@pytest.fixture
def call(clients: Clients) -> Actions:
    return Actions(clients)


@pytest.fixture
def group(call: Actions) -> str:
    """An active group of up to ten instances, without cooldown."""
    made = call("CreateScalingGroup", MinSize=0, MaxSize=10, DefaultCooldown=0)["ScalingGroupId"]
    configuration = call(
        "CreateScalingConfiguration",
        ScalingGroupId=made,
        ImageId="img",
        InstanceType="ecs.g7.large",
        SecurityGroupId="sg-1",
    )["ScalingConfigurationId"]
    call("EnableScalingGroup", ScalingGroupId=made, ActiveScalingConfigurationId=configuration)
    return str(made)


def rule(call: Actions, group: str, by: int) -> str:
    fields = {"AdjustmentType": "QuantityChangeInCapacity", "AdjustmentValue": by}
    return str(call("CreateScalingRule", ScalingGroupId=group, **fields)["ScalingRuleAri"])


def states(call: Actions, group: str) -> list[str]:
    found = call("DescribeScalingInstances", ScalingGroupId=group, PageSize=50)
    return [each["LifecycleState"] for each in found["ScalingInstances"]["ScalingInstance"]]


def later(process: StackProcess, **ahead: float) -> str:
    """A moment of the stack's own time, as requests spell it."""
    now = datetime.fromisoformat(HTTP.get(f"{process.endpoint}/_scalehook/clock").json()["now"])
    return (now + timedelta(**ahead)).strftime("%Y-%m-%dT%H:%MZ")


def scalehook(process: StackProcess, *words: str) -> str:
    """What the command prints."""
    done = run(*words, "--endpoint", process.endpoint)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_scheduled_task_fires(
    clients: Clients, call: Actions, group: str, process: StackProcess
) -> None:
    """When the clock comes to its moment; then it is changed, listed and deleted."""
    made = clients.ess.create_scheduled_task(
        ess.CreateScheduledTaskRequest(
            region_id=REGION,
            scheduled_action=rule(call, group, 2),
            launch_time=later(process, hours=2),
            recurrence_type="Daily",
            recurrence_value="1",
            recurrence_end_time=later(process, days=30),
            scheduled_task_name="daily",
        )
    ).body.scheduled_task_id
    process.advance(3 * 3600)
    assert states(call, group) == ["InService"] * 2
    process.advance(86_400)
    assert states(call, group) == ["InService"] * 4
    clients.ess.modify_scheduled_task(
        ess.ModifyScheduledTaskRequest(
            region_id=REGION, scheduled_task_id=made, description="paused", task_enabled=False
        )
    )
    listed = clients.ess.describe_scheduled_tasks(
        ess.DescribeScheduledTasksRequest(region_id=REGION, scaling_group_id=group)
    ).body
    assert [(task.description, task.task_enabled) for task in listed.scheduled_tasks] == [
        ("paused", False)
    ]
    old = clients.ess2014.describe_scheduled_tasks(
        ess2014.DescribeScheduledTasksRequest(region_id=REGION, scheduled_task_name=["daily"])
    ).body
    assert [task.scheduled_task_id for task in old.scheduled_tasks.scheduled_task] == [made]
    clients.ess2014.delete_scheduled_task(ess2014.DeleteScheduledTaskRequest(scheduled_task_id=made))
    assert call.code("DeleteScheduledTask", ScheduledTaskId=made) == "InvalidScheduledTaskId.NotFound"


def test_sizes_at_a_time(call: Actions, group: str, process: StackProcess) -> None:
    """A group gets other limits, and is filled to its new smallest size."""
    launch = later(process, minutes=10)
    call("CreateScheduledTask", ScalingGroupId=group, MinValue=3, MaxValue=5, LaunchTime=launch)
    process.advance(3600)
    assert len(states(call, group)) == 3
    found = call("DescribeScalingGroups", ScalingGroupId__1=group)
    (seen,) = found["ScalingGroups"]["ScalingGroup"]
    assert (seen["MinSize"], seen["MaxSize"]) == (3, 5)


def test_tasks_that_are_refused(call: Actions, group: str, process: StackProcess) -> None:
    """With documented codes."""
    action, launch = rule(call, group, 1), later(process, hours=1)
    call("CreateScheduledTask", ScheduledAction=action, LaunchTime=launch, ScheduledTaskName="taken")
    refusals: list[tuple[dict[str, Any], str]] = [
        (
            {"ScheduledAction": action, "ScheduledTaskName": "taken"},
            "InvalidScheduledTaskName.Duplicate",
        ),
        ({"ScheduledAction": action.replace(REGION, "cn-beijing")}, "ScheduledAction.RegionMismatch"),
        ({"ScheduledAction": action, "RegionId": "cn-beijing"}, "InvalidRegionId.NotFound"),
        ({"ScheduledAction": action, "LaunchTime": later(process, days=91)}, "InvalidParameter"),
        ({"ScheduledAction": action, "LaunchExpirationTime": "6_00"}, "InvalidParameter"),
        ({"ScheduledAction": action, "ScalingGroupId": group}, "InvalidParameter.Conflict"),
        ({}, "MissingParameter"),
    ]
    for said, code in refusals:
        assert call.code("CreateScheduledTask", **{"LaunchTime": launch, **said}) == code, said


def test_a_load_scales_out_through_a_hook(
    clients: Clients, call: Actions, group: str, process: StackProcess
) -> None:
    """Over its threshold for two minutes, an alarm executes a rule, and a hook holds the instance."""
    clients.ess.execute_scaling_rule(
        ess.ExecuteScalingRuleRequest(scaling_rule_ari=rule(call, group, 1))
    )
    process.advance(10)
    call("CreateLifecycleHook", ScalingGroupId=group, LifecycleTransition="SCALE_OUT")
    alarm = clients.ess.create_alarm(
        ess.CreateAlarmRequest(
            region_id=REGION,
            scaling_group_id=group,
            name="busy",
            metric_name="CpuUtilization",
            threshold=85,
            comparison_operator=">",
            period=60,
            evaluation_count=2,
            alarm_actions=[rule(call, group, 1)],
        )
    ).body.alarm_task_id
    scalehook(process, "metric", "set", group, "CpuUtilization", "90")
    process.advance(180)
    assert sorted(states(call, group)) == ["InService", "Pending:Wait"]
    (seen,) = clients.ess.describe_alarms(
        ess.DescribeAlarmsRequest(region_id=REGION, alarm_task_id=alarm)
    ).body.alarm_list
    assert (seen.state, seen.name) == ("ALARM", "busy")
    shown = scalehook(process, "metric", "show", group)
    assert "CpuUtilization" in shown
    assert "ALARM" in shown
    activities = call("DescribeScalingActivities", ScalingGroupId=group)
    newest = activities["ScalingActivities"]["ScalingActivity"]
    assert alarm in {each["TriggerSourceId"] for each in newest if each["TriggerSourceType"] == "Cms"}
    scalehook(process, "metric", "clear", group)
    process.advance(120)
    (seen,) = call("DescribeAlarms", AlarmTaskId=alarm)["AlarmList"]["Alarm"]
    assert seen["State"] == "INSUFFICIENT_DATA"


def test_alarms_switched_changed_and_deleted(clients: Clients, call: Actions, group: str) -> None:
    """By both generations."""
    made = call(
        "CreateAlarm",
        ScalingGroupId=group,
        Expression__1__MetricName="CpuUtilization",
        Expression__1__Threshold=80.5,
        Expression__2__MetricName="LoadAverage",
        Expression__2__Threshold=3,
        Expression__2__Period=15,
        ExpressionsLogicOperator="||",
        Effective="TZ=+00 * * 1-2 * * ?",
    )["AlarmTaskId"]
    named = {"region_id": REGION, "alarm_task_id": made}
    clients.ess2014.disable_alarm(ess2014.DisableAlarmRequest(**named))
    (seen,) = clients.ess2014.describe_alarms(
        ess2014.DescribeAlarmsRequest(region_id=REGION, is_enable=False)
    ).body.alarm_list.alarm
    assert (seen.alarm_task_id, seen.enable, seen.state) == (made, False, "INSUFFICIENT_DATA")
    clients.ess.enable_alarm(ess.EnableAlarmRequest(**named))
    clients.ess.modify_alarm(ess.ModifyAlarmRequest(**named, name="renamed"))
    (seen,) = clients.ess.describe_alarms(ess.DescribeAlarmsRequest(**named)).body.alarm_list
    assert (seen.name, seen.enable, seen.expressions[0].threshold) == ("renamed", True, 80.5)
    clients.ess.delete_alarm(ess.DeleteAlarmRequest(**named))
    with pytest.raises(ClientException) as caught:
        clients.ess.delete_alarm(ess.DeleteAlarmRequest(**named))
    assert (caught.value.code, caught.value.status_code) == ("InvalidParameter", 404)


def test_alarms_in_xml(clients: Clients, group: str, call: Actions) -> None:
    """Lists have their items' names."""
    call("CreateAlarm", ScalingGroupId=group, MetricName="CpuUtilization", Threshold=1)
    request = DescribeScalingGroupsRequest()
    request.set_endpoint(clients.address)
    request.set_action_name("DescribeAlarms")
    request.set_accept_format("XML")
    request.add_query_param("ScalingGroupId", group)
    text = clients.core.do_action(request).decode()
    assert "<DescribeAlarmsResponse>" in text
    assert "<AlarmList><Alarm><AlarmTaskId>" in text


def test_a_target_is_tracked(call: Actions, group: str, process: StackProcess) -> None:
    """With a load that the instances share, a group grows until it fits, and shrinks when it is less."""
    call("ExecuteScalingRule", ScalingRuleAri=rule(call, group, 1))
    process.advance(10)
    made = call(
        "CreateScalingRule",
        ScalingGroupId=group,
        ScalingRuleType="TargetTrackingScalingRule",
        MetricName="CpuUtilization",
        TargetValue=50,
        EstimatedInstanceWarmup=60,
    )["ScalingRuleId"]
    found = call("DescribeScalingRules", ScalingRuleId__1=made, ShowAlarmRules=True)
    (seen,) = found["ScalingRules"]["ScalingRule"]
    assert [each["Threshold"] for each in seen["Alarms"]["Alarm"]] == [50, 45]
    scalehook(process, "metric", "set", group, "CpuUtilization", "240", "--total")
    process.advance(1200)
    assert states(call, group) == ["InService"] * 5
    scalehook(process, "metric", "set", group, "CpuUtilization", "90", "--total")
    process.advance(3600)
    assert states(call, group) == ["InService"] * 2


def test_a_custom_metric(clients: Clients, call: Actions, group: str, process: StackProcess) -> None:
    """It is reported with CloudMonitor's SDK, read back, and alarms."""
    monitor = Cms(clients.config)
    alarm = call(
        "CreateAlarm",
        ScalingGroupId=group,
        MetricType="custom",
        MetricName="jobs",
        GroupId=7,
        Dimension__1__DimensionKey="queue",
        Dimension__1__DimensionValue="q",
        Threshold=100,
        Period=60,
        EvaluationCount=1,
        AlarmAction__1=rule(call, group, 3),
    )["AlarmTaskId"]
    entry = cms.PutCustomMetricRequestMetricList(
        group_id="7", metric_name="jobs", dimensions='{"queue":"q"}', type="0", values='{"value":150}'
    )
    body = monitor.put_custom_metric(cms.PutCustomMetricRequest(metric_list=[entry])).body
    assert (body.code, body.message) == ("200", "success")
    process.advance(60)
    assert len(states(call, group)) == 3
    (seen,) = call("DescribeAlarms", AlarmTaskId=alarm, MetricType="custom")["AlarmList"]["Alarm"]
    assert seen["State"] == "ALARM"
    read = monitor.describe_metric_list(
        cms.DescribeMetricListRequest(
            namespace=f"acs_customMetric_{clients.account}",
            metric_name="jobs",
            dimensions='{"groupId":"7"}',
        )
    ).body
    (point,) = json.loads(read.datapoints)
    assert (point["Maximum"], point["queue"], read.period) == (150, "q", "60")
    with pytest.raises(ClientException) as caught:
        monitor.put_custom_metric(
            cms.PutCustomMetricRequest(
                metric_list=[cms.PutCustomMetricRequestMetricList(group_id="x", metric_name="m")]
            )
        )
    assert (caught.value.code, caught.value.status_code) == ("ParameterInvalid", 400)


def test_what_cannot_be_set(group: str, process: StackProcess) -> None:
    """The command says why, and that it was refused."""
    for words in ((group, "NoSuchMetric", "1"), ("no-such-group", "CpuUtilization", "1")):
        with pytest.raises(AssertionError, match=r"40[04]"):
            scalehook(process, "metric", "set", *words)


def test_the_documented_commands(call: Actions, process: StackProcess) -> None:
    """They are run as they stand in the page; the group is called `web`."""
    made = call("CreateScalingGroup", MinSize=0, MaxSize=9, ScalingGroupName="web")["ScalingGroupId"]
    call("CreateAlarm", ScalingGroupId=made, MetricName="CpuUtilization", Threshold=85, Name="high")
    lines = (PAGE.read_text() + README.read_text()).splitlines()
    commands = [line.removeprefix("$ ") for line in lines if line.startswith("$ scalehook metric")]
    shown = [scalehook(process, *shlex.split(command, comments=True)[1:]) for command in commands]
    assert len(shown) == 5
    assert all("high" in text for text in shown)
