"""Everything that the scaling controller knows, and what events do to it."""

from scalehook.scaling_controller.state.activity import Action, Activity
from scalehook.scaling_controller.state.group import Configuration, Group, Instance, Rule
from scalehook.scaling_controller.state.hook import Hook
from scalehook.scaling_controller.state.root import Receivers, State

__all__ = [
    "Action",
    "Activity",
    "Configuration",
    "Group",
    "Hook",
    "Instance",
    "Receivers",
    "Rule",
    "State",
]
