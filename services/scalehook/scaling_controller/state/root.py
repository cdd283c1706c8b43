"""The root of the state."""

from dataclasses import dataclass, field

from scalehook.scaling_controller.state.activities import Activity
from scalehook.scaling_controller.state.client_tokens import ClientCall
from scalehook.scaling_controller.state.groups import Group
from scalehook.scaling_controller.state.hooks import Hook
from scalehook.scaling_controller.state.receivers import Receivers


@dataclass
class State:
    """Everything by its id; `places` finds the group of an instance, configuration or rule and the
    activity of an action's token.
    """

    groups: dict[str, Group] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    receivers: Receivers = field(default_factory=Receivers)
    client_calls: dict[str, ClientCall] = field(default_factory=dict)
