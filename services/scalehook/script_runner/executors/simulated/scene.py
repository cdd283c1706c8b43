"""What a simulated command acts on, and may ask."""

from dataclasses import dataclass, field

from scalehook.script_runner.executors.simulated.inventory import Inventory


@dataclass(frozen=True)
class Scene:
    """An instance: what is installed on it, and what its metadata service says."""

    inventory: Inventory
    metadata: dict[str, str] = field(default_factory=dict)
