"""The configuration that a version of a launch template stands for."""

import json
from typing import Any

from pydantic import ValidationError

from scalehook_contracts.fleet.launch_template_data import (
    LaunchTemplateData,
    Tag,
    TemplateNetworkInterface,
    TemplateSystemDisk,
)
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration

OTHERWISE = {
    "data_disks",
    "image_options",
    "io_optimized",
    "network_interfaces",
    "security_group_id",
    "security_group_ids",
    "security_options",
    "system_disk",
}
AS_GIVEN = (
    CreateScalingConfiguration.model_fields.keys() & LaunchTemplateData.model_fields.keys()
) - OTHERWISE


def configuration_of(data: LaunchTemplateData, tags: list[Tag]) -> CreateScalingConfiguration:
    """All that instances can have of it. ECS takes any value into a template, so there may be some that
    no instance can have: they are left out.
    """
    fields = _fields(data, tags)
    try:
        return _made(fields)
    except ValidationError as problem:
        wrong = {error["loc"][0] for error in problem.errors()}
        names = {name: field.alias for name, field in CreateScalingConfiguration.model_fields.items()}
        return _made({name: fields[name] for name in fields if not wrong & {name, names[name]}})


def _made(fields: dict[str, Any]) -> CreateScalingConfiguration:
    return CreateScalingConfiguration(scaling_group_id="", **fields)


def _fields(data: LaunchTemplateData, tags: list[Tag]) -> dict[str, Any]:
    given = {name: getattr(data, name) for name in AS_GIVEN}
    price = {"instance_type": data.instance_type, "price_limit": data.spot_price_limit}
    fields = {
        **given,
        "instance_description": data.description,
        "security_group_ids": _security_groups(data),
        "data_disks": [disk.model_dump(exclude_none=True) for disk in data.data_disks],
        "system_disk": _system_disk(data.system_disk) if data.system_disk else None,
        "image_options": data.image_options.model_dump() if data.image_options else None,
        "spot_price_limits": [price] if data.spot_price_limit is not None else [],
        "tags": json.dumps({tag.key: tag.value for tag in tags}) if tags else "",
    }
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _security_groups(data: LaunchTemplateData) -> list[str]:
    """Those of the instance; else those of its first network interface."""
    places: tuple[LaunchTemplateData | TemplateNetworkInterface, ...]
    places = (data, *data.network_interfaces[:1])
    given = (place.security_group_ids or [place.security_group_id] for place in places)
    return next((groups for groups in given if any(groups)), [])


def _system_disk(disk: TemplateSystemDisk) -> dict[str, Any]:
    return disk.model_dump() | {"encrypted": disk.encrypted == "true" if disk.encrypted else None}
