"""The parameters that an execution starts with: given ones and defaults, checked."""

import json
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from scalehook.template_engine.allowance import Allowance, TooMuch
from scalehook.template_engine.document import Document, ParameterNode
from scalehook.template_engine.expressions import ExpressionFailed, Scope, resolve
from scalehook.template_engine.functions.logic import as_printed
from scalehook.template_engine.functions.text import printed
from scalehook.template_engine.references import references
from scalehook.template_engine.regular_expressions import InvalidPattern, compiled
from scalehook_contracts.errors.oos import InvalidTemplateParameter
from scalehook_contracts.plain import NotPlain, parse_json


def parameters_of(
    document: Document, given: Mapping[str, Any], built_in: Mapping[str, Any]
) -> dict[str, Any]:
    """A value for every parameter; InvalidParameter when one is missing, unknown or does not fit."""
    by_name = {name.lower(): value for name, value in given.items()}
    known = {name.lower() for name in document.parameters}
    for name in given:
        if name.lower() not in known:
            raise InvalidTemplateParameter(why=f"{name} is no parameter of the template")
    names, allowance = dict(built_in), Allowance()
    values: dict[str, Any] = {}
    for name in _in_order(document.parameters, by_name):
        scope = Scope(names, allowance=allowance)
        values[name] = names[name.lower()] = _value(name, document.parameters[name], by_name, scope)
    return {name: values[name] for name in document.parameters}


def _in_order(nodes: Mapping[str, ParameterNode], given: Mapping[str, Any]) -> list[str]:
    """Those first that the defaults of others name; those are in no case at their own beginning."""
    by_key = {name.lower(): name for name in nodes}
    order: TopologicalSorter[str] = TopologicalSorter()
    for name, node in nodes.items():
        default = None if name.lower() in given else node.default
        named = (by_key.get(reference.lower()) for reference in references(default))
        order.add(name, *filter(None, named))
    try:
        return list(order.static_order())
    except CycleError as problem:
        circle = ", ".join(problem.args[1])
        raise InvalidTemplateParameter(why=f"the defaults of {circle} name each other") from problem


def _value(name: str, node: ParameterNode, given: Mapping[str, Any], scope: Scope) -> Any:
    try:
        if name.lower() in given:
            value = _typed(name, node, given[name.lower()])
        elif node.required:
            raise InvalidTemplateParameter(why=f"{name} must be given")
        else:
            value = _default(name, node, scope)
            if node.is_stored:
                return value
        _check(name, node, value, scope.allowance)
    except (ExpressionFailed, InvalidPattern, TooMuch) as problem:
        raise InvalidTemplateParameter(why=f"{name}: {problem}") from problem
    return value


def _default(name: str, node: ParameterNode, scope: Scope) -> Any:
    """Nothing, or an empty text, is the empty value of the type."""
    if node.is_stored:
        return node.default  # it is read when a task needs it, for the execution
    value = resolve(node.default, scope)
    return EMPTY[node.type] if value in (None, "") else _typed(name, node, value)


def _typed(name: str, node: ParameterNode, value: Any) -> Any:
    """Text may stand for any type."""
    if not isinstance(value, str):
        return json.dumps(value) if node.type == "String" and isinstance(value, dict) else value
    if node.type == "String":
        return value
    if node.type == "Boolean" and value.lower() in ("true", "false"):
        return value.lower() == "true"
    try:
        return parse_json(value)
    except NotPlain as problem:
        raise InvalidTemplateParameter(why=f"{name} is no {node.type}") from problem


EMPTY: dict[str, Any] = {"String": "", "Number": None, "Boolean": None, "List": [], "Json": {}}
FITS: dict[str, tuple[type, ...]] = {
    "String": (str, int, float, bool),
    "Number": (int, float),
    "Boolean": (bool,),
    "List": (list,),
    "Json": (dict, list),
}


def _check(name: str, node: ParameterNode, value: Any, allowance: Allowance) -> None:
    if value is None and not node.required:
        return
    odd = isinstance(value, bool) and node.type == "Number"  # for Python that is one
    if odd or not isinstance(value, FITS[node.type]):
        raise InvalidTemplateParameter(why=f"{name} is no {node.type}")
    if not _is_allowed(node, value, allowance):
        raise _unfit(name, node, f"must be one of {node.allowed_values}")
    if node.type == "String":
        value = printed(value)  # a number or a truth may be given for it
    if isinstance(value, str | list):
        _check_length(name, node, value)
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str):
            _check_pattern(name, node, text, allowance)
    if isinstance(value, int | float) and not isinstance(value, bool):
        low = node.min_value is not None and value < node.min_value
        high = node.max_value is not None and value > node.max_value
        if low or high:
            raise _unfit(name, node, "is out of its range")


def _is_allowed(node: ParameterNode, value: Any, allowance: Allowance) -> bool:
    """Of a list, each of its items. Values are the same when they are printed the same."""
    if node.allowed_values is None:
        return True
    given = value if isinstance(value, list) else [value]
    allowance.measure(node.allowed_values)
    allowance.measure(given)
    allowed = {as_printed(item) for item in node.allowed_values}
    return all(as_printed(item) in allowed for item in given)


def _check_length(name: str, node: ParameterNode, value: str | list[Any]) -> None:
    short = node.min_length is not None and len(value) < node.min_length
    long = node.max_length is not None and len(value) > node.max_length
    if short or long:
        raise _unfit(name, node, "is too short or too long")


def _check_pattern(name: str, node: ParameterNode, value: str, allowance: Allowance) -> None:
    pattern = node.allowed_pattern
    if pattern and not compiled(pattern, value, allowance).search(value):
        raise _unfit(name, node, f"does not match {node.allowed_pattern}")


def _unfit(name: str, node: ParameterNode, why: str) -> InvalidTemplateParameter:
    """With what the template says to that."""
    return InvalidTemplateParameter(why=f"{name} {why}" + (node.constraint and f": {node.constraint}"))
