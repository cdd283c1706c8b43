"""Scaling configurations: made, changed, deactivated, deleted."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Done, Event, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import InvalidParamter
from scalehook_contracts.scaling_controller.base import (
    ClientToken,
    EssOperation,
    Name,
)
from scalehook_contracts.scaling_controller.instance_configuration import (
    InstanceConfiguration,
    LoadBalancerWeight,
)


class ScalingConfigurationCreation(Reply):
    """The new configuration's id."""

    scaling_configuration_id: str


class CreateScalingConfiguration(InstanceConfiguration, EssOperation[ScalingConfigurationCreation]):
    """Creates a configuration, inactive until its group is enabled with it."""

    scaling_group_id: str
    region_id: str = ""
    scaling_configuration_name: Name | None = None
    load_balancer_weight: LoadBalancerWeight = 50
    security_enhancement_strategy: Literal["", "Active", "Deactive"] = ""
    spot_strategy: str = "NoSpot"
    client_token: ClientToken = ""


class ModifyScalingConfiguration(InstanceConfiguration, EssOperation[Done]):
    """Changes a configuration; what is not given stays. Instances that are there stay as they are.

    With `override`, an image, instance types, security groups or a structure that is given takes the
    place of all that was said about it before.
    """

    invalid: ClassVar[type[ApiError]] = InvalidParamter

    scaling_configuration_id: str
    region_id: str = ""
    scaling_configuration_name: Name | None = None
    load_balancer_weight: LoadBalancerWeight | None = None
    spot_strategy: str = ""
    override: bool = False


class DeactivateScalingConfiguration(EssOperation[Done]):
    """Makes the active configuration of an inactive group inactive."""

    scaling_configuration_id: str
    region_id: str = ""


class DeleteScalingConfiguration(EssOperation[Done]):
    """Deletes a configuration that is not active and has no instances."""

    scaling_configuration_id: str
    region_id: str = ""


class ScalingConfigurationCreated(Event):
    """A configuration exists. Its password is told to nobody: only whether there is one."""

    scaling_configuration_id: str
    scaling_configuration_name: str
    created_at: float
    request: CreateScalingConfiguration = Field(repr=False)
    password_set: bool = False


class ScalingConfigurationModified(Event):
    """A configuration now reads so."""

    scaling_configuration_id: str
    scaling_configuration_name: str
    request: CreateScalingConfiguration = Field(repr=False)
    password_set: bool = False


class ScalingConfigurationDeactivated(Event):
    """The group has no active configuration any more."""

    scaling_group_id: str
    scaling_configuration_id: str


class ScalingConfigurationDeleted(Event):
    """A configuration is gone."""

    scaling_group_id: str
    scaling_configuration_id: str
