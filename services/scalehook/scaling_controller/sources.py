"""Where a group's instances come from: its active configuration, or its launch template."""

from scalehook.scaling_controller.state import Group
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration

# what the templates are that nobody can look into: they are made in ECS, which does not simulate them
TEMPLATE_IMAGE = "aliyun_3_x64_20G_alibase_20240819.vhd"
TEMPLATE_TYPE = "ecs.g7.large"


def known(group: Group) -> bool:
    """Whether there is one."""
    return bool(group.active_configuration_id or group.request.launch_template_id)


def of(group: Group) -> CreateScalingConfiguration:
    """What new instances look like."""
    if group.active_configuration_id:
        return group.configurations[group.active_configuration_id].request
    types = [override.instance_type for override in group.request.launch_template_overrides]
    return CreateScalingConfiguration(
        scaling_group_id=group.group_id,
        image_id=TEMPLATE_IMAGE,
        instance_types=types or [TEMPLATE_TYPE],
    )
