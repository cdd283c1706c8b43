"""Scaling configurations."""

from scalehook.kit import Work
from scalehook.kit.shelves import Found
from scalehook.scaling_controller import client_tokens
from scalehook.scaling_controller.lookups import check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Configuration, State
from scalehook.scaling_controller.state.catalogue import name_marks
from scalehook.scaling_controller.views.configurations import configuration_view
from scalehook_contracts.errors.common import MissingParameter
from scalehook_contracts.errors.scaling import InvalidScalingConfigurationNameDuplicate
from scalehook_contracts.scaling_controller.configurations import (
    CreateScalingConfiguration,
    DescribeScalingConfigurations,
    ScalingConfigurationCreated,
    ScalingConfigurationCreation,
    ScalingConfigurationPage,
)


def create_scaling_configuration(
    command: CreateScalingConfiguration, work: Work[State, Settings]
) -> ScalingConfigurationCreation:
    """A configuration, inactive until its group is enabled with it."""
    group = group_of(command.scaling_group_id, work.state)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return ScalingConfigurationCreation(scaling_configuration_id=earlier)
    _check_complete(command)
    name = command.scaling_configuration_name
    if name and work.state.catalogue.configurations.find([("name", group.group_id, name)]):
        raise InvalidScalingConfigurationNameDuplicate()
    made = work.new_id("asc-")
    work.record(
        ScalingConfigurationCreated(
            scaling_configuration_id=made,
            scaling_configuration_name=command.scaling_configuration_name or made,
            created_at=work.now.timestamp(),
            request=command,
        )
    )
    client_tokens.remember(command, command.client_token, made, work)
    return ScalingConfigurationCreation(scaling_configuration_id=made)


def describe_scaling_configurations(
    command: DescribeScalingConfigurations, work: Work[State, Settings]
) -> ScalingConfigurationPage:
    """The configurations that are asked for, or all."""
    check_region(command.region_id, work)
    found = _found(command, work.state)
    chosen = found.page(command.page_number, command.page_size)
    return ScalingConfigurationPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        scaling_configurations=[
            configuration_view(item, work.state.groups[item.request.scaling_group_id]) for item in chosen
        ],
    )


def _found(command: DescribeScalingConfigurations, state: State) -> Found[Configuration]:
    choices = name_marks(command.scaling_group_id, command.scaling_configuration_names)
    return state.catalogue.configurations.find(*choices, keys=command.scaling_configuration_ids or None)


def _check_complete(command: CreateScalingConfiguration) -> None:
    if not (command.image_id or command.image_name or command.image_family):
        raise MissingParameter(name="ImageId")
    sized = command.cpu is not None and command.memory is not None
    if not (command.instance_type or command.instance_types or sized):
        raise MissingParameter(name="InstanceType")
