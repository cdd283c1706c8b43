"""A scaling configuration, as it is described."""

from typing import Any

from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook.scaling_controller.specifications import (
    instance_tags_of,
    security_groups_of,
    types_of,
    weights_of,
)
from scalehook.scaling_controller.state import Configuration, Group
from scalehook_contracts.plain import parse_json
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.described_configurations import (
    InstanceTagView,
    ScalingConfigurationView,
)
from scalehook_contracts.scaling_controller.instance_disks import (
    DataDisk,
    SystemDisk,
    WantedDataDisk,
)
from scalehook_contracts.scaling_controller.instance_options import (
    ImageOptions,
    PrivatePoolOptions,
    SchedulerOptions,
)

STRUCTURES = ("instance_type_candidate_options", "resource_pool_options", "security_options")
NOT_AS_ASKED = {
    "scaling_configuration_name",
    "tags",
    "data_disks",
    "instance_type",
    "instance_types",
    "security_group_id",
    "security_group_ids",
    "scheduler_options",
    *STRUCTURES,
}
AS_ASKED = ScalingConfigurationView.model_fields.keys() & (
    CreateScalingConfiguration.model_fields.keys() - NOT_AS_ASKED
)
DEFAULTS: dict[str, Any] = {  # documented; described where nothing was given
    "deletion_protection": False,
    "internet_max_bandwidth_out": 0,
    "io_optimized": "optimized",
    "password_inherit": False,
}
DEFAULT_CATEGORY, DEFAULT_SIZE = "cloud_efficiency", 40


def configuration_view(configuration: Configuration, group: Group) -> ScalingConfigurationView:
    """A configuration."""
    asked = configuration.request
    is_active = configuration.configuration_id == group.active_configuration_id
    types, groups = types_of(asked), security_groups_of(asked)
    return ScalingConfigurationView(
        **{**_as_asked(asked), **_system_disk(asked), **_options(asked)},
        scaling_configuration_id=configuration.configuration_id,
        scaling_configuration_name=configuration.name,
        lifecycle_state="Active" if is_active else "Inactive",
        creation_time=iso_minutes(moment(configuration.created_at)),
        instance_type=next(iter(types), ""),
        instance_types=types,
        security_group_id=next(iter(groups), ""),
        security_group_ids=groups,
        weighted_capacities=weights_of(asked),
        spot_price_limit=asked.spot_price_limits,
        password_setted=configuration.password_set,
        data_disks=[_data_disk(disk) for disk in asked.data_disks],
        tags=[_tag(key, value) for key, value in instance_tags_of(asked).items()],
    )


def _as_asked(asked: CreateScalingConfiguration) -> dict[str, Any]:
    given = {name: getattr(asked, name) for name in AS_ASKED}
    for name in STRUCTURES:
        if (options := getattr(asked, name)) is not None:
            given[name] = options
    if asked.scheduler_options:
        given["scheduler_options"] = SchedulerOptions(**parse_json(asked.scheduler_options))
    return given | {name: value for name, value in DEFAULTS.items() if given[name] in (None, "")}


def _system_disk(asked: CreateScalingConfiguration) -> dict[str, Any]:
    disk = asked.system_disk or SystemDisk()
    category = disk.category or ("" if asked.system_disk_categories else DEFAULT_CATEGORY)
    both = {
        "bursting_enabled": disk.bursting_enabled,
        "encrypt_algorithm": disk.encrypt_algorithm,
        "encrypted": bool(disk.encrypted),
        "kms_key_id": disk.kms_key_id,
        "provisioned_iops": disk.provisioned_iops,
    }
    return {
        "system_disk_auto_snapshot_policy_id": disk.auto_snapshot_policy_id,
        "system_disk_category": category,
        "system_disk_description": disk.description,
        "system_disk_name": disk.disk_name,
        "system_disk_performance_level": disk.performance_level,
        "system_disk_size": disk.size or DEFAULT_SIZE,
        **{f"system_disk_{name}": value for name, value in both.items()},
        **{f"system_disk_{name}_2014": value for name, value in both.items()},
    }


def _data_disk(disk: WantedDataDisk) -> DataDisk:
    fields = {name: getattr(disk, name) for name in DataDisk.model_fields}
    return DataDisk(**{**fields, "categories": disk.categories or disk.categorys})


def _options(asked: CreateScalingConfiguration) -> dict[str, Any]:
    as_user = bool((asked.image_options or ImageOptions()).login_as_non_root)
    pool = asked.private_pool_options or PrivatePoolOptions()
    return {
        "image_options_login_as_non_root": as_user,
        "image_options_login_as_non_root_2014": as_user,
        "private_pool_options_id": pool.id,
        "private_pool_options_match_criteria": pool.match_criteria,
    }


def _tag(key: str, value: str) -> InstanceTagView:
    return InstanceTagView(key=key, value=value, tag_key=key, tag_value=value)
