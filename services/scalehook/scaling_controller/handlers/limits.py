"""Limits."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.scaling_controller.limits import DescribeLimitation, Limitation


def describe_limitation(command: DescribeLimitation, work: Work[State, Settings]) -> Limitation:
    """The limits that are kept to."""
    limits = work.settings
    return Limitation(
        max_number_of_alb_server_group=limits.max_alb_server_groups,
        max_number_of_db_instances=limits.max_db_instances,
        max_number_of_lifecycle_hooks=limits.max_lifecycle_hooks,
        max_number_of_load_balancers=limits.max_load_balancers,
        max_number_of_max_size=limits.max_group_size,
        max_number_of_min_size=limits.max_group_size,
        max_number_of_nlb_server_group=limits.max_nlb_server_groups,
        max_number_of_notification_configurations=limits.max_notification_configurations,
        max_number_of_scaling_configurations=limits.max_scaling_configurations,
        max_number_of_scaling_groups=limits.max_scaling_groups,
        max_number_of_scaling_instances=limits.max_scaling_instances,
        max_number_of_scaling_rules=limits.max_scaling_rules,
        max_number_of_scheduled_tasks=limits.max_scheduled_tasks,
        max_number_of_v_server_groups=limits.max_v_server_groups,
    )
