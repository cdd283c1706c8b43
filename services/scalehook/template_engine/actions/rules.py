"""The rules by which an answer is looked at: all of them must hold."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from scalehook.template_engine.actions.values import printed_values
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.expressions import as_text
from scalehook.template_engine.functions.logic import as_printed
from scalehook.template_engine.selectors import select_all

OPERATORS: dict[str, Callable[[set[str], Any], bool]] = {
    "Equals": lambda found, value: found == {as_printed(value)},
    "In": lambda found, value: bool(found) and found <= printed_values(value),
    "NotIn": lambda found, value: bool(found) and not found & printed_values(value),
}


class RuleInvalid(ValueError):
    """It is no rule."""


class Rule(NamedTuple):
    """What a selector finds, compared with a value."""

    selector: str
    operator: str
    value: Any

    def __str__(self) -> str:
        return f"{self.selector} {self.operator} {as_text(self.value)} does not hold"


def rules_of(name: str, properties: Mapping[str, Any]) -> list[Rule]:
    """Those of the property of this name; RuleInvalid where it has others."""
    said = properties.get(name) or {}
    rules = said.get("Rules", []) if isinstance(said, dict) else None
    if not isinstance(rules, list) or (said and not rules):
        raise RuleInvalid(f"{name} must have a list of Rules")
    return [_rule(name, rule) for rule in rules]


def keeps(rule: Rule, body: Any, allowance: Allowance) -> bool:
    """Whether the body is so; SelectorFailed where that cannot be said."""
    found = {as_printed(value) for value in select_all(rule.selector, body, allowance)}
    return OPERATORS[rule.operator](found, rule.value)


def _rule(name: str, said: Any) -> Rule:
    if not isinstance(said, dict) or not isinstance(said.get("PropertySelector"), str):
        raise RuleInvalid(f"a rule of {name} must have a PropertySelector")
    operator = said.get("Operator")
    if operator not in OPERATORS:
        raise RuleInvalid(f"Operator must be one of {', '.join(OPERATORS)}")
    if "Value" not in said:
        raise RuleInvalid(f"a rule of {name} must have a Value")
    return Rule(said["PropertySelector"], operator, said["Value"])
