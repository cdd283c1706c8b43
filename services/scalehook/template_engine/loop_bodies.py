"""ACS::Loop: several tasks per item. They are a template of their own, which is executed for each item.

What they say of the template around them becomes its parameters: `{{ p }}`, `{{ task.output }}`, the
loop's item. So a task with such a body is written anew, as a loop that executes a template.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from scalehook.template_engine.references import EXPRESSION, STORED

ACTION = "acs::loop"
CONTENT = "TemplateContent"
ITEM = "acs::taskloopitem"
OWN = {"LoopItems", "LoopRateControl", "LoopTasks"}


def written_anew(template: Mapping[str, Any]) -> dict[str, Any]:
    """The template with all such tasks as loops; whatever has another form stays as it is."""
    tasks = template.get("Tasks")
    if not isinstance(tasks, list) or not any(_has_body(task) for task in tasks):
        return dict(template)
    shared = template.get("Conditions") or {}
    return {**template, "Tasks": [_loop(task, shared) if _has_body(task) else task for task in tasks]}


def _has_body(task: Any) -> bool:
    if not isinstance(task, dict) or str(task.get("Action")).lower() != ACTION or task.get("Loop"):
        return False
    properties, outputs = task.get("Properties"), task.get("Outputs") or {}
    return (
        isinstance(properties, dict)
        and isinstance(outputs, dict)
        and all(isinstance(output, dict) for output in outputs.values())
        and isinstance(properties.get("LoopTasks"), list)
        and "LoopItems" in properties
    )


def _loop(task: dict[str, Any], conditions: Any) -> dict[str, Any]:
    said, outputs = task["Properties"], task.get("Outputs") or {}
    body = _Body(said["LoopTasks"])
    tasks, shared = [body.task(each) for each in said["LoopTasks"]], body.taken(conditions, item=True)
    inner = {
        "FormatVersion": "OOS-2019-06-01",
        "Parameters": {name: {} for name in body.given},
        "Conditions": shared,
        "Tasks": tasks,
        "Outputs": {
            name: {"Type": output.get("Type", "String"), "Value": output.get("ValueSelector")}
            for name, output in outputs.items()
        },
    }
    more = {key: value for key, value in said.items() if key not in OWN}
    return task | {
        "Properties": {CONTENT: json.dumps(inner), "Parameters": body.given, **more},
        "Outputs": {name: _output(name) for name in outputs},
        "Loop": {
            "Items": said["LoopItems"],
            "RateControl": said.get("LoopRateControl"),
            "Outputs": {
                name: {"AggregateType": "Fn::ListJoin", "AggregateField": name} for name in outputs
            },
        },
    }


def _output(name: str) -> dict[str, Any]:
    """An item's own value, whatever it is: the type that is said is that of all of them together."""
    return {"Type": "Json", "ValueSelector": f".[{json.dumps(name)}]"}


class _Body:
    """`given` are the parameters of the new template, and what they stand for around it."""

    def __init__(self, tasks: list[Any]) -> None:
        self._names = set(_names(tasks))
        self._known: dict[str, str] = {}  # parameters, by what they stand for

    @property
    def given(self) -> dict[str, str]:
        """Expressions, by the names of parameters."""
        return {known: f"{{{{ {name} }}}}" for name, known in self._known.items()}

    def task(self, task: Any) -> Any:
        """One of its tasks. In a loop of its own it knows another item."""
        if not isinstance(task, dict):
            return task
        if str(task.get("Action")).lower() == ACTION:
            inside = {"Outputs"}
            said = task.get("Properties")
            if isinstance(said, dict):
                task = task | {"Properties": self._taken_but(said, {"LoopTasks"})}
                inside = {"Outputs", "Properties"}
        else:
            inside = {"Outputs", "Properties"} if task.get("Loop") else set()
        return self._taken_but(task, inside)

    def _taken_but(self, parts: dict[str, Any], inside: set[str]) -> dict[str, Any]:
        return {key: self.taken(part, item=key not in inside) for key, part in parts.items()}

    def taken(self, value: Any, *, item: bool) -> Any:
        """The value with the names of parameters; `item`: the loop's item is meant by its name."""
        if isinstance(value, str):
            return EXPRESSION.sub(lambda found: self._name(found[0], found[1].strip(), item), value)
        if isinstance(value, list):
            return [self.taken(each, item=item) for each in value]
        if isinstance(value, dict):
            return {
                key: each if key == CONTENT and not _is_whole(each) else self.taken(each, item=item)
                for key, each in value.items()
            }
        return value

    def _name(self, written: str, name: str, item: bool) -> str:
        key = name.lower()
        head = key.partition(".")[0]
        everywhere = key.startswith((*STORED, "acs::")) and not (key == ITEM and item)
        if everywhere or head in self._names or key in self._known.values():
            return written
        spelt = f"given-{head.replace('::', '-')}-{len(self._known) + 1}"
        return f"{{{{ {self._known.setdefault(name, spelt)} }}}}"


def _is_whole(value: Any) -> bool:
    return not isinstance(value, str) or EXPRESSION.fullmatch(value.strip()) is not None


def _names(tasks: Any) -> Iterator[str]:
    """Of the tasks, and of those in loops below them, in lower case."""
    for task in tasks if isinstance(tasks, list) else ():
        if isinstance(task, dict):
            yield str(task.get("Name")).lower()
            properties = task.get("Properties")
            if str(task.get("Action")).lower() == ACTION and isinstance(properties, dict):
                yield from _names(properties.get("LoopTasks"))
