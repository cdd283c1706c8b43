"""The launch templates that groups may name, as the fleet has told of them."""

from dataclasses import dataclass, field

from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration


@dataclass
class KnownTemplate:
    """Its versions by their numbers, each as the configuration that it stands for."""

    default_version: int = 1
    versions: dict[int, CreateScalingConfiguration] = field(default_factory=dict)
