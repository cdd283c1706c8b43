"""Scheduled tasks: what a group does at a time, once or again and again."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, FromProtocol, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page, PageNumber, PageSize
from scalehook_contracts.scaling_controller.base import EssOperation, Name

RecurrenceType = Literal["Daily", "Weekly", "Monthly", "Cron"]
Size = Annotated[int, Field(ge=0, le=2**31 - 1)]  # a setting says how large it may be
LaunchExpirationTime = Annotated[int, Field(ge=0, le=21600)]  # seconds; 1800 at most since 2022-02-22
Description = Annotated[str, Field(min_length=2, max_length=200)]
RecurrenceValue = Annotated[str, Field(max_length=200)]


class ScheduledTaskSettings(Part):
    """All that can be said of a task. Its action is a rule (`scheduled_action`, an ARI), or other sizes
    of a group. Times are written `2026-01-31T08:00Z`.
    """

    scheduled_task_name: Name | None = None
    description: Description | None = None
    scheduled_action: str = ""
    scaling_group_id: str = ""
    min_value: Size | None = None
    max_value: Size | None = None
    desired_capacity: Size | None = None
    launch_time: str = ""
    launch_expiration_time: LaunchExpirationTime = 600  # how long a run that cannot begin is tried again
    recurrence_type: RecurrenceType | None = None
    recurrence_value: RecurrenceValue = ""
    recurrence_end_time: str = ""
    task_enabled: bool = True


class ScheduledTaskCreation(Reply):
    """The new task's id."""

    scheduled_task_id: str


class CreateScheduledTask(ScheduledTaskSettings, EssOperation[ScheduledTaskCreation]):
    """Creates a scheduled task."""

    region_id: str
    version: str = FromProtocol()


class ModifyScheduledTask(EssOperation[Done]):
    """Changes a task; what is not given stays. Another kind of action takes the place of the old one."""

    scheduled_task_id: str
    scheduled_task_name: Name | None = None
    description: Description | None = None
    scheduled_action: str | None = None
    scaling_group_id: str | None = None
    min_value: Size | None = None
    max_value: Size | None = None
    desired_capacity: Size | None = None
    launch_time: str | None = None
    launch_expiration_time: LaunchExpirationTime | None = None
    recurrence_type: RecurrenceType | None = None
    recurrence_value: RecurrenceValue | None = None
    recurrence_end_time: str | None = None
    task_enabled: bool | None = None
    region_id: str = ""
    version: str = FromProtocol()


class DeleteScheduledTask(EssOperation[Done]):
    """The task is gone; what it has begun goes on."""

    scheduled_task_id: str
    region_id: str = ""


class ScheduledTaskView(Part):
    """A task, as it is described."""

    scheduled_task_id: str
    scheduled_task_name: str
    description: str | None = None
    scheduled_action: str | None = None
    scaling_group_id: str | None = None
    min_value: Int64 | None = None
    max_value: Int64 | None = None
    desired_capacity: Int64 | None = None
    launch_time: str | None = None
    launch_expiration_time: Int64
    recurrence_type: RecurrenceType | None = None
    recurrence_value: str | None = None
    recurrence_end_time: str | None = None
    task_enabled: bool


class ScheduledTaskPage(Page, Reply):
    """One page of tasks."""

    scheduled_tasks: list[ScheduledTaskView] = Listed("ScheduledTask")


class DescribeScheduledTasks(EssOperation[ScheduledTaskPage]):
    """Lists tasks; ids and names that do not exist are passed over."""

    region_id: str
    scheduled_task_ids: list[str] = Listed("ScheduledTaskId", max_length=20)
    scheduled_task_names: list[str] = Listed("ScheduledTaskName", max_length=20)
    scheduled_actions: list[str] = Listed("ScheduledAction", max_length=20)
    scaling_group_id: str = ""
    task_name: str = ""
    recurrence_type: RecurrenceType | None = None
    recurrence_value: str = ""
    task_enabled: bool | None = None
    page_number: PageNumber = 1
    page_size: PageSize = 10


class ScheduledTaskCreated(ScheduledTaskSettings, Event):
    """A task is there. `acts_on` is the group that it changes: that of the rule, or the one it names."""

    scheduled_task_id: str
    acts_on: str
    created_at: float  # Unix seconds, virtual


class ScheduledTaskModified(ScheduledTaskSettings, Event):
    """A task reads so."""

    scheduled_task_id: str
    acts_on: str


class ScheduledTaskDeleted(Event):
    """A task is gone."""

    scheduled_task_id: str


class ScheduledTaskExpiring(Event):
    """A task that recurs ends within seven days: said once a day."""

    scheduled_task_id: str
    scheduled_task_name: str
    scaling_group_id: str
    expires_at: float


class ScheduledTaskSkipped(Event):
    """A run was given up: it could not begin in its time, or at all."""

    scheduled_task_id: str
    scaling_group_id: str
    due_at: float
    code: str
    message: str


class LaunchScheduledTask(Command[Done]):
    """Auto Scaling's own timer: a task's moment has come, or comes once more."""

    housekeeping: ClassVar[bool] = True

    scheduled_task_id: str
    due_at: float


class RetryScheduledTask(Command[Done]):
    """Auto Scaling's own timer: a run that could not begin is tried again."""

    scheduled_task_id: str
    due_at: float


class AnnounceScheduledTaskExpiry(Command[Done]):
    """Auto Scaling's own timer: the last days of a task."""

    housekeeping: ClassVar[bool] = True

    scheduled_task_id: str
