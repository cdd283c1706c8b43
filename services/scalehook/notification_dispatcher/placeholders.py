"""Fills `${…}` in a template's parameters with the values of the lifecycle action."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.template_engine.templates import TemplateParameter

PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
RESULT = "lifecycleActionResult"
MOST_CHARACTERS = 2**18  # that placeholders may grow to: a few of them stand for long lists


class TooLong(ValueError):
    """Placeholders stand for more than a request can hold."""


def fill(
    given: Mapping[str, Any],
    parameters: Sequence[TemplateParameter],
    notification: LifecycleActionStarted,
    region: str,
) -> dict[str, Any]:
    """The parameters to start with: the given ones, the defaults that have placeholders, and the
    variables that the template requires. Variables that it does not declare are left out; any other
    unknown name it will refuse.
    """
    values = _values(notification, region)
    declared = {parameter.name.lower(): parameter for parameter in parameters}
    left_out = {name.lower() for name in values} - declared.keys()
    chosen = {name: value for name, value in given.items() if name.lower() not in left_out}
    names = {name.lower() for name in chosen}
    for name, parameter in declared.items():
        if name not in names:
            chosen |= _default(parameter, notification, values)
    filling = _Filling(values)
    return {name: filling.parameter(value, declared.get(name.lower())) for name, value in chosen.items()}


def _values(notification: LifecycleActionStarted, region: str) -> dict[str, Any]:
    return {
        "regionId": region,
        "instanceIds": notification.instance_ids,
        "lifecycleHookId": notification.lifecycle_hook_id,
        "lifecycleActionToken": notification.lifecycle_action_token,
        "scalingGroupId": notification.scaling_group_id,
        RESULT: notification.default_result,
    }


def _default(
    parameter: TemplateParameter, notification: LifecycleActionStarted, variables: Mapping[str, Any]
) -> dict[str, Any]:
    if parameter.name.lower() == RESULT.lower():
        rolls_back = notification.default_result == "ROLLBACK"
        return {parameter.name: "ROLLBACK" if rolls_back else "ABANDON"}
    if parameter.required:
        return _own_variable(parameter, variables)
    return {parameter.name: parameter.default} if _has_placeholder(parameter.default) else {}


def _own_variable(parameter: TemplateParameter, variables: Mapping[str, Any]) -> dict[str, Any]:
    """A parameter that is called like a variable is that variable by default: `${lifecycleHookId}`."""
    wanted = parameter.name.lower()
    name = next((name for name in variables if name.lower() == wanted), "")
    return {parameter.name: f"${{{name}}}"} if name else {}


def _has_placeholder(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_placeholder(item) for item in value.values())
    if isinstance(value, list):
        return any(_has_placeholder(item) for item in value)
    return isinstance(value, str) and PLACEHOLDER.search(value) is not None


@dataclass
class _Filling:
    """Replaces placeholders, as long as there is room."""

    values: Mapping[str, Any]
    room: int = MOST_CHARACTERS

    def parameter(self, value: Any, declared: TemplateParameter | None) -> Any:
        """The value of one parameter; a template may declare the instances as text."""
        if isinstance(value, str) and declared is not None and declared.type == "String":
            return self.text(value)
        return self.value(value)

    def value(self, value: Any) -> Any:
        """Unknown placeholders stay: they may be the script's own variables."""
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items()}
        if isinstance(value, list):
            return self._items(value)
        if not isinstance(value, str):
            return value
        whole = PLACEHOLDER.fullmatch(value)
        text = self.text(value)
        return self.values[whole[1]] if whole and whole[1] in self.values else text

    def text(self, value: str) -> str:
        """Lists stand inside a text with commas."""
        return PLACEHOLDER.sub(self._replacement, value)

    def _items(self, items: list[Any]) -> list[Any]:
        """A placeholder that stands for a list gives its items: `["${instanceIds}"]`."""
        replaced: list[Any] = []
        for item in items:
            value = self.value(item)
            replaced += value if isinstance(value, list) and isinstance(item, str) else [value]
        return replaced

    def _replacement(self, found: re.Match[str]) -> str:
        value = self.values.get(found[1], found[0])
        text = ",".join(value) if isinstance(value, list) else str(value)
        self.room -= len(text)
        if self.room < 0:
            raise TooLong(f"placeholders stand for more than {MOST_CHARACTERS} characters")
        return text
