"""What is kept of executions."""

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.template_engine.listed_executions import shown
from scalehook.template_engine.log_lines import log_lines
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.starting import template_of
from scalehook.template_engine.state import Execution, State, StoredTemplate
from scalehook.template_engine.template_views import template_view
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.oos import EntityNotExistsExecution
from scalehook_contracts.template_engine.records import (
    ExecutionLogList,
    GetExecutionTemplate,
    ListExecutionLogs,
)
from scalehook_contracts.template_engine.templates import TemplateText


def list_execution_logs(command: ListExecutionLogs, work: Work[State, Settings]) -> ExecutionLogList:
    """Made from what the tasks have come to."""
    if command.account_id not in ("", work.settings.account_id):
        raise InvalidParameter(name="AccountId")
    execution = _execution(command.execution_id, work)
    lines = log_lines(execution, command.task_execution_id)
    chosen, token = next_page(lines, command.next_token, command.max_results)
    return ExecutionLogList(
        execution_logs=list(chosen),
        is_truncated=bool(token),
        max_results=command.max_results,
        next_token=token,
    )


def get_execution_template(command: GetExecutionTemplate, work: Work[State, Settings]) -> TemplateText:
    """The very text, also of a template that was given as text and so has no name."""
    started = _execution(command.execution_id, work).started
    if started.template_content:
        content, version = started.template_content, started.template_version
        template = StoredTemplate("", version, False, content, started.started_at)
    else:
        template = template_of(started.template_name, started.template_version, work)
    view = template_view(template, work.settings.account_id)
    return TemplateText(template=view, content=template.content)


def _execution(execution_id: str, work: Work[State, Settings]) -> Execution:
    execution = shown(execution_id, work)
    if execution is None:
        raise EntityNotExistsExecution()
    return execution
