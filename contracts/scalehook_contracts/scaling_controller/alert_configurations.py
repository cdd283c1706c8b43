"""Which ends of activities the owner of a group wants to be told of."""

from typing import Literal

from scalehook_contracts.base import Done, Event, Listed, Reply
from scalehook_contracts.scaling_controller.base import EssOperation

AlertStatus = Literal["Successful", "Warning", "Failed", "Rejected"]


class AlertConfiguration(Reply):
    """The statuses of activities that are told of."""

    scale_statuses: list[str] = Listed("ScaleStatus")


class DescribeAlertConfiguration(EssOperation[AlertConfiguration]):
    """Tells which statuses were chosen."""

    region_id: str
    scaling_group_id: str


class ModifyAlertConfiguration(EssOperation[Done]):
    """Chooses statuses; with none, nothing is told any more. Short messages and mails are not sent
    here.
    """

    region_id: str
    scaling_group_id: str
    scale_statuses: list[AlertStatus] = Listed("ScaleStatus", max_length=10)


class AlertConfigurationModified(Event):
    """The statuses of a group's activities that are told of."""

    scaling_group_id: str
    scale_statuses: list[str] = Listed("ScaleStatus")
