"""A scaling configuration."""

from dataclasses import dataclass

from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration


@dataclass
class Configuration:
    """A scaling configuration."""

    configuration_id: str
    name: str
    created_at: float
    request: CreateScalingConfiguration
