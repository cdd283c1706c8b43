"""What a template calls, and so what its role must be allowed."""

from collections.abc import Iterator
from typing import Any

from scalehook.kit.api.operations import operations
from scalehook.template_engine.document import Document, InvalidTemplate, TaskNode, parse
from scalehook.template_engine.library import product_actions
from scalehook.template_engine.starting import DEEPEST, Source, content_of
from scalehook.template_engine.state import State
from scalehook_contracts.errors.oos import EntityNotExistsTemplate

NAMING = ("TemplateName", "TemplateVersion", "TemplateContent")
CALLING = ("acs::executeapi", "acs::waitfor", "acs::checkfor")


def needed_calls(document: Document, state: State) -> set[tuple[str, str]]:
    """Service in lower case and API; `*` where an expression decides. Of templates that it executes,
    too, as deep as executions go: each text is looked at once.
    """
    calls: set[tuple[str, str]] = set()
    seen: set[str] = set()
    level = [document]
    for _ in range(DEEPEST):
        tasks = [task for each in level for task in each.tasks]
        calls.update(call for task in tasks for call in _calls(task))
        texts = {text for task in tasks for text in _children(task, state)} - seen
        seen |= texts
        level = list(map(parse, texts))
    return calls


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


def _children(task: TaskNode, state: State) -> Iterator[str]:
    """The template that it executes, where that is known before it runs."""
    action = task.action.lower()
    if action in product_actions():
        yield product_actions()[action]
    elif action == "acs::template":
        given = (task.properties.get(key) for key in NAMING)
        try:
            text = content_of(Source(*(each if isinstance(each, str) else "" for each in given)), state)
            parse(text)
        except (EntityNotExistsTemplate, InvalidTemplate):
            return  # the task will fail, and call nothing
        yield text
