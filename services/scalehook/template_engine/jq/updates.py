"""`=`, `|=`, `+=` and so on: the input with something in it changed."""

from collections.abc import Iterator
from typing import Any

from scalehook.template_engine.jq.arithmetic import operate
from scalehook.template_engine.jq.changing import at, put, without
from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.running import Running
from scalehook.template_engine.jq.syntax import Node, Update
from scalehook.template_engine.jq.values import Path, is_true

PATH = 40  # units: it is kept, sorted and followed


def paths(evaluation: Running, target: Node, value: Any) -> list[Path]:
    """Where the target lies in the value."""
    found = []
    for _, path in evaluation.run(target, value, ()):
        if path is None:
            raise JqError("Invalid path expression")
        evaluation.allowance.spend(PATH)
        found.append(path)
    return found


def update(evaluation: Running, node: Update, value: Any) -> Iterator[Any]:
    """The changed input; once for each value that an operator other than `|=` is given."""
    places = paths(evaluation, node.target, value)
    if node.operator == "|=":
        yield _modified(evaluation, node.value, places, value)
        return
    for given in evaluation.values(node.value, value):
        changed = value
        for path in places:
            new = _combined(evaluation, node.operator, at(changed, path), given)
            changed = put(changed, path, new, evaluation.allowance)
        yield changed


def _modified(evaluation: Running, body: Node, places: list[Path], value: Any) -> Any:
    gone: list[Path] = []
    for path in places:
        for new in evaluation.values(body, at(value, path)):
            value = put(value, path, new, evaluation.allowance)
            break
        else:
            gone.append(path)
    return without(value, gone, evaluation.allowance)


def _combined(evaluation: Running, operator: str, old: Any, given: Any) -> Any:
    if operator == "=":
        return given
    if operator == "//=":
        return old if is_true(old) else given
    return operate(operator[0], old, given, evaluation.allowance)
