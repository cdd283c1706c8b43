"""CloudMonitor where there is much of everything: no call costs more than where there is little."""

from random import Random

from scalehook.cloud_monitor import handlers
from scalehook.cloud_monitor.service import SERVICE
from scalehook.cloud_monitor.state.events.alarms import AlarmNoted
from scalehook.cloud_monitor.state.events.groups import InstancesServe
from scalehook.cloud_monitor.state.events.series import CustomMetricsReported, Report
from scalehook.kit.machine.machine import Machine
from scalehook.testing.rehearsal import START
from scalehook_contracts.base import Message
from scalehook_contracts.cloud_monitor.custom_metrics import CustomMetric, PutCustomMetric
from scalehook_contracts.cloud_monitor.datapoints import (
    DescribeMetricData,
    DescribeMetricLast,
    DescribeMetricList,
)
from scalehook_contracts.cloud_monitor.evaluations import EvaluateAlarm
from scalehook_contracts.cloud_monitor.group_metrics import (
    ClearGroupMetric,
    DescribeGroupMetrics,
    GroupMetricSet,
    SetGroupMetric,
)
from scalehook_contracts.scaling_controller.alarms import (
    AlarmCreated,
    AlarmDeleted,
    AlarmDisabled,
    AlarmEnabled,
    AlarmModified,
)
from scalehook_contracts.scaling_controller.group_deletion import ScalingGroupDeleted
from scalehook_contracts.scaling_controller.instances import (
    LifecycleStateChanged,
    ScalingInstanceRemoved,
)
from scalehook_contracts.scaling_controller.serving import ServingInstancesReported
from support.growth import measured

NOW = START.timestamp()
CPU = {"metric_name": "CpuUtilization", "threshold": 80}
GROUP = {"scaling_group_id": "g-9"}
READ = {
    "namespace": f"acs_customMetric_{SERVICE.settings().account_id}",
    "metric_name": "jobs",
    "dimensions": '{"groupId":"7"}',
}
CALLS: dict[str, Message] = {
    "put": PutCustomMetric(
        metric_list=[
            CustomMetric(
                group_id="3",
                metric_name="jobs",
                dimensions='{"d":"v"}',
                type="0",
                values='{"value":1}',
            )
        ]
    ),
    "list": DescribeMetricList(**READ),
    "last": DescribeMetricLast(**READ),
    "data": DescribeMetricData(**READ),
    "set": SetGroupMetric(scaling_group_id="g-8", metric_name="CpuUtilization", value=50),
    "show": DescribeGroupMetrics(**GROUP),
    "clear": ClearGroupMetric(**GROUP, metric_name="CpuUtilization"),
    "serve": LifecycleStateChanged(
        scaling_group_id="g-10",
        scaling_activity_id="",
        lifecycle_state="InService",
        instance_ids=["i"],
    ),
    "leave": ScalingInstanceRemoved(scaling_group_id="g-11", scaling_activity_id="", instance_id="i-11"),
    "who serves": ServingInstancesReported(scaling_group_id="g-12", instance_ids=["i-12", "i"]),
    "group gone": ScalingGroupDeleted(scaling_group_id="g-12", at=NOW),
    "alarm": AlarmCreated(alarm_task_id="new", scaling_group_id="g-13", **CPU),
    "modify": AlarmModified(alarm_task_id="a-14", **CPU, anew=True),
    "disable": AlarmDisabled(alarm_task_id="a-15"),
    "enable": AlarmEnabled(alarm_task_id="a-15"),
    "delete": AlarmDeleted(alarm_task_id="a-16"),
    "evaluate": EvaluateAlarm(alarm_task_id="a-17", due_at=NOW),
}


def populated(size: int) -> Machine:
    """So many groups with an instance, a load and an alarm, and as many series."""
    machine = Machine(SERVICE, SERVICE.settings(), Random(1))
    for number in range(size):
        group = {"scaling_group_id": f"g-{number}"}
        machine.apply(InstancesServe(**group, instance_ids=[f"i-{number}"], at=NOW))
        machine.apply(
            GroupMetricSet(**group, metric_name="CpuUtilization", value=90, total=False, set_at=NOW)
        )
        machine.apply(AlarmNoted(**group, **CPU, alarm_task_id=f"a-{number}"))
        machine.apply(
            CustomMetricsReported(reports=[_report(number)], reported_at=NOW, keep_from=NOW - 60)
        )
    return machine


def _report(number: int) -> Report:
    return Report(
        group_id=str(number),
        metric_name="jobs",
        dimensions={"d": "v"},
        length=15,
        start=int(NOW),
        count=1,
        total=1,
        minimum=1,
        maximum=1,
        last=1,
        last_at=NOW,
        single=True,
    )


machines, test_a_call, test_all_are_called = measured(CALLS, populated, handlers)
