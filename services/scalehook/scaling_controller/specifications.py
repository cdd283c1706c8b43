"""What an instance gets of a configuration: its types in order, its groups, its tags."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from scalehook.scaling_controller.configuration_tags import tags_of
from scalehook.scaling_controller.type_patterns import matching
from scalehook_contracts.instance_types import types_with
from scalehook_contracts.plain import NotPlain
from scalehook_contracts.scaling_controller.instance_configuration import InstanceConfiguration
from scalehook_contracts.scaling_controller.instance_disks import SystemDisk, WantedDataDisk

AS_ASKED = (
    "credit_specification",
    "deletion_protection",
    "host_name",
    "http_endpoint",
    "http_tokens",
    "image_family",
    "instance_name",
    "internet_charge_type",
    "internet_max_bandwidth_in",
    "internet_max_bandwidth_out",
    "io_optimized",
    "key_pair_name",
    "ram_role_name",
    "resource_group_id",
    "spot_duration",
    "spot_interruption_behavior",
    "user_data",
)
_as_asked = attrgetter(*AS_ASKED)


def types_of(asked: InstanceConfiguration) -> list[str]:
    """The instance types, in order of preference. Where only cores and memory are given, all known
    types of this size.
    """
    named = [*asked.instance_types, *(one.instance_type for one in asked.instance_type_overrides)]
    if named or asked.instance_type:
        return list(dict.fromkeys(named)) or [asked.instance_type]
    if asked.cpu is not None and asked.memory is not None:
        return [one.name for one in types_with(asked.cpu, asked.memory)]
    return _matching_any(asked)


def security_groups_of(asked: InstanceConfiguration) -> list[str]:
    """The security groups, without the same one twice."""
    primary = [one for one in asked.network_interfaces if one.instance_type == "Primary"]
    given = asked.security_group_ids or [asked.security_group_id]
    groups = primary[0].security_group_ids if primary else given
    return [group for group in dict.fromkeys(groups) if group]


def weights_of(asked: InstanceConfiguration) -> list[int]:
    """How much capacity an instance of each type is; empty where nothing is said about it."""
    given = {one.instance_type: one.weighted_capacity for one in asked.instance_type_overrides}
    return [given.get(name) or 1 for name in types_of(asked)] if any(given.values()) else []


def instance_fields(asked: InstanceConfiguration, more_tags: Mapping[str, str]) -> dict[str, Any]:
    """The fields of an instance as the fleet is asked for it: all that it can have of a configuration,
    and more tags. Of a tag that both have, the configuration's value counts.
    """
    types, groups = types_of(asked), security_groups_of(asked)
    fields: dict[str, Any] = dict(zip(AS_ASKED, _as_asked(asked), strict=True))
    fields |= {
        "description": asked.instance_description,
        "image_id": asked.image_id or asked.image_name,
        "instance_type": next(iter(types), ""),
        "instance_types": types,
        "security_group_id": next(iter(groups), ""),
        "security_group_ids": groups,
        "spot_strategy": getattr(asked, "spot_strategy", ""),
        "system_disk": _given(asked.system_disk) if asked.system_disk else None,
        "data_disks": [_given(disk) for disk in asked.data_disks],
        "tags": [
            {"key": key, "value": value}
            for key, value in {**more_tags, **instance_tags_of(asked)}.items()
        ],
    }
    return {name: value for name, value in fields.items() if value not in (None, "")}


def instance_tags_of(asked: InstanceConfiguration) -> dict[str, str]:
    """The tags; none where an earlier version has kept a text that says nothing."""
    try:
        return tags_of(asked.tags)
    except NotPlain:
        return {}


def _given(disk: SystemDisk | WantedDataDisk) -> dict[str, Any]:
    return {name: value for name, value in disk.model_dump().items() if value not in (None, "", 0)}


def _matching_any(asked: InstanceConfiguration) -> list[str]:
    found = (one.name for pattern in asked.instance_pattern_infos for one in matching(pattern))
    return list(dict.fromkeys(found))
