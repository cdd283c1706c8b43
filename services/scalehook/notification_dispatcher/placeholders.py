"""Fills `${…}` in a template's parameters with the values of the lifecycle action."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.template_engine.templates import TemplateParameter

PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
RESULT = "lifecycleActionResult"


def fill(
    given: Mapping[str, Any],
    parameters: Sequence[TemplateParameter],
    notification: LifecycleActionStarted,
    region: str,
) -> dict[str, Any]:
    """The parameters to start with: the given ones, and the defaults that have placeholders."""
    values = _values(notification, region)
    chosen = dict(given)
    for parameter in parameters:
        if parameter.name == RESULT:
            chosen.setdefault(RESULT, _result_on_failure(notification))
        elif _has_placeholder(parameter.default):
            chosen.setdefault(parameter.name, parameter.default)
    return {name: _replace(value, values) for name, value in chosen.items()}


def _values(notification: LifecycleActionStarted, region: str) -> dict[str, Any]:
    return {
        "regionId": region,
        "instanceIds": notification.instance_ids,
        "lifecycleHookId": notification.lifecycle_hook_id,
        "lifecycleActionToken": notification.lifecycle_action_token,
        "scalingGroupId": notification.scaling_group_id,
        RESULT: notification.default_result,
    }


def _result_on_failure(notification: LifecycleActionStarted) -> str:
    return "ROLLBACK" if notification.default_result == "ROLLBACK" else "ABANDON"


def _has_placeholder(value: Any) -> bool:
    if isinstance(value, list):
        return any(_has_placeholder(item) for item in value)
    return isinstance(value, str) and PLACEHOLDER.search(value) is not None


def _replace(value: Any, values: Mapping[str, Any]) -> Any:
    """Unknown placeholders stay: they may be the script's own variables."""
    if isinstance(value, dict):
        return {key: _replace(item, values) for key, item in value.items()}
    if isinstance(value, list):
        return _replace_items(value, values)
    if not isinstance(value, str):
        return value
    whole = PLACEHOLDER.fullmatch(value)
    if whole and whole[1] in values:
        return values[whole[1]]
    return PLACEHOLDER.sub(lambda found: _text(found, values), value)


def _replace_items(items: list[Any], values: Mapping[str, Any]) -> list[Any]:
    """A placeholder that stands for a list gives its items: `["${instanceIds}"]`."""
    replaced: list[Any] = []
    for item in items:
        value = _replace(item, values)
        replaced += value if isinstance(value, list) and isinstance(item, str) else [value]
    return replaced


def _text(found: re.Match[str], values: Mapping[str, Any]) -> str:
    value = values.get(found[1], found[0])
    return ",".join(value) if isinstance(value, list) else str(value)
