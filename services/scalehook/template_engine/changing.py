"""An execution that waits in its trigger gets other parameters."""

from scalehook.kit import Work
from scalehook.template_engine import actions, starting
from scalehook.template_engine.actions import Failed
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.expressions import ExpressionFailed, resolve
from scalehook.template_engine.parameters import parameters_of
from scalehook.template_engine.scopes import built_in, scope_of
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook.template_engine.state.events.triggers import TriggerChanged
from scalehook.template_engine.texts import json_object
from scalehook_contracts.errors.oos import InvalidTemplateParameter
from scalehook_contracts.template_engine.execution_changes import UpdateExecution


def change_of(
    execution: Execution, command: UpdateExecution, work: Work[State, Settings]
) -> TriggerChanged:
    """The parameters and what follows from them for its trigger; InvalidParameter where they do not fit.
    Whoever changes them is the caller of what the trigger starts from now on.
    """
    if execution.trigger is None or not execution.listens:
        raise InvalidTemplateParameter(why="only an execution that waits in a trigger takes Parameters")
    run = execution.tasks[execution.trigger.task_id]
    started, document = execution.started, starting.document_of(execution, work.state)
    given = json_object("Parameters", command.parameters or "")
    known = {name.lower(): name for name in started.parameters}
    given = started.parameters | {known.get(name.lower(), name): value for name, value in given.items()}
    names = built_in(started.execution_id, started.executed_by, work.now, work.settings)
    parameters = parameters_of(document, given, names)
    changed = Execution(started.model_copy(update={"parameters": parameters}))
    try:
        scope = scope_of(changed, work.now, work.settings, Allowance(), document=document)
        properties = resolve(document.task(run.name).properties, scope)
    except ExpressionFailed as problem:
        raise InvalidTemplateParameter(why=str(problem)) from problem
    _check(run, properties)
    return TriggerChanged(
        task_execution_id=run.task_id,
        parameters=parameters,
        properties=properties,
        caller=work.caller,
        session_policy=command.session_policy,
    )


def _check(run: TaskRun, properties: object) -> None:
    """The trigger must be able to wait for what its properties say."""
    again = TaskRun(run.task_id, run.execution_id, run.name, run.action, {}, run.started_at)
    if isinstance(properties, dict):
        again.properties = properties
    outcome = actions.begin(again)
    if isinstance(outcome, Failed):
        raise InvalidTemplateParameter(why=outcome.message)
