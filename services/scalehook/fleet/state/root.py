"""Instances, whitelists and back-end servers."""

from dataclasses import dataclass, field

from scalehook.fleet.state.instances import Instance
from scalehook.kit.shelves import Shelves


@dataclass
class State:
    """Everything by its id; `launched` counts all instances that ever were. `found` has the instances by
    what can be asked of them, and follows from the fields.
    """

    instances: dict[str, Instance] = field(default_factory=dict)
    launched: int = 0
    whitelists: dict[str, list[str]] = field(default_factory=dict)
    backends: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.found: Shelves[Instance] = Shelves()
        for instance_id, instance in self.instances.items():
            self.found.put(instance_id, instance, instance.marks())
