"""Where a group's instances come from: its active configuration, or its launch template."""

from scalehook.scaling_controller.state import Group, Instance
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration

# what the templates are that nobody can look into: they are made in ECS, which does not simulate them
TEMPLATE_IMAGE = "aliyun_3_x64_20G_alibase_20240819.vhd"
TEMPLATE_TYPE = "ecs.g7.large"


def known(group: Group) -> bool:
    """Whether there is one."""
    return bool(group.active_configuration_id or group.request.launch_template_id)


def of(group: Group, configuration_id: str | None = None) -> CreateScalingConfiguration:
    """What new instances look like: by this configuration, or else by the one that is active."""
    wanted = group.active_configuration_id if configuration_id is None else configuration_id
    return group.configurations[wanted].request if wanted else _of_template(group)


def of_instance(instance: Instance, group: Group) -> CreateScalingConfiguration:
    """What an instance of the group was made by; its configuration may be gone."""
    made_by = group.configurations.get(instance.configuration_id)
    return made_by.request if made_by is not None else _of_template(group)


def _of_template(group: Group) -> CreateScalingConfiguration:
    types = [override.instance_type for override in group.request.launch_template_overrides]
    return CreateScalingConfiguration(
        scaling_group_id=group.group_id,
        image_id=TEMPLATE_IMAGE,
        instance_types=types or [TEMPLATE_TYPE],
    )
