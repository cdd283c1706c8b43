"""ACS::ExecuteAPI: one call of a cloud API."""

from scalehook.template_engine.actions.action import CallNeeded, Failed, Outcome, Succeeded
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.tasks import RecordApiAnswer


def begin(run: TaskRun) -> Outcome:
    """Call it."""
    service, api = run.properties.get("Service"), run.properties.get("API")
    parameters = run.properties.get("Parameters") or {}
    if not isinstance(service, str) or not isinstance(api, str) or not isinstance(parameters, dict):
        return Failed("Service, API and Parameters must be given")
    return CallNeeded(service, api, parameters)


def take(run: TaskRun, node: TaskNode, answer: RecordApiAnswer, allowance: Allowance) -> Outcome:
    """Its answer is the task's."""
    if answer.error_code:
        return Failed(error_text(answer))
    return Succeeded(answer.body)


def error_text(answer: RecordApiAnswer) -> str:
    """`<Code> message: <Message>`, as OOS prints it."""
    return f"{answer.error_code} message: {answer.error_message}"
