"""What executions have come to on instances."""

import json

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.template_engine.listed_executions import shown
from scalehook.template_engine.masking import masked
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook.template_engine.targets import targets
from scalehook_contracts.errors.oos import EntityNotExistsExecution
from scalehook_contracts.template_engine.resource_status import (
    ListResourceExecutionStatus,
    ResourceStatus,
    ResourceStatusList,
)


def list_resource_execution_status(
    command: ListResourceExecutionStatus, work: Work[State, Settings]
) -> ResourceStatusList:
    """By the run of a loop for this instance, the latest of them; else as the whole execution."""
    execution = shown(command.execution_id, work)
    if execution is None:
        raise EntityNotExistsExecution()
    runs = {run.loop_item: run for run in execution.tasks.values() if isinstance(run.loop_item, str)}
    chosen, token = next_page(targets(execution), command.next_token, command.max_results)
    return ResourceStatusList(
        resource_execution_status=[_view(each, execution, runs.get(each)) for each in chosen],
        max_results=command.max_results,
        next_token=token,
    )


def _view(resource_id: str, execution: Execution, run: TaskRun | None) -> ResourceStatus:
    own = run.child_execution_id if run is not None else ""
    outputs = run.outputs if run is not None else execution.outputs
    began = run.started_at if run is not None else execution.started.started_at
    return ResourceStatus(
        execution_id=own or execution.execution_id,
        execution_time=iso_seconds(moment(began)),
        outputs=json.dumps(masked(outputs, execution), ensure_ascii=False),
        resource_id=resource_id,
        status=run.status if run is not None else execution.status,
    )
