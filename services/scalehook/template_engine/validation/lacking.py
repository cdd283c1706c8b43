"""What a template needs that this stack lacks: it would run in the cloud, and fail here."""

from collections.abc import Iterator
from typing import Any

from scalehook.kit.api.operations import OperationType, operations
from scalehook.template_engine.actions import is_known as is_known_action
from scalehook.template_engine.actions.select_targets import INSTANCES
from scalehook.template_engine.document import Document, TaskNode, parse, read
from scalehook.template_engine.functions import is_known as is_known_function
from scalehook.template_engine.jq import JqError
from scalehook.template_engine.jq import parse as parse_jq
from scalehook.template_engine.library import public_templates
from scalehook.template_engine.selectors import written_out
from scalehook.template_engine.validation.problem import Path, Problem

CALLING = ("acs::executeapi", "acs::waitfor", "acs::checkfor")


def lacks(document: Document, raw: dict[str, Any]) -> Iterator[Problem]:
    """Actions, APIs, their parameters, functions and public templates that are not simulated. What an
    expression decides is known only when the template runs.
    """
    yield from _functions(raw.get("Outputs"), ("Outputs",))
    for index, task in enumerate(document.tasks):
        path: Path = ("Tasks", index)
        yield from _functions(raw["Tasks"][index], path)
        yield from _selectors(task, path)
        if not is_known_action(task.action):
            yield Problem((*path, "Action"), f"the action {task.action} is not simulated")
        elif task.action.lower() in CALLING:
            yield from _call(task, (*path, "Properties"))
        elif task.action.lower() == "acs::loop":
            yield from _body(task, (*path, "Properties", "LoopTasks"))
        else:
            yield from _other(task, (*path, "Properties"))


def _body(task: TaskNode, path: Path) -> Iterator[Problem]:
    """What the tasks of a loop lack."""
    content = task.properties.get("TemplateContent")
    for problem in lacks(parse(content), read(content)) if isinstance(content, str) else ():
        yield Problem((*path, *problem.path[1:]), problem.message)


def _selectors(task: TaskNode, path: Path) -> Iterator[Problem]:
    found: list[tuple[Path, Any]] = [
        (("Outputs", name, "ValueSelector"), output.value_selector)
        for name, output in task.outputs.items()
    ]
    found.append((("Properties", "PropertySelector"), task.properties.get("PropertySelector")))
    for place, selector in found:
        try:
            if _plain(selector):
                parse_jq(written_out(selector))
        except JqError as problem:
            yield Problem((*path, *place), f"{selector}: {problem}")


def _call(task: TaskNode, path: Path) -> Iterator[Problem]:
    service, api = task.properties.get("Service"), task.properties.get("API")
    if not _plain(service) or not (_plain(api) or "URI" in task.properties):
        return
    operation = operations().get((str(service).lower(), str(api).lower()))
    if operation is None:
        called = api or task.properties["URI"]
        yield Problem((*path, "API"), f"{called} of {service} is not simulated")
        return
    parameters = task.properties.get("Parameters")
    for name, value in parameters.items() if isinstance(parameters, dict) else ():
        if _is_refused(operation, name) and not _is_decided_later(value):
            place = (*path, "Parameters", name)
            yield Problem(place, f"the parameter {name} of {api} is not simulated")


def _is_decided_later(value: Any) -> bool:
    """An expression may come to nothing, which is as if the parameter was not given."""
    return isinstance(value, str) and "{{" in value


def _is_refused(operation: OperationType, name: str) -> bool:
    return name.lower() in {each.lower() for each in operation.unsupported}


def _other(task: TaskNode, path: Path) -> Iterator[Problem]:
    kind, name = task.properties.get("ResourceType"), task.properties.get("TemplateName")
    if task.action.lower() == "acs::selecttargets" and _plain(kind) and kind != INSTANCES:
        yield Problem((*path, "ResourceType"), f"resources of type {kind} are not simulated")
    public = _plain(name) and str(name).startswith("ACS-")
    if task.action.lower() == "acs::template" and public and name not in public_templates():
        yield Problem(
            (*path, "TemplateName"), f"the public template {name} does not come with this stack"
        )


def _functions(value: Any, path: Path) -> Iterator[Problem]:
    """Those that are called anywhere in the value."""
    items: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(value, dict):
        items = iter(value.items())
        name = next(iter(value), "")
        if len(value) == 1 and str(name).startswith("Fn::") and not is_known_function(name):
            yield Problem(path, f"the function {name} is not simulated")
    elif isinstance(value, list):
        items = iter(enumerate(value))
    for key, item in items:
        yield from _functions(item, (*path, key))


def _plain(value: Any) -> bool:
    """Whether it is a text that no expression decides."""
    return isinstance(value, str) and bool(value) and "{{" not in value
