"""Instances, whitelists and back-end servers."""

from dataclasses import dataclass, field

from scalehook.fleet.state.instances import Instance


@dataclass
class State:
    """Everything by its id; `launched` counts all instances that ever were."""

    instances: dict[str, Instance] = field(default_factory=dict)
    launched: int = 0
    whitelists: dict[str, list[str]] = field(default_factory=dict)
    backends: dict[str, list[str]] = field(default_factory=dict)
