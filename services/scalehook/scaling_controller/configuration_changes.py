"""What a configuration reads after a change."""

from typing import Any

from scalehook_contracts.base import Part
from scalehook_contracts.scaling_controller.configurations import (
    CreateScalingConfiguration,
    ModifyScalingConfiguration,
)
from scalehook_contracts.scaling_controller.instance_configuration import InstanceConfiguration

IMAGE = ("image_id", "image_name", "image_family")
TYPES = (
    "instance_type",
    "instance_types",
    "instance_type_overrides",
    "instance_pattern_infos",
    "cpu",
    "memory",
)
GROUPS = ("security_group_id", "security_group_ids", "ipv6_address_count")
INTERFACES = ("network_interfaces",)
ONE_TYPE, MORE_TYPES = ("instance_type",), ("instance_types", "instance_type_overrides")
EXCLUSIVE: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (GROUPS, INTERFACES),
    (ONE_TYPE, MORE_TYPES),
    (("image_id",), ("image_family",)),
    (("security_group_id",), ("security_group_ids",)),
    (("private_pool_options",), ("resource_pool_options",)),
)
NOT_GIVEN: tuple[Any, ...] = (None, "", [])
PARTS = (
    "image_options",
    "instance_type_candidate_options",
    "private_pool_options",
    "resource_pool_options",
    "security_options",
    "system_disk",
)


def changed(
    request: CreateScalingConfiguration, command: ModifyScalingConfiguration
) -> CreateScalingConfiguration:
    """The request as it reads now: what is not given stays."""
    given = {name: value for name in _common() if (value := getattr(command, name)) not in NOT_GIVEN}
    cleared = _cleared(given, command.override)
    merged = {} if command.override else _merged(request, given)
    update = {**cleared, **given, **merged, "password": ""}
    return request.model_copy(update=update | _one_choice_of_categories(request, command, update))


def _common() -> set[str]:
    own = {"load_balancer_weight", "spot_strategy", "scaling_configuration_name"}
    return own | set(InstanceConfiguration.model_fields)


def _cleared(given: dict[str, Any], override: bool) -> dict[str, Any]:
    """Of what excludes each other the one that is given takes the place of the other. What is
    overwritten takes the place of everything of its kind.
    """
    families = [*EXCLUSIVE, *((other, one) for one, other in EXCLUSIVE)]
    if override:
        families += [(IMAGE, IMAGE), (TYPES, TYPES), (GROUPS, GROUPS)]
    empty = CreateScalingConfiguration(scaling_group_id="")
    return {
        name: getattr(empty, name)
        for named, replaced in families
        if any(name in given for name in named)
        for name in replaced
    }


def _one_choice_of_categories(
    request: CreateScalingConfiguration, command: ModifyScalingConfiguration, update: dict[str, Any]
) -> dict[str, Any]:
    """The category of the system disk and the list of those to be tried exclude each other, too."""
    if command.system_disk is not None and command.system_disk.category:
        return {"system_disk_categories": []}
    disk = update.get("system_disk", request.system_disk)
    if not command.system_disk_categories or disk is None:
        return {}
    return {"system_disk": disk.model_copy(update={"category": ""})}


def _merged(request: CreateScalingConfiguration, given: dict[str, Any]) -> dict[str, Any]:
    """Structures keep those of their fields that are not given."""
    return {
        name: before.model_copy(update=_given(given[name]))
        for name in PARTS
        if name in given and (before := getattr(request, name)) is not None
    }


def _given(part: Part) -> dict[str, Any]:
    values = {name: getattr(part, name) for name in type(part).model_fields}
    return {name: value for name, value in values.items() if value not in NOT_GIVEN}
