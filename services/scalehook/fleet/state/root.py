"""Instances, whitelists and back-end servers."""

from collections import deque
from dataclasses import dataclass, field

from scalehook.fleet.state.client_tokens import ClientCall
from scalehook.fleet.state.conditions import Conditions
from scalehook.fleet.state.instances import Instance
from scalehook.fleet.state.launch_templates import LaunchTemplate
from scalehook.fleet.state.register import Register
from scalehook.fleet.state.v_switches import VSwitch
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook.kit.shelves import Shelves


@dataclass
class State:
    """Everything by its id; `launched` counts all instances that ever were. `sequences` has the next
    number for the names of a scaling group's instances, while it has any. `register` finds instances,
    `templates` launch templates, and `used` has the client tokens in the order in which they are
    forgotten: these follow from the fields.
    """

    instances: dict[str, Instance] = field(default_factory=dict)
    launched: int = 0
    whitelists: dict[str, list[str]] = field(default_factory=dict)
    backends: dict[str, list[str]] = field(default_factory=dict)
    v_switches: dict[str, VSwitch] = field(default_factory=dict)
    conditions: Conditions = field(default_factory=Conditions)
    sequences: dict[str, int] = field(default_factory=dict)
    client_calls: dict[str, ClientCall] = field(default_factory=dict)
    launch_templates: dict[str, LaunchTemplate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.register = Register()
        self.used: deque[Ended] = deque()
        for instance in self.instances.values():
            self.register.put(instance)
        for key, call in self.client_calls.items():
            self.used.append(Ended(moment(call.used_at), key))
        self.templates: Shelves[LaunchTemplate] = Shelves()
        for template_id, template in self.launch_templates.items():
            self.templates.put(template_id, template, template.marks())
