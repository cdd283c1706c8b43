"""The root of the state."""

from dataclasses import dataclass, field
from typing import Any

from scalehook.scaling_controller.state.activity import Activity
from scalehook.scaling_controller.state.group import Group
from scalehook.scaling_controller.state.hook import Hook


@dataclass
class Receivers:
    """What the owners of queues, topics and templates have told. A template has its parameters'
    defaults by name; None where a value must be given.
    """

    queues: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    templates: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class ClientCall:
    """A call that was made with a ClientToken: what it asked for and the id that it was answered."""

    fingerprint: str
    answer: str


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
