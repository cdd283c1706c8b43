"""Which hooks an activity leaves out, as a parameter of an operation: a JSON text, or in parts."""

from typing import Any

import pytest

from scalehook.gateway.rpc.parameters import assemble
from scalehook.kit.api.operations import build
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.activities import LifecycleHookContext
from scalehook_contracts.scaling_controller.adjustments import ScaleWithAdjustment
from scalehook_contracts.scaling_controller.instance_changes import RemoveInstances

ADJUSTMENT = {"AdjustmentType": "TotalCapacity", "AdjustmentValue": "1"}


def read(cls: Any = RemoveInstances, **parameters: str) -> LifecycleHookContext:
    given = {name.replace("__", "."): value for name, value in parameters.items()}
    given |= {"ScalingGroupId": "asg-1"} | (ADJUSTMENT if cls is ScaleWithAdjustment else {})
    operation: Any = build(cls, assemble(cls, given))
    context: LifecycleHookContext = operation.lifecycle_hook_context
    return context


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", LifecycleHookContext()),
        ("{}", LifecycleHookContext()),
        ('{"DisableLifecycleHook":true}', LifecycleHookContext(disable_lifecycle_hook=True)),
        (
            '{"DisableLifecycleHook": false, "IgnoredLifecycleHookIds": ["ash-1", "ash-2"]}',
            LifecycleHookContext(ignored_lifecycle_hook_ids=["ash-1", "ash-2"]),
        ),
        (
            '{"LifecycleHookResult": "ABANDON"}',
            LifecycleHookContext(lifecycle_hook_result="ABANDON"),
        ),
    ],
)
def test_as_a_text(text: str, expected: LifecycleHookContext) -> None:
    """As the SDKs send it."""
    assert read(LifecycleHookContext=text) == expected


def test_in_parts() -> None:
    """As somebody would spell it by hand; without any, no hook is left out."""
    given = {
        "LifecycleHookContext__DisableLifecycleHook": "True",
        "LifecycleHookContext__IgnoredLifecycleHookIds__1": "ash-1",
    }
    expected = LifecycleHookContext(disable_lifecycle_hook=True, ignored_lifecycle_hook_ids=["ash-1"])
    assert read(**given) == expected
    assert read() == LifecycleHookContext()


@pytest.mark.parametrize(
    "text",
    [
        "x", "[]", "true", "[" * 500, '{"DisableLifecycleHook": "perhaps"}', '{"DisableHook": true}',
        '{"IgnoredLifecycleHookIds": "ash-1"}', '{"IgnoredLifecycleHookIds": [1]}',
        '{"LifecycleHookResult": "RETRY"}', '{"DisableLifecycleHook": "yes"}', "null",
        '{"DisableLifecycleHook": 1}', '{"DisableLifecycleHook": true} x',
        '{"disableLifecycleHook": true}',
    ],
)  # fmt: skip
@pytest.mark.parametrize("cls", [RemoveInstances, ScaleWithAdjustment])
def test_what_is_none(cls: Any, text: str) -> None:
    """No JSON, no object, a wrong type, or a name that would do nothing."""
    with pytest.raises(ApiError) as caught:
        read(cls, LifecycleHookContext=text)
    assert caught.value.code == "InvalidParameter"
    assert "LifecycleHookContext" in caught.value.message
