"""Task runs: the steps of an execution."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Fresh, Intent, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import Plain, PlainObject
from scalehook_contracts.template_engine.base import Date, OosOperation, SortOrder, TaskStatus


class TaskExecutionView(Part):
    """One run of one task; `loop` on the parent of a loop, `loop_item` on its children."""

    task_execution_id: str
    execution_id: str
    task_name: str
    task_action: str
    status: TaskStatus
    status_message: str
    properties: str  # JSON text, expressions resolved
    outputs: str  # JSON text
    start_date: str
    end_date: str
    create_date: str
    update_date: str
    child_execution_id: str = ""
    parent_task_execution_id: str = ""
    loop: PlainObject | None = None
    loop_item: str | None = None
    loop_batch_number: Int64 = 0
    extra_data: PlainObject = Fresh(dict)
    template_id: str


class TaskExecutionList(Reply):
    """Some task executions, and the token of the next page."""

    task_executions: list[TaskExecutionView] = Listed("TaskExecution")
    max_results: Int64
    next_token: str = ""


class ListTaskExecutions(OosOperation[TaskExecutionList]):
    """Lists the runs of an execution's tasks; children of loops only when asked for."""

    account_id: str = ""  # there is one
    execution_id: str = ""
    task_execution_id: str = ""
    task_name: str = ""
    task_action: str = ""
    status: str = ""
    parent_task_execution_id: str = ""
    include_child_task_execution: bool = False
    start_date_after: Date = ""
    start_date_before: Date = ""
    end_date_after: Date = ""
    end_date_before: Date = ""
    max_results: int = Field(50, ge=20, le=100)
    next_token: str = ""
    sort_field: Literal["StartDate", "EndDate", "Status"] = "StartDate"
    sort_order: SortOrder = "Descending"
    region_id: str = ""

    def resources(self) -> list[str]:
        """The execution; all where none is named."""
        return [f"execution/{self.execution_id or '*'}"]


class TaskExecutionStarted(Event):
    """A task runs; one run per loop item, below a run for the loop itself."""

    task_execution_id: str
    execution_id: str
    task_name: str
    task_action: str
    properties: PlainObject
    parent_task_execution_id: str = ""
    loop_items: list[Plain] | None = None
    loop_item: Plain = None
    loop_index: Int64 = 0
    loop_batch: Int64 = 0  # from 1 on, in a loop that has batches
    started_at: float


class TaskExecutionEnded(Event):
    """The run of a task is over."""

    task_execution_id: str
    execution_id: str
    status: TaskStatus
    status_message: str
    outputs: PlainObject
    selected: PlainObject = Fresh(dict)  # what expressions find in the answer, by their jq paths
    ended_at: float


class CallApi(Intent):
    """Call a cloud API as the execution's role, or as its caller where it has none."""

    task_execution_id: str
    execution_id: str
    ram_role: str
    caller: str
    session_policy: str = ""  # of the caller's session
    hands_over: bool = False  # the caller must be allowed to hand the role to OOS
    service: str
    api: str
    parameters: PlainObject
    auto_paging: bool = False  # all pages of a list, as one answer
    hops: Int64 = 0  # of the execution
    minded: bool = False  # somebody may wait for the event that a call is


class CallWebHook(Intent):
    """POST to a web hook, for a task."""

    task_execution_id: str
    uri: str
    headers: dict[str, str]
    body: str


class AskServer(Intent):
    """Send a request to a server, for a task that looks at its answer."""

    task_execution_id: str
    method: str
    uri: str
    headers: dict[str, str]
    body: str  # empty: none


class RecordApiAnswer(Command[Done]):
    """The API has answered: with a body, or with a code and a message."""

    task_execution_id: str
    body: PlainObject = Fresh(dict)
    error_code: str = ""
    error_message: str = ""


class TimeOutTask(Command[Done]):
    """A task has had the time that its template gives it."""

    task_execution_id: str


class RetryTask(Command[Done]):
    """The wait before a task's next try is over."""

    task_execution_id: str
