"""Executions, changed and deleted."""

from typing import Any

from scalehook.kit import Work
from scalehook.template_engine import changing, deleting, listening
from scalehook.template_engine.flow import Flow
from scalehook.template_engine.listed_executions import shown
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State
from scalehook.template_engine.state.events.executions import ExecutionDescribed
from scalehook.template_engine.texts import json_texts, tags_in
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.oos import EntityNotExistsExecution, InvalidTemplateParameter
from scalehook_contracts.template_engine.execution_changes import DeleteExecutions, UpdateExecution

MOST = 100


def update_execution(command: UpdateExecution, work: Work[State, Settings]) -> Done:
    """What is given is so from now on."""
    execution = _found(command.execution_id, work)
    changed: dict[str, Any] = {
        "description": command.description,
        "resource_group_id": command.resource_group_id,
        "tags": None if command.tags is None else tags_in(command.tags),
    }
    given = {name: value for name, value in changed.items() if value is not None}
    change = None if command.parameters is None else changing.change_of(execution, command, work)
    if given:
        work.record(ExecutionDescribed(execution_id=execution.execution_id, **given))
    if change is not None:
        work.record(change)
        listening.tell(work)
        Flow(work).look_ahead(work.state.task(change.task_execution_id))
    return Done()


def delete_executions(command: DeleteExecutions, work: Work[State, Settings]) -> Done:
    """All of them, or none."""
    ids = list(dict.fromkeys(json_texts("ExecutionIds", command.execution_ids)))
    if not 0 < len(ids) <= MOST:
        raise InvalidParameter(name="ExecutionIds")
    executions = [_found(each, work) for each in ids]
    running = [each.execution_id for each in executions if not each.over]
    if running and not command.force:
        raise InvalidTemplateParameter(why=f"{running[0]} is not over: Force deletes it, too")
    deleting.delete(executions, "the execution was cancelled: it is deleted", work)
    return Done()


def _found(execution_id: str, work: Work[State, Settings]) -> Execution:
    execution = shown(execution_id, work)
    if execution is None:
        raise EntityNotExistsExecution()
    return execution
