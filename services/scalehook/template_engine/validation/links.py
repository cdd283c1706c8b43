"""Where tasks lead: to each other, by names that are there once, and at last to an end."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from scalehook.template_engine.actions import is_trigger
from scalehook.template_engine.document import END, NEXT, Document, TaskNode
from scalehook.template_engine.validation.problem import Path, Problem

UNUSUAL = ("OnError", "OnCancel")  # by these a task need not come to an end


def duplicates(document: Document) -> Iterator[Problem]:
    """Tasks whose name another one has already: expressions do not look at its case."""
    seen: dict[str, str] = {}
    for index, task in enumerate(document.tasks):
        if earlier := seen.get(task.name.lower()):
            yield Problem(("Tasks", index, "Name"), f"there is a task {earlier} already")
        seen.setdefault(task.name.lower(), task.name)


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
    leads = _leads(document)
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


def rounds(document: Document) -> Iterator[Problem]:
    """Links that come back to where they began, with no choice on the way: what leaves such a circle is
    not said by the template. By OnCancel an execution goes once.
    """
    tasks, leads = document.tasks, _leads(document, without=("OnCancel",))
    decided = {index: leads[index] for index, task in enumerate(tasks) if not _chooses(task)}
    try:
        TopologicalSorter(decided).prepare()
    except CycleError as problem:
        circle = problem.args[1][::-1]  # against the links
        names = " to ".join(tasks[index].name for index in circle)
        why = f"links lead in a circle, from {names}, and no ACS::Choice is on the way"
        yield Problem(("Tasks", circle[0], "Name"), why)


def _leads(document: Document, without: tuple[str, ...] = ()) -> dict[int, set[int]]:
    """Where each task may lead, by numbers; but for the links that are left out."""
    numbers = {task.name: number for number, task in enumerate(document.tasks)}
    return {
        index: set(_next(task, index, numbers, without)) for index, task in enumerate(document.tasks)
    }


def _chooses(task: TaskNode) -> bool:
    return task.action.lower() == "acs::choice"


def _next(
    task: TaskNode, index: int, numbers: dict[str, int], without: tuple[str, ...]
) -> Iterator[int]:
    """The tasks that may come after this one, by their numbers; the end comes after the last."""
    end = len(numbers)
    links = [
        target
        for path, target in _links(task)
        if path[0] not in without and (path[0] not in UNUSUAL or target != END)
    ]
    if _chooses(task) and _choices_are_open(task):
        yield end
    for target in links:
        yield {END: end, NEXT: index + 1}.get(target, numbers.get(target, end))


def _links(task: TaskNode) -> Iterator[tuple[Path, str]]:
    """What the template says plainly; a target that is an expression is known when it is computed."""
    chooses = _chooses(task)
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
