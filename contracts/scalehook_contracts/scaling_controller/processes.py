"""Processes of a scaling group, suspended and resumed."""

from typing import Literal

from scalehook_contracts.base import Done, Event, Listed
from scalehook_contracts.scaling_controller.base import ClientToken, GroupOperation

Process = Literal["ScaleIn", "ScaleOut", "HealthCheck", "AlarmNotification", "ScheduledAction"]


class SuspendProcesses(GroupOperation[Done]):
    """Stops processes of a group until they are resumed. The same one twice counts once."""

    processes: list[Process] = Listed("Process", max_length=100)
    client_token: ClientToken = ""


class ResumeProcesses(GroupOperation[Done]):
    """Lets processes of a group go on; those that are not suspended are passed over."""

    processes: list[Process] = Listed("Process", max_length=100)
    client_token: ClientToken = ""


class ProcessesSuspended(Event):
    """These processes of a group stand still."""

    scaling_group_id: str
    processes: list[Process] = Listed("Process")
    at: float


class ProcessesResumed(Event):
    """These processes of a group go on."""

    scaling_group_id: str
    processes: list[Process] = Listed("Process")
    at: float
