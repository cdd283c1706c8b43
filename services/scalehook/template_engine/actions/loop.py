"""ACS::Loop: its tasks, executed for one of its items."""

import json
from typing import Any

from scalehook.template_engine.actions.action import ChildNeeded, Failed, Outcome
from scalehook.template_engine.loop_bodies import CONTENT
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.plain import parse_json

TYPES: dict[type, str] = {
    str: "String", bool: "Boolean", int: "Number", float: "Number", list: "List", dict: "Json",
}  # fmt: skip


def begin(run: TaskRun) -> Outcome:
    """Execute them. Their parameters have the types of what they are given here."""
    content, given = run.properties.get(CONTENT), run.properties.get("Parameters")
    if not isinstance(content, str) or not isinstance(given, dict):
        return Failed("LoopItems and LoopTasks must be given, and no Loop beside them")
    body = parse_json(content)
    body["Parameters"] = {name: _declared(value) for name, value in given.items()}
    some = {name: value for name, value in given.items() if value is not None}
    return ChildNeeded("", some, content=json.dumps(body))


def _declared(value: Any) -> dict[str, Any]:
    """Nothing is a value, too."""
    return {"Type": "Number", "Default": None} if value is None else {"Type": TYPES[type(value)]}
