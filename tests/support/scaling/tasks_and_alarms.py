"""So many scheduled tasks and alarms of one group, made by events alone."""

from collections.abc import Iterator

from scalehook_contracts.base import Event
from scalehook_contracts.scaling_controller.alarms import AlarmCreated
from scalehook_contracts.scaling_controller.scheduled_tasks import ScheduledTaskCreated

LAUNCH, END = "2026-01-02T00:00Z", "2026-01-05T00:00Z"


def tasks_and_alarms(size: int, group: str, rule_ari: str) -> Iterator[Event]:
    """`task-7` and `alarm-7`: each executes the rule."""
    for number in range(size):
        yield ScheduledTaskCreated(
            scheduled_task_id=f"task-{number}",
            scheduled_task_name=f"task-{number}",
            scheduled_action=rule_ari,
            acts_on=group,
            launch_time=LAUNCH,
            recurrence_type="Daily",
            recurrence_value="1",
            recurrence_end_time=END,
            created_at=0,
        )
        yield AlarmCreated(
            alarm_task_id=f"alarm-{number}",
            scaling_group_id=group,
            metric_name="CpuUtilization",
            threshold=80,
            alarm_actions=[rule_ari],
        )
