"""Makes configurations: also for groups that are made from an instance."""

from scalehook.kit import Work
from scalehook.scaling_controller.configuration_checks import check
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.specifications import types_of
from scalehook.scaling_controller.state import Group, State
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import MissingParameter
from scalehook_contracts.errors.scaling import InvalidScalingConfigurationNameDuplicate
from scalehook_contracts.errors.scaling_configurations import QuotaExceededScalingConfiguration
from scalehook_contracts.scaling_controller.configurations import (
    CreateScalingConfiguration,
    ScalingConfigurationCreated,
)


def check_new(command: CreateScalingConfiguration, group: Group, work: Work[State, Settings]) -> None:
    """Complete, possible, with a name of its own, and one more than there are may be there."""
    check_complete(command)
    check(command, command.spot_strategy, command.invalid)
    check_choices(command, group, command.invalid)
    check_name(command.scaling_configuration_name, group, work, InvalidScalingConfigurationNameDuplicate)
    if len(group.configurations) >= work.settings.max_scaling_configurations:
        raise QuotaExceededScalingConfiguration()


def make(command: CreateScalingConfiguration, work: Work[State, Settings]) -> str:
    """The new configuration's id. It has been checked."""
    made = work.new_id("asc-")
    work.record(
        ScalingConfigurationCreated(
            scaling_configuration_id=made,
            scaling_configuration_name=command.scaling_configuration_name or made,
            created_at=work.now.timestamp(),
            request=command.model_copy(update={"password": ""}),
            password_set=bool(command.password),
        )
    )
    return made


def check_complete(command: CreateScalingConfiguration) -> None:
    """An image, and types of instances."""
    if not (command.image_id or command.image_name or command.image_family):
        raise MissingParameter(name="ImageId")
    sized = command.cpu is not None and command.memory is not None
    if not (types_of(command) or sized or command.instance_pattern_infos):
        raise MissingParameter(name="InstanceType")


def check_choices(command: CreateScalingConfiguration, group: Group, invalid: type[ApiError]) -> None:
    """Some type fits, and what is said of types and vSwitches is said of those that there are."""
    types = types_of(command)
    if not types:
        raise invalid(name="Cpu" if command.cpu is not None else "InstancePatternInfos")
    switches = group.request.v_switch_ids or [group.request.v_switch_id]
    for priority in command.custom_priorities:
        if priority.instance_type not in types or priority.vswitch_id not in switches:
            raise invalid(name="CustomPriorities")


def check_name(
    name: str | None, group: Group, work: Work[State, Settings], refusal: type[ApiError]
) -> None:
    """No other configuration of the group has it."""
    if name and work.state.catalogue.configurations.find([("name", group.group_id, name)]):
        raise refusal()
