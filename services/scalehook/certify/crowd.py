"""Many groups like the first, made and scaled at once.

Of each step all are asked for together: one after the other, fifty groups would take as long over a
broker as a consumer is given for all its work.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scalehook.certify.props import HOOK, Props, metadata
from scalehook.testing.asking import ask_at_once
from scalehook.testing.builders import Group
from scalehook.testing.builders.group import CONFIGURATION, SIZE
from scalehook_contracts.scaling_controller.adjustments import ScaleWithAdjustment
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud


def crowd(cloud: "Cloud", props: Props, names: Sequence[str]) -> list[Group]:
    """Groups of these names, enabled, each with a hook that notifies the same consumer."""
    sizes = {**SIZE, "max_size": props.setup.max_size, **props.setup.group}
    made = ask_at_once(
        cloud, CreateScalingGroup, [{**sizes, "scaling_group_name": name} for name in names]
    )
    groups = [Group(cloud, each.scaling_group_id) for each in made]
    _enable(cloud, groups)
    hook = _hook(props)
    ask_at_once(cloud, CreateLifecycleHook, [{**hook, "scaling_group_id": each.id} for each in groups])
    return groups


def scale_all(cloud: "Cloud", groups: Sequence[Group], by: int) -> None:
    """All of them begin to add so many instances; no time passes."""
    change = {"adjustment_type": "QuantityChangeInCapacity", "adjustment_value": by}
    ask_at_once(cloud, ScaleWithAdjustment, [{**change, "scaling_group_id": each.id} for each in groups])
    cloud.quiet()


def _enable(cloud: "Cloud", groups: Sequence[Group]) -> None:
    of_each = [{"scaling_group_id": each.id} for each in groups]
    made = ask_at_once(cloud, CreateScalingConfiguration, [{**CONFIGURATION, **of} for of in of_each])
    active = [
        {**of, "active_scaling_configuration_id": each.scaling_configuration_id}
        for of, each in zip(of_each, made, strict=True)
    ]
    ask_at_once(cloud, EnableScalingGroup, active)
    cloud.quiet()


def _hook(props: Props) -> dict[str, Any]:
    setup = props.setup
    return {
        "lifecycle_transition": setup.transition,
        "notification_arn": props.to.arn if props.to is not None else None,
        "heartbeat_timeout": setup.timeout,
        "default_result": setup.default,
        "notification_metadata": metadata(setup),
        "lifecycle_hook_name": HOOK,
    }
