"""Scaling configurations."""

from scalehook.kit import Work
from scalehook.kit.shelves import Found
from scalehook.scaling_controller import client_tokens, configuration_making, disk_checks
from scalehook.scaling_controller.configuration_changes import changed
from scalehook.scaling_controller.configuration_checks import check
from scalehook.scaling_controller.lookups import changeable, check_region, configuration_of, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Configuration, State
from scalehook.scaling_controller.state.catalogue import name_marks
from scalehook.scaling_controller.views.configurations import configuration_view
from scalehook_contracts.base import Done
from scalehook_contracts.errors.scaling import IncorrectScalingGroupStatus
from scalehook_contracts.errors.scaling_configurations import (
    IncorrectScalingConfigurationLifecycleState,
    NewNameDuplicate,
)
from scalehook_contracts.errors.scaling_groups import InstanceInUse
from scalehook_contracts.scaling_controller.configurations import (
    CreateScalingConfiguration,
    DeactivateScalingConfiguration,
    DeleteScalingConfiguration,
    ModifyScalingConfiguration,
    ScalingConfigurationCreation,
    ScalingConfigurationDeactivated,
    ScalingConfigurationDeleted,
    ScalingConfigurationModified,
)
from scalehook_contracts.scaling_controller.described_configurations import (
    DescribeScalingConfigurations,
    ScalingConfigurationPage,
)


def create_scaling_configuration(
    command: CreateScalingConfiguration, work: Work[State, Settings]
) -> ScalingConfigurationCreation:
    """A configuration, inactive until its group is enabled with it."""
    check_region(command.region_id, work)
    group = changeable(group_of(command.scaling_group_id, work.state))
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return ScalingConfigurationCreation(scaling_configuration_id=earlier)
    configuration_making.check_new(command, group, work)
    made = configuration_making.make(command, work)
    client_tokens.remember(command, command.client_token, made, work)
    return ScalingConfigurationCreation(scaling_configuration_id=made)


def modify_scaling_configuration(
    command: ModifyScalingConfiguration, work: Work[State, Settings]
) -> Done:
    """The configuration reads otherwise; instances that are there stay as they are."""
    check_region(command.region_id, work)
    group, configuration = configuration_of(command.scaling_configuration_id, work.state)
    changeable(group)
    name = command.scaling_configuration_name
    check(command, command.spot_strategy, command.invalid)
    if name != configuration.name:
        configuration_making.check_name(name, group, work, NewNameDuplicate)
    request = changed(configuration.request, command)
    disk_checks.check(request, command.invalid)
    configuration_making.check_choices(request, group, command.invalid)
    work.record(
        ScalingConfigurationModified(
            scaling_configuration_id=configuration.configuration_id,
            scaling_configuration_name=name or configuration.name,
            request=request,
            password_set=bool(command.password) or configuration.password_set,
        )
    )
    return Done()


def deactivate_scaling_configuration(
    command: DeactivateScalingConfiguration, work: Work[State, Settings]
) -> Done:
    """The inactive group has no active configuration any more."""
    check_region(command.region_id, work)
    group, configuration = configuration_of(command.scaling_configuration_id, work.state)
    if changeable(group).active:
        raise IncorrectScalingGroupStatus()
    if group.active_configuration_id != configuration.configuration_id:
        raise IncorrectScalingConfigurationLifecycleState()
    work.record(
        ScalingConfigurationDeactivated(
            scaling_group_id=group.group_id,
            scaling_configuration_id=configuration.configuration_id,
        )
    )
    return Done()


def delete_scaling_configuration(
    command: DeleteScalingConfiguration, work: Work[State, Settings]
) -> Done:
    """A configuration goes that neither is active nor has instances, and that no refresh leads to, or
    could lead back to.
    """
    check_region(command.region_id, work)
    group, configuration = configuration_of(command.scaling_configuration_id, work.state)
    made, refresh = configuration.configuration_id, group.refresh
    used = (refresh.configuration_id, refresh.former_id) if refresh is not None else ()
    if made in (group.active_configuration_id, *used):
        raise IncorrectScalingConfigurationLifecycleState()
    if work.state.catalogue.instances.find([("configuration", made)]):
        raise InstanceInUse()
    work.record(
        ScalingConfigurationDeleted(scaling_group_id=group.group_id, scaling_configuration_id=made)
    )
    return Done()


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
