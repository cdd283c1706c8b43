"""What expressions refer to: parameters, outputs that are declared, what every template knows."""

import re
from collections.abc import Container, Iterable, Iterator
from typing import Any

from scalehook.template_engine.document import Document, TaskNode
from scalehook.template_engine.expressions import LOOP_ITEM, TEXT_IN_TEXT
from scalehook.template_engine.jq import JqError
from scalehook.template_engine.jq import parse as parse_jq
from scalehook.template_engine.references import EXPRESSION, STORED, references
from scalehook.template_engine.validation.problem import Path, Problem
from scalehook_contracts.template_engine import stored_parameters

STORED_NAME = re.compile(stored_parameters.NAME)
NAME = re.compile(r"[A-Za-z0-9_-]+")
BRACES = re.compile(r"\{\{\s*([A-Za-z0-9_:-]+)[^{}]*\}\}")
SILENT = ("acs::choice", "acs::sleep", "acs::pause", "acs::approve", "acs::notify")  # answer nothing

LOOP = "acs::loop"  # has tasks of its own in it, and names that only these know


def unknown_names(document: Document, raw: dict[str, Any]) -> Iterator[Problem]:
    """Expressions that stand for nothing, and fields of loops that no output has. What the cloud may
    know beyond this stack is not among them.
    """
    known = {name.lower() for name in document.parameters}
    tasks = {task.name.lower(): task for task in document.tasks}
    for name in document.parameters:
        if not NAME.fullmatch(name):
            yield Problem(("Parameters", name), f"no expression can name the parameter {name}")
        default = (raw["Parameters"][name] or {}).get("Default")
        yield from _unknown(default, ("Parameters", name, "Default"), known, {})
    yield from _twice(document.parameters, ("Parameters",))
    yield from _unknown(raw.get("RamRole"), ("RamRole",), known, tasks)
    yield from _unknown(raw.get("Outputs"), ("Outputs",), known, tasks)
    yield from _unknown(raw.get("Conditions"), ("Conditions",), known, tasks)
    for index, task in enumerate(document.tasks):
        path: Path = ("Tasks", index)
        yield from _fields(task, path)
        if task.action.lower() == LOOP:
            around = [task.properties.get("Parameters"), _controls(task)]
            for problem in _unknown(around, path, known | {LOOP_ITEM}, tasks):
                yield Problem((*path, "Properties", "LoopTasks"), problem.message)
            continue
        item = {LOOP_ITEM} if task.loop else set()
        yield from _unknown(raw["Tasks"][index], path, known | item, tasks)


def _controls(task: TaskNode) -> list[Any]:
    return [task.loop.items, task.loop.rate_control] if task.loop else []


def _twice(names: Iterable[str], path: Path) -> Iterator[Problem]:
    """Names that differ in their case alone: an expression that has one of them may mean any."""
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            yield Problem((*path, name), f"there is a {name} already, in another letter case")
        seen.add(name.lower())


def _fields(task: TaskNode, path: Path) -> Iterator[Problem]:
    yield from _twice(task.outputs, (*path, "Outputs"))
    for name, output in task.loop.outputs.items() if task.loop else ():
        if output.aggregate_field not in task.outputs:
            place = (*path, "Loop", "Outputs", name, "AggregateField")
            yield Problem(place, f"the task {task.name} has no output {output.aggregate_field}")


def _unknown(value: Any, path: Path, known: set[str], tasks: dict[str, TaskNode]) -> Iterator[Problem]:
    """Texts in texts are templates of their own, and descriptions are for people."""
    if isinstance(value, str):
        for name in references(value):
            why = _why(name, known, tasks)
            if why:
                yield Problem(path, why)
        for text in _no_expressions(value, known | tasks.keys()):
            yield Problem(path, f"{text} is no expression")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unknown(item, (*path, index), known, tasks)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in ("Description", TEXT_IN_TEXT, "Label"):
                yield from _unknown(item, (*path, key), known, tasks)


def _no_expressions(value: str, known: Container[str]) -> Iterator[str]:
    """What begins like one, with a name of this template, and goes on otherwise. Other programs have
    double braces, too: whatever begins with another name is theirs.
    """
    for found in BRACES.finditer(value):
        name = found[1].lower()
        is_ours = name in known or name.startswith(("acs::", *STORED))
        if is_ours and not EXPRESSION.fullmatch(found[0]):
            yield found[0]


def _why(name: str, known: set[str], tasks: dict[str, TaskNode]) -> str:
    key = name.lower()
    if key in known or (key.startswith("acs::") and key != LOOP_ITEM):
        return ""
    if key.startswith(STORED):
        return _why_not_stored(name)
    task = tasks.get(name.partition(".")[0].lower())
    output = name.partition(".")[2]
    if task is None or not output:
        return f"{{{{ {name} }}}} stands for nothing"
    declared = task.loop.outputs if task.loop else task.outputs
    if output.lower() in map(str.lower, declared):
        return ""
    if task.loop or task.action.lower() in SILENT or not _is_jq(output):
        return f"the task {task.name} has no output {output}"
    return ""


def _why_not_stored(written: str) -> str:
    """Whether it is there is seen when it is read: it may be stored later, and be taken away."""
    name = written.partition(":")[2]
    if STORED_NAME.fullmatch(name):
        return ""
    return f"{{{{ {written} }}}} stands for nothing: the Parameter Store has no such names"


def _is_jq(path: str) -> bool:
    try:
        parse_jq("." + path)
    except JqError:
        return False
    return True
