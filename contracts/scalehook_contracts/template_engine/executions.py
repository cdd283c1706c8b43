"""Executions of templates."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Event, Fresh, FromProtocol, Listed, Part, Reply
from scalehook_contracts.lasting_callers import LastingCaller
from scalehook_contracts.numbers import Int64
from scalehook_contracts.passed_roles import roles_of
from scalehook_contracts.plain import PlainObject
from scalehook_contracts.template_engine.base import (
    Date,
    ExecutionStatus,
    LoopMode,
    Mode,
    OosOperation,
    SortOrder,
)


class CurrentTask(Part):
    """A task that runs now."""

    task_execution_id: str
    task_name: str
    task_action: str


class ExecutionFields(Part):
    """What every description of an execution has."""

    execution_id: str
    status: ExecutionStatus
    status_message: str
    template_id: str
    template_name: str
    template_version: str
    mode: Mode = "Automatic"
    safety_check: str
    ram_role: str
    executed_by: str
    description: str
    start_date: str
    end_date: str
    create_date: str
    update_date: str
    parent_execution_id: str
    is_parent: bool
    tags: dict[str, str] = Fresh(dict)
    counters: dict[str, Int64] = Fresh(dict)
    current_tasks: list[CurrentTask] = Listed("CurrentTask")
    outputs: str  # JSON text
    resource_group_id: str = ""


class ExecutionView(ExecutionFields):
    """An execution as StartExecution answers it: the parameters are JSON text."""

    parameters: str
    loop_mode: LoopMode = "Automatic"


class ListedExecution(ExecutionFields):
    """An execution as ListExecutions answers it: the parameters are an object."""

    parameters: PlainObject
    category: str = "Other"
    waiting_status: str = ""
    status_reason: str = ""
    account_id: str = ""
    targets: str = "[]"  # the instances that it is about: JSON text
    resource_status: str = ""
    last_trigger_time: str = ""
    last_trigger_status: str = ""
    last_trigger_status_message: str = ""
    last_trigger_outputs: str = ""  # JSON text
    last_successful_trigger_time: str = ""
    next_schedule_time: str = ""


class StartedExecution(Reply):
    """The execution that began."""

    execution: ExecutionView


class StartExecution(LastingCaller, OosOperation[StartedExecution]):
    """Runs a template: a registered one, or the text itself. The same ClientToken again gives the same
    execution.
    """

    unsupported: ClassVar[frozenset[str]] = frozenset({"TemplateURL"})

    template_name: str = ""
    template_content: str = ""  # instead of a name
    template_version: str = Field("", pattern=r"^(v[0-9]{1,3})?$")
    parameters: str = "{}"  # a JSON object, as text
    mode: Mode = "Automatic"  # FailurePause waits after a failure, Debug before each task
    loop_mode: LoopMode = "Automatic"  # how loops pause between batches, whatever the template says
    safety_check: Literal["Skip", "ConfirmEveryHighRiskAction"] = "ConfirmEveryHighRiskAction"
    parent_execution_id: str = ""
    client_token: str = Field("", max_length=64)
    description: str = ""
    tags: str = ""  # a JSON object, as text
    resource_group_id: str = ""
    region_id: str = ""
    hops: Int64 = FromProtocol(0)  # events that have led to it, one after the other

    def resources(self) -> list[str]:
        """The template, of one that has no name all of them; and executions."""
        return [f"template/{self.template_name or '*'}", "execution/*"]

    def passed_roles(self) -> list[str]:
        """The role that the execution is to act as, as far as this can be told before it starts."""
        return roles_of(self.template_name, self.parameters)


class ExecutionList(Reply):
    """Some executions, and the token of the next page."""

    executions: list[ListedExecution] = Listed("Execution")
    max_results: Int64
    next_token: str = ""


class ListExecutions(OosOperation[ExecutionList]):
    """Lists executions, newest first; child executions only when asked for."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"RdFolderIds"})

    template_name: str = ""
    status: str = ""
    execution_id: str = ""
    parent_execution_id: str = ""
    ram_role: str = ""
    mode: str = ""
    include_child_execution: bool = False
    depth: Literal["", "RootDepth", "FirstChildDepth"] = ""
    executed_by: str = ""
    description: str = ""
    resource_group_id: str = ""
    category: Literal["", "TimerTrigger", "EventTrigger", "AlarmTrigger", "Other"] = ""
    categories: str = ""  # a JSON array, as text
    tags: str = ""  # a JSON object, as text
    start_date_after: Date = ""
    start_date_before: Date = ""
    end_date_after: Date = ""
    end_date_before: Date = ""
    account_id: str = ""  # there is one
    resource_id: str = ""  # an instance that it is about
    resource_template_name: str = ""  # that runs on it: its own, or one that it executes
    max_results: int = Field(50, ge=10, le=100)
    next_token: str = ""
    sort_field: Literal["StartDate", "EndDate", "Status"] = "StartDate"
    sort_order: SortOrder = "Descending"
    region_id: str = ""

    def resources(self) -> list[str]:
        """The execution; all where none is named."""
        return [f"execution/{self.execution_id or '*'}"]


class ExecutionStarted(Event):
    """An execution runs. `parent_task_execution_id` is the task that began a child execution."""

    execution_id: str
    template_name: str
    template_version: str
    template_content: str = ""  # of a template that has no name
    parameters: PlainObject
    no_echo: list[str] = Fresh(list)  # parameters that no answer shows
    ram_role: str  # empty: acts as the caller
    caller: str
    session_policy: str = ""  # of the caller's session
    executed_by: str
    description: str = ""
    safety_check: str = "Skip"
    mode: Mode = "Automatic"
    loop_mode: LoopMode = "Automatic"
    tags: dict[str, str] = Fresh(dict)
    client_token: str = ""
    resource_group_id: str = ""
    parent_execution_id: str = ""
    parent_task_execution_id: str = ""
    trigger_task_execution_id: str = ""  # the trigger of the parent that has started it
    trigger_data: PlainObject = Fresh(dict)  # what the trigger was told
    hops: Int64 = 0  # events that have led to it, one after the other
    started_at: float


class ExecutionEnded(Event):
    """An execution is over; `status` is `Success`, `Failed` or `Cancelled`."""

    execution_id: str
    template_name: str
    status: str
    status_message: str
    parameters: PlainObject
    outputs: PlainObject = Fresh(dict)
    ended_at: float
    client_token: str = ""  # of its StartExecution: a lifecycle action's token, where a hook began it
