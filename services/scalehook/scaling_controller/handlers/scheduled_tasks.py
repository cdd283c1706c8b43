"""Scheduled tasks."""

from collections.abc import Sequence

from scalehook.kit import Work
from scalehook.kit.shelves import Found, Mark
from scalehook.scaling_controller import task_changes, task_checks, task_timers
from scalehook.scaling_controller.lookups import check_region
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import ScheduledTask, State
from scalehook.scaling_controller.views.scheduled_tasks import task_view
from scalehook_contracts.base import Done
from scalehook_contracts.errors.scaling_tasks import (
    InvalidScheduledTaskIdNotFound,
    InvalidScheduledTaskNameDuplicate,
    QuotaExceededScheduledTask,
    ScheduledTaskRenamedToDuplicate,
)
from scalehook_contracts.scaling_controller.scheduled_tasks import (
    CreateScheduledTask,
    DeleteScheduledTask,
    DescribeScheduledTasks,
    ModifyScheduledTask,
    ScheduledTaskCreated,
    ScheduledTaskCreation,
    ScheduledTaskDeleted,
    ScheduledTaskModified,
    ScheduledTaskPage,
    ScheduledTaskSettings,
)


def create_scheduled_task(
    command: CreateScheduledTask, work: Work[State, Settings]
) -> ScheduledTaskCreation:
    """A task; it waits for its first moment, if it is enabled."""
    check_region(command.region_id, work)
    task_checks.check_trying(command.launch_expiration_time, command.version)
    group_id = task_checks.check_action(command, work)
    task_checks.check_times(command, work.now)
    if command.scheduled_task_name and _is_taken(command.scheduled_task_name, work.state):
        raise InvalidScheduledTaskNameDuplicate()
    if len(work.state.scheduled_tasks) >= work.settings.max_scheduled_tasks:
        raise QuotaExceededScheduledTask()
    task_id = work.new_id("")
    work.record(
        ScheduledTaskCreated(
            **_said(command),
            scheduled_task_id=task_id,
            acts_on=group_id,
            created_at=work.now.timestamp(),
        )
    )
    task_timers.plan(work.state.scheduled_tasks[task_id], work)
    return ScheduledTaskCreation(scheduled_task_id=task_id)


def modify_scheduled_task(command: ModifyScheduledTask, work: Work[State, Settings]) -> Done:
    """It reads otherwise; a run that is being tried again is not any more."""
    task = _task(command.scheduled_task_id, command.region_id, work)
    task_checks.check_trying(command.launch_expiration_time, command.version)
    changed = task_changes.changed(task.settings, command)
    group_id = task.acts_on
    if task_changes.has_other_action(command):
        group_id = task_checks.check_action(changed, work)
    if task_changes.has_other_times(command):
        task_checks.check_times(changed, work.now)
    name = command.scheduled_task_name
    if name and name != task.name and _is_taken(name, work.state):
        raise ScheduledTaskRenamedToDuplicate()
    work.record(
        ScheduledTaskModified(**_said(changed), scheduled_task_id=task.task_id, acts_on=group_id)
    )
    task_timers.plan(task, work)
    return Done()


def delete_scheduled_task(command: DeleteScheduledTask, work: Work[State, Settings]) -> Done:
    """It is gone, with all that it waited for."""
    task = _task(command.scheduled_task_id, command.region_id, work)
    task_timers.cancel(task, work)
    work.record(ScheduledTaskDeleted(scheduled_task_id=task.task_id))
    return Done()


def describe_scheduled_tasks(
    command: DescribeScheduledTasks, work: Work[State, Settings]
) -> ScheduledTaskPage:
    """The tasks that are asked for, or all."""
    check_region(command.region_id, work)
    found = _found(command, work.state)
    chosen = found.page(command.page_number, command.page_size)
    return ScheduledTaskPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        scheduled_tasks=[task_view(task) for task in chosen],
    )


def _found(command: DescribeScheduledTasks, state: State) -> Found[ScheduledTask]:
    asked: list[list[Mark]] = [
        _any_of("name", command.scheduled_task_names),
        _any_of("action", command.scheduled_actions),
        _any_of("name", [command.task_name]),
        _any_of("group", [command.scaling_group_id]),
        _any_of("type", [command.recurrence_type]),
        _any_of("value", [command.recurrence_value]),
        [] if command.task_enabled is None else [("enabled", command.task_enabled)],
    ]
    keys = list(dict.fromkeys(command.scheduled_task_ids)) or None
    return state.catalogue.scheduled_tasks.find(*filter(None, asked), keys=keys)


def _any_of(what: str, values: Sequence[str | None]) -> list[Mark]:
    return [(what, value) for value in dict.fromkeys(values) if value]


def _is_taken(name: str, state: State) -> bool:
    return bool(state.catalogue.scheduled_tasks.find([("name", name)]))


def _task(task_id: str, region_id: str, work: Work[State, Settings]) -> ScheduledTask:
    check_region(region_id, work)
    task = work.state.scheduled_tasks.get(task_id)
    if task is None:
        raise InvalidScheduledTaskIdNotFound()
    return task


def _said(said: ScheduledTaskSettings) -> dict[str, object]:
    return {name: getattr(said, name) for name in ScheduledTaskSettings.model_fields}
