"""Scaling configurations: what new instances look like."""

from pydantic import Field

from scalehook_contracts.base import Event, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page, PageNumber, PageSize
from scalehook_contracts.scaling_controller.base import (
    ClientToken,
    EssOperation,
    Name,
)


class ScalingConfigurationCreation(Reply):
    """The new configuration's id."""

    scaling_configuration_id: str


class CreateScalingConfiguration(EssOperation[ScalingConfigurationCreation]):
    """Creates a configuration, inactive until its group is enabled with it."""

    scaling_group_id: str
    scaling_configuration_name: Name | None = None
    image_id: str = ""
    image_name: str = ""
    image_family: str = ""
    instance_type: str = ""
    instance_types: list[str] = Listed("InstanceType", max_length=10)
    cpu: Int64 | None = None
    memory: Int64 | None = None
    security_group_id: str = ""
    security_group_ids: list[str] = Listed("SecurityGroupId")
    instance_name: str = ""
    host_name: str = ""
    user_data: str = ""
    ram_role_name: str = ""
    key_pair_name: str = ""
    password: str = Field("", repr=False)
    internet_charge_type: str = ""
    internet_max_bandwidth_out: int | None = Field(None, ge=0, le=1024)
    load_balancer_weight: int = Field(50, ge=1, le=100)
    spot_strategy: str = "NoSpot"
    tags: str = ""  # a JSON object, as text
    client_token: ClientToken = ""

    def resources(self) -> list[str]:
        """The group."""
        return [f"scalinggroup/{self.scaling_group_id}"]


class ScalingConfigurationView(Part):
    """A configuration, as it is described."""

    scaling_configuration_id: str
    scaling_configuration_name: str
    scaling_group_id: str
    lifecycle_state: str
    creation_time: str
    image_id: str
    instance_type: str
    instance_types: list[str] = Listed("InstanceType")
    security_group_id: str
    security_group_ids: list[str] = Listed("SecurityGroupId")
    instance_name: str
    host_name: str
    user_data: str
    ram_role_name: str
    key_pair_name: str
    load_balancer_weight: Int64
    spot_strategy: str
    data_disks: list[str] = Listed("DataDisk")
    tags: list[str] = Listed("Tag")


class ScalingConfigurationPage(Page, Reply):
    """One page of configurations."""

    scaling_configurations: list[ScalingConfigurationView] = Listed("ScalingConfiguration")


class DescribeScalingConfigurations(EssOperation[ScalingConfigurationPage]):
    """Lists configurations."""

    region_id: str
    scaling_group_id: str = ""
    scaling_configuration_ids: list[str] = Listed("ScalingConfigurationId")
    scaling_configuration_names: list[str] = Listed("ScalingConfigurationName")
    page_number: PageNumber = 1
    page_size: PageSize = 10


class ScalingConfigurationCreated(Event):
    """A configuration exists."""

    scaling_configuration_id: str
    scaling_configuration_name: str
    created_at: float
    request: CreateScalingConfiguration
