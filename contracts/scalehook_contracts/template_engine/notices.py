"""What people tell executions, and the executions' end before their time."""

from typing import Literal

from scalehook_contracts.base import Done
from scalehook_contracts.lasting_callers import LastingCaller
from scalehook_contracts.template_engine.base import OosOperation

NotifyType = Literal[
    "Approve", "Reject", "ExecuteTask", "CancelTask", "CompleteExecution", "RetryTask", "SkipTask"
]


class NotifyExecution(LastingCaller, OosOperation[Done]):
    """Tells an execution that waits how it goes on: `Approve` and `ExecuteTask` let it, `Reject` and
    `CancelTask` cancel it. Of several tasks that wait one is named, or more; of a loop's by its item.
    `RetryTask` and `SkipTask` are for a task that has failed in mode FailurePause; in mode Debug
    `TaskName` is the task to run or to skip, and `CompleteExecution` ends the execution.
    """

    execution_id: str
    notify_type: NotifyType
    notify_note: str = ""
    task_name: str = ""
    task_execution_id: str = ""
    execution_status: Literal["", "Success", "Failed", "Cancelled"] = ""  # of CompleteExecution
    task_execution_ids: str = ""  # a JSON array, as text
    parameters: str = ""  # of ExecuteTask in mode Debug: properties of the task, a JSON object as text
    loop_item: str = ""  # the item whose run waits; of ExecuteTask in mode Debug the only one to run
    region_id: str = ""

    def resources(self) -> list[str]:
        """The execution."""
        return [f"execution/{self.execution_id}"]


class CancelExecution(OosOperation[Done]):
    """Ends an execution, with all that it has begun."""

    execution_id: str
    region_id: str = ""

    def resources(self) -> list[str]:
        """The execution."""
        return [f"execution/{self.execution_id}"]
