"""Everything that the scaling controller knows, and what events do to it."""

from scalehook.scaling_controller.state.actions import Action
from scalehook.scaling_controller.state.activities import Activity
from scalehook.scaling_controller.state.alarms import Alarm
from scalehook.scaling_controller.state.configurations import Configuration
from scalehook.scaling_controller.state.groups import Group
from scalehook.scaling_controller.state.hooks import Hook
from scalehook.scaling_controller.state.instances import Instance
from scalehook.scaling_controller.state.receivers import Receivers
from scalehook.scaling_controller.state.root import State
from scalehook.scaling_controller.state.rules import Rule
from scalehook.scaling_controller.state.scheduled_tasks import ScheduledTask

__all__ = [
    "Action",
    "Activity",
    "Alarm",
    "Configuration",
    "Group",
    "Hook",
    "Instance",
    "Receivers",
    "Rule",
    "ScheduledTask",
    "State",
]
