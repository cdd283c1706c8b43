"""`=`, `|=`, `+=` and so on: the input with something in it changed."""

from collections.abc import Iterator
from typing import Any

from scalehook.template_engine.jq.arithmetic import operate
from scalehook.template_engine.jq.changing import at, put, without
from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.running import Found, Running
from scalehook.template_engine.jq.syntax import Node, Update
from scalehook.template_engine.jq.values import Path, is_true

PATH = 40  # units: it is kept, sorted and followed


def paths(run: Running, target: Node, value: Any) -> list[Path]:
    """The places of the target in the value."""
    found = []
    for _, path in run.found(target, value, ()):
        if path is None:
            raise JqError("Invalid path expression")
        run.allowance.spend(PATH)
        found.append(path)
    return found


def update(run: Running, node: Update, value: Any, path: Path | None) -> Iterator[Found]:
    """The changed input; once for each value that an operator other than `|=` is given."""
    places = paths(run, node.target, value)
    if node.operator == "|=":
        yield _modified(run, node.value, places, value), None
        return
    for given in run.values(node.value, value):
        changed = value
        for path in places:
            new = _combined(run, node.operator, at(changed, path), given)
            changed = put(changed, path, new, run.allowance)
        yield changed, None


def _modified(run: Running, body: Node, places: list[Path], value: Any) -> Any:
    gone: list[Path] = []
    for path in places:
        for new in run.values(body, at(value, path)):
            value = put(value, path, new, run.allowance)
            break
        else:
            gone.append(path)
    return without(value, gone, run.allowance)


def _combined(run: Running, operator: str, old: Any, given: Any) -> Any:
    if operator == "=":
        return given
    if operator == "//=":
        return old if is_true(old) else given
    return operate(operator[0], old, given, run.allowance)
