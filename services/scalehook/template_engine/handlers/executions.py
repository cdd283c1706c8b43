"""Executions: started, listed."""

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.template_engine import starting
from scalehook.template_engine.flow import Flow
from scalehook.template_engine.listed_executions import listed_executions, shown
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook.template_engine.texts import json_object, tags_in
from scalehook.template_engine.validation import check
from scalehook.template_engine.views import execution_view, listed_execution
from scalehook_contracts.errors.common import MissingNamedParameter
from scalehook_contracts.errors.oos import EntityNotExistsExecution, InvalidTemplateParameter
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
    source = _source(command, work)
    _check_parent(command.parent_execution_id, work)
    execution = starting.start(
        source,
        json_object("Parameters", command.parameters),
        work,
        caller=work.caller,
        session_policy=command.session_policy,
        description=command.description,
        resource_group_id=command.resource_group_id,
        safety_check=command.safety_check,
        mode=command.mode,
        loop_mode=command.loop_mode,
        tags=tags_in(command.tags),
        client_token=command.client_token,
        parent_execution_id=command.parent_execution_id,
        hops=command.hops,
    )
    Flow(work).begin(execution)
    return StartedExecution(execution=execution_view(execution))


def list_executions(command: ListExecutions, work: Work[State, Settings]) -> ExecutionList:
    """The executions that are asked for."""
    chosen, token = next_page(listed_executions(command, work), command.next_token, command.max_results)
    return ExecutionList(
        executions=[
            listed_execution(execution, work.state, work.settings.account_id) for execution in chosen
        ],
        max_results=command.max_results,
        next_token=token,
    )


def _source(command: StartExecution, work: Work[State, Settings]) -> starting.Source:
    name, version, content = command.template_name, command.template_version, command.template_content
    if not content:
        if not name:
            raise MissingNamedParameter(name="TemplateName")
        return starting.Source(name, starting.template_of(name, version, work).version)
    if name or version:
        raise InvalidTemplateParameter(why="TemplateContent stands instead of TemplateName")
    check(content)
    return starting.Source(content=content)


def _check_parent(execution_id: str, work: Work[State, Settings]) -> None:
    if execution_id and shown(execution_id, work) is None:
        raise EntityNotExistsExecution()
    starting.check_depth(execution_id, work.state)
