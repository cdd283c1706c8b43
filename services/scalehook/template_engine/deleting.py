"""Deletes executions; those that are not over are cancelled first."""

from scalehook.kit import Work
from scalehook.template_engine.flow import Flow
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State
from scalehook.template_engine.state.events.executions import ExecutionsDeleted


def delete(executions: list[Execution], why: str, work: Work[State, Settings]) -> None:
    """All of them; `why` is what those are told that they have begun, and those that have begun them."""
    flow = Flow(work)
    for execution in executions:
        if not execution.over:
            flow.cancel(execution, why, at_once=True)
    ids = [each.execution_id for each in executions if each.execution_id in work.state.executions]
    if ids:
        work.record(ExecutionsDeleted(execution_ids=ids))
