"""Instances, whitelists and back-end servers."""

from dataclasses import dataclass, field

from scalehook.fleet.state.instances import Instance
from scalehook.fleet.state.launch_templates import LaunchTemplate
from scalehook.kit.shelves import Shelves


@dataclass
class State:
    """Everything by its id; `launched` counts all instances that ever were. `found` has the instances by
    what can be asked of them, `templates` the launch templates: both follow from the fields.
    """

    instances: dict[str, Instance] = field(default_factory=dict)
    launched: int = 0
    whitelists: dict[str, list[str]] = field(default_factory=dict)
    backends: dict[str, list[str]] = field(default_factory=dict)
    launch_templates: dict[str, LaunchTemplate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.templates: Shelves[LaunchTemplate] = Shelves()
        for template_id, template in self.launch_templates.items():
            self.templates.put(template_id, template, template.marks())
        self.found: Shelves[Instance] = Shelves()
        for instance_id, instance in self.instances.items():
            self.found.put(instance_id, instance, instance.marks())
