"""The settings that a group comes to have when some of them change."""

from typing import Any

from scalehook_contracts.scaling_controller.group_settings import CapacityOptions, GroupChanges
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

SHARED = GroupChanges.model_fields.keys() & CreateScalingGroup.model_fields.keys()
TAKEN_BACK_BY_ZERO = ("max_instance_lifetime", "stop_instance_timeout", "spot_instance_pools")
FROM_TEMPLATE = ("launch_template_id", "launch_template_version", "launch_template_overrides")


def changed(request: CreateScalingGroup, changes: GroupChanges) -> CreateScalingGroup:
    """The request that would make the group as it is then."""
    update = {name: value for name in SHARED if (value := getattr(changes, name)) not in (None, "", [])}
    update |= {name: None for name in TAKEN_BACK_BY_ZERO if getattr(changes, name) == 0}
    if changes.disable_desired_capacity:
        update["desired_capacity"] = None
    if changes.capacity_options is not None:
        update["capacity_options"] = _merged(request.capacity_options, changes.capacity_options)
    return request.model_copy(update=update | _instead(changes))


def _instead(changes: GroupChanges) -> dict[str, Any]:
    """What no longer holds because something else has taken its place."""
    gone: dict[str, Any] = {}
    if changes.v_switch_ids:
        gone["v_switch_id"] = ""
    if changes.health_check_type:
        gone["health_check_types"] = []
    elif changes.health_check_types:
        gone["health_check_type"] = None
    if changes.active_scaling_configuration_id:
        gone |= dict(zip(FROM_TEMPLATE, ("", "", []), strict=True))
    return gone


def _merged(before: CapacityOptions, given: CapacityOptions) -> CapacityOptions:
    return before.model_copy(update=given.model_dump(exclude_none=True))
