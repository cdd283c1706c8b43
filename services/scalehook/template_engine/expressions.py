"""`{{ … }}` and functions, replaced by what they stand for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from scalehook.template_engine import functions
from scalehook.template_engine.allowance import Allowance, TooMuch
from scalehook.template_engine.functions.logic import choose, is_true
from scalehook.template_engine.functions.text import printed as as_text
from scalehook.template_engine.programs import written_in
from scalehook.template_engine.references import EXPRESSION, LOOP_ITEM, STORED
from scalehook_contracts.plain import NotPlain, check_plain

__all__ = ["LOOP_ITEM", "ExpressionFailed", "Scope", "as_text", "lowered", "resolve", "resolve_program"]

NOW = "acs::currentutctime"
TEXT_IN_TEXT = "TemplateContent"
PROGRAM = "PropertySelector"
ODD_ARGUMENTS = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)


class ExpressionFailed(ValueError):
    """A name that stands for nothing, or a function that cannot be computed."""


@dataclass(frozen=True)
class Scope:
    """What names stand for, and what may be spent on it. Names are compared in lower case: official
    templates depend on it. jq paths, which tasks may have among their outputs, are not.
    """

    names: Mapping[str, Any]
    outputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    absent: bool = False  # outputs of tasks that did not run are None instead of an error
    skipped: Collection[str] = ()  # tasks whose outputs are None
    allowance: Allowance = field(default_factory=Allowance)
    conditions: Mapping[str, Any] = field(default_factory=dict)  # of the template, as they are written
    borrowed: Mapping[str, str] = field(default_factory=dict)  # from the Parameter Store
    refusals: Mapping[str, str] = field(default_factory=dict)  # why others are not among these

    def condition(self, written: Any) -> Any:
        """A condition that is named stands for what the template says under its name."""
        return self.conditions.get(written, written) if isinstance(written, str) else written

    def value(self, name: str) -> Any:
        """What the name stands for; it is paid for as often as it is used."""
        value = self._value(name)
        self.allowance.measure(value)
        return value

    def _value(self, name: str) -> Any:
        if name.startswith(STORED):
            return self._stored(name)
        key = name.lower()
        if key in self.names:
            return self.names[key]
        task, dot, _ = key.partition(".")
        outputs = self.outputs.get(task, {})
        path = name[len(task) + 1 :]
        for output in (path.lower(), path):
            if dot and output in outputs:
                return outputs[output]
        never_ran = self.absent and task not in self.outputs and not task.startswith("acs::")
        if dot and (never_ran or task in self.skipped):
            return None
        raise ExpressionFailed(f"{{{{ {name} }}}} stands for nothing")

    def _stored(self, name: str) -> str:
        if name in self.borrowed:
            return self.borrowed[name]
        why = self.refusals.get(name, "it stands for nothing here")
        raise ExpressionFailed(f"{{{{ {name} }}}}: {why}")


def lowered(names: Mapping[str, Any]) -> dict[str, Any]:
    """The same with keys in lower case."""
    return {name.lower(): value for name, value in names.items()}


def resolve(value: Any, scope: Scope) -> Any:
    """The value with every expression and function in it replaced; ExpressionFailed says why not."""
    try:
        resolved = _resolve(value, scope)
        check_plain(resolved)
    except (TooMuch, NotPlain) as problem:
        raise ExpressionFailed(str(problem)) from problem
    except RecursionError as problem:  # conditions that name each other, of templates never checked
        raise ExpressionFailed("it stands for itself") from problem
    return resolved


def resolve_program(program: Any, scope: Scope) -> str:
    """The same of a jq program, or of a function that makes one."""
    try:
        return as_text(_resolve_program(program, scope))
    except TooMuch as problem:
        raise ExpressionFailed(str(problem)) from problem


def _resolve(value: Any, scope: Scope) -> Any:
    scope.allowance.spend(1)
    if isinstance(value, str):
        return _resolve_text(value, scope)
    if isinstance(value, list):
        return [_resolve(item, scope) for item in value]
    if isinstance(value, dict):
        return _resolve_mapping(value, scope)
    return value


def _resolve_program(program: Any, scope: Scope) -> Any:
    if not isinstance(program, str) or EXPRESSION.fullmatch(program.strip()):
        return _resolve(program, scope)
    scope.allowance.spend(1)
    return written_in(program, scope.value)


def _resolve_text(text: str, scope: Scope) -> Any:
    whole = EXPRESSION.fullmatch(text.strip())
    if whole:
        return scope.value(whole[1].strip())
    return EXPRESSION.sub(lambda found: as_text(scope.value(found[1].strip())), text)


def _resolve_mapping(value: dict[str, Any], scope: Scope) -> Any:
    if len(value) == 1:
        [(name, arguments)] = value.items()
        if isinstance(arguments, list) and (name, len(arguments)) in SPECIAL:
            return SPECIAL[name, len(arguments)](arguments, scope)
        if name in ("Fn::And", "Fn::Or") and isinstance(arguments, list):
            return _first_that_decides(name == "Fn::Or", arguments, scope)
        if name == "Fn::Not":
            return _call(name, _resolve(_condition_in(arguments, scope), scope), scope)
        if name.startswith("Fn::"):
            return _call(name, _resolve(arguments, scope), scope)
    return {key: _resolve_item(key, item, scope) for key, item in value.items()}


def _resolve_item(key: str, item: Any, scope: Scope) -> Any:
    """The expressions in a text that is a template are that one's own."""
    if key == TEXT_IN_TEXT and isinstance(item, str) and not EXPRESSION.fullmatch(item.strip()):
        return item
    return _resolve_program(item, scope) if key == PROGRAM else _resolve(item, scope)


def _choose(arguments: list[Any], scope: Scope) -> Any:
    """[condition, a, b]: what is not chosen need not stand for anything."""
    condition, *branches = arguments
    return _resolve(choose([_resolve(scope.condition(condition), scope), *branches]), scope)


def _first_that_decides(wanted: bool, conditions: list[Any], scope: Scope) -> bool:
    """Those behind it need not stand for anything."""
    for condition in conditions:
        if is_true(_resolve(scope.condition(condition), scope)) is wanted:
            return wanted
    return not wanted


def _condition_in(argument: Any, scope: Scope) -> Any:
    """What is denied may stand in a list of its own."""
    alone = isinstance(argument, list) and len(argument) == 1
    return [scope.condition(argument[0])] if alone else scope.condition(argument)


def _query(arguments: list[Any], scope: Scope) -> Any:
    """[how many, jq, data]."""
    how, program, data = arguments
    found = [_resolve(how, scope), _resolve_program(program, scope), _resolve(data, scope)]
    return _call("Fn::Jq", found, scope)


SPECIAL = {("Fn::If", 3): _choose, ("Fn::Jq", 3): _query}  # they look at what is written


def _call(name: str, arguments: Any, scope: Scope) -> Any:
    if not functions.is_known(name):
        raise ExpressionFailed(f"{name} is not simulated")
    try:
        return functions.call(name, arguments, scope.allowance, scope.names.get(NOW, ""))
    except ODD_ARGUMENTS as problem:
        raise ExpressionFailed(f"{name}: {problem}") from problem
