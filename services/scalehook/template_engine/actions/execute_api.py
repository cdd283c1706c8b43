"""ACS::ExecuteAPI: one call of a cloud API."""

from typing import Any

from scalehook.template_engine.actions.action import CallNeeded, Failed, Outcome, Succeeded
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.api_request import named_in_path
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.expressions import as_text
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.template_engine.tasks import RecordApiAnswer


def begin(run: TaskRun) -> Outcome:
    """Call it: by its name, also where it is called by method and path in the cloud."""
    service, api = run.properties.get("Service"), run.properties.get("API")
    if not api and run.properties.get("URI"):
        return Failed(f"{run.properties['URI']} of {service} is not simulated: it has no API's name")
    parameters, body = (_read(run.properties.get(key)) for key in ("Parameters", "Body"))
    if not isinstance(service, str) or not isinstance(api, str) or not isinstance(parameters, dict):
        return Failed("Service, API and Parameters must be given")
    if not isinstance(body, dict):
        return Failed("Body must be an object")
    paging = run.properties.get("AutoPaging", True)
    if as_text(paging).lower() not in ("true", "false"):
        return Failed("AutoPaging must be true or false")
    named = named_in_path(service, api, as_text(run.properties.get("URI", "")))
    return CallNeeded(service, api, named | body | parameters, as_text(paging).lower() == "true")


def take(run: TaskRun, node: TaskNode, answer: RecordApiAnswer, allowance: Allowance) -> Outcome:
    """Its answer is the task's."""
    if answer.error_code:
        return Failed(error_text(answer))
    return Succeeded(answer.body)


def _read(value: Any) -> Any:
    """A body may be the text of an object."""
    if isinstance(value, str) and value.strip():
        try:
            return parse_json(value)
        except NotPlain:
            return None
    return value or {}


def error_text(answer: RecordApiAnswer) -> str:
    """`<Code> message: <Message>`, as OOS prints it."""
    return f"{answer.error_code} message: {answer.error_message}"
