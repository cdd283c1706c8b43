"""Executions: started, listed."""

from typing import Any

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.template_engine import starting
from scalehook.template_engine.flow import Flow
from scalehook.template_engine.listed_executions import listed_executions, shown
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook.template_engine.views import execution_view, listed_execution
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.oos import EntityNotExistsExecution
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.template_engine.executions import (
    ExecutionList,
    ListExecutions,
    StartedExecution,
    StartExecution,
)


def start_execution(command: StartExecution, work: Work[State, Settings]) -> StartedExecution:
    """Run the template; the answer comes when its first task has begun."""
    earlier = shown(work.state.by_client_token.get(command.client_token, ""), work)
    if command.client_token and earlier is not None:
        return StartedExecution(execution=execution_view(earlier))
    starting.template_of(command.template_name, command.template_version, work)
    _check_parent(command.parent_execution_id, work)
    execution = starting.start(
        command.template_name,
        _json_object("Parameters", command.parameters),
        work,
        caller=work.caller,
        description=command.description,
        safety_check=command.safety_check,
        tags=_tags(command.tags),
        client_token=command.client_token,
        parent_execution_id=command.parent_execution_id,
    )
    Flow(work).begin(execution)
    return StartedExecution(execution=execution_view(execution))


def list_executions(command: ListExecutions, work: Work[State, Settings]) -> ExecutionList:
    """The executions that are asked for."""
    chosen, token = next_page(listed_executions(command, work), command.next_token, command.max_results)
    return ExecutionList(
        executions=[listed_execution(execution) for execution in chosen],
        max_results=command.max_results,
        next_token=token,
    )


def _json_object(name: str, text: str) -> dict[str, Any]:
    try:
        value = parse_json(text) if text else {}
    except NotPlain as problem:
        raise InvalidParameter(name=name) from problem
    if not isinstance(value, dict):
        raise InvalidParameter(name=name)
    return value


def _tags(text: str) -> dict[str, str]:
    tags = _json_object("Tags", text)
    if not all(isinstance(value, str) for value in tags.values()):
        raise InvalidParameter(name="Tags")
    return tags


def _check_parent(execution_id: str, work: Work[State, Settings]) -> None:
    if execution_id and shown(execution_id, work) is None:
        raise EntityNotExistsExecution()
    starting.check_depth(execution_id, work.state)
