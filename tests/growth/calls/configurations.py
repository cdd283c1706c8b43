"""Scaling configurations, and what is heard of the sources of others."""

from scalehook_contracts.base import Message
from scalehook_contracts.fleet.launch_template_data import LaunchTemplateData
from scalehook_contracts.fleet.launch_templates import (
    LaunchTemplateDefaultVersionModified,
    LaunchTemplateDeleted,
    LaunchTemplateVersionCreated,
    LaunchTemplateVersionsDeleted,
)
from scalehook_contracts.scaling_controller.configurations import (
    CreateScalingConfiguration,
    DeactivateScalingConfiguration,
    DeleteScalingConfiguration,
    ModifyScalingConfiguration,
)
from scalehook_contracts.scaling_controller.described_configurations import (
    DescribeScalingConfigurations,
)
from support.scaling.cloud import REGION
from support.scaling.population import LARGE

HERE = {"region_id": REGION}
TEMPLATE = "lt-new"


def configuration_calls(n: int) -> dict[str, Message]:
    """The group `g-<n>` is inactive."""
    return {
        "configure": CreateScalingConfiguration(
            scaling_group_id=LARGE, scaling_configuration_name="new", image_id="m", instance_type="t"
        ),
        "configurations": DescribeScalingConfigurations(**HERE),
        "group's configurations": DescribeScalingConfigurations(**HERE, scaling_group_id=LARGE),
        "named configurations": DescribeScalingConfigurations(
            **HERE, scaling_configuration_names=[f"{LARGE}-c-7"]
        ),
        "configure otherwise": ModifyScalingConfiguration(
            scaling_configuration_id=f"{LARGE}-c-7", scaling_configuration_name="other", image_id="o"
        ),
        "unconfigure": DeleteScalingConfiguration(scaling_configuration_id=f"{LARGE}-c-8"),
        "deactivate": DeactivateScalingConfiguration(scaling_configuration_id=f"g-{n}-c"),
        "template version there": LaunchTemplateVersionCreated(
            launch_template_id=TEMPLATE,
            version_number=1,
            version_description="",
            created_by="",
            created_at=0,
            data=LaunchTemplateData(),
        ),
        "template default": LaunchTemplateDefaultVersionModified(
            launch_template_id=TEMPLATE, default_version_number=1, at=0
        ),
        "template versions gone": LaunchTemplateVersionsDeleted(
            launch_template_id=TEMPLATE, version_numbers=[1], at=0
        ),
        "template gone": LaunchTemplateDeleted(launch_template_id=TEMPLATE),
    }
