"""What a template calls, and so what its role must be allowed."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from scalehook.kit.api.operations import operations
from scalehook.template_engine.document import Document, InvalidTemplate, TaskNode, parse
from scalehook.template_engine.library import product_actions
from scalehook.template_engine.risks import CALLS_ONCE, NORMAL, is_risky
from scalehook.template_engine.starting import DEEPEST, Source, content_of
from scalehook.template_engine.state import State
from scalehook_contracts.errors.oos import EntityNotExistsTemplate

NAMING = ("TemplateName", "TemplateVersion", "TemplateContent")
CALLING = ("acs::executeapi", "acs::waitfor", "acs::checkfor")
ALARM = "acs::alarmtrigger"
WATCHING = (ALARM, "acs::eventtrigger")  # with tags, ECS is asked whose they are


class Call(NamedTuple):
    """An API that a task calls; `*` where an expression decides. Of a text the template has no name."""

    service: str
    api: str
    task: str
    template: str


def needed_calls(document: Document, state: State) -> set[tuple[str, str]]:
    """Service in lower case and API. Of templates that it executes, too."""
    return {(call.service, call.api) for call in _all_calls("", document, state)}


def risky_calls(name: str, document: Document, state: State) -> list[Call]:
    """Those that somebody has to agree to, where an execution asks for it."""
    return [call for call in _all_calls(name, document, state, may_be_risky) if is_risky(call.api)]


def may_be_risky(task: TaskNode) -> bool:
    """Whether it calls an API to change something, and its template does not call that harmless."""
    said = str(task.properties.get("Risk") or "").lower()
    return task.action.lower() == CALLS_ONCE and said != NORMAL


def _all_calls(
    name: str, document: Document, state: State, fits: Callable[[TaskNode], bool] = lambda _: True
) -> Iterator[Call]:
    """As deep as executions go: each text is looked at once."""
    level, seen = [(name, document)], set[str]()
    for _ in range(DEEPEST):
        below: dict[str, str] = {}
        for template, each in level:
            for task in each.tasks:
                if fits(task):
                    yield from (Call(*call, task.name, template) for call in _calls(task))
                below |= {text: child for child, text in _children(task, state) if text not in seen}
        seen |= below.keys()
        level = [(child, parse(text)) for text, child in below.items()]


def policy(calls: set[tuple[str, str]]) -> dict[str, Any]:
    """One statement per service."""
    services = sorted({service for service, _ in calls})
    statements = [
        {
            "Effect": "Allow",
            "Action": sorted(f"{service}:{api}" for each, api in calls if each == service),
            "Resource": "*",
        }
        for service in services
    ]
    return {"Version": "1", "Statement": statements}


def _calls(task: TaskNode) -> Iterator[tuple[str, str]]:
    action = task.action.lower()
    if action in CALLING:
        yield _granted_by(_name(task, "Service").lower(), _name(task, "API"))
    elif action == "acs::selecttargets":
        yield "ecs", "DescribeInstances"
    elif action in WATCHING:
        if action == ALARM:
            yield _granted_by("cms", "DescribeMetricList")
        if task.properties.get("Tags") or task.properties.get("ResourceGroup"):
            yield "ecs", "DescribeInstances"


def _granted_by(service: str, api: str) -> tuple[str, str]:
    """What RAM calls it: batches are granted with one of their items."""
    operation = operations().get((service, api.lower()))
    if operation is None:
        return service, api
    granted, _, action = operation.ram_action().partition(":")
    return granted, action


def _name(task: TaskNode, key: str) -> str:
    value = task.properties.get(key)
    return value if isinstance(value, str) and "{{" not in value else "*"


def _children(task: TaskNode, state: State) -> Iterator[tuple[str, str]]:
    """Name and text of the template that it executes, where that is known before it runs."""
    action = task.action.lower()
    if action in product_actions():
        yield task.action, product_actions()[action]
    elif action == "acs::loop" and isinstance(text := task.properties.get("TemplateContent"), str):
        yield "", text
    elif action == "acs::template":
        given = (task.properties.get(key) for key in NAMING)
        source = Source(*(each if isinstance(each, str) else "" for each in given))
        try:
            text = content_of(source, state)
            parse(text)
        except (EntityNotExistsTemplate, InvalidTemplate):
            return  # the task will fail, and call nothing
        yield source.name, text
