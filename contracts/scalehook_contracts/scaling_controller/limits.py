"""How many of each thing there may be."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.base import EssOperation


class Limitation(Reply):
    """The limits: of groups and scheduled tasks in the account, of everything else in a group."""

    max_number_of_alb_server_group: Int64
    max_number_of_db_instances: Int64 = Field(alias="MaxNumberOfDBInstances")
    max_number_of_lifecycle_hooks: Int64
    max_number_of_load_balancers: Int64
    max_number_of_max_size: Int64
    max_number_of_min_size: Int64
    max_number_of_nlb_server_group: Int64
    max_number_of_notification_configurations: Int64
    max_number_of_scaling_configurations: Int64
    max_number_of_scaling_groups: Int64
    max_number_of_scaling_instances: Int64
    max_number_of_scaling_rules: Int64
    max_number_of_scheduled_tasks: Int64
    max_number_of_v_server_groups: Int64


class DescribeLimitation(EssOperation[Limitation]):
    """Tells the limits that the settings of the stack give."""

    of_groups: ClassVar[bool] = False
