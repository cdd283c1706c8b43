"""Calls about scheduled tasks and alarms, of which the large group has as many as there are groups."""

from scalehook.testing.rehearsal import START
from scalehook_contracts.base import Message
from scalehook_contracts.cloud_monitor.evaluations import AlarmEvaluated
from scalehook_contracts.scaling_controller.alarms import (
    CreateAlarm,
    DeleteAlarm,
    DescribeAlarms,
    DisableAlarm,
    EnableAlarm,
    ModifyAlarm,
)
from scalehook_contracts.scaling_controller.scheduled_tasks import (
    AnnounceScheduledTaskExpiry,
    CreateScheduledTask,
    DeleteScheduledTask,
    DescribeScheduledTasks,
    LaunchScheduledTask,
    ModifyScheduledTask,
    RetryScheduledTask,
)
from support.scaling.cloud import ACCOUNT, REGION
from support.scaling.population import LARGE
from support.scaling.tasks_and_alarms import LAUNCH

HERE = {"region_id": REGION}
ARI = f"ari:acs:ess:{REGION}:{ACCOUNT}:scalingrule/{LARGE}-up"
NOW = START.timestamp()


def task_calls(n: int) -> dict[str, Message]:
    """Of `task-<n>` and the next ones."""
    return {
        "create task": CreateScheduledTask(
            **HERE, scheduled_action=ARI, launch_time=LAUNCH, scheduled_task_name="new"
        ),
        "modify task": ModifyScheduledTask(
            scheduled_task_id=f"task-{n}", scheduled_task_name="other", recurrence_value="2"
        ),
        "delete task": DeleteScheduledTask(scheduled_task_id=f"task-{n + 1}"),
        "launch task": LaunchScheduledTask(scheduled_task_id=f"task-{n + 2}", due_at=NOW),
        "retry task": RetryScheduledTask(scheduled_task_id=f"task-{n + 3}", due_at=NOW),
        "announce task": AnnounceScheduledTaskExpiry(scheduled_task_id=f"task-{n + 4}"),
        "tasks": DescribeScheduledTasks(**HERE),
        "group's tasks": DescribeScheduledTasks(**HERE, scaling_group_id=LARGE, page_number=2),
        "named tasks": DescribeScheduledTasks(
            **HERE, scheduled_task_names=["task-7"], recurrence_type="Daily"
        ),
    }


def alarm_calls(n: int) -> dict[str, Message]:
    """Of `alarm-<n>` and the next ones."""
    return {
        "create alarm": CreateAlarm(
            **HERE,
            scaling_group_id=LARGE,
            metric_name="LoadAverage",
            threshold=1,
            alarm_actions=[ARI],
        ),
        "modify alarm": ModifyAlarm(**HERE, alarm_task_id=f"alarm-{n}", threshold=2),
        "disable alarm": DisableAlarm(**HERE, alarm_task_id=f"alarm-{n + 1}"),
        "enable alarm": EnableAlarm(**HERE, alarm_task_id=f"alarm-{n + 1}"),
        "delete alarm": DeleteAlarm(**HERE, alarm_task_id=f"alarm-{n + 2}"),
        "alarms": DescribeAlarms(**HERE, metric_type="system"),
        "one alarm": DescribeAlarms(**HERE, alarm_task_id="alarm-7", scaling_group_id=LARGE),
        "alarm holds": AlarmEvaluated(
            alarm_task_id=f"alarm-{n + 3}",
            scaling_group_id=LARGE,
            state="ALARM",
            metric_value=90,
            threshold=80,
            evaluated_at=NOW,
        ),
    }
