"""Where tasks lead: to each other, by names that are there once, and at last to an end."""

from collections.abc import Iterator
from typing import Any

from scalehook.template_engine.actions import is_trigger
from scalehook.template_engine.document import END, NEXT, Document, TaskNode
from scalehook.template_engine.validation.problem import Path, Problem

UNUSUAL = ("OnError", "OnCancel")  # by these a task need not come to an end


def duplicates(document: Document) -> Iterator[Problem]:
    """Tasks whose name another one has already."""
    seen: set[str] = set()
    for index, task in enumerate(document.tasks):
        if task.name in seen:
            yield Problem(("Tasks", index, "Name"), f"there is a task {task.name} already")
        seen.add(task.name)


def unknown_links(document: Document) -> Iterator[Problem]:
    """Links to tasks that are not there."""
    names = {task.name for task in document.tasks} | {END, NEXT}
    for index, task in enumerate(document.tasks):
        for path, target in _links(task):
            if target not in names:
                yield Problem(("Tasks", index, *path), f"there is no task {target}")


def unmet(document: Document) -> Iterator[Problem]:
    """Tasks that depend on one that does not come before them."""
    before: set[str] = set()
    for index, task in enumerate(document.tasks):
        for name in task.depends_on:
            if name not in before:
                yield Problem(
                    ("Tasks", index, "DependsOn"), f"the task {name} does not come before this"
                )
        before.add(task.name)


def misplaced_triggers(document: Document) -> Iterator[Problem]:
    """Triggers that are not the first task, or have a loop."""
    for index, task in enumerate(document.tasks):
        if is_trigger(task.action) and index:
            yield Problem(("Tasks", index, "Action"), "a trigger must be the first task")
        elif is_trigger(task.action) and task.loop:
            yield Problem(("Tasks", index, "Loop"), "a trigger has no loop")


def circles(document: Document) -> Iterator[Problem]:
    """Tasks that lead to no end, unless one of them fails. Every link of the template has its task."""
    ends = {len(document.tasks)}
    numbers = {task.name: number for number, task in enumerate(document.tasks)}
    leads = {index: set(_next(task, index, numbers)) for index, task in enumerate(document.tasks)}
    backwards: dict[int, list[int]] = {}
    for index, targets in leads.items():
        for target in targets:
            backwards.setdefault(target, []).append(index)
    waiting = list(ends)
    while waiting:
        for index in backwards.get(waiting.pop(), ()):
            if index not in ends:
                ends.add(index)
                waiting.append(index)
    for index, task in enumerate(document.tasks):
        if index not in ends:
            yield Problem(("Tasks", index, "Name"), f"from task {task.name} no end can be reached")


def _next(task: TaskNode, index: int, numbers: dict[str, int]) -> Iterator[int]:
    """The tasks that may come after this one, by their numbers; the end comes after the last."""
    end = len(numbers)
    links = [target for path, target in _links(task) if path[0] not in UNUSUAL or target != END]
    chooses = task.action.lower() == "acs::choice"
    if chooses and _choices_are_open(task):
        yield end
    for target in links:
        yield {END: end, NEXT: index + 1}.get(target, numbers.get(target, end))


def _links(task: TaskNode) -> Iterator[tuple[Path, str]]:
    """What the template says plainly; a target that is an expression is known when it is computed."""
    chooses = task.action.lower() == "acs::choice"
    if not chooses or not task.properties:
        yield ("OnSuccess",), task.on_success
    yield ("OnError",), task.on_error
    yield ("OnCancel",), task.on_cancel
    if chooses:
        for path, target in _choices(task.properties):
            if isinstance(target, str) and "{{" not in target:
                yield ("Properties", *path), target


def _choices(properties: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
    if "DefaultTask" in properties:
        yield ("DefaultTask",), properties["DefaultTask"]
    choices = properties.get("Choices")
    for index, choice in enumerate(choices if isinstance(choices, list) else []):
        if isinstance(choice, dict) and "NextTask" in choice:
            yield ("Choices", index, "NextTask"), choice["NextTask"]


def _choices_are_open(task: TaskNode) -> bool:
    """Whether a target is computed, and so may be any."""
    return any(not isinstance(target, str) or "{{" in target for _, target in _choices(task.properties))
