"""Alert configurations."""

from scalehook.kit import Work
from scalehook.scaling_controller.lookups import changeable, check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.scaling_controller.alert_configurations import (
    AlertConfiguration,
    AlertConfigurationModified,
    DescribeAlertConfiguration,
    ModifyAlertConfiguration,
)


def describe_alert_configuration(
    command: DescribeAlertConfiguration, work: Work[State, Settings]
) -> AlertConfiguration:
    """The statuses that were chosen."""
    check_region(command.region_id, work)
    group = group_of(command.scaling_group_id, work.state)
    return AlertConfiguration(scale_statuses=group.alert_statuses)


def modify_alert_configuration(command: ModifyAlertConfiguration, work: Work[State, Settings]) -> Done:
    """These statuses from now on, each once."""
    check_region(command.region_id, work)
    group = changeable(group_of(command.scaling_group_id, work.state))
    chosen = list(dict.fromkeys(command.scale_statuses))
    work.record(AlertConfigurationModified(scaling_group_id=group.group_id, scale_statuses=chosen))
    return Done()
